"""The words that the site explains."""

from typing import Annotated

from clinic.model.article import Page
from clinic.model.base import PageRef, Record, text


class Entry(Record):
    """One word of the glossary."""

    term: Annotated[str, text(60)]
    """The word or phrase."""
    plain: Annotated[str, text(280)]
    """What it means, in plain words."""
    aliases: list[Annotated[str, text(60)]] = []
    """Other forms of the word."""
    related: list[PageRef] = []
    """Pages where the word matters: their file names."""


class Glossary(Page):
    """The glossary page."""

    terms: list[Entry]
    """The words, in any order; the page sorts them."""
