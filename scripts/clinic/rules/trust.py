"""Safety and trust: cautions, stop rules, reviews that bite, claims that have a source."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import ERROR, WARNING, Finding
from clinic.check.prose import sentences
from clinic.check.speech import listed
from clinic.link.seal import seal
from clinic.model.trust import Published
from clinic.read.body import CITED
from clinic.read.page import Page
from clinic.read.site import Site

MOST_MONTHS = 36
SOON = timedelta(days=60)
REVIEWED_KINDS = ("exercise", "article", "program")
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
WARNING_BOXES = {"emergency", "urgent", "soon"}
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "you have had has a an the your or and in of to with that when is are it on for from been "
        "lately any do does at this by be as not if but up out than more very ever past now new",
    )
)
ENOUGH_WORDS = 0.5


@rule("SAFE001")
def cautions_are_given_or_denied(site: Site) -> Iterator[Finding]:
    """An exercise has cautions, or says why none is known.

    Why: an empty list looks like 'safe for everyone', which nobody has claimed.
    Fix: add "cautions", or "no_cautions" with the reason.
    """
    for page in site.of_kind("exercise"):
        if page.model.cautions and page.model.no_cautions:
            yield Finding(
                page.key("no_cautions"),
                "this page has cautions and also says that none is known.",
                "Delete one of the two.",
            )
        elif not page.model.cautions and not page.model.no_cautions:
            yield Finding(
                page.at("name"),
                f'"{page.title}" has no cautions and does not say that none is known.',
                'Add "cautions", or "no_cautions" with the reason.',
            )


@rule("SAFE002")
def reviewers_can_review(site: Site) -> Iterator[Finding]:
    """A reviewer is a person who works at the clinic.

    Why: a signature of somebody who has left, or of a whole team, is no signature.
    Fix: name an active person.
    """
    for page in reviewed(site):
        person = site.person(page.model.review.by)
        if person is not None and (not person.active or person.kind == "team"):
            why = "is a team" if person.kind == "team" else "no longer works at the clinic"
            yield Finding(
                page.at("review", "by"),
                f"{person.name} {why}, so this review does not count.",
                "Name an active person who has read the page.",
            )


@rule("SAFE003")
def reviewers_are_not_the_only_author(site: Site) -> Iterator[Finding]:
    """Nobody reviews a page that only they wrote.

    Why: we do not see our own mistakes.
    Fix: ask another clinician to review it.
    """
    for page in reviewed(site):
        if page.model.authors == [page.model.review.by]:
            yield Finding(
                page.at("review", "by"),
                "the reviewer is the only author of this page.",
                "Ask another clinician to review it.",
                also=page.at("authors", 0),
            )


@rule("SAFE004", WARNING)
def reviews_are_not_overdue(site: Site) -> Iterator[Finding]:
    """No review is overdue. In a release this stops publishing.

    Why: medical advice ages.
    Fix: review the page again and write the new day.
    """
    for page in reviewed(site):
        due = page.model.review.due
        if due and due < site.today:
            yield Finding(
                page.at("review", "due"),
                f"this review was due on {due}.",
                'Review the page again, then write the new days in "on" and "due".',
                severity=ERROR if site.release else WARNING,
            )


@rule("SAFE005", WARNING)
def reviews_are_not_due_soon(site: Site) -> Iterator[Finding]:
    """A review that is due within 60 days is announced.

    Why: a clinician needs time to read.
    Fix: plan the review.
    """
    for page in reviewed(site):
        due = page.model.review.due
        if due and site.today <= due <= site.today + SOON:
            yield Finding(
                page.at("review", "due"),
                f"this review is due on {due}, in {(due - site.today).days} days.",
                "Plan the next review.",
            )


@rule("SAFE006")
def reviews_last_three_years_at_most(site: Site) -> Iterator[Finding]:
    """The next review is due at most 36 months after the last, and after it.

    Why: three years is the longest cycle that health services use for patient information.
    Fix: write an earlier day in "due".
    """
    for page in reviewed(site):
        on, due = page.model.review.on, page.model.review.due
        if on and due and not on < due <= months_after(on, MOST_MONTHS):
            yield Finding(
                page.at("review", "due"),
                f"{due} is not within {MOST_MONTHS} months after the review of {on}.",
                f"Write a day between {on} and {months_after(on, MOST_MONTHS)}.",
                also=page.at("review", "on"),
            )


@rule("SAFE007")
def nothing_happened_in_the_future(site: Site) -> Iterator[Finding]:
    """Reviews and publications are not dated in the future.

    Why: a review that has not happened would be claimed.
    Fix: write the real day.
    """
    for page in site.pages:
        if not isinstance(page.model, Published):
            continue
        for path in (("review", "on"), ("published",), ("updated",)):
            day: Any = page.model
            for part in path:
                day = getattr(day, part, None)
            if isinstance(day, date) and day > site.today:
                yield Finding(page.at(*path), f"{day} is in the future.", "Write the real day.")


@rule("SAFE008")
def reviews_are_sealed(site: Site) -> Iterator[Finding]:
    """A review has a seal, which shows what exactly was reviewed.

    Why: without it nobody notices when a dose changes after the review.
    Fix: run 'build.py fix' right after the review; it adds the seal.
    """
    for page in reviewed(site):
        if not page.model.review.seal:
            yield Finding(
                page.key("review"),
                "this review has no seal yet.",
                "Run, right after the review: python3 scripts/build.py fix",
            )


@rule("SAFE009")
def nothing_clinical_changed_after_the_review(site: Site) -> Iterator[Finding]:
    """What was reviewed has not changed since.

    Why: a review counts for the words and numbers that the clinician read.
    Fix: review the page again, write the new day, delete the seal and run 'build.py fix'.
    """
    for page in reviewed(site):
        if page.model.review.seal and page.model.review.seal != seal(site, page):
            yield Finding(
                page.at("review", "seal"),
                f"this page changed after the review of {page.model.review.on}.",
                'Review it again, write the new day in "on", delete the "seal" line, then run: '
                "python3 scripts/build.py fix. Or write: status: awaiting",
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


@rule("SAFE011")
def pages_about_pain_show_warning_signs(site: Site) -> Iterator[Finding]:
    """An article about pain or injury says when to get care.

    Why: some pain is a sign of something that can't wait.
    Fix: add boxes such as '> [!emergency] Call 911 if:' to the text.
    """
    vocabulary = site.data("vocabulary")
    if vocabulary is None:
        return
    for page in site.of_kind("article"):
        topics = [t for t in page.model.topics if vocabulary.topics[t].warning_signs]
        texts = [page, *(block for _, block in site.links.blocks_of(page))]
        boxes = {callout.kind for text in texts for callout in text.body.callouts}
        if topics and not boxes & WARNING_BOXES:
            yield Finding(
                page.key("topics"),
                f"an article about {listed(topics, 'and')} says when to get care, but this one "
                "does not.",
                'Add a box to the text that starts with "> [!urgent] Get care today if:".',
            )


@rule("SAFE012", WARNING)
def programs_repeat_the_cautions(site: Site) -> Iterator[Finding]:
    """Whoever must not do an exercise, or must ask first, is named in the program's not_for.

    Why: a patient reads the start of a program, not the cautions of each exercise.
    Fix: add the condition to "not_for".
    """
    exercises = {page.slug: page for page in site.of_kind("exercise")}
    for page in site.of_kind("program"):
        named = set().union(*(key_words(line) for line in page.model.not_for))
        for exercise in filter(None, (exercises.get(i.exercise) for i in page.model.items)):
            for caution in exercise.model.cautions:
                words = key_words(caution.if_)
                covered = len(words & named) >= ENOUGH_WORDS * len(words)
                if caution.then in ("do-not", "ask-first") and not covered:
                    yield Finding(
                        page.key("not_for"),
                        f'"{exercise.title}" says "{caution.then}" if {caution.if_}, but not_for '
                        "does not name it.",
                        'Add this condition to "not_for".',
                    )


@rule("SAFE014")
def updates_follow_publication(site: Site) -> Iterator[Finding]:
    """An article was changed after it was published, not before.

    Why: readers trust dates.
    Fix: correct one of the two days.
    """
    for page in site.of_kind("article"):
        if page.model.updated and page.model.updated < page.model.published:
            yield Finding(
                page.at("updated"),
                f"{page.model.updated} is before the publication on {page.model.published}.",
                "Correct one of the two days.",
                also=page.at("published"),
            )


@rule("SAFE015", WARNING)
def reviews_are_there(site: Site) -> Iterator[Finding]:
    """In a release, every published page has been reviewed.

    Why: the page says 'awaiting clinical review' to every reader.
    Fix: only a clinician can: read the page, then write status, by, on and due.
    """
    if site.release:
        for kind in REVIEWED_KINDS:
            for page in site.of_kind(kind):
                if page.status == "published" and page.model.review.status == "awaiting":
                    yield Finding(
                        page.at("review", "status"),
                        f'"{page.title}" awaits clinical review.',
                        'A clinician reads it, then writes "reviewed", "by", "on" and "due".',
                    )


@rule("SAFE016", WARNING)
def retired_pages_name_their_successor(site: Site) -> Iterator[Finding]:
    """A retired page says what takes its place; no other page does.

    Why: a reader with an old link wants to know where to go.
    Fix: add "replaced_by", or delete it where the page is not retired.
    """
    for kind in REVIEWED_KINDS:
        for page in site.of_kind(kind):
            if page.status == "retired" and not page.model.replaced_by:
                yield Finding(
                    page.at("status"),
                    "this page is retired, but does not say what takes its place.",
                    'Add "replaced_by" with the file name of another page.',
                )
            elif page.model.replaced_by and page.status != "retired":
                yield Finding(
                    page.key("replaced_by"),
                    f'this page is replaced, but its state is "{page.status}".',
                    'Write "status: retired", or delete this field.',
                )


def reviewed(site: Site) -> Iterator[Page]:
    """The pages that say that a clinician has reviewed them."""
    for kind in REVIEWED_KINDS:
        for page in site.of_kind(kind):
            if page.model.review.status == "reviewed":
                yield page


def months_after(day: date, months: int) -> date:
    """The day so many months later; the last of the month where that day does not exist."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


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


def key_words(text: str) -> set[str]:
    """The words of a condition that carry its meaning, cut to their stems."""
    words = re.findall(r"[a-z]+", text.casefold())
    return {word.rstrip("s")[:7] for word in words if word not in SMALL_WORDS}
