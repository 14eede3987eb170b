"""Reading prose: names that it mentions, its sentences, its reading grade."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pyphen

from clinic.read.body import Body, plain_words
from clinic.read.page import Page
from clinic.read.site import Site

SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"'(])")
ENOUGH_WORDS = 60
"""Below this many words a reading grade says little."""
STOP = re.compile(r"[.!?:][\"')\]]*(?= )")


def mentions(site: Site, pages: list[Page]) -> Iterator[tuple[Page, Page, int, str]]:
    """The first place where each page names an exercise that it does not link to.

    Yields the page, the exercise, the offset in the body and the name as written. Names of one
    word, and names inside longer names, do not count.
    """
    by_start: dict[tuple[str, str], list[tuple[list[str], Page]]] = defaultdict(list)
    for exercise in site.of_kind("exercise"):
        name = plain_words(exercise.title)
        if exercise.status == "published" and len(name) > 1:
            by_start[name[0], name[1]].append((name, exercise))
    first_words = {first for first, _ in by_start}
    for page in pages:
        if first_words.isdisjoint(page.body.words):
            continue
        linked = {edge.name for edge in site.links.edges_from(page)}
        words = page.body.words
        found = {
            exercise.title.casefold(): exercise
            for index, word in enumerate(words[:-1])
            if word in first_words
            for name, exercise in by_start.get((word, words[index + 1]), ())
            if words[index : index + len(name)] == name
        }
        if any(exercise.slug not in linked for exercise in found.values()):
            yield from places(page, found, linked)


def places(
    page: Page, named: dict[str, Page], linked: set[str]
) -> Iterator[tuple[Page, Page, int, str]]:
    """The first place of each name of an exercise that is not linked, the longest names first."""
    names = map(re.escape, sorted(named, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])", re.IGNORECASE)
    text = page.body.raw.decode("utf-8", "replace")
    seen = set(linked)
    for match in pattern.finditer(text):
        exercise = named[match[0].casefold()]
        offset = len(text[: match.start()].encode())
        if exercise.slug not in seen and page.body.outside_code(offset):
            seen.add(exercise.slug)
            yield page, exercise, offset, match[0]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in SENTENCE_END.split(text.strip()) if part]


@cache
def dictionary() -> pyphen.Pyphen:
    """Hyphenation patterns of American English; they come with the library."""
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many syllables a word has, by its hyphenation, at least one."""
    return str(dictionary().inserted(word)).count("-") + 1


def reading_grade(body: Body, ignored: frozenset[str] = frozenset()) -> float:
    """Flesch-Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid and others, 1975; the constants as printed in the library textstat.
    ignored: words in small letters that do not count, such as names of muscles.
    Syllables come from hyphenation, which counts slightly too few. A colon ends a sentence, and
    so does the end of a paragraph or list item.
    """
    counts = Counter(body.words)
    for word in ignored & counts.keys():
        del counts[word]
    words = counts.total()
    if not words:
        return 0.0
    spoken = sum(syllables(word) * count for word, count in counts.items())
    stops = len(STOP.findall(body.prose)) + sum(map(bool, body.prose.split("\n")))
    return 0.39 * words / stops + 11.8 * spoken / words - 15.59


def muscle_words(site: Site) -> frozenset[str]:
    """The words that names of muscles are made of; they do not count for the reading grade."""
    vocabulary = site.data("vocabulary")
    names = (
        [entry.name for entry in vocabulary.muscles.values() if entry.name] if vocabulary else []
    )
    return frozenset(word for name in names for word in plain_words(name))
