"""Clinical reviews that bite: signed, sealed, by the right person, not overdue."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import ERROR, WARNING, Finding
from clinic.link.seal import seal
from clinic.model.trust import Published
from clinic.read.page import Page
from clinic.read.site import Site
from clinic.rules.trust import REVIEWED_KINDS

MOST_MONTHS = 36
SOON = timedelta(days=60)


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
