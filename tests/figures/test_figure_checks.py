"""Every check: a pose that it finds fault with, and the same pose without the fault."""

import copy

import pytest

from clinic.figures.check import check, too_alike
from clinic.figures.drawing import draw
from clinic.figures.pose import Figure

SQUAT = {
    "base": "standing",
    "end": {"both": {"knee": 80, "shoulder": 60}, "trunk": {"lean": 34}},
}
ONE_LEG = {
    "base": "one-leg",
    "start": {"left": {"hip": 20, "knee": 50}},
    "end": {"right": {"knee": 50}, "left": {"hip": 50, "knee": 50}, "trunk": {"lean": 26}},
}
STEP = {
    "base": "standing",
    "props": ["step"],
    "contacts": ["right foot on step"],
    "start": {"right": {"hip": 62, "knee": 70}, "trunk": {"lean": 12}},
    "end": {"both": {"hip": 4, "knee": 4}, "contacts": ["left foot on step"]},
}
FALLING = {
    "base": "split-stance",
    "contacts": ["left foot free"],
    "end": {
        "right": {"knee": 70, "hip": 70, "ankle": 0},
        "left": {"hip": -10, "knee": 40},
        "trunk": {"lean": 10},
    },
}
PLANK = {"base": "side-support", "end": {"left": {"hip_out": 30}}, "start": {}}


def changed(figure, path, value):
    out = copy.deepcopy(figure)
    inner = out
    for key in path[:-1]:
        inner = inner.setdefault(key, {})
    inner[path[-1]] = value
    return out


def codes(figure, steps=(), laterality="", primary=()):
    found = check(Figure.model_validate(figure), steps=steps, laterality=laterality,
                  primary=primary)  # fmt: skip
    return {finding.code for finding in found}


def test_accepted_poses_have_no_findings(written, facts):
    found = {
        slug: check(
            Figure.model_validate(figure),
            steps=facts[slug]["steps"],
            laterality=facts[slug]["laterality"],
            primary=facts[slug]["primary"],
        )
        for slug, figure in written.items()
    }
    assert {slug: some for slug, some in found.items() if some} == {}


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("FIG001", SQUAT, changed(SQUAT, ["end", "both", "elbow"], -30)),
        ("FIG002", ONE_LEG, changed(ONE_LEG, ["end", "left"],
                                    {"hip": 56, "hip_out": -20, "knee": 30})),
        ("FIG003", STEP, changed(STEP, ["contacts"], ["right foot on step", "hands on knees"])),
        ("FIG004", ONE_LEG, FALLING),
        ("FIG005", PLANK, {"base": "wall-supported", "props": ["wall"],
                           "end": {"contacts": ["hips on floor"]}}),
        ("FIG007", SQUAT, {"base": "standing", "start": {}, "end": {}}),
        ("FIG009", SQUAT, changed(SQUAT, ["end", "trunk", "lean"], 76)),
        ("FIG013", ONE_LEG, changed(ONE_LEG, ["end", "right", "knee"], 92)),
        ("FIG010", STEP, changed(STEP, ["props"], [])),
        ("FIG011", SQUAT, changed(SQUAT, ["end", "both", "ankle"], -30)),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_its_absence_is_not(code, good, bad):
    assert code not in codes(good)
    assert code in codes(bad)


def test_sides_of_the_steps_are_compared():
    right, left = ["Squat on your right leg."], ["Squat on your left leg."]
    assert "FIG006" not in codes(ONE_LEG, steps=right)
    assert "FIG006" in codes(ONE_LEG, steps=left)
    assert "FIG006" in codes(ONE_LEG, laterality="bilateral")
    assert "FIG006" in codes(SQUAT, laterality="unilateral")
    assert "FIG006" not in codes(SQUAT, laterality="bilateral")


def test_a_standing_leg_bends_only_where_the_steps_say_so():
    assert "FIG006" in codes(ONE_LEG, steps=["Lift your left foot.", "Hold still."])
    assert "FIG006" not in codes(ONE_LEG, steps=["Bend your standing knee."])


def test_a_start_written_again_as_the_end_is_no_movement(written):
    still = changed(written["single-leg-balance"], ["end"], written["single-leg-balance"]["start"])
    assert "FIG007" in codes(still)


def test_a_hop_lifts_the_free_knee():
    hop = {"base": "one-leg", "end": {"left": {"hip": 88, "knee": 96}, "right": {"ankle": -26},
                                      "contacts": ["right foot free"]}}  # fmt: skip
    swapped = changed(hop, ["end"], {"right": {"hip": 88, "knee": 96},
                                     "contacts": ["right foot free"]})  # fmt: skip
    assert "FIG006" not in codes(hop)
    assert "FIG006" in codes(swapped)


def test_sides_that_take_turns_are_not_both_shown_at_once():
    assert "FIG006" in codes(SQUAT, laterality="alternating")
    assert "FIG006" not in codes(ONE_LEG, laterality="alternating")


def test_muscles_have_to_do_with_what_moves():
    assert "FIG008" not in codes(SQUAT, primary=["quadriceps-femoris"])
    arms = {"base": "standing", "end": {"both": {"shoulder": 90}}}
    assert "FIG008" in codes(arms, primary=["quadriceps-femoris"])


def test_two_figures_that_look_the_same_are_named():
    def drawn(figure):
        return draw(Figure.model_validate(figure), name="x", alt="x", highlight_primary=(),
                    highlight_secondary=())  # fmt: skip

    deeper = changed(SQUAT, ["end", "both", "knee"], 83)
    pairs = too_alike({"squat": drawn(SQUAT), "deep": drawn(deeper), "step": drawn(STEP)})
    assert [(first, second) for first, second, _ in pairs] == [("deep", "squat")]


def test_messages_are_for_clinicians():
    figures = [changed(SQUAT, ["end", "both", "knee"], -60), changed(STEP, ["props"], []), PLANK]
    for figure in figures:
        for finding in check(Figure.model_validate(figure), steps=["Lift your right arm."],
                             laterality="bilateral", primary=["soleus"]):  # fmt: skip
            told = f"{finding.message} {finding.fix}".lower()
            for word in ("schema", "null", "parse", "regex", "object", "array", "vector"):
                assert word not in told
            assert finding.where
