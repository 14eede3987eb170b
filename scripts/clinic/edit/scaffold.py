"""A new page, written from its model: every required field, filled with a valid first value."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from clinic.model import PAGE_MODELS
from clinic.model.base import Ref, Term, Within
from clinic.model.describe import docstrings, models_in
from clinic.read.site import Site

WRITE = "Write here."
FIGURE = """\
# The drawing, as .github/FIGURES.md explains it. To begin, delete the "# " of these lines.
# figure:
#   base: standing
#   shows: {start: 1, end: 2}
#   end:
#     both: {knee: 60}
#     trunk: {lean: 30}
"""
"""Two equal pictures would be a mistake, so a new figure waits until somebody draws."""
BODY = "Write the text here. Start sections with ##.\n"


def scaffold(site: Site, kind: str, name: str) -> str:
    """The text of a new page of this kind: valid, a draft, every field with its explanation."""
    model = PAGE_MODELS[kind]
    given: dict[str, Any] = {"status": "draft", "name": name, "title": name}
    given["authors"] = [authors(site)]
    given |= {"review": {"status": "awaiting"}, "initials": initials(name), "active": True}
    lines = ["---"]
    for field, value in fields(site, model, given):
        lines.append(f"# {docstrings(model).get(field, '')}")
        lines += yaml_lines(field, value)
    if kind == "exercise":
        lines += FIGURE.splitlines()
    body = BODY if kind in ("article", "program", "block") else ""
    return "\n".join([*lines, "---", "", body])


def fields(
    site: Site, model: type[BaseModel], given: dict[str, Any], index: int = 0
) -> Iterator[tuple[str, Any]]:
    """The fields that a new page starts with, in the model's order, each with a valid value."""
    first = getattr(model, "first_fields", lambda index: ())(index)
    for key, field in model.model_fields.items():
        name = field.alias or key
        if name in given and (field.is_required() or key in first):
            yield name, given[name]
        elif field.is_required() or key in first:
            yield name, first_value(site, field.annotation, list(field.metadata), index)


def first_value(site: Site, annotation: Any, notes: list[Any], index: int = 0) -> Any:
    """A valid value of a type: the first choice, the first term, the smallest number."""
    if type(None) in get_args(annotation):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if hasattr(annotation, "__metadata__"):
        notes = [*notes, *annotation.__metadata__]
        annotation = annotation.__origin__
    mark = next((note for note in notes if isinstance(note, Term | Ref | Within)), None)
    if isinstance(mark, Term):
        return next(iter(getattr(site.data("vocabulary"), mark.vocabulary)), "")
    if isinstance(mark, Ref):
        known = (p.slug for p in site.of_kind(mark.kind) if p.status == "published")
        return next(known, "write-a-file-name")
    if isinstance(mark, Within):
        return min(max(mark.least, 2), mark.most)
    if get_origin(annotation) is list:
        least = max((getattr(note, "min_length", None) or 0 for note in flat(notes)), default=0)
        item = get_args(annotation)[0]
        return [first_value(site, item, [], number) for number in range(least)]
    return plain_value(site, annotation, notes, index)


def plain_value(site: Site, annotation: Any, notes: list[Any], index: int) -> Any:
    """A valid value of a type that is no list and has no mark."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    models = models_in(annotation)
    if models:
        return dict(fields(site, models[0], {}, index))
    if annotation is bool:
        return True
    if annotation is int:
        return 1
    if annotation is date:
        return str(site.today)
    return WRITE


def flat(notes: list[Any]) -> list[Any]:
    """The notes of a type, with those that stand inside a field's own notes."""
    return [n for note in notes for n in (note.metadata if isinstance(note, FieldInfo) else [note])]


def yaml_lines(name: str, value: Any, depth: int = 0) -> Iterator[str]:
    """A field in YAML, in the style of our pages."""
    pad = "  " * depth
    if isinstance(value, dict):
        yield f"{pad}{name}:"
        for key, inner in value.items():
            yield from yaml_lines(key, inner, depth + 1)
    elif value == []:
        yield f"{pad}{name}: []"
    elif isinstance(value, list):
        yield f"{pad}{name}:"
        for item in value:
            if isinstance(item, dict):
                inner = [line for key, v in item.items() for line in yaml_lines(key, v, depth + 2)]
                yield f"{pad}  - {inner[0].strip()}"
                yield from inner[1:]
            else:
                yield f"{pad}  - {written(item)}"
    else:
        yield f"{pad}{name}: {written(value)}"


def written(value: Any) -> str:
    """A value as it stands in YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    safe = text and text[0].isalpha() and not any(sign in text for sign in ":#\"'{}[]&*!|>%@`,\\")
    if safe and text.casefold() not in ("true", "false", "null"):
        return text
    if isinstance(value, int):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def authors(site: Site) -> str:
    """The first team or person, as the author to start with."""
    people = sorted(site.of_kind("person"), key=lambda page: page.model.kind != "team")
    return people[0].slug if people else "write-a-file-name"


def initials(name: str) -> str:
    """'PE' for 'Pat Example'."""
    letters = "".join(word[0] for word in name.split() if word[0].isalpha())
    return (letters[:2] or "?").upper()
