"""The built site, read back: what a browser would find in it, one page at a time."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinic.check.problem import Finding
from clinic.read.place import Place

REDIRECT = re.compile(r'<meta http-equiv="refresh"', re.IGNORECASE)


@dataclass
class BuiltPage:
    """One HTML file of the built site. path: relative to the built folder. name: of the folder."""

    path: str
    html: str
    name: str = "site"

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser reads it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, doubles included."""
        return [str(node.attributes["id"]) for node in self.tree.css("[id]")]

    @property
    def redirect(self) -> bool:
        """Whether it only sends the reader on."""
        return bool(REDIRECT.search(self.html))

    def find(self, selector: str) -> Iterator[LexborNode]:
        """The elements that a CSS selector names."""
        yield from self.tree.css(selector)

    def place(self, text: str = "") -> Place:
        """Where a piece of its text stands first; else its first line."""
        start = max(self.html.find(text), 0) if text else 0
        column = start - self.html.rfind("\n", 0, start)
        line = self.html.count("\n", 0, start) + 1
        return Place(f"{self.name}/{self.path}", line, column, column + max(len(text), 1))


class BuiltLink(NamedTuple):
    """A link within the site. written: as it stands. target: a file; empty for the page itself."""

    written: str
    target: str
    anchor: str


@dataclass(frozen=True)
class Facts:
    """What is kept of a built page when its tree is gone.

    findings: what the rules for one page found, each with the code of its rule.
    """

    size: int
    ids: frozenset[str]
    links: tuple[BuiltLink, ...]
    findings: tuple[tuple[str, Finding], ...]


@dataclass
class Output:
    """The built folder. name: what messages call it. base: the path part of the site's address.

    facts: for the path of each HTML page, what is known of it.
    """

    folder: Path
    name: str = "site"
    base: str = "/"
    facts: dict[str, Facts] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, as a path relative to the folder."""
        return frozenset(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    @property
    def pages(self) -> list[str]:
        """The path of every HTML page."""
        return sorted(path for path in self.files if path.endswith(".html"))

    @property
    def styles(self) -> list[str]:
        """The path of every style sheet of ours."""
        ours = (path for path in self.files if not path.startswith("pagefind/"))
        return sorted(path for path in ours if path.endswith(".css"))

    def page(self, path: str) -> BuiltPage:
        """One of its pages, or of its style sheets, as it stands there."""
        text = (self.folder / path).read_text(encoding="utf-8", errors="replace")
        return BuiltPage(path, text, self.name)

    def target_of(self, page: str, link: str) -> str | None:
        """The file that a link of a page leads to; None for other sites and the page itself."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = unquote(parts.path)
        if path.startswith("/"):
            path = path.removeprefix(self.base)
        else:
            path = posixpath.join(posixpath.dirname(page), path)
        folder = path.endswith(("/", "/.", "/..")) or path in ("", ".", "..")
        path = posixpath.normpath(path) if path else "."
        path = "" if path == "." else path
        if folder or not posixpath.splitext(path)[1]:
            return posixpath.join(path, "index.html")
        return path
