"""The reading grade of whole pages: everything that a patient reads there, fields included."""

from collections.abc import Iterator
from statistics import median

from clinic.check.prose import ENOUGH_WORDS, muscle_words, reading_grade
from clinic.link.marks import Pattern, picked
from clinic.read.body import Block, Body
from clinic.read.page import Page
from clinic.read.site import Site

ROLES = ("setup", "move", "return", "breathe")
WRITTEN: dict[str, tuple[Pattern, ...]] = {
    "exercise": (
        ("summary",), *(("steps", "*", role) for role in ROLES), ("feel",), ("cues", "*"),
        ("mistakes", "*", "see"), ("mistakes", "*", "fix"), ("harder", "*", "when"),
        ("no_harder",), ("cautions", "*", "if"), ("cautions", "*", "how"), ("no_cautions",),
        ("stop_if", "*"),
    ),
    "article": (("summary",), ("question",), ("key_points", "*")),
    "program": (
        ("summary",), ("who_for", "*"), ("not_for", "*"), ("progress_rule", "*"),
        ("blocks", "*", "exercises", "*", "note"),
    ),
    "page": (("summary",),),
}  # fmt: skip
"""The fields that are sentences, for each kind of page. Names and terms have no grade."""


def grade(site: Site, page: Page, ignored: frozenset[str]) -> float | None:
    """The grade of a page with its shared blocks, or None where it holds too few words."""
    texts = [page, *(block for _, block in site.links.blocks_of(page))]
    fields = [Block("Paragraph", sentence, 0) for sentence in sentences_of(page)]
    body = Body(blocks=[*fields, *(block for text in texts for block in text.body.blocks)])
    return reading_grade(body, ignored) if len(body.words) >= ENOUGH_WORDS else None


def sentences_of(page: Page) -> Iterator[str]:
    """The sentences in a page's fields."""
    for pattern in WRITTEN.get(page.kind, ()):
        yield from (text for _, text in picked(page.data, pattern))


def grades(site: Site) -> dict[str, float]:
    """For the path of each published page that holds enough words: its grade."""
    ignored = muscle_words(site)
    shown = [page for page in site.pages if page.status == "published" and page.kind in WRITTEN]
    found = ((page.path, grade(site, page, ignored)) for page in shown)
    return {path: number for path, number in found if number is not None}


def middle(found: dict[str, float]) -> float:
    """The median grade; 0 where no page has one."""
    return median(found.values()) if found else 0.0
