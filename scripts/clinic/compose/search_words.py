"""The words that people look for, so that the search can guess what a mistyped one means."""

import json
import re
import unicodedata
from collections.abc import Iterator

from clinic.read.site import Site

WORDS = "assets/data/words.json"
"""Where the list stands on the site."""
SHORTEST = 3
WORD = re.compile(r"[^\W\d_]+")


def words_file(site: Site) -> tuple[str, str]:
    """The address and the text of the list: each word once, those of exercises' names first."""
    known = dict.fromkeys(word for text in named(site) for word in plain_words(text))
    return WORDS, json.dumps(list(known), separators=(",", ":"))


def named(site: Site) -> Iterator[str]:
    """Every name: of exercises, muscles and other terms, of the glossary's words, of pages."""
    exercises = [page.model for page in site.of_kind("exercise") if page.status == "published"]
    yield from (x.name for x in exercises)
    yield from (alias for x in exercises for alias in x.aliases)
    vocabulary = site.data("vocabulary")
    for terms in (vocabulary.muscles, vocabulary.regions, vocabulary.equipment):
        for term in terms.values():
            yield from (term.plain, getattr(term, "name", None) or "")
    for page in site.of_kind("glossary"):
        for entry in page.model.terms:
            yield from (entry.term, *entry.aliases)
    for kind in ("article", "program"):
        yield from (page.title for page in site.of_kind(kind) if page.status == "published")


def plain_words(text: str) -> list[str]:
    """The words of a text, in small letters and without accents."""
    bare = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return [word for word in WORD.findall(bare) if len(word) >= SHORTEST]
