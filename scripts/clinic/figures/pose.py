"""The pose format: what an author writes under `figure:` in an exercise's front matter.

Angles are degrees, as a goniometer reads them: 0 is standing upright with the arms hanging.
Only what differs from the base pose is written.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)

from clinic.figures.words import Contact, Prop, read_arrow, read_contact, read_prop

BaseName = Literal[
    "standing",
    "one-leg",
    "split-stance",
    "wall-supported",
    "sitting",
    "half-kneeling",
    "tall-kneeling",
    "quadruped",
    "plank",
    "prone",
    "supine",
    "hook-lying",
    "bridge",
    "side-lying",
    "side-support",
]
ViewName = Literal[
    "side",
    "three-quarter",
    "front",
    "front-low",
    "front-high",
    "front-left",
    "back",
    "back-three-quarter",
]
Angle = Annotated[float, Field(ge=-200, le=200, strict=True)]


def _contact_line(line: str) -> str:
    read_contact(line)
    return line


def _prop_line(line: str) -> str:
    read_prop(line)
    return line


def _arrow_line(line: str) -> str:
    read_arrow(line)
    return line


def _step_or_sentence(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise ValueError("a picture shows a step; write the step's number, such as 2")
    if value.strip().isdecimal():
        raise ValueError(f"the number of a step has no quotes; write {value.strip()}")
    if len(value) > CAPTION or not SENTENCE.fullmatch(value):
        raise ValueError(
            f"what a picture shows is a step's number or a sentence of up to {CAPTION} characters; "
            "start it with a capital letter, end it with a full stop, and keep it on one line"
        )
    return value


ContactLine = Annotated[str, Field(max_length=80), AfterValidator(_contact_line)]
PropLine = Annotated[str, Field(max_length=80), AfterValidator(_prop_line)]
ArrowLine = Annotated[str, Field(max_length=80), AfterValidator(_arrow_line)]
CAPTION: Final = 120
"""The most characters of a caption that is written: two lines or three on a phone."""
SENTENCE: Final = re.compile(r"[A-Z][^\n]*[.]")
Shown = Annotated[
    int | str,
    BeforeValidator(_step_or_sentence),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer"},
                {"type": "string", "maxLength": CAPTION, "pattern": f"^{SENTENCE.pattern}$"},
            ]
        }
    ),
]


class _Part(BaseModel):
    """Shared settings: a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Limbs(_Part):
    """The leg and the arm of one side. A positive number is the first movement named."""

    hip: Angle | None = Field(None, description="Bend the hip: thigh forward +, backward -")
    hip_out: Angle | None = Field(None, description="Thigh out to the side +, across -")
    hip_turn_out: Angle | None = Field(None, description="Turn the thigh outward +, inward -")
    knee: Angle | None = Field(None, description="Bend the knee: 0 straight, 90 a right angle")
    ankle: Angle | None = Field(None, description="Toes up toward the shin +, pointed down -")
    toes: Angle | None = Field(None, description="Bend the toes up +, down -")
    shoulder: Angle | None = Field(None, description="Lift the arm forward +, backward -")
    shoulder_out: Angle | None = Field(None, description="Lift the arm out to the side +")
    shoulder_turn_out: Angle | None = Field(None, description="Turn the arm outward +, inward -")
    elbow: Angle | None = Field(None, description="Bend the elbow: 0 straight")
    palm_down: Angle | None = Field(None, description="Turn the palm down +, up -; 0 thumb up")
    wrist: Angle | None = Field(None, description="Back of the hand toward the forearm +")


class Trunk(_Part):
    """The trunk: the lean of the pelvis in the room, and the bend of the spine above it."""

    lean: Angle | None = Field(None, description="Lean forward +, backward -; 0 upright")
    side_lean: Angle | None = Field(None, description="Lean to the right +, to the left -")
    turn: Angle | None = Field(None, description="Whole body turned to the right +, left -")
    bend: Angle | None = Field(None, description="Round the spine +, arch it -")
    side_bend: Angle | None = Field(None, description="Bend the spine to the right +, left -")
    twist: Angle | None = Field(None, description="Turn the chest to the right +, left -")


class Neck(_Part):
    """The neck. Left out, the head looks where a person would look."""

    bend: Angle | None = Field(None, description="Chin down +, up -")
    side_bend: Angle | None = Field(None, description="Ear toward the right shoulder +, left -")
    turn: Angle | None = Field(None, description="Look to the right +, left -")


class Pose(_Part):
    """One moment of the exercise, as the difference from the base pose."""

    right: Limbs = Field(Limbs(), description="The right leg and arm")
    left: Limbs = Field(Limbs(), description="The left leg and arm")
    both: Limbs = Field(Limbs(), description="Both sides alike")
    trunk: Trunk = Field(Trunk(), description="Lean and bend of the trunk")
    neck: Neck = Field(Neck(), description="The neck, if it matters")
    contacts: tuple[ContactLine, ...] = Field(
        (), description="What touches what at this moment only, such as 'left toes on floor'"
    )


class Figure(_Part):
    """The drawing of an exercise: a base pose, what changes, and what is touched and held."""

    base: BaseName = Field(description="The solved pose to begin from")
    start: Pose = Field(Pose(), description="The first picture")
    mid: Pose | None = Field(None, description="A moment between, only if the way matters")
    end: Pose = Field(description="The second picture")
    contacts: tuple[ContactLine, ...] = Field(
        (), description="What touches what all the time, such as 'left foot on bench'"
    )
    props: tuple[PropLine, ...] = Field(
        (), description="What is used, such as 'low step' or 'dumbbell in right hand'"
    )
    camera: ViewName | None = Field(None, description="The view, if the usual one hides something")
    arrows: tuple[ArrowLine, ...] | None = Field(
        None, description="Which parts get a movement arrow, such as 'left foot'; [] for none"
    )

    def used(self) -> tuple[Prop, ...]:
        """The props, read."""
        return tuple(read_prop(line) for line in self.props)

    def touches(self) -> tuple[Contact, ...]:
        """The contacts that hold all the time, read."""
        return tuple(contact for line in self.contacts for contact in read_contact(line))


class Shows(_Part):
    """What the two pictures show, for the captions and for those who do not see them."""

    start: Shown = Field(
        description="The number of the step that the first picture shows (the first step is 1). "
        "Where no step says it, a short sentence that does"
    )
    end: Shown = Field(
        description="The same for the second picture: not the first move, but what is drawn"
    )


class PageFigure(Figure):
    """The figure of a page, which also says in words what its pictures show."""

    shows: Shows = Field(
        description="The steps that the two pictures show, such as {start: 2, end: 4}"
    )
