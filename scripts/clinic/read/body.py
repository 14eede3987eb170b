"""The body of a page: its links, headings, citations, boxes and prose, each with its place.

All of it comes from one pass of a CommonMark parser, so nothing inside a code block counts.
Offsets are positions in the UTF-8 bytes of the body, as the parser gives them.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyromark

OPTIONS = pyromark.Options.ENABLE_WIKILINKS | pyromark.Options.ENABLE_TABLES
CITATION = re.compile(rb"\[(@[^\]\[\n]*)\](?![(\[])")
CITED_KEY = re.compile(rb"@([^\s;,\]]+)")
CALLOUT = re.compile(r"\[!([\w-]+)\][ \t]*(.*)")
ADMONITION = re.compile(rb"^(?:!!!|\?\?\?\+?)[ \t]+\w+", re.MULTILINE)
CITED = re.compile(r"\s*\[@[^\]]*\]")
SIGNS = '0123456789.,;:!?()[]{}<>"/\\|+=*_&%$#@~^`–—-’“”…'
BETWEEN_WORDS = str.maketrans(dict.fromkeys(SIGNS, " "))
PROSE = ("Paragraph", "Item", "Heading", "TableCell")


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
    label: tuple[int, int] = (0, 0)
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


@dataclass(slots=True)
class Callout:
    """A box: a quotation that starts with [!kind] and a title."""

    kind: str
    title: str
    start: int
    end: int


@dataclass
class Body:
    """What a page says below its front matter."""

    raw: bytes = b""
    first_line: int = 1
    links: list[Link] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    callouts: list[Callout] = field(default_factory=list)
    html: list[tuple[int, int]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """Starts of lists and quotations that follow a paragraph without a blank line."""
    admonitions: list[tuple[int, int]] = field(default_factory=list)

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

    def position(self, offset: int) -> tuple[int, int]:
        """Line in the file and column, both from 1, of a byte offset."""
        line_start = self.raw.rfind(b"\n", 0, offset) + 1
        column = len(self.raw[line_start:offset].decode("utf-8", "replace")) + 1
        return self.first_line + self.raw.count(b"\n", 0, offset), column


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without signs and digits."""
    return text.lower().translate(BETWEEN_WORDS).split()


def read_body(text: str, first_line: int) -> Body:
    """Scan the Markdown of a page that starts on this line of its file."""
    raw = text.encode("utf-8", "surrogatepass")
    body = Body(raw, first_line)
    Scan(body).run(pyromark.events_with_range(text, options=OPTIONS))
    if b"[@" in raw:
        find_citations(body)
    if b"!!!" in raw or b"???" in raw:
        body.admonitions = [m.span() for m in ADMONITION.finditer(raw) if outside(body, m.start())]
    return body


class Scan:
    """One pass over the parser's events."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.open: list[Block] = []
        self.link: Link | None = None
        self.words: list[str] = []
        self.paragraph: tuple[int, int] = (0, 0)
        self.quotes = 0
        self.code_block = 0

    def run(self, events: Any) -> None:
        """Fill the body."""
        for event, span in events:
            if event.__class__ is str:
                if event in ("SoftBreak", "HardBreak"):
                    self.text(" ")
                continue
            name, value = next(iter(event.items()))
            if self.link is not None and span["end"] < self.link.end:
                self.link.label = (self.link.label[0], max(self.link.label[1], span["end"]))
            if name == "Text":
                self.text(value)
            elif name == "Start":
                self.start(value, span["start"], span["end"])
            elif name == "End":
                self.end(value if value.__class__ is str else next(iter(value)))
            elif name == "Code":
                self.body.code.append((span["start"], span["end"]))
                self.text(value)
            elif name in ("InlineHtml", "Html"):
                self.body.html.append((span["start"], span["end"]))

    def text(self, text: str) -> None:
        """Text belongs to the innermost block and to the link that it stands in."""
        if self.link is not None:
            self.link.text += text
            if self.link.unnamed:
                return
        if self.open and not self.code_block:
            self.open[-1].text += text

    def start(self, value: Any, start: int, end: int) -> None:
        """Open a block or a link."""
        name, details = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name in PROSE:
            level = int(details["level"][1]) if name == "Heading" and details else 0
            if name == "Paragraph":
                self.paragraph = (start, end)
            self.open.append(Block(name, "", start, level, self.quotes > 0))
        elif name in ("Link", "Image") and details:
            self.start_link(name, details, start, end)
        elif name == "BlockQuote":
            self.quotes += 1
            self.follows_paragraph(start)
            self.body.callouts.append(Callout("", "", start, end))
        elif name == "List":
            self.follows_paragraph(start)
        elif name == "CodeBlock":
            self.code_block += 1
            self.body.code.append((start, end))

    def start_link(self, name: str, details: dict[str, Any], start: int, end: int) -> None:
        """Open a link, and say what kind it is."""
        how, target = details["link_type"], details["dest_url"]
        wiki = isinstance(how, dict)
        alone = self.body.raw[self.paragraph[0] : self.paragraph[1]].strip()
        if wiki:
            kind = "card" if name == "Image" else "wiki"
        elif name == "Image":
            kind = "image"
        else:
            kind = "web" if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", target) else "page"
        link = Link(kind, target, "", start, end, alone == self.body.raw[start:end])
        first = start + (2 if name == "Image" else 1)
        link.label = (first, first)
        link.unnamed = wiki and not how["WikiLink"]["has_pothole"]
        self.body.links.append(link)
        self.link = link

    def end(self, name: str) -> None:
        """Close a block or a link."""
        if name in PROSE:
            block = self.open.pop()
            if block.text.strip():
                self.body.blocks.append(block)
                if block.quoted and not self.body.callouts[-1].kind:
                    self.name_callout(block)
        elif name in ("Link", "Image"):
            self.link = None
        elif name == "BlockQuote":
            self.quotes -= 1
            if not self.body.callouts[-1].kind:
                self.body.callouts[-1].kind = "quote"
        elif name == "CodeBlock":
            self.code_block -= 1

    def name_callout(self, block: Block) -> None:
        """The first paragraph of a quotation may say which kind of box it is."""
        callout = self.body.callouts[-1]
        first_line = self.body.raw[block.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        match = CALLOUT.match(first_line)
        callout.kind = match[1].lower() if match else "quote"
        if match:
            callout.title = match[2].strip()
            block.text = block.text.replace(match[0].strip(), "", 1).strip()

    def follows_paragraph(self, start: int) -> None:
        """Note a list or quotation that has no blank line above it."""
        above = self.body.raw[:start].rstrip(b" ").removesuffix(b"\n").rsplit(b"\n", 1)[-1]
        inside = any(block.kind == "Item" for block in self.open) or self.quotes > 1
        if above.strip() and above.strip() != b">" and not inside:
            self.body.lists.append(start)


def find_citations(body: Body) -> None:
    """Find every [@key] that stands outside code."""
    for match in CITATION.finditer(body.raw):
        escaped = body.raw[match.start() - 1 : match.start()] == b"\\"
        if not escaped and outside(body, match.start()):
            first = match.start(1)
            keys = [
                (key[1].decode("utf-8", "replace"), first + key.start(), first + key.end())
                for key in CITED_KEY.finditer(match[1])
            ]
            body.citations.append(Citation(keys, match.start(), match.end()))


def outside(body: Body, offset: int) -> bool:
    """Whether this offset is outside every piece of code."""
    return not any(start <= offset < end for start, end in body.code)
