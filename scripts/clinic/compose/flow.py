"""A body as plain pieces of text in order, for paper that shows no markup."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clinic.read.body import CITED
from clinic.read.page import Page
from clinic.read.site import Site

KEY = re.compile(r"@([^\s;,\]]+)")


@dataclass(frozen=True)
class Piece:
    """One piece. kind: 'heading', 'text', 'item', 'box', 'card' or 'shared' (a shared block).

    boxed: whether it stands in a box.
    """

    kind: str
    text: str
    boxed: bool = False


KINDS = {"Heading": "heading", "Paragraph": "text", "Item": "item", "TableCell": "item"}


def flow(site: Site, page: Page, cite: Callable[[str], str]) -> list[Piece]:
    """The text of a page with its shared blocks in place. cite: what to write for a citation."""
    return [piece for _, piece in sorted(pieces(site, page, cite), key=lambda pair: pair[0])]


def pieces(
    site: Site, page: Page, cite: Callable[[str], str]
) -> Iterator[tuple[tuple[int, int], Piece]]:
    """Every piece with its place, in no order."""
    for box in page.body.callouts:
        if box.title:
            yield (box.start, 0), Piece("box", box.title, True)
    for block in page.body.blocks:
        if block.text.strip():
            text = CITED.sub(lambda found: cite(found[0]), block.text.strip())
            yield (block.start, 1), Piece(KINDS[block.kind], text, block.quoted)
    shared = {edge.start: part for edge, part in site.links.blocks_of(page)}
    for edge in site.links.edges_from(page):
        if edge.start in shared:
            part = shared[edge.start]
            yield (edge.start, 0), Piece("shared", part.title)
            for number, piece in enumerate(flow(site, part, cite), 1):
                yield (edge.start, number), piece
        elif edge.kind == "card" and (target := site.links.page_of(edge)) is not None:
            yield (edge.start, 0), Piece("card", target.title)


def sources(citation: str, name: Callable[[str], str]) -> str:
    """' [Beyer and others, 2015]' for ' [@beyer-2015]'."""
    return f" [{'; '.join(name(key) for key in KEY.findall(citation))}]"
