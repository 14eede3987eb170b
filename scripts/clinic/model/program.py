"""The program: a routine made of exercises, with doses, for some weeks."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from clinic.model.base import ExerciseRef, Record, ReferenceKey, Span, Term, Within, text
from clinic.model.exercise import Dose
from clinic.model.trust import Published


class DoseChange(Record):
    """What this program changes in an exercise's own dose. What is not named stays."""

    sets: Annotated[Span, Within(1, 6)] | None = None
    """How many sets: 3, or 2-3."""
    reps: Annotated[Span, Within(1, 60)] | None = None
    """How many repetitions in a set."""
    hold: Annotated[Span, Within(2, 180)] | None = None
    """How many seconds to hold."""
    time: Annotated[Span, Within(5, 1800)] | None = None
    """How many seconds to keep moving."""
    rest: Annotated[Span, Within(0, 300)] | None = None
    """Seconds of rest between sets."""
    effort: Annotated[Span, Within(1, 10)] | None = None
    """How hard it feels at the end of a set, from 1 to 10."""

    def applied_to(self, dose: Dose) -> Dose:
        """The exercise's dose with these changes."""
        changes = {name: getattr(self, name) for name in self.model_fields_set}
        if changes.keys() & {"reps", "hold", "time"}:
            changes = {"reps": None, "hold": None, "time": None} | changes
        return dose.model_copy(update=changes)


class Item(Record):
    """One exercise of a program."""

    exercise: ExerciseRef
    """The exercise: its file name without '.md'."""
    dose: DoseChange | None = None
    """What differs from the exercise's own dose."""
    note: Annotated[str, text(200)] | None = None
    """A short remark."""


class Block(Record):
    """A part of a session."""

    name: Literal["main", "warm-up", "cool-down"]
    """Which part of the session this is."""
    exercises: Annotated[list[Item], Field(min_length=1, max_length=12)]
    """Its exercises, in order."""


class Program(Published):
    """One program."""

    title: Annotated[str, text(90)]
    """The headline."""
    summary: Annotated[str, text(155)]
    """One or two plain sentences for lists and search engines."""
    who_for: Annotated[list[Annotated[str, text(200)]], Field(min_length=1, max_length=5)]
    """Whom it suits."""
    not_for: Annotated[list[Annotated[str, text(240)]], Field(min_length=1, max_length=12)]
    """Who needs to ask a clinician first."""
    goal: Annotated[list[Annotated[str, Term("goals")]], Field(min_length=1, max_length=3)]
    """What it is good for."""
    sessions_per_week: Annotated[Span, Within(1, 7)]
    """How many sessions in a week."""
    weeks: Annotated[Span, Within(1, 52)]
    """For how many weeks."""
    blocks: Annotated[list[Block], Field(min_length=1, max_length=3)]
    """The parts of a session: warm-up, main, cool-down."""
    progress_rule: Annotated[list[Annotated[str, text(240)]], Field(min_length=1, max_length=8)]
    """When and how to do more."""
    references: list[ReferenceKey] = []
    """References for the program as a whole."""

    @model_validator(mode="after")
    def has_work(self) -> "Program":
        """A program has a main part."""
        if not any(block.name == "main" for block in self.blocks):
            raise PydanticCustomError("no_main", "no main block", {"at": "blocks"})
        return self

    @property
    def items(self) -> list[Item]:
        """All its exercises, in order."""
        return [item for block in self.blocks for item in block.exercises]
