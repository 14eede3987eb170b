"""Cards, and shared blocks: texts that are written once and stand in many pages."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.link.links import CARDS, HOSTS, Edge
from clinic.read.site import Site
from clinic.rules.reach import with_article


@rule("LINK020")
def cards_show_exercises(site: Site) -> Iterator[Finding]:
    """A card stands alone on its line and shows an exercise, a program or a shared block.

    Why: a card is a box of its own; inside a sentence it would tear the text apart.
    Fix: put it on a line of its own with a blank line above and below, or use [[name]].
    """
    for edge in site.links.edges:
        pages = site.links.named(edge)
        if edge.kind != "card" or edge.link is None or not pages:
            continue
        if not edge.link.alone:
            what = "this card stands inside a paragraph."
            fix = "Put blank lines around it, or take away the ! for an ordinary link."
            yield Finding(edge.place, what, fix)
        elif all(page.kind not in CARDS for page in pages):
            kind = with_article(pages[0].kind)
            yield Finding(
                edge.place,
                f'"{edge.name}" is {kind}, and cards show exercises, programs and blocks only.',
                "Take away the ! for an ordinary link.",
                f"[[{edge.target}]]",
            )
        elif any(page.part for page in pages):
            yield from block_out_of_place(edge)


@rule("LINK027", WARNING)
def blocks_are_used(site: Site) -> Iterator[Finding]:
    """Every shared block stands in some page.

    Why: a block has no page of its own, so no reader would ever see it.
    Fix: put ![[its-file-name]] on a line of its own in a page, or delete the block.
    """
    if site.complete:
        for block in site.of_kind("block"):
            if not site.links.hosts.get(block.path):
                yield Finding(
                    block.at("title"),
                    f'no article, program or page shows the block "{block.slug}".',
                    f"Write ![[{block.slug}]] on a line of its own where it belongs, or delete it.",
                )


@rule("LINK028")
def links_lead_to_pages(site: Site) -> Iterator[Finding]:
    """A link leads to a page, never to a shared block.

    Why: a block has no page of its own, so the reader would click on nothing.
    Fix: show the block with ![[its-file-name]] on a line of its own, or link to a page.
    """
    for edge, target in site.links.resolved:
        if target.part and edge.name and edge.kind in ("wiki", "page") and edge.path is None:
            yield Finding(
                edge.place,
                f'"{target.slug}" is a shared block, and a block has no page of its own.',
                f"Write ![[{target.slug}]] on a line of its own to show it, or link to a page.",
            )


def block_out_of_place(edge: Edge) -> Iterator[Finding]:
    """A shared block that stands where its boxes and headings would tear the text apart."""
    if edge.page.kind not in HOSTS:
        kind = with_article(edge.page.kind)
        yield Finding(
            edge.place,
            f"shared blocks stand in articles, programs and pages, not in {kind}.",
            "Take it out, or write here what the reader needs.",
        )
    elif any(box.start <= edge.start < box.end for box in edge.page.body.callouts):
        yield Finding(
            edge.place, "this shared block stands inside a box.",
            'Take the ">" away, and put blank lines around it.',
        )  # fmt: skip
