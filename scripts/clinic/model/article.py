"""Articles and the plain pages at the top of the site."""

from typing import Annotated, Literal

from pydantic import Field

from clinic.model.base import ActionRef, Day, PageRef, PersonRef, Record, Term, text
from clinic.model.trust import Picture, Published


class Article(Published):
    """One article. Its text follows the second '---'."""

    title: Annotated[str, text(90)]
    """The headline."""
    question: Annotated[str, text(120)] | None = None
    """The reader's own question that the article answers."""
    summary: Annotated[str, text(155)]
    """One or two plain sentences for lists and search engines."""
    adapted_from: list[PersonRef] = []
    """People whose earlier article this one is based on: file names of people."""
    published: Day
    """The day of first publication, as year-month-day."""
    updated: Day | None = None
    """The day of the last real change."""
    audience: Annotated[list[Annotated[str, Term("audiences")]], Field(min_length=1)]
    """Whom it is for."""
    topics: Annotated[list[Annotated[str, Term("topics")]], Field(min_length=1, max_length=4)]
    """What it is about."""
    key_points: Annotated[list[Annotated[str, text(200)]], Field(min_length=2, max_length=5)]
    """Two to five sentences: the whole article for a reader in a hurry."""
    hero: Picture | None = None
    """A picture for the top of the page."""
    related: list[PageRef] = []
    """Other articles or programs to read next: their file names."""
    call_to_action: ActionRef | None = None
    """Which of the clinic's actions closes the article: an id from mkdocs.yml."""


class Page(Record):
    """A page at the top of the site, such as the home page or the list of exercises."""

    title: Annotated[str, text(90)]
    """The headline."""
    summary: Annotated[str, text(155)]
    """One or two plain sentences for search engines."""
    lists: Literal["exercises", "articles", "programs", "people", "claims"] | None = None
    """Which list of pages follows the text."""
