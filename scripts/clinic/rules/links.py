"""Links that lead nowhere, to the wrong place, or out of the site."""

import posixpath
from collections.abc import Iterator
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.speech import did_you_mean, listed, nearest
from clinic.link.links import Edge
from clinic.link.pictures import pictures_of
from clinic.read.page import Page
from clinic.read.site import Site

PUT_THERE = "Put the file into docs/assets."


@rule("LINK001")
def wiki_links_lead_somewhere(site: Site) -> Iterator[Finding]:
    """A link in double square brackets names an existing page.

    Why: the reader would click on nothing.
    Fix: use the file name of the page without '.md', as in [[single-leg-squat]].
    """
    for edge in site.links.edges:
        if edge.kind not in ("wiki", "card") or site.links.named(edge):
            continue
        if titled(site, edge.name) is None:
            fix, near = did_you_mean(edge.name, site.by_slug, "Check the page's file name.")
            yield Finding(
                edge.place,
                f'no page is called "{edge.name}".',
                fix,
                written(edge).replace(edge.name, near, 1) if near and edge.name else None,
            )


@rule("LINK002")
def relative_links_lead_somewhere(site: Site) -> Iterator[Finding]:
    """A link to a file names an existing page, from the folder of the page it stands in.

    Why: the reader would get 'page not found'.
    Fix: write [[file-name]] instead, which works from every folder.
    """
    for edge in site.links.edges:
        if edge.kind == "page" and edge.path is None and edge.name:
            path = site.links.file_of(edge)
            if edge.name.startswith("/") or path in site.by_path or path in site.assets:
                continue
            stem = posixpath.basename(edge.name).removesuffix(".md").removesuffix("/")
            near = stem if stem in site.by_slug else nearest(stem, site.by_slug)
            yield Finding(
                edge.place, f'there is no file "{path}".',
                f"Did you mean [[{near}]]?" if near else "Check the file's name and folder.",
                relinked(edge, near) if near else None,
            )  # fmt: skip


@rule("LINK003")
def anchors_exist(site: Site) -> Iterator[Finding]:
    """The part of a link after '#' is the name of a section of that page.

    Why: the reader would land at the top of the page instead of at the section.
    Fix: use the heading in small letters, with hyphens for spaces.
    """
    anchored = [edge for edge in site.links.edges if edge.anchor and edge.kind != "web"]
    if not anchored or not site.composable:
        return
    from clinic.compose.pages import anchors_of  # only here: it brings the templates with it

    for edge in anchored:
        for target in anchored_pages(site, edge):
            if target.model is None or shows_mistakes(site, target):
                continue
            known = set() if target.part else anchors_of(site, target)
            if edge.anchor in known:
                continue
            has = listed(sorted(known), "and") if known else "no sections"
            sections = f"{target.title} has: {has}."
            fix, near = did_you_mean(edge.anchor, known, sections)
            yield Finding(
                edge.place,
                f'"{target.title}" has no section "#{edge.anchor}".',
                fix,
                written(edge).replace("#" + edge.anchor, "#" + near, 1) if near else None,
            )


@rule("LINK007", fixable=True)
def links_use_file_names(site: Site) -> Iterator[Finding]:
    """A link in double square brackets uses the file name, not the title.

    Why: titles change, file names stay for ever.
    Fix: write [[file-name|the words you want]].
    """
    for edge in site.links.edges:
        if edge.kind in ("wiki", "card") and edge.name and not site.links.named(edge):
            pages = titled(site, edge.name)
            if pages and len(pages) == 1:
                better = named(edge, pages[0].slug)
                yield Finding(
                    edge.place,
                    f'"{edge.name}" is the name that readers see, not the file name.',
                    f"Write {better}",
                    better,
                    old=written(edge),
                )


@rule("LINK008")
def names_are_unambiguous(site: Site) -> Iterator[Finding]:
    """A name in a link means one page.

    Why: two pages with that name, and nobody knows which one is meant.
    Fix: rename one of the pages, or use the file name of the one you mean.
    """
    for edge in site.links.edges:
        if edge.kind not in ("wiki", "card") or not edge.name:
            continue
        pages = site.links.named(edge) or titled(site, edge.name) or []
        if len(pages) > 1:
            paths = listed([page.path for page in pages], "and")
            yield Finding(
                edge.place, f'"{edge.name}" can mean {paths}.', "Name the file that you mean."
            )


@rule("LINK018")
def web_links_are_safe(site: Site) -> Iterator[Finding]:
    """A link to another site starts with https://, mailto: or tel:.

    Why: an http address can be read and changed on its way to the reader.
    Fix: write the address with https://.
    """
    for edge in site.links.edges:
        if edge.kind == "web" and not edge.target.startswith(("https://", "mailto:", "tel:")):
            secure = edge.target.replace("http://", "https://", 1)
            yield Finding(
                edge.place,
                f'"{edge.target}" does not start with https://, mailto: or tel:.',
                f"Write {secure}" if secure != edge.target else "Write the full address.",
            )


@rule("LINK021")
def pictures_exist(site: Site) -> Iterator[Finding]:
    """Every picture stands in docs/assets.

    Why: a missing picture leaves a hole on the page.
    Fix: put the file into docs/assets and check its name, capital letters included.
    """
    names = {path.removeprefix("docs/assets/"): path for path in site.assets}
    for edge in site.links.edges:
        missing = edge.kind == "image" and site.links.file_of(edge) not in site.assets
        if missing and not edge.name.startswith("/"):
            fix, near = did_you_mean(edge.name, known_from(edge.page, site.assets), PUT_THERE)
            better = written(edge).replace(edge.name, near, 1) if near else None
            yield Finding(edge.place, f'there is no picture "{edge.name}".', fix, better)
    for page in site.pages:
        for path, file in pictures_of(page):
            if file not in names:
                fix, near = did_you_mean(file, names, PUT_THERE)
                yield Finding(page.at(*path), f'docs/assets has no file "{file}".', fix, near)


@rule("LINK025")
def links_are_relative(site: Site) -> Iterator[Finding]:
    """A link within the site does not start with '/'.

    Why: the site may stand in a folder of its address, and such a link would leave it.
    Fix: write [[file-name]].
    """
    for edge in site.links.edges:
        if edge.kind in ("page", "image") and edge.path is None and edge.name.startswith("/"):
            slug = posixpath.basename(edge.name.rstrip("/")).removesuffix(".md")
            known = slug in site.by_slug
            yield Finding(
                edge.place,
                f'"{edge.target}" starts with "/", so it breaks when the site moves.',
                f"Write [[{slug}]]." if known else "Write [[file-name]] instead.",
                relinked(edge, slug) if known else None,
            )


def anchored_pages(site: Site, edge: Edge) -> list[Page]:
    """The pages in which the section of a link must be there."""
    if not edge.name:
        return site.links.shown_in(edge.page)
    named = site.links.page_of(edge)
    return [] if named is None else [named]


def shows_mistakes(site: Site, page: Page) -> bool:
    """Whether a page shows others with mistakes, so that its sections can't be known for sure."""
    shown = site.pages
    if page.kind in ("exercise", "article", "program"):
        targets = [site.links.page_of(edge) for edge in site.links.edges_from(page)]
        sources = [edge.page for edge in site.links.incoming.get(page.path, [])]
        shown = [other for other in (*targets, *sources) if other is not None]
    return any(other.model is None for other in shown)


def titled(site: Site, name: str) -> list[Page] | None:
    """The pages that readers know by this name, or None."""
    wanted = name.strip().casefold()
    found = [
        page
        for page in site.pages
        if wanted == page.title.casefold()
        or wanted in [str(alias).casefold() for alias in aliases_of(page)]
    ]
    return found or None


def aliases_of(page: Page) -> list[Any]:
    """The other names of a page, also where its fields have mistakes."""
    aliases = page.data.get("aliases")
    return aliases if isinstance(aliases, list) else []


def written(edge: Edge) -> str:
    """A link of the body as its author wrote it."""
    return edge.page.body.raw[edge.start : edge.end].decode("utf-8", "replace")


def named(edge: Edge, slug: str) -> str:
    """The same link with the file name for the title; all else stays as its author wrote it."""
    words = f"|{edge.name}" if edge.kind == "wiki" and edge.link and edge.link.unnamed else ""
    return written(edge).replace(edge.name, slug, 1).replace("]]", f"{words}]]")


def relinked(edge: Edge, slug: str) -> str:
    """The same link, written with a file name."""
    text = edge.link.text if edge.link else ""
    return f"[[{slug}|{text}]]" if text else f"[[{slug}]]"


def known_from(page: Page, assets: frozenset[str]) -> list[str]:
    """The pictures as a link of this page names them."""
    return [posixpath.relpath(path, posixpath.dirname(page.path)) for path in sorted(assets)]
