"""The body of a page: its links, headings, citations, boxes and prose, each with its place.

Offsets are positions in the UTF-8 bytes of the body, as the parser gives them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from clinic.read.parts import Parts

CITED = re.compile(r"(?<!\s)\s*\[@[^\]\[]*\]")
SIGNS = '0123456789.,;:!?()[]{}<>"/\\|+=*_&%$#@~^`–—-’“”…'
BETWEEN_WORDS = str.maketrans(dict.fromkeys(SIGNS, " "))
Span = tuple[int, int]


@dataclass(slots=True)
class Link:
    """One link or image. kind: 'wiki', 'card', 'page', 'image', or 'web' for other sites."""

    kind: str
    target: str
    text: str
    start: int
    end: int
    alone: bool = False
    """Whether it is all that its paragraph holds."""
    unnamed: bool = False
    """Whether it shows the name of its target, since its author gave it no words."""
    label: Span = (0, 0)
    """Where its text stands."""


@dataclass(slots=True)
class Block:
    """A stretch of text without markup. kind: 'Paragraph', 'Item', 'Heading' or 'TableCell'."""

    kind: str
    text: str
    start: int
    level: int = 0
    quoted: bool = False
    """Whether it stands in a box."""


@dataclass(slots=True)
class Citation:
    """One citation such as [@a; @b]. keys: each key with its own start and end."""

    keys: list[tuple[str, int, int]]
    start: int
    end: int

    @property
    def names(self) -> list[str]:
        """Its keys."""
        return [key for key, _, _ in self.keys]


@dataclass(slots=True)
class Callout:
    """A box: a quotation that starts with [!kind] and a title. kind: 'quote' without that mark."""

    kind: str
    title: str
    start: int
    end: int
    mark: Span = (0, 0)
    """Where its [!kind] stands."""
    filled: bool = False
    """Whether it says anything below its title."""


@dataclass(slots=True)
class Leftover:
    """A piece of visible text that looks like markup and did not become any.

    kind: which markup, a key of clinic.read.leftovers.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Body:
    """What a page says below its front matter.

    raw: its bytes, without what stood between %% and %%. cuts: where such a comment was taken
    out, and how many bytes all of them up to there had.
    """

    raw: bytes = b""
    first_line: int = 1
    links: list[Link] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    callouts: list[Callout] = field(default_factory=list)
    html: list[Span] = field(default_factory=list)
    """Where HTML was typed."""
    code: list[Span] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    admonitions: list[Span] = field(default_factory=list)
    too_deep: Span | None = None
    """Where lists and quotations stand deeper in each other than any reader can follow."""
    parts: Parts = field(default_factory=list)
    """What readers get: HTML, with a slot wherever that depends on the page around it."""
    written: bytes = b""
    """Its bytes as they stand in the file."""
    cuts: list[Span] = field(default_factory=list)

    @property
    def headings(self) -> list[Block]:
        """Its headings, in order."""
        return [block for block in self.blocks if block.kind == "Heading"]

    @cached_property
    def prose(self) -> str:
        """Its sentences, without headings, table cells, code and markup; one block a line."""
        kinds = ("Paragraph", "Item")
        return "\n".join(block.text for block in self.blocks if block.kind in kinds)

    @cached_property
    def words(self) -> list[str]:
        """The words of its sentences in small letters."""
        prose = CITED.sub("", self.prose) if "[@" in self.prose else self.prose
        return plain_words(prose)

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line of the written text starts."""
        return [0, *(match.end() for match in re.finditer(rb"\n", self.written))]

    def in_file(self, offset: int) -> int:
        """The offset in the written text of an offset in 'raw'."""
        if not self.cuts:
            return offset
        index = bisect_right(self.cuts, (offset, len(self.written))) - 1
        return offset + (self.cuts[index][1] if index >= 0 else 0)

    def position(self, offset: int) -> tuple[int, int]:
        """Line in the file and column, both from 1, of an offset in 'raw'."""
        there = self.in_file(offset)
        line = bisect_right(self.line_starts, there) - 1
        before = self.written[self.line_starts[line] : there]
        return self.first_line + line, len(before.decode("utf-8", "replace")) + 1

    def outside_code(self, offset: int) -> bool:
        """Whether this offset is outside every piece of code."""
        index = bisect_right(self.code, (offset, len(self.raw) + 1)) - 1
        return index < 0 or offset >= self.code[index][1]


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without signs and digits."""
    return text.lower().translate(BETWEEN_WORDS).split()
