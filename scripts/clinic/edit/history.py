"""Whether a review still counts: what git knows of changes after it, and the day it was due."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clinic.link.seal import body_text, clinical_fields
from clinic.read.page import Page, read_page
from clinic.read.site import Site
from clinic.read.source import Source, decode

Content = tuple[dict[str, object], str]


@dataclass(frozen=True)
class Version:
    """A page as it was committed. day: when it was written, not when it was merged."""

    day: date
    page: Page

    @property
    def content(self) -> Content:
        """Its clinical fields and its text."""
        return content(self.page)

    @property
    def sealed_on(self) -> str:
        """The day of its review, as it was typed, if that was sealed."""
        review = self.page.data.get("review")
        return str(review.get("on")) if isinstance(review, dict) and review.get("seal") else ""


def refusal(site: Site, page: Page) -> str | None:
    """Why the review of a page can't be sealed, or None."""
    review = page.model.review
    if review.due < site.today:
        return f"not sealed: the review of {review.on} was due again on {review.due}."
    known = versions(site, page)
    if any(v.sealed_on >= str(review.on) and v.content != content(page) for v in known):
        return f"not sealed: this page changed after it was sealed for the review of {review.on}."
    parts = [block for _, block in site.links.blocks_of(page)]
    changes = [*changed(known), *(day for part in parts for day in changed(versions(site, part)))]
    if changes and max(changes) > review.on:
        return f"not sealed: this page changed on {max(changes)}, after the review of {review.on}."
    return None


def content(page: Page) -> Content:
    """What is clinical in one file; a review and its day are not part of it."""
    return clinical_fields(page), body_text(page)


def changed(known: list[Version]) -> list[date]:
    """The days on which clinical content changed. The first version known is no change."""
    return [new.day for old, new in pairwise(known) if new.content != old.content]


def versions(site: Site, page: Page) -> list[Version]:
    """The committed versions of a page, the oldest first; none where there is no git."""
    return list(committed(site, page))[::-1]


def committed(site: Site, page: Page) -> Iterator[Version]:
    """The same, the newest first, under the names that the file had."""
    form = "--format=%x00%H %as%x00"
    log = git(site, "log", "--follow", "--relative", "--name-only", form, "--", page.path)
    for commit, path in zip(*[iter(log.split("\0")[1:])] * 2, strict=True):
        name, day = commit.split()
        if path.strip():
            text = git(site, "show", f"{name}:./{path.strip()}")
            source = Source(page.path, text.encode())
            decode(source)
            yield Version(date.fromisoformat(day), read_page(source, page.kind, {}))


def git(site: Site, *words: str) -> str:
    """What git says; nothing where it is missing or knows nothing of this folder."""
    command = ["git", "-C", str(site.root), "-c", "core.quotepath=off", *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
