"""The pose format: short, forgiving in words, strict in keys."""

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from clinic.figures.motion import moving
from clinic.figures.pose import Figure
from clinic.figures.words import Mark, read_arrow, read_contact, read_prop


def test_an_accepted_figure_takes_few_lines(written):
    lines = [len(yaml.safe_dump(figure, default_flow_style=None).splitlines())
             for figure in written.values()]  # fmt: skip
    assert sum(lines) / len(lines) <= 12


def test_no_key_is_a_boolean_in_yaml(written):
    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)

    assert all(isinstance(key, str) for key in keys(written))


def test_a_figure_is_a_field_like_any_other():
    class Page(BaseModel):
        figure: Figure

    assert Page.model_validate({"figure": {"base": "standing", "end": {}}}).figure.base == (
        "standing"
    )


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ({"base": "standing", "end": {}, "ende": {}}, "ende"),
        ({"base": "standing", "end": {"right": {"kneee": 4}}}, "kneee"),
        ({"base": "standing", "end": {}, "contacts": ["left foot on bensh"]}, "bench"),
        ({"base": "standing", "end": {}, "contacts": ["left foot"]}, "what touches what"),
        ({"base": "standing", "end": {}, "props": ["dumbell in right hand"]}, "dumbbell"),
        ({"base": "standing", "end": {}, "arrows": ["left wing"]}, "wing"),
    ],
)
def test_a_slip_is_refused_with_the_word_in_question(figure, told):
    with pytest.raises(ValidationError, match=told):
        Figure.model_validate(figure)


def test_a_slip_is_placed_on_its_line():
    figure = {"base": "standing", "end": {"contacts": ["feet on floor", "left foot on bensh"]}}
    with pytest.raises(ValidationError) as refused:
        Figure.model_validate(figure)
    assert refused.value.errors()[0]["loc"] == ("end", "contacts", 1)


def test_words_in_their_usual_forms_are_read():
    assert [c.key for c in read_contact("hands on wall")] == ["hand.right", "hand.left"]
    assert read_contact("left foot free")[0].surface == "free"
    assert read_prop("low step").size < 1
    assert read_prop("dumbbells").sides == ("right", "left")
    assert read_prop("mini-band around the knees").place == "knees"


def test_an_arrow_may_point_and_may_belong_to_the_first_picture():
    assert read_arrow("left foot") == Mark("foot", "left")
    assert read_arrow("right knee inward") == Mark("knee", "right", ("inward",))
    assert read_arrow("hips forward and up at start") == Mark(
        "hips", None, ("forward", "up"), first=True
    )


def test_every_field_is_described():
    def fields(model):
        for name, field in model.model_fields.items():
            yield name, field.description
            kind = field.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from fields(kind)

    assert [name for name, text in fields(Figure) if not text] == []


def test_a_moment_between_is_passed_on_the_way():
    lifted = {"left": {"hip": 80, "knee": 90}, "contacts": ["left foot free"]}
    stepped = {"left": {"hip": -10, "knee": 60}, "contacts": ["left toes on floor"]}
    figure = Figure.model_validate({"base": "standing", "mid": lifted, "end": stepped})
    heights = moving(figure).body.points["knee.left"][:, 1]
    assert heights[2] > max(heights[0], heights[-1]) + 0.1
    assert heights.argmax() == 2
