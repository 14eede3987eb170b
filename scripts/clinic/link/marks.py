"""Which fields of a model name other pages or hold text: found from the types, never listed."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from clinic.model.base import TEXT, Ref

Pattern = tuple[str, ...]
"""A path into front matter, in which '*' stands for every item of a list and every key."""


@cache
def reference_fields(model: type[BaseModel]) -> tuple[tuple[Pattern, str], ...]:
    """Where this model refers to something, and to what kind of thing."""
    return tuple((path, note.kind) for path, note in notes(model) if isinstance(note, Ref))


@cache
def text_fields(model: type[BaseModel]) -> frozenset[Pattern]:
    """Where this model holds free text: no term, no number, no day, no name of something."""
    return frozenset(p for p, note in notes(model) if getattr(note, "pattern", None) == TEXT)


def notes(annotation: Any, path: Pattern = ()) -> Iterator[tuple[Pattern, Any]]:
    """Every note in a type, such as a mark or a limit, with the path that leads to it."""
    if isinstance(annotation, FieldInfo):
        yield from ((path, note) for note in annotation.metadata)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            here = path if name == "root" else (*path, field.alias or name)
            yield from notes(field, here)
            yield from notes(field.annotation, here)
    elif get_origin(annotation) is Annotated:
        for part in get_args(annotation):
            yield from notes(part, path)
            yield path, part
    elif get_origin(annotation) in (list, dict):
        yield from notes(get_args(annotation)[-1], (*path, "*"))
    else:
        for inner in get_args(annotation):
            yield from notes(inner, path)


def picked(
    data: Any, pattern: Pattern, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in plain data that a pattern leads to, with its exact path."""
    if not pattern:
        if isinstance(data, str):
            yield path, data
    elif pattern[0] == "*":
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield from picked(item, pattern[1:], (*path, index))
    elif isinstance(data, dict) and pattern[0] in data:
        yield from picked(data[pattern[0]], pattern[1:], (*path, pattern[0]))
