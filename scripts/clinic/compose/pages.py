"""The composed site: one piece of HTML, with the facts its frame needs, for every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from clinic.compose.contexts import CONTEXTS, LISTED
from clinic.compose.html import rendered
from clinic.compose.outline import Heading, anchors, outlined
from clinic.compose.paper import PRINT
from clinic.compose.structured_data import structured_data
from clinic.compose.view import View
from clinic.read.page import Page
from clinic.read.site import Site

PARENTS = {
    "exercise": "docs/exercises.md",
    "article": "docs/articles.md",
    "program": "docs/programs.md",
    "person": "docs/people.md",
}


@dataclass(frozen=True)
class Composed:
    """A page as any generator can render it.

    uri: where it stands among the pages. source: the file that people edit.
    meta: what the frame of the page shows: title, description, kind, parent, structured data, and
    for a program the way to its sheet. outline: its headings.
    """

    uri: str
    source: str
    meta: dict[str, Any]
    html: Markup
    outline: list[Heading]


def compose(site: Site, drafts: bool = False) -> Iterator[Composed]:
    """Compose every page that belongs on the site. Pages with mistakes are left out.

    drafts: also those that are not published yet, for a preview.
    """
    for page in site.pages:
        if belongs(page, drafts):
            yield composed(site, page)


def belongs(page: Page, drafts: bool) -> bool:
    """Whether a page is on the site."""
    return page.on_site or (drafts and page.model is not None and not page.part)


def composed(site: Site, page: Page) -> Composed:
    """Compose one page whose fields are right."""
    view = View(site, page)
    if page.status == "retired":
        replacement = view.to_slugs([page.model.replaced_by] if page.model.replaced_by else [])
        html = rendered(
            "retired", title=page.title, replacement=replacement[0] if replacement else None
        )
    else:
        html = rendered(page.kind, **view.common, **CONTEXTS[page.kind](view))
    return finished(page, meta_of(site, page), html)


def finished(page: Page, meta: dict[str, Any], html: Markup) -> Composed:
    """A page with its outline."""
    text, outline = outlined(html)
    return Composed(uri(page.path), page.path, meta, Markup(text), outline)


def uri(path: str) -> str:
    """The path of a source file as a generator sees it: relative to its folder of pages."""
    return path.removeprefix("docs/")


def anchors_of(site: Site, page: Page) -> set[str]:
    """Every anchor that a link to this page can use."""
    return anchors(composed(site, page).html)


def meta_of(site: Site, page: Page) -> dict[str, Any]:
    """The facts that frame a page."""
    parent = site.by_path.get(PARENTS.get(page.kind, ""))
    meta: dict[str, Any] = {
        "title": page.title,
        "description": page.data.get("summary", page.title),
        "kind": page.kind,
        "status": page.status,
    }
    if page.kind == "page" and page.model.lists:
        meta["lists"] = LISTED[page.model.lists]
    if parent is not None:
        meta["parent"] = {"title": parent.title, "address": parent.address}
    if page.status == "published":
        if page.kind == "program":
            meta["sheet"] = PRINT
        meta["structured_data"] = structured_data(site, page)
    return meta
