"""What every page says about itself: its state, its authors, its clinical review."""

from typing import Annotated, Literal

from pydantic import model_validator

from clinic.model.base import Day, PageRef, PersonRef, Record, needs, text


class Review(Record):
    """The clinical review of a page. Nothing counts as reviewed until a clinician signs."""

    status: Literal["awaiting", "reviewed"]
    """'awaiting' until a clinician other than the author has checked the page."""
    by: PersonRef | None = None
    """The clinician who reviewed it: the file name of a person."""
    on: Day | None = None
    """The day of the review, as year-month-day: 2026-11-22."""
    due: Day | None = None
    """The day when the next review is due, at most 36 months after the last."""
    seal: Annotated[str, text(32)] | None = None
    """Written by 'build.py fix'. It shows when clinical content changed after the review."""

    @model_validator(mode="after")
    def signed(self) -> "Review":
        """A review that happened says who did it, when, and when the next is due."""
        if self.status == "reviewed":
            needs(
                self,
                "a page that is marked as reviewed says who, when and until when",
                "status",
                "by",
                "on",
                "due",
            )
        return self


class Published(Record):
    """The fields that exercises, articles and programs share."""

    status: Literal["draft", "in-review", "published", "retired"]
    """Only 'published' pages are on the site. A 'retired' page leaves a notice at its address."""
    replaced_by: PageRef | None = None
    """For a retired page: the file name of the page that takes its place."""
    authors: list[PersonRef]
    """Who wrote the page: file names of people, one a line."""
    review: Review
    """The clinical review."""


class Picture(Record):
    """A photograph or drawing that stands in docs/assets/."""

    file: Annotated[str, text(200)]
    """The file's name below docs/assets/."""
    alt: Annotated[str, text(125)]
    """What the picture shows, in at most 125 characters, for those who cannot see it."""
    licence: Annotated[str, text(80)]
    """Under which terms we may show it, such as 'owned by the clinic' or 'CC BY 4.0'."""
    credit: Annotated[str, text(120)] | None = None
    """Who made it."""
    consent: Literal["signed", "no-person"]
    """'signed' when every person shown has agreed in writing; 'no-person' when nobody is shown."""
