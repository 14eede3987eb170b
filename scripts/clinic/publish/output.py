"""The built site, read back: what a browser would find in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinic.read.place import Place


@dataclass
class BuiltPage:
    """One HTML file of the built site. path: relative to the built folder."""

    path: str
    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser reads it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, doubles included."""
        return [str(node.attributes["id"]) for node in self.tree.css("[id]")]

    @property
    def address(self) -> str:
        """Its address, relative to the site's root."""
        return self.path.removesuffix("index.html")

    def find(self, selector: str) -> Iterator[LexborNode]:
        """The elements that a CSS selector names."""
        yield from self.tree.css(selector)

    def place(self, folder: str, text: str = "") -> Place:
        """Where a piece of its text stands first; else its first line."""
        start = max(self.html.find(text), 0) if text else 0
        column = start - self.html.rfind("\n", 0, start)
        line = self.html.count("\n", 0, start) + 1
        return Place(f"{folder}/{self.path}", line, column, column + max(len(text), 1))


@dataclass
class Output:
    """The built folder. name: what messages call it. base: the path part of the site's address."""

    folder: Path
    name: str = "site"
    base: str = "/"

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, as a path relative to the folder."""
        return frozenset(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )

    @cached_property
    def pages(self) -> list[BuiltPage]:
        """Every HTML page."""
        return [
            BuiltPage(path, (self.folder / path).read_text(encoding="utf-8", errors="replace"))
            for path in sorted(self.files)
            if path.endswith(".html")
        ]

    @cached_property
    def by_path(self) -> dict[str, BuiltPage]:
        """The pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def styles(self) -> dict[str, str]:
        """The text of every style sheet, by path."""
        return {
            path: (self.folder / path).read_text(encoding="utf-8", errors="replace")
            for path in sorted(self.files)
            if path.endswith(".css") and not path.startswith("pagefind/")
        }

    def bytes_of(self, page: BuiltPage) -> int:
        """The size of a page."""
        return len(page.html.encode())


REDIRECT = re.compile(r'<meta http-equiv="refresh"', re.IGNORECASE)


def is_redirect(page: BuiltPage) -> bool:
    """Whether a page only sends the reader on."""
    return bool(REDIRECT.search(page.html))
