"""The library as data: what the reader's tools (finder, plan, session) know of every exercise."""

import json
from typing import Any

from clinic.compose import sums, words
from clinic.compose.contexts import LIBRARY, advice, code_of
from clinic.compose.illustration import FIGURES, captions, illustration
from clinic.compose.view import View, review_state
from clinic.model.base import Span
from clinic.model.exercise import Dose, Exercise
from clinic.read.page import Page
from clinic.read.site import Site

Care = tuple[str, str, bool]
"""A caution: the condition, what to do then, and whether that forbids the exercise."""
SHOWN_TERMS = ("regions", "patterns", "positions", "goals", "muscles", "equipment")


def library_file(site: Site) -> tuple[str, str]:
    """The address and the text of the library's data; the same content gives the same bytes."""
    return LIBRARY, json.dumps(library(site), ensure_ascii=False, separators=(",", ":"))


def library(site: Site) -> dict[str, Any]:
    """Every published exercise and program, the plain names of all terms, the clinic's rules.

    Addresses are relative to the root of the site.
    """
    vocabulary, clinic = site.data("vocabulary"), site.data("clinic")
    exercises = site.shown("exercise")
    programs = site.shown("program")
    care = cautions(exercises)
    return {
        "version": 1,
        "clinic": {
            "name": clinic.name,
            "email": clinic.email,
            "emergency": clinic.emergency,
            "stop_rules": clinic.stop_rules,
            "pain_rule": clinic.pain_rule,
            "disclaimer": clinic.disclaimer,
        },
        "terms": {
            name: {key: term.plain for key, term in getattr(vocabulary, name).items()}
            for name in SHOWN_TERMS
        },
        "codes": other_codes(site),
        "cautions": care,
        "exercises": [exercise(site, page, care) for page in exercises],
        "programs": [program(site, page) for page in programs],
    }


def other_codes(site: Site) -> dict[str, str | None]:
    """What each code stands for now that is no published exercise's own; None: nothing any more.

    So a plan that was printed or shared stays whole when an exercise is renamed or retired.
    """
    pages = {page.slug: page for page in site.of_kind("exercise")}
    own = {code_of(View(site, page)) for page in pages.values() if page.status == "published"}
    codes = site.data("codes")
    return {
        code: standing_in(pages, entry.exercise)
        for code, entry in (codes.root.items() if codes else ())
        if code not in own
    }


def standing_in(pages: dict[str, Page], slug: str) -> str | None:
    """The published exercise that replaces this one, or the one itself."""
    seen: set[str] = set()
    while slug in pages and slug not in seen:
        page = pages[slug]
        if page.status == "published":
            return slug
        seen.add(slug)
        slug = page.model.replaced_by or ""
    return None


def cautions(pages: list[Page]) -> list[Care]:
    """Each condition with its advice once; the exercises name it by its place in this list."""
    return list(dict.fromkeys(care for page in pages for care in own_cautions(page.model)))


def own_cautions(x: Exercise) -> list[Care]:
    """The cautions of one exercise."""
    return [(caution.if_, advice(caution), caution.forbids) for caution in x.cautions]


def exercise(site: Site, page: Page, care: list[Care]) -> dict[str, Any]:
    """One exercise. care: the cautions of all exercises."""
    x: Exercise = page.model
    made = illustration(site, page)
    return {
        "slug": page.slug,
        "code": code_of(View(site, page)),
        "name": x.name,
        "aliases": x.aliases,
        "summary": x.summary,
        "url": page.address,
        "region": x.region,
        "pattern": x.pattern,
        "position": x.position,
        "goal": x.goal,
        "laterality": x.laterality,
        "level": x.level,
        "impact": x.impact,
        "support": x.support,
        "primary": x.muscles.primary,
        "secondary": x.muscles.secondary,
        "equipment": x.equipment,
        "household": [{"instead_of": s.instead_of, "use": s.use} for s in x.household],
        "dose": dose(x.dose),
        "dose_words": words.dose_in_words(x.dose),
        "steps": [text for _, text in x.instructions],
        "captions": captions(x),
        "cues": x.cues,
        "stop_if": x.stop_if,
        "cautions": [care.index(own) for own in own_cautions(x)],
        "harder": [
            {"to": step.to, "when": step.when, "change": words.CHANGES[step.change]}
            for step in x.harder
        ],
        "two_leg": x.two_leg_version,
        "figure": f"{FIGURES}/{page.slug}" if x.figure else None,
        "moves": made is not None and made.drawing.moves,
        "review": review_state(site, x),
    }


def dose(given: Dose) -> dict[str, Any]:
    """A dose, each range as its two ends."""
    return {
        name: list(value) if isinstance(value, Span) else value
        for name in ("sets", "reps", "hold", "time", "per", "rest", "days", "effort", "tempo")
        if (value := getattr(given, name)) is not None
    }


def program(site: Site, page: Page) -> dict[str, Any]:
    """One program: its blocks with the doses that its exercises have there."""
    x = page.model
    return {
        "slug": page.slug,
        "title": x.title,
        "summary": x.summary,
        "url": page.address,
        "sessions": list(x.sessions_per_week),
        "weeks": list(x.weeks),
        "blocks": [
            {
                "name": name,
                "items": [
                    {"exercise": item.page.slug, "dose": dose(item.dose), "note": item.item.note}
                    for item in items
                ],
            }
            for name, items in sums.planned(site, x).items()
        ],
    }
