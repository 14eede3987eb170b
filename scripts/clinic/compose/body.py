"""The body of a page, with links, cards, citations and boxes turned into plain Markdown."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from clinic.compose.markdown import Markdown, escaped, rendered
from clinic.link.links import Edge
from clinic.read.page import Page
from clinic.read.site import Site

Edit = tuple[int, int, bytes]
QUOTE_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
NOT_BOXES = ("quote", "")


def uri(path: str) -> str:
    """The path of a source file as a generator sees it: relative to its folder of pages."""
    return path.removeprefix("docs/")


def relative(page: Page, path: str, anchor: str = "") -> Markdown:
    """A link target from this page to a file, both given by their paths from the root."""
    folder = posixpath.dirname(uri(page.path))
    target = posixpath.relpath(uri(path), folder or ".")
    return Markdown(target + (f"#{anchor}" if anchor else ""))


def from_address(page: Page, file: str) -> Markdown:
    """The way from a page's address to a file of the site, for places that no renderer rewrites."""
    return Markdown(posixpath.relpath(file, page.address or "."))


@dataclass
class Composer:
    """Turns a body into Markdown.

    page: where readers see it. numbers: the number of each reference on that page.
    card: draws the card of a page. text: the shared block whose body it is, else the page's own.
    """

    site: Site
    page: Page
    numbers: dict[str, int]
    card: Callable[[Page], Markdown]
    text: Page | None = None

    @property
    def source(self) -> Page:
        """Whose body it is."""
        return self.text or self.page

    def body(self) -> Markdown:
        """The whole body."""
        edits = sorted(self.edits())
        parts, end = [], 0
        for callout in self.source.body.callouts:
            if callout.start < end or callout.kind in NOT_BOXES:
                continue
            parts.append(self.part(end, callout.start, edits))
            inner = QUOTE_MARK.sub("", self.part(callout.start, callout.end, edits))
            inner = inner.partition("\n")[2]
            parts.append(
                "\n" + rendered("box", kind=callout.kind, title=callout.title,
                                content=Markdown(inner.strip())) + "\n"
            )  # fmt: skip
            end = callout.end
        parts.append(self.part(end, len(self.source.body.raw), edits))
        return Markdown("".join(parts).strip())

    def part(self, start: int, end: int, edits: list[Edit]) -> str:
        """The text between two offsets, with its edits made."""
        raw, pieces, here = self.source.body.raw, [], start
        for first, last, text in edits:
            if here <= first and last <= end:
                pieces += [raw[here:first], text]
                here = last
        pieces.append(raw[here:end])
        return b"".join(pieces).decode("utf-8", "replace")

    def edits(self) -> list[Edit]:
        """What changes, as replaced stretches of bytes."""
        body = self.source.body
        found: list[Edit] = []
        for edge in self.site.links.edges_from(self.source):
            if edge.link is not None and (text := self.link(edge)) is not None:
                found.append((edge.start, edge.end, text.encode()))
        for citation in body.citations:
            keys = [key for key, _, _ in citation.keys]
            text = rendered("citation", marks=[(key, self.numbers.get(key, 0)) for key in keys])
            start = len(body.raw[: citation.start].rstrip(b" "))
            found.append((start, citation.end, text.strip().encode()))
        for start, end in body.html:
            found.append((start, end, shown_html(body.raw[start:end])))
        for start in body.lists:
            line_start = body.raw.rfind(b"\n", 0, start) + 1
            quoted = body.raw[line_start:start].lstrip().startswith(b">")
            found.append((line_start, line_start, b">\n" if quoted else b"\n"))
        return found

    def link(self, edge: Edge) -> str | None:
        """The Markdown of one link; None leaves it as it is."""
        link, target = edge.link, self.site.links.page_of(edge)
        if link is None or link.kind == "web":
            return None
        label = self.source.body.raw[slice(*link.label)].decode("utf-8", "replace")
        if link.kind == "card":
            if target is None:
                return escaped(f"![[{link.target}]]")
            if not link.alone:
                return self.named(target)
            return "\n" + (self.block(target) if target.part else self.card(target)) + "\n"
        if link.kind == "wiki":
            if target is None:
                return escaped(link.text)
            text = target.title if link.unnamed else link.text
            return f"[{escaped(text)}]({relative(self.page, target.path, edge.anchor)})"
        mark = "!" if link.kind == "image" else ""
        path = self.site.links.file_of(edge) if edge.name else self.page.path
        return f"{mark}[{label}]({relative(self.page, path, edge.anchor)})"

    def block(self, target: Page) -> Markdown:
        """The text of a shared block, as it reads in this page."""
        if self.text is not None:
            return Markdown("")  # a block in a block: a rule refuses it
        return Composer(self.site, self.page, self.numbers, self.card, target).body()

    def named(self, target: Page) -> str:
        """A plain link with the target's own name."""
        return f"[{escaped(target.title)}]({relative(self.page, target.path)})"


def shown_html(raw: bytes) -> bytes:
    """HTML that an author typed, as visible text; comments vanish."""
    if raw.lstrip().startswith(b"<!--"):
        return b""
    return raw.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
