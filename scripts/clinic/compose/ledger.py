"""The claim ledger as a page: claims by topic, then by page, with what each rests on."""

from collections import defaultdict
from typing import Any

from clinic.compose import words
from clinic.compose.claims import NOT_STATED, STRENGTHS, Claim, claims, counted, short_name
from clinic.compose.view import View
from clinic.model.base import Span
from clinic.read.page import Page

SHARED = "Warning signs that many pages show"
KINDS = {"program": "Programs", "exercise": "Exercises", "page": "Other pages"}


def shown_ledger(view: View) -> dict[str, Any]:
    """Every claim of the site, as seen from the page that lists them."""
    found = claims(view.site)
    groups: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in found:
        groups[group_of(view, claim.page)][claim.page.path].append(claim)
    topics = [term.plain for term in view.site.data("vocabulary").topics.values()]
    order = [*topics, *KINDS.values(), SHARED]
    return {
        "total": len(found),
        "counts": [
            (STRENGTHS[strength], count) for strength, count in counted(found).items() if count
        ],
        "signs": sum(claim.sign and claim.strength == NOT_STATED for claim in found),
        "groups": [
            {"title": title, "pages": [entry(view, of_page) for of_page in by_title(groups[title])]}
            for title in order
            if title in groups
        ],
    }


def group_of(view: View, page: Page) -> str:
    """The heading that a page's claims stand under: its first topic, or its kind."""
    if page.kind == "article":
        return str(view.site.data("vocabulary").plain("topics", page.model.topics[0]))
    return SHARED if page.part else KINDS.get(page.kind, KINDS["page"])


def by_title(pages: dict[str, list[Claim]]) -> list[list[Claim]]:
    """The claims of each page, the pages by title."""
    return sorted(pages.values(), key=lambda found: found[0].page.title.casefold())


def entry(view: View, found: list[Claim]) -> dict[str, Any]:
    """One page or shared block with its claims."""
    references = view.site.data("references").root
    page = found[0].page
    return {
        "title": page.title,
        "shared": page.part,
        "count": words.counted(Span(len(found), len(found)), "passage", "passages"),
        "pages": [view.to(shown) for shown in found[0].pages],
        "claims": [
            {
                "passage": claim.passage,
                "strength": STRENGTHS[claim.strength],
                "named": claim.strength != NOT_STATED,
                "sources": [
                    {"name": short_name(references[key]), "link": f"#ref-{key}"}
                    for key in claim.keys
                    if key in references
                ],
            }
            for claim in found
        ],
    }
