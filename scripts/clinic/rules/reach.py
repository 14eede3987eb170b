"""Who leads to whom: published pages, fields that name pages, exercises that nothing names."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.prose import mentions
from clinic.check.speech import did_you_mean, listed
from clinic.link.links import Edge
from clinic.read.page import Page
from clinic.read.site import Site

NAMES = {"exercise": "exercise", "person": "person", "page": "page"}


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


def fits(edge: Edge, page: Page) -> bool:
    """Whether a field that wants such a page may name this one."""
    return edge.kind == page.kind or (edge.kind == "page" and not page.part)


def with_article(kind: str) -> str:
    """'an exercise', 'a person'."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
