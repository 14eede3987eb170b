"""The body of a page as HTML: its parts, with links, cards, citations and boxes filled in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from clinic.compose.html import inline, rendered
from clinic.compose.ways import way, way_to_file
from clinic.link.links import Edge
from clinic.read.grammar import UNTITLED
from clinic.read.page import Page
from clinic.read.parts import Anchor, Boxed, Cited, Noted, Notes, Parts, Shown
from clinic.read.site import Site

SAFE = ("https://", "http://", "mailto:", "tel:")
"""How the target of a link to another site starts; any other gets no link."""


@dataclass
class Composer:
    """Turns a body into HTML.

    page: where readers see it. numbers: the number of each reference on that page.
    card: draws the card of a page. text: the shared block whose body it is, else the page's own.
    """

    site: Site
    page: Page
    numbers: dict[str, int]
    card: Callable[[Page], Markup]
    text: Page | None = None

    @property
    def source(self) -> Page:
        """Whose body it is."""
        return self.text or self.page

    @cached_property
    def edges(self) -> dict[int, Edge]:
        """The reference behind each link of the body."""
        edges = self.site.links.edges_from(self.source)
        return {id(edge.link): edge for edge in edges if edge.link is not None}

    def body(self) -> Markup:
        """The whole body."""
        return self.filled(self.source.body.parts)

    def filled(self, parts: Parts) -> Markup:
        """Parts with every slot filled."""
        return Markup("".join(self.pieces(parts)).strip())

    def pieces(self, parts: Parts) -> Iterator[str]:
        """The HTML of each part."""
        for part in parts:
            yield part if part.__class__ is str else FILL[part.__class__](self, part)

    def anchor(self, part: Anchor) -> Any:
        """A link; only its words where it leads nowhere."""
        edge = self.edges[id(part.link)]
        label, target = self.label(part, edge), self.target(edge)
        return inline().link(target, label) if target else label

    def label(self, part: Anchor, edge: Edge) -> Markup:
        """The words of a link: its own, or the name of the page that it leads to."""
        page = self.site.links.page_of(edge)
        if part.link.unnamed and page is not None and edge.name:
            return escape(page.title)
        if part.link.unnamed and not edge.name:
            return escape(edge.anchor)
        return Markup("".join(self.pieces(part.label)))

    def target(self, edge: Edge) -> str:
        """Where a link leads, as seen from this page; nothing where that is not known."""
        if edge.kind == "web":
            return edge.target if edge.target.startswith(SAFE) else ""
        page = self.site.links.page_of(edge) if edge.name else self.page
        if page is not None:
            return way(self.page, page.address, edge.anchor)
        file = self.site.links.file_of(edge) if edge.kind == "page" else ""
        return way_to_file(self.page, file.removeprefix("docs/")) if file else ""

    def shown(self, part: Shown) -> Any:
        """A picture, or a card."""
        edge = self.edges[id(part.link)]
        if edge.kind == "image":
            file = self.site.links.file_of(edge)
            if file not in self.site.assets:
                return escape(part.link.text)
            source = way_to_file(self.page, file.removeprefix("docs/"))
            return inline().image(source, part.link.text)
        page = self.site.links.page_of(edge)
        if page is None:
            return escape(f"![[{part.link.target}]]")
        if not part.link.alone:
            return inline().link(way(self.page, page.address), page.title)
        return self.block(page) if page.part else self.card(page)

    def block(self, page: Page) -> Markup:
        """The text of a shared block, as it reads in this page."""
        if self.text is not None:
            return Markup("")  # a block in a block: a rule refuses it
        return Composer(self.site, self.page, self.numbers, self.card, page).body()

    def cited(self, part: Cited) -> Any:
        """The raised numbers of a citation."""
        marks = [(key, self.numbers.get(key, 0)) for key in part.citation.names]
        return inline().citation(marks)

    def boxed(self, part: Boxed) -> str:
        """A box."""
        kind = part.callout.kind
        title = self.filled(part.title) or UNTITLED.get(kind, "")
        return rendered("box", kind=kind, title=title, content=self.filled(part.content))

    def noted(self, part: Noted) -> Any:
        """The mark of a footnote."""
        return inline().footnote(self.source.slug, part.number, part.again)

    def notes(self, part: Notes) -> str:
        """The footnotes."""
        notes = [self.filled(note) for note in part.notes]
        return rendered("footnotes", name=self.source.slug, notes=notes)


FILL: dict[type, Callable[[Composer, Any], Any]] = {
    Anchor: Composer.anchor,
    Shown: Composer.shown,
    Cited: Composer.cited,
    Boxed: Composer.boxed,
    Noted: Composer.noted,
    Notes: Composer.notes,
}
"""What fills each kind of slot."""
