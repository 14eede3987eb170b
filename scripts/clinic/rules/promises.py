"""Promises: none without a source."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.prose import sentences
from clinic.read.body import CITED
from clinic.read.page import Page
from clinic.read.site import Site

STRONG = re.compile(
    r"\b(?:prevent(?:s|ing|ed)?|cures?|heals?|guarantees?d?|proven|eliminates?)\b"
    r"|\b(?:reduc(?:es?|ing)|lower(?:s|ing)?|decreas(?:es?|ing)|cut(?:s|ting)?)\b[^.]{0,25}"
    r"\b(?:injur(?:y|ies)|pain|risk)\b",
    re.IGNORECASE,
)
STRONG_HINTS = (
    "prevent", "cure", "heal", "guarantee", "proven", "eliminat", "injur", "pain", "risk",
)  # fmt: skip
HEDGED = re.compile(
    r"\b(?:not?|never|nor|cannot|can't|no one|nobody|unclear|unproven|whether|may|might|one study"
    r"|some evidence|a study|opinion|neither|without|rarely)\b",
    re.IGNORECASE,
)


@rule("SAFE010")
def strong_claims_have_a_source(site: Site) -> Iterator[Finding]:
    """A paragraph that promises has a source right there.

    Why: 'prevents injury' is a promise, and on a health site a promise needs evidence.
    Fix: cite a source in the same paragraph, say how sure it is, or take the promise out.
    """
    for page in site.pages:
        for block in page.body.blocks if promising(page) else ():
            if CITED.search(block.text):
                continue
            here = block.start
            for sentence in sentences(block.text):
                found = STRONG.search(sentence)
                if found:
                    start, here = standing(page.body.raw, found[0], here)
                if found and not HEDGED.search(sentence):
                    yield claim(page, found[0], start, here)
        for path, text in promising_fields(page):
            for sentence in sentences(text):
                found = STRONG.search(sentence)
                if found and not HEDGED.search(sentence):
                    yield Finding(
                        page.at(*path),
                        f'"{found[0]}" is a promise, and no source can stand here.',
                        "Say what is known and how sure it is, and cite the source in the text.",
                    )


def standing(raw: bytes, words: str, start: int) -> tuple[int, int]:
    """Where these words stand at or after an offset, also across the end of a line."""
    pattern = rb"[\s>]+".join(re.escape(word.encode()) for word in words.split())
    found = re.compile(pattern).search(raw, start)
    return found.span() if found else (start, start)


def claim(page: Page, words: str, start: int, end: int) -> Finding:
    """A promise in the text without a source."""
    return Finding(
        page.at_body(start, end),
        f'"{words}" is a promise, and this paragraph has no source.',
        "Cite a source in the same paragraph with [@key], say how sure it is, or take it out.",
    )


def promising(page: Page) -> bool:
    """Whether the text may hold a promise: a quick look before the long one."""
    text = page.body.prose.lower()
    return any(hint in text for hint in STRONG_HINTS)


def promising_fields(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The fields that could hold a promise."""
    for name in ("summary", "question", "feel"):
        if isinstance(text := page.data.get(name), str):
            yield (name,), text
    for name in ("key_points", "who_for", "progress_rule"):
        texts = page.data.get(name)
        for index, text in enumerate(texts if isinstance(texts, list) else []):
            if isinstance(text, str):
                yield (name, index), text
