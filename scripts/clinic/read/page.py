"""One page: its front matter, checked against its model, and its body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError

from clinic.model import PAGE_MODELS
from clinic.read.body import Body
from clinic.read.frontmatter import Fields, read_fields
from clinic.read.place import Fault, Place
from clinic.read.scan import read_body
from clinic.read.source import Source

OPENING = re.compile(r"---[ \t]*\n")
CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")


@dataclass
class Page:
    """One Markdown file.

    kind: exercise, article, program, person, page, glossary or block.
    model: the typed fields, or None where they have mistakes.
    """

    source: Source
    kind: str
    fields: Fields
    body: Body = field(default_factory=Body)
    model: Any = None
    faults: list[Fault] = field(default_factory=list)
    readable: bool = False
    """Whether its front matter could be read at all."""
    head: str = ""
    """The text of its front matter."""

    @property
    def path(self) -> str:
        """Its path, relative to the root."""
        return self.source.path

    @cached_property
    def slug(self) -> str:
        """Its name in links: the file name without '.md'."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @cached_property
    def data(self) -> dict[str, Any]:
        """Its front matter as plain values, also where they have mistakes."""
        return self.fields.data if isinstance(self.fields.data, dict) else {}

    @cached_property
    def title(self) -> str:
        """What it is called: its name or title, or its file name where that is missing."""
        title = self.data.get("name", self.data.get("title"))
        return title if isinstance(title, str) and title else self.slug

    @cached_property
    def status(self) -> str:
        """Its state. Kinds of pages without a state are always published."""
        return str(self.data.get("status", "published" if self.kind in STATELESS else "draft"))

    @property
    def part(self) -> bool:
        """Whether it only stands inside other pages, without an address of its own."""
        return self.kind == "block"

    @property
    def on_site(self) -> bool:
        """Whether readers can open it."""
        shown = self.status in ("published", "retired")
        return shown and self.model is not None and not self.part

    @property
    def address(self) -> str:
        """Its address on the site, relative to the site's root, ending in '/'."""
        path = self.path.removeprefix("docs/").removesuffix(".md")
        return "" if path == "index" else path + "/"

    def at(self, *path: str | int) -> Place:
        """Where the value at this path of the front matter stands."""
        return self.fields.place(path)

    def key(self, *path: str | int) -> Place:
        """Where the key at this path of the front matter stands."""
        return self.fields.place(path, key=True)

    def at_body(self, start: int, end: int) -> Place:
        """Where these bytes of the body stand."""
        line, column = self.body.position(start)
        length = len(self.body.raw[start:end].split(b"\n", 1)[0].decode("utf-8", "replace"))
        return self.source.at(line, column, max(length, 1))


UNTIDY = frozenset({"bom", "crlf"})
"""Faults of a file that can be read all the same."""
STATELESS = frozenset({"person", "page", "glossary", "block"})


def read_page(source: Source, kind: str, terms: Mapping[str, Any]) -> Page:
    """Make a page of a source. Its mistakes are kept, never raised.

    terms: the known terms of each list of the vocabulary.
    """
    page = Page(source, kind, Fields(source))
    if not source.text and any(fault.kind not in UNTIDY for fault in source.faults):
        return page
    opening = OPENING.match(source.text)
    if not opening:
        stripped = source.text.lstrip()
        source.fault("late-front-matter" if OPENING.match(stripped) else "no-front-matter")
        return page
    closing = CLOSING.search(source.text, opening.end() - 1)
    if not closing:
        source.fault("open-front-matter")
        return page
    page.body = read_body(
        source.text[closing.end() + 1 :], source.text.count("\n", 0, closing.end()) + 2
    )
    before = len(source.faults)
    page.head = source.text[opening.end() : closing.start() + 1]
    page.fields = read_fields(source, page.head, 2)
    page.readable = isinstance(page.fields.data, dict)
    if page.readable:
        page.model = validated(PAGE_MODELS[kind], page.fields, page.faults, terms)
    elif len(source.faults) == before:
        source.fault("empty-front-matter")
    if len(source.faults) > before:
        page.model = None
    return page


def validated(
    model: type[BaseModel], fields: Fields, faults: list[Fault], terms: Mapping[str, Any]
) -> Any:
    """The typed form of the fields, or None; each mistake becomes a fault at its own value."""
    try:
        return model.model_validate(fields.data, context=terms)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            path = tuple(part for part in problem["loc"] if part != "[key]")
            at = problem.get("ctx", {}).get("at")
            about_key = problem["type"] in ("missing", "extra_forbidden") or at is not None
            place = fields.place(
                (*path, at) if at else path, key=about_key or "[key]" in problem["loc"]
            )
            details = {
                "path": path, "input": problem["input"], "written": fields.written(path),
                "typed": fields.typed(path), "model": model, **problem.get("ctx", {}),
            }  # fmt: skip
            faults.append(Fault(problem["type"], place, details))
        return None
