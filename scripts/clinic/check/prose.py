"""Reading prose: names that it mentions, its sentences, its reading grade."""

import re
from collections.abc import Iterator
from functools import cache

import pyphen

from clinic.read.body import Block
from clinic.read.page import Page
from clinic.read.site import Site

SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"'(])")
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
CITED = re.compile(r"\s*\[@[^\]]*\]")


def mentions(site: Site, pages: list[Page]) -> Iterator[tuple[Page, Page, int, str]]:
    """The first place where each page names an exercise in its text.

    Yields the page, the exercise, the offset in the body and the name as written. Names inside
    longer names of other exercises do not count.
    """
    exercises = {
        page.title.casefold(): page
        for page in site.of_kind("exercise")
        if page.status == "published" and (" " in page.title or "-" in page.title)
    }
    if not exercises:
        return
    names = sorted(exercises, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])", re.IGNORECASE
    )
    for page in pages:
        text = page.body.raw.decode("utf-8", "replace")
        seen: set[str] = set()
        for match in pattern.finditer(text):
            exercise = exercises[match[0].casefold()]
            if exercise.path not in seen and exercise is not page:
                seen.add(exercise.path)
                yield page, exercise, len(text[: match.start()].encode()), match[0]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in SENTENCE_END.split(text.strip()) if part]


def prose(page: Page) -> list[Block]:
    """The stretches of a page's body that are sentences, not headings or table cells."""
    return [block for block in page.body.blocks if block.kind in ("Paragraph", "Item")]


@cache
def dictionary() -> pyphen.Pyphen:
    """Hyphenation patterns of American English; they come with the library."""
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many syllables a word has, by its hyphenation, at least one."""
    return str(dictionary().inserted(word)).count("-") + 1


def reading_grade(texts: list[str], ignored: frozenset[str] = frozenset()) -> float:
    """Flesch-Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid and others, 1975; the constants as printed in the library textstat.
    ignored: words in small letters that do not count, such as names of muscles.
    Syllables come from hyphenation, which counts slightly too few.
    """
    count_sentences = count_words = count_syllables = 0
    for text in texts:
        for sentence in sentences(CITED.sub("", text)):
            words = [word for word in WORD.findall(sentence.lower()) if word not in ignored]
            count_words += len(words)
            count_syllables += sum(map(syllables, words))
            count_sentences += bool(words)
    if not count_words:
        return 0.0
    per_sentence, per_word = count_words / count_sentences, count_syllables / count_words
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
