"""Links that lead nowhere, to the wrong place, or that are missing."""

import posixpath
from collections.abc import Iterator
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import NOTE, WARNING, Finding
from clinic.check.prose import mentions
from clinic.check.speech import did_you_mean, listed, nearest
from clinic.link.links import Edge
from clinic.read.page import Page
from clinic.read.site import Site

NAMES = {"exercise": "exercise", "person": "person", "page": "page"}
PUT_THERE = "Put the file into docs/assets."


@rule("LINK001")
def wiki_links_lead_somewhere(site: Site) -> Iterator[Finding]:
    """A link in double square brackets names an existing page.

    Why: the reader would click on nothing.
    Fix: use the file name of the page without '.md', as in [[single-leg-squat]].
    """
    for edge in site.links.edges:
        if edge.kind not in ("wiki", "card") or edge.name in site.by_slug:
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
    from clinic.compose.anchors import anchors  # only here: it brings the templates with it

    for edge in anchored:
        for target in anchored_pages(site, edge):
            if target.model is None or shows_mistakes(site, target):
                continue
            known = set() if target.part else anchors(site, target)
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


@rule("LINK004")
def citations_are_known(site: Site) -> Iterator[Finding]:
    """Every citation names a source of docs/references.yml.

    Why: a claim without its source can't be checked by anyone.
    Fix: use a key of docs/references.yml, or add the source there.
    """
    known = site.files["references"].fields.data if "references" in site.files else None
    if not isinstance(known, dict):
        return
    for edge in site.links.edges:
        if edge.kind in ("cite", "reference") and edge.target not in known:
            fix, near = did_you_mean(
                edge.target, known, "Add the source to docs/references.yml first."
            )
            mark = "@" if edge.kind == "cite" else ""
            yield Finding(
                edge.place, f'no source has the key "{edge.target}".', fix,
                mark + near if near else None,
            )  # fmt: skip


@rule("LINK005")
def links_lead_to_published_pages(site: Site) -> Iterator[Finding]:
    """A published page links to published pages only.

    Why: a draft is not on the site, so the reader would click on nothing.
    Fix: publish that page too, or take the link out for now.
    """
    for edge, target in site.links.resolved:
        hidden = target.data.get("status") in ("draft", "in-review")
        if edge.page.status == "published" and hidden:
            yield Finding(
                edge.place,
                f'"{target.title}" is not published; its state is "{target.status}".',
                f"Publish {target.path}, or take the link out for now.",
            )


@rule("LINK006")
def links_avoid_retired_pages(site: Site) -> Iterator[Finding]:
    """No page sends readers to a retired page.

    Why: a retired page only says that it is no longer in use.
    Fix: link to the page that takes its place.
    """
    for edge, target in site.links.resolved:
        if target.status == "retired" and (
            edge.page.status != "retired" or edge.path == ("replaced_by",)
        ):
            after = target.data.get("replaced_by")
            yield Finding(
                edge.place,
                f'"{target.title}" is retired.',
                f"Link to {after} instead." if after else "Take the link out, or link elsewhere.",
                str(after) if after and edge.path is not None else None,
            )


@rule("LINK007", fixable=True)
def links_use_file_names(site: Site) -> Iterator[Finding]:
    """A link in double square brackets uses the file name, not the title.

    Why: titles change, file names stay for ever.
    Fix: write [[file-name|the words you want]].
    """
    for edge in site.links.edges:
        if edge.kind in ("wiki", "card") and edge.name not in site.by_slug and edge.name:
            pages = titled(site, edge.name)
            if pages and len(pages) == 1:
                mark = "!" if edge.kind == "card" else ""
                words = "" if edge.kind == "card" else f"|{edge.link.text if edge.link else ''}"
                better = f"{mark}[[{pages[0].slug}{words}]]"
                yield Finding(
                    edge.place,
                    f'"{edge.name}" is the name that readers see, not the file name.',
                    f"Write {better}",
                    better,
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
        pages = site.by_slug.get(edge.name) or titled(site, edge.name) or []
        if len(pages) > 1:
            paths = listed([page.path for page in pages], "and")
            yield Finding(
                edge.place, f'"{edge.name}" can mean {paths}.', "Name the file that you mean."
            )


@rule("LINK009", NOTE)
def references_are_used(site: Site) -> Iterator[Finding]:
    """Every source in docs/references.yml is cited somewhere.

    Why: a source that nothing cites is easily forgotten when it is updated.
    Fix: cite it, or keep it for later; this is only a note.
    """
    references = site.files.get("references")
    if references is not None and references.model is not None and site.complete:
        for key in references.model.root:
            if key not in site.links.cited:
                yield Finding(
                    references.fields.place((key,), key=True),
                    f'no page cites "{key}".',
                    f"Cite it as [@{key}] where it supports a claim, or keep it for later.",
                )


@rule("LINK010", WARNING)
def named_exercises_are_linked(site: Site) -> Iterator[Finding]:
    """An article or program that names one of our exercises links to it.

    Why: the reader wants to see how it is done.
    Fix: put double square brackets around the first mention.
    """
    pages = [page for kind in ("article", "program", "block") for page in site.of_kind(kind)]
    for page, exercise, offset, name in mentions(site, pages):
        better = f"[[{exercise.slug}|{name}]]"
        yield Finding(
            page.at_body(offset, offset + len(name.encode())),
            f'"{name}" is one of our exercises, but this page never links to it.',
            f"Write {better}",
            better,
        )


@rule("LINK011", WARNING)
def exercises_are_reachable(site: Site) -> Iterator[Finding]:
    """Some article or program leads to every exercise.

    Why: a patient never finds an exercise that nothing mentions.
    Fix: link to it from the article or program that it belongs to.
    """
    if site.complete:
        for page in site.of_kind("exercise"):
            broken = any(
                edge.page.model is None and edge.page.kind in ("article", "program")
                for edge in site.links.incoming.get(page.path, [])
            )
            if page.status == "published" and not site.links.used_in(page) and not broken:
                yield Finding(
                    page.at("name"),
                    f'no published article or program leads to "{page.title}".',
                    f"Link to it with [[{page.slug}]] where it belongs.",
                )


@rule("LINK012")
def addresses_are_unique(site: Site) -> Iterator[Finding]:
    """Two pages never have the same address.

    Why: one of them would silently replace the other.
    Fix: rename one of the files.
    """
    seen: dict[str, Page] = {}
    for page in site.pages:
        address = page.address.removesuffix("index/")
        first = seen.setdefault(address, page)
        if first is not page:
            yield Finding(
                page.source.at(1),
                f"this page and {first.path} have the same address, /{address}.",
                "Rename one of the two files.",
                also=first.source.at(1),
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


@rule("LINK019")
def fields_name_existing_pages(site: Site) -> Iterator[Finding]:
    """A field that names another page names one that exists and is of the right kind.

    Why: the progression, the authors or the program would have a hole.
    Fix: use the file name of the page without '.md'.
    """
    for edge in site.links.edges:
        if edge.path is None or edge.kind not in NAMES:
            continue
        pages = site.by_slug.get(edge.target, [])
        fitting = [page for page in pages if fits(edge, page)]
        if not fitting:
            known = [
                slug for slug, found in site.by_slug.items()
                if any(fits(edge, page) for page in found)
            ]  # fmt: skip
            what = f'no {NAMES[edge.kind]} has the file name "{edge.target}.md".'
            if pages:
                what = f'"{edge.target}" is not {with_article(edge.kind)}; it is '
                what += f"{with_article(pages[0].kind)}."
            fix, near = did_you_mean(edge.target, known, "Use the file name without '.md'.")
            yield Finding(edge.place, what, fix, near)


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


@rule("LINK023")
def citations_are_written_right(site: Site) -> Iterator[Finding]:
    """A citation is written [@key], or [@key; @other-key].

    Why: anything else is printed as it stands.
    Fix: use the key of the source in docs/references.yml.
    """
    for page in site.pages:
        for citation in page.body.citations:
            text = page.body.raw[citation.start + 1 : citation.end - 1].decode("utf-8", "replace")
            parts = [part.strip() for part in text.split(";")]
            if any(part[:1] != "@" or " " in part or len(part) == 1 for part in parts):
                yield Finding(
                    page.at_body(citation.start, citation.end),
                    f'"[{text}]" is not a citation that we can follow.',
                    "Write [@key] with a key of docs/references.yml; separate several with ;",
                )


@rule("LINK024")
def actions_are_known(site: Site) -> Iterator[Finding]:
    """A call to action is one of the clinic's.

    Why: the button would be missing.
    Fix: use the id of an action in mkdocs.yml.
    """
    clinic = site.data("clinic")
    known = [action.id for action in clinic.actions] if clinic else []
    for edge in site.links.edges:
        if edge.kind == "action" and clinic and edge.target not in known:
            fix, near = did_you_mean(edge.target, known, f"Use {listed(known)}.")
            yield Finding(edge.place, f'the clinic has no action "{edge.target}".', fix, near)


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


def fits(edge: Edge, page: Page) -> bool:
    """Whether a field that wants such a page may name this one."""
    return edge.kind == page.kind or (edge.kind == "page" and not page.part)


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


def relinked(edge: Edge, slug: str) -> str:
    """The same link, written with a file name."""
    text = edge.link.text if edge.link else ""
    return f"[[{slug}|{text}]]" if text else f"[[{slug}]]"


def with_article(kind: str) -> str:
    """'an exercise', 'a person'."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def pictures_of(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The files of a page's own pictures, with the path of each in its fields."""
    for name in ("hero", "photo"):
        if isinstance(picture := page.data.get(name), dict):
            yield from file_of_picture((name,), picture)
    media = page.data.get("media")
    for index, picture in enumerate(media if isinstance(media, list) else []):
        if isinstance(picture, dict):
            yield from file_of_picture(("media", index), picture)


def file_of_picture(
    path: tuple[str | int, ...], picture: dict[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The file of one picture, if it names one."""
    if isinstance(file := picture.get("file"), str):
        yield (*path, "file"), file


def known_from(page: Page, assets: frozenset[str]) -> list[str]:
    """The pictures as a link of this page names them."""
    return [posixpath.relpath(path, posixpath.dirname(page.path)) for path in sorted(assets)]
