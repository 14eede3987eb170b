"""Which fields of a model name other pages or terms: found from the types, never listed."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from clinic.model.base import Ref

Pattern = tuple[str, ...]
"""A path into front matter, in which '*' stands for every item of a list."""


@cache
def reference_fields(model: type[BaseModel]) -> tuple[tuple[Pattern, str], ...]:
    """Where this model refers to something, and to what kind of thing."""
    return tuple((path, mark.kind) for path, mark in marks(model))


def marks(annotation: Any, path: Pattern = ()) -> Iterator[tuple[Pattern, Ref]]:
    """Every mark in a type, with the path that leads to it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            here = (*path, field.alias or name)
            yield from ((here, mark) for mark in field.metadata if isinstance(mark, Ref))
            yield from marks(field.annotation, here)
    elif get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        yield from ((path, mark) for mark in notes if isinstance(mark, Ref))
        yield from marks(inner, path)
    elif get_origin(annotation) is list:
        yield from marks(get_args(annotation)[0], (*path, "*"))
    else:
        for inner in get_args(annotation):
            yield from marks(inner, path)


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
