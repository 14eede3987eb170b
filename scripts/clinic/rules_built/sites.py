"""The built site as a whole: complete, linked, small."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.publish.output import Output
from clinic.read.page import Page
from clinic.read.site import Site

MOST_BYTES = 30_000
REPORT = "If it stays away after another build, please report it."
REMOTE_STYLE = re.compile(r"@import[^;]*//|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)


@rule("OUT001", reads="site")
def published_pages_are_there(site: Site, output: Output) -> Iterator[Finding]:
    """Every published page is in the built site.

    Why: a page that silently vanished is found by patients first.
    Fix: build again; if it stays away, please report it.
    """
    for path, page in missing_pages(site, output).items():
        yield Finding(page.source.at(1), f'"{page.title}" was not built ({path}).', REPORT)


@rule("OUT002", reads="site")
def links_hold(site: Site, output: Output) -> Iterator[Finding]:
    """Every link within the site leads to a file of the site.

    Why: the reader would get 'page not found'.
    Fix: correct the link on the page that the message names.
    """
    known = output.files | missing_pages(site, output).keys()
    for path, facts in output.facts.items():
        for link in facts.links:
            if link.target and link.target not in known:
                yield Finding(
                    output.page(path).place(link.written),
                    f'the link "{link.written}" leads nowhere.',
                    "Correct it on the page, or in overrides/ if it is part of every page.",
                )


@rule("OUT003", reads="site")
def anchors_hold(site: Site, output: Output) -> Iterator[Finding]:
    """Every link to a section leads to a section that is there.

    Why: the reader would land at the top of the page.
    Fix: correct the part of the link after '#'.
    """
    for path, facts in output.facts.items():
        for link in facts.links:
            there = output.facts.get(link.target or path)
            anchor = unquote(link.anchor)
            if there is not None and anchor not in there.ids and anchor not in ("", "top"):
                yield Finding(
                    output.page(path).place(link.written),
                    f'"{link.written}" leads to a section that is not there.',
                    'Correct the part after "#".',
                )


@rule("OUT008", WARNING, reads="site")
def pages_are_small(site: Site, output: Output) -> Iterator[Finding]:
    """A page has at most 30 KB of HTML, except lists and sheets to print.

    Why: patients read in gyms with a weak signal, and size grows unnoticed.
    Fix: split a very long page.
    """
    from clinic.compose.paper import file_of  # only here: it brings the templates with it

    lists = {page.address + "index.html" for page in site.of_kind("page") if page.model.lists}
    lists |= {page.address + "index.html" for page in site.of_kind("glossary")}
    lists |= {file_of(page) for page in site.of_kind("program")}
    for path, facts in output.facts.items():
        if facts.size > MOST_BYTES and path not in lists:
            yield Finding(
                output.page(path).place(),
                f"this page has {facts.size // 1000} KB; at most {MOST_BYTES // 1000} are wanted.",
                "Split it into two pages.",
            )


@rule("OUT012", reads="site")
def styles_load_nothing_from_elsewhere(site: Site, output: Output) -> Iterator[Finding]:
    """No style sheet loads anything from another host.

    Why: the other host would learn who reads about which pain.
    Fix: put the file into docs/assets and use it from there.
    """
    for path in output.styles:
        style = output.page(path)
        if found := REMOTE_STYLE.search(style.html):
            yield Finding(
                style.place(found[0]), "this style sheet loads from another host.",
                "Put the file into docs/assets and use it from there.",
            )  # fmt: skip


def missing_pages(site: Site, output: Output) -> dict[str, Page]:
    """The pages that belong on the site but were not built, by the file that should be there."""
    pages = {page.address + "index.html": page for page in site.pages if page.on_site}
    return {path: page for path, page in pages.items() if path not in output.files}
