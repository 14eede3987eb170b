"""Whatever an author writes within the joints' ranges can be drawn and checked."""

import re

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clinic.figures import Figure, check, draw
from clinic.figures.angles import RANGES
from clinic.figures.bases import BASES
from clinic.figures.highlights import AREAS
from clinic.figures.pose import Limbs, Trunk


def limbs():
    return st.fixed_dictionaries(
        {}, optional={name: st.integers(*map(int, RANGES[name])) for name in Limbs.model_fields}
    )


def trunk():
    ranges = {"lean": (-20, 80)} | {
        name: tuple(map(int, RANGES[f"trunk.{name}"])) for name in ("bend", "side_bend", "twist")
    }
    assert set(ranges) <= set(Trunk.model_fields)
    return st.fixed_dictionaries({}, optional={k: st.integers(*v) for k, v in ranges.items()})


def poses():
    return st.fixed_dictionaries(
        {"right": limbs(), "left": limbs(), "both": limbs(), "trunk": trunk()}
    )


PROPS = ["step", "chair", "mat", "dumbbells", "mini-band at ankles", "stick", "barbell",
         "kettlebell in right hand", "backpack", "small-ball between knees", "slider",
         "long-band from left", "towel", "low bench", "foam-roller", "wall"]  # fmt: skip


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    base=st.sampled_from(sorted(BASES)),
    start=poses(),
    end=poses(),
    props=st.lists(st.sampled_from(PROPS), max_size=3, unique=True),
    muscles=st.lists(st.sampled_from(sorted(AREAS)), max_size=3, unique=True),
)
def test_poses_within_range_are_drawn(base, start, end, props, muscles):
    figure = Figure.model_validate({"base": base, "start": start, "end": end, "props": props})
    drawn = draw(figure, name="n", alt="a", highlight_primary=muscles, highlight_secondary=())
    check(figure, steps=["Lift your left leg."], laterality="unilateral", primary=muscles)
    page = drawn.animated + drawn.start + drawn.end
    assert "nan" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert 0 < drawn.width < 1500
    assert 0 < drawn.height < 1500
