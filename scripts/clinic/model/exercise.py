"""The exercise: what a patient does, how much of it, how it gets harder, and when to stop."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clinic.figures.pose import PageFigure
from clinic.model.base import (
    ExerciseRef,
    Record,
    ReferenceKey,
    Span,
    Term,
    Within,
    exactly_one,
    needs,
    text,
)
from clinic.model.trust import Picture, Published

Sentence = Annotated[str, text(240)]
COMMON = frozenset({"none", "wall", "chair", "mat"})
"""Equipment that hardly anybody lacks."""


class Dose(Record):
    """How much to do. The items follow the CERT list for reporting exercise."""

    sets: Annotated[Span, Within(1, 6)]
    """How many sets: 3, or 2-3."""
    reps: Annotated[Span, Within(1, 60)] | None = None
    """How many repetitions in a set: 10, or 8-12. Give reps, hold or time: one of the three."""
    hold: Annotated[Span, Within(2, 180)] | None = None
    """How many seconds to hold a position still."""
    time: Annotated[Span, Within(5, 1800)] | None = None
    """How many seconds to keep moving."""
    per: Literal["set", "side"]
    """'side' when the number is for each leg or side, 'set' when it is for the whole set."""
    rest: Annotated[Span, Within(0, 300)]
    """Seconds of rest between sets."""
    days: Annotated[Span, Within(1, 7)]
    """Days per week."""
    effort: Annotated[Span, Within(1, 10)] | None = None
    """How hard it feels at the end of a set, from 1 (very easy) to 10 (nothing left)."""
    tempo: Annotated[str, text(60)] | None = None
    """How fast to move, in words: 3 seconds down, 1 second up."""
    basis: Annotated[str, Term("basis")]
    """What the numbers rest on."""
    references: list[ReferenceKey] = []
    """The references for these numbers."""

    @classmethod
    def first_fields(cls, index: int) -> tuple[str, ...]:
        """What a new page starts with."""
        return ("reps",)

    @model_validator(mode="after")
    def measured_one_way(self) -> "Dose":
        """A dose counts repetitions, a hold or a time, never two of them."""
        exactly_one(self, "reps", "hold", "time")
        return self


class Step(Record):
    """One instruction. Its role comes first: 'move: Bend your knee.'"""

    setup: Annotated[str, text(200)] | None = None
    """How to get ready."""
    move: Annotated[str, text(200)] | None = None
    """The movement itself."""
    return_: Annotated[Annotated[str, text(200)] | None, Field(alias="return")] = None
    """How to come back to the start."""
    breathe: Annotated[str, text(200)] | None = None
    """When to breathe."""

    @classmethod
    def first_fields(cls, index: int) -> tuple[str, ...]:
        """What a new page starts with."""
        return (("setup", "move", "return_")[index % 3],)

    @model_validator(mode="after")
    def has_one_role(self) -> "Step":
        """A step is one instruction with one role."""
        exactly_one(self, "setup", "move", "return_", "breathe")
        return self

    @property
    def role(self) -> str:
        """Which part of the exercise this is: setup, move, return or breathe."""
        return next(iter(self.model_fields_set)).rstrip("_")

    @property
    def text(self) -> str:
        """The instruction."""
        return str(getattr(self, next(iter(self.model_fields_set))))


class Mistake(Record):
    """A common mistake, as a patient can see it, and its fix."""

    see: Sentence
    """What it looks like."""
    fix: Sentence
    """What to do instead."""


class Harder(Record):
    """A harder exercise, and when to move on to it."""

    to: ExerciseRef
    """The harder exercise: its file name without '.md'."""
    change: Literal["load", "lever", "range", "base", "surface", "speed", "support"]
    """What makes it harder."""
    when: Sentence
    """What a patient can see or feel that says: move on."""


class Caution(Record):
    """A condition that changes whether or how to do the exercise."""

    if_: Annotated[Sentence, Field(alias="if")]
    """The condition, in words a patient uses, starting with 'you'."""
    then: Literal["do-not", "ask-first", "adapt"]
    """'do-not', 'ask-first' (ask a clinician first), or 'adapt' (do it another way)."""
    how: Sentence | None = None
    """With 'adapt': how to do it another way."""

    @model_validator(mode="after")
    def says_how(self) -> "Caution":
        """Advice to adapt says how."""
        if self.then == "adapt":
            needs(self, "a caution that says 'adapt' also says how", "then", "how")
        return self

    @property
    def forbids(self) -> bool:
        """Whether the exercise is not done at all then; readers learn this before the dose."""
        return self.then == "do-not"


class Substitute(Record):
    """Something from the household that does the job."""

    instead_of: Annotated[str, Term("equipment")]
    """The equipment that it stands in for."""
    use: Annotated[str, text(120)]
    """What to use at home."""


class Muscles(Record):
    """The muscles that work."""

    primary: Annotated[list[Annotated[str, Term("muscles")]], Field(min_length=1, max_length=3)]
    """The one to three muscles that do most of the work."""
    secondary: list[Annotated[str, Term("muscles")]]
    """The muscles that help. Write [] if there are none."""


class Exercise(Published):
    """One exercise. Its file name is its permanent id."""

    name: Annotated[str, text(60)]
    """The name, with only its first letter as a capital: Single-leg squat."""
    aliases: list[Annotated[str, text(60)]] = []
    """Other names that people search for."""
    summary: Annotated[str, text(140)]
    """One plain sentence that says what it is for."""
    region: Annotated[list[Annotated[str, Term("regions")]], Field(min_length=1, max_length=4)]
    """The parts of the body that it trains."""
    pattern: Annotated[str, Term("patterns")]
    """The kind of movement."""
    position: Annotated[str, Term("positions")]
    """The position that you start in."""
    goal: Annotated[list[Annotated[str, Term("goals")]], Field(min_length=1, max_length=3)]
    """What it is good for."""
    laterality: Literal["bilateral", "each-side", "alternating"]
    """'bilateral': both at once. 'each-side': all of one side first. 'alternating': in turn."""
    two_leg_version: ExerciseRef | None = None
    """For a one-leg exercise: the two-leg exercise that it grows out of."""
    level: Annotated[int, Field(ge=1, le=5)]
    """From 1 (start here) to 5 (high force)."""
    impact: Literal["none", "low", "high"]
    """'low' for small hops, 'high' for jumps and bounds, else 'none'."""
    support: Literal["none", "fingertip", "hand"]
    """How much a hand helps with balance."""
    muscles: Muscles
    """The muscles that work."""
    equipment: Annotated[list[Annotated[str, Term("equipment")]], Field(min_length=1, max_length=5)]
    """What is needed. 'none' stands alone."""
    household: list[Substitute] = []
    """What to use at home instead."""
    dose: Dose
    """How much to do."""
    steps: Annotated[list[Step], Field(min_length=3, max_length=8)]
    """Three to eight steps, each after a dash, each starting with its role."""
    feel: Sentence
    """Where you should feel it."""
    cues: Annotated[list[Annotated[str, text(80)]], Field(min_length=1, max_length=3)]
    """One to three short reminders."""
    mistakes: Annotated[list[Mistake], Field(min_length=1, max_length=4)]
    """One to four common mistakes with their fixes."""
    harder: list[Harder] = []
    """The exercises that come next, and when to move on."""
    no_harder: Sentence | None = None
    """If no exercise comes next: why, or how to make this one harder by itself."""
    cautions: list[Caution] = []
    """When not to do it, when to ask first, when to do it another way."""
    no_cautions: Sentence | None = None
    """If no caution is known: why."""
    stop_if: list[Sentence] = []
    """Reasons to stop, on top of the clinic's own stop rules."""
    figure: PageFigure | None = None
    """The drawing: a base pose, what changes between start and end, what is touched and held."""
    no_figure: Sentence | None = None
    """If a drawing can't show it: why, and what the patient can do instead."""
    media: list[Picture] = []
    """Photographs, if there are any."""
    references: list[ReferenceKey] = []
    """References for the exercise as a whole."""

    @classmethod
    def first_fields(cls, index: int) -> tuple[str, ...]:
        """What a new page starts with."""
        return ("no_harder", "no_cautions")

    @model_validator(mode="after")
    def gets_harder_or_says_why(self) -> "Exercise":
        """Every exercise has a next one, or says why not."""
        exactly_one(self, "harder", "no_harder")
        return self

    @cached_property
    def instructions(self) -> list[tuple[str, str]]:
        """The role and the text of each step."""
        return [(step.role, step.text) for step in self.steps]

    @property
    def muscle_list(self) -> list[str]:
        """All its muscles, the primary ones first."""
        return [*self.muscles.primary, *self.muscles.secondary]
