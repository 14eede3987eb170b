"""The building blocks of the models: text, terms, references to pages, ranges and dates."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
TEXT = r"^\S[^\n]*$"


class Record(BaseModel):
    """A group of fields. A field that the model does not name is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @classmethod
    def first_fields(cls, index: int) -> tuple[str, ...]:
        """Optional fields that a new page fills in all the same; index: which item of a list."""
        return ()


@dataclass(frozen=True)
class Term:
    """Marks a text that must be a term of one list in exercises/vocabulary.yml.

    The known terms come with the validation context, since they are content and not code.
    """

    vocabulary: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self.known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "x-vocabulary": self.vocabulary}

    def known(self, value: str, info: ValidationInfo) -> str:
        """The value, if it is a term of the list."""
        terms = (info.context or {}).get(self.vocabulary)
        if terms is not None and value not in terms:
            raise PydanticCustomError(
                "unknown_term", "unknown term", {"vocabulary": self.vocabulary}
            )
        return value


@dataclass(frozen=True)
class Ref:
    """Marks a text that names a page (its file name without '.md') or the key of a reference."""

    kind: str


class Span(NamedTuple):
    """A number or a range of numbers: 12, or 8-12."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        """The middle of the range, for sums over a week."""
        return (self.low + self.high) / 2

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Within:
    """Marks a whole number or a range such as 8-12, both ends within least and most."""

    least: int
    most: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        end = f"0*(?:{spelled(self.least, self.most)})"
        return {"anyOf": [number, {"type": "string", "pattern": rf"^{end}\s?[-–]\s?{end}$"}]}

    def read(self, value: object) -> Span:
        """The range that was written. Raises a custom error that says what is wrong with it."""
        if isinstance(value, Span):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            found = Span(value, value)
        elif match := re.fullmatch(r"(\d{1,4})\s?[-–]\s?(\d{1,4})", str(value)):
            found = Span(int(match[1]), int(match[2]))
        else:
            raise PydanticCustomError("not_a_span", "not a number or range")
        if found.low > found.high:
            raise PydanticCustomError(
                "span_inverted", "upside down", {"turned": f"{found.high}-{found.low}"}
            )
        if found.low < self.least or found.high > self.most:
            raise PydanticCustomError(
                "span_outside", "outside the limits", {"ge": self.least, "le": self.most}
            )
        return found


def spelled(least: int, most: int) -> str:
    """A pattern for the whole numbers from least to most: '[2-9]|1[0-2]' for 2 to 12."""
    if most < 10:
        return f"[{least}-{most}]"
    if least < 10:
        return f"[{least}-9]|{spelled(10, most)}"
    first, last = least // 10, most // 10
    if first == last:
        return f"{first}[{least % 10}-{most % 10}]"
    parts = []
    if least % 10:
        parts.append(f"{first}[{least % 10}-9]")
        first += 1
    if most % 10 < 9:
        parts.append(f"{last}[0-{most % 10}]")
        last -= 1
    if first <= last:
        parts.append(f"(?:{spelled(first, last)})[0-9]")
    return "|".join(parts)


def read_day(value: object) -> date:
    """A calendar day written as 2026-11-22. Raises a custom error for anything else."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", "not a calendar day")


def text(most: int) -> Any:
    """Limits of a text on one line: not empty, at most this many characters."""
    return Field(min_length=1, max_length=most, pattern=TEXT)


Day = Annotated[
    date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})
]
Slug = Annotated[str, Field(pattern=f"^{SLUG}$")]
ExerciseRef = Annotated[Slug, Ref("exercise")]
PersonRef = Annotated[Slug, Ref("person")]
PageRef = Annotated[Slug, Ref("page")]
ActionRef = Annotated[Slug, Ref("action")]
ReferenceKey = Annotated[Slug, Ref("reference")]


def exactly_one(model: Record, *names: str) -> None:
    """Refuse a record that does not fill exactly one of these fields."""
    given = [name for name in names if getattr(model, name) not in (None, [])]
    if len(given) != 1:
        raise PydanticCustomError(
            "exactly_one",
            "exactly one of",
            {"names": list(names), "given": given, "at": given[-1].rstrip("_") if given else None},
        )


def needs(model: Record, reason: str, at: str, *names: str) -> None:
    """Refuse a record in which one of these fields is empty; at: the field that asks for them."""
    absent = [name for name in names if getattr(model, name) is None]
    if absent:
        raise PydanticCustomError("needs", "needs", {"names": absent, "reason": reason, "at": at})
