"""What every kind of page shows: links to others, people, references, the state of review."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from clinic.compose.body import Composer
from clinic.compose.claims import claims
from clinic.compose.html import inline, rendered
from clinic.compose.ways import way, way_to_file
from clinic.compose.words import dose_in_words
from clinic.model.exercise import Dose
from clinic.model.trust import Published
from clinic.read.page import Page
from clinic.read.site import Site

PLAN = "docs/plan.md"
"""The page where readers put their own plan together; a clinic may do without it."""
SESSION = "docs/session.md"
"""The page that leads through a program, one exercise a screen; a clinic may do without it, too."""


@dataclass
class View:
    """One page, seen for composing: everything its template may show."""

    site: Site
    page: Page

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each reference that the page cites, in order of first use."""
        known = self.site.data("references")
        cited = self.site.links.citations(self.page)
        if self.page.kind == "page" and self.page.model.lists == "claims":
            cited = sorted({key for claim in claims(self.site) for key in claim.keys})
        keys = [key for key in cited if known and key in known.root]
        return {key: number for number, key in enumerate(keys, 1)}

    @property
    def common(self) -> dict[str, Any]:
        """The values that every template gets."""
        return {
            "x": self.page.model,
            "clinic": self.site.data("clinic"),
            "vocabulary": self.site.data("vocabulary"),
            "body": self.body,
            "references": self.references,
            "cite": self.cite,
            "asset": self.asset,
            "has_plan": PLAN in self.site.by_path,
            "has_session": SESSION in self.site.by_path,
            "slug": self.page.slug,
        }

    @property
    def body(self) -> Markup:
        """The page's own text."""
        return Composer(self.site, self.page, self.numbers, self.card).body()

    @property
    def references(self) -> list[dict[str, Any]]:
        """The references that the page cites, in order."""
        known = self.site.data("references")
        return [
            {
                **dict(reference),
                "key": key,
                "link": reference.link,
                "link_text": f"doi:{reference.doi}" if reference.doi else "Read the source",
            }
            for key in self.numbers
            if (reference := known.root[key])
        ]

    def cite(self, keys: list[str]) -> Markup:
        """The raised numbers for these references, or nothing."""
        marks = [(key, self.numbers[key]) for key in keys if key in self.numbers]
        return inline().citation(marks) if marks else Markup("")

    def asset(self, file: str) -> str:
        """The link target of a picture below docs/assets."""
        return way_to_file(self.page, f"assets/{file}")

    def to(self, page: Page) -> dict[str, Any]:
        """A link to another page."""
        summary = str(page.data.get("summary", ""))
        return {
            "title": page.title,
            "link": way(self.page, page.address),
            "summary": summary,
            "level": page.data.get("level"),
            "draft": page.status in ("draft", "in-review"),
        }

    def to_slugs(self, slugs: list[str]) -> list[dict[str, Any]]:
        """Links to the pages with these names, where each is known and published."""
        pages = (found[0] for slug in slugs if (found := self.site.by_slug.get(slug)))
        return [self.to(page) for page in pages if page.status == "published"]

    def card(self, page: Page, dose: Dose | None = None, note: str | None = None) -> Markup:
        """The card of an exercise, article or program, as seen from this page."""
        model = page.model
        details = ""
        if page.kind == "exercise" and model is not None:
            vocabulary = self.site.data("vocabulary")
            needs = [vocabulary.plain("equipment", term) for term in model.equipment]
            details = f"Level {model.level} of 5. {', '.join(needs).capitalize()}."
            if dose is not None:
                details = dose_in_words(dose) + "."
        elif page.kind == "program" and model is not None:
            details = f"{model.sessions_per_week} sessions a week, {model.weeks} weeks."
        elif page.kind == "person" and model is not None:
            return rendered(
                "card",
                kind="person",
                summary=model.role,
                details="",
                note=None,
                **{k: v for k, v in self.to(page).items() if k != "summary"},
            )
        return rendered(
            "card", kind=page.kind, details=details, note=note,
            **self.to(page),
        )  # fmt: skip

    def person(self, slug: str) -> dict[str, Any]:
        """The card of a person, or just the name where the person is not known."""
        person = self.site.person(slug)
        if person is None:
            return {"name": slug, "link": "", "photo": None, "initials": "", "role": "",
                    "credentials": None}  # fmt: skip
        photo = person.photo
        return {
            "name": person.name,
            "credentials": person.credentials,
            "role": person.role,
            "initials": person.initials,
            "link": way(self.page, f"people/{slug}/"),
            "photo": photo and {"alt": photo.alt, "link": self.asset(photo.file)},
        }

    def trust(self, model: Published) -> dict[str, Any]:
        """Who wrote the page, and whether a clinician has reviewed it."""
        review = model.review
        reviewer = self.site.person(review.by) if review.by else None
        return {
            "authors": [self.person(slug) for slug in model.authors],
            "adapted_from": [self.person(s) for s in getattr(model, "adapted_from", [])],
            "published": in_words(getattr(model, "published", None)),
            "updated": in_words(getattr(model, "updated", None)),
            "status": review_state(self.site, model),
            "reviewer": reviewer.name if reviewer else review.by,
            "on": in_words(review.on),
            "due": in_words(review.due),
        }


def review_state(site: Site, model: Published) -> str:
    """'awaiting', 'reviewed', or 'overdue': a review whose next day has passed unused."""
    overdue = model.review.due is not None and model.review.due < site.today
    return "overdue" if overdue and model.review.status == "reviewed" else model.review.status


def in_words(day: date | None) -> str:
    """'November 22, 2026', or nothing."""
    return f"{day:%B} {day.day}, {day.year}" if day else ""
