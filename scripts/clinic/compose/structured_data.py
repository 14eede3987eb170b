"""What a page says to machines, in schema.org's words (version 30.0).

schema.org has no property for sets, and 'contraindication' belongs to therapies, so sets go into
additionalVariable and cautions stay in the text.
"""

from typing import Any

from clinic.compose.words import dose_in_words
from clinic.model.exercise import Exercise
from clinic.model.trust import Published
from clinic.read.page import Page
from clinic.read.site import Site

TYPES = {"article": "MedicalWebPage", "exercise": "ExercisePlan", "program": "ExercisePlan"}


def structured_data(site: Site, page: Page) -> dict[str, Any]:
    """The JSON-LD of a page; without an own type it is a plain WebPage."""
    if page.kind == "person":
        return person(page.model)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(page.kind, "WebPage"),
        "name": page.title,
        "description": page.data.get("summary", page.title),
        "inLanguage": "en-US",
    }
    if isinstance(page.model, Published):
        data |= authorship(site, page.model, page.kind)
    if isinstance(page.model, Exercise):
        data |= exercise(site, page.model)
    return data


def person(model: Any) -> dict[str, Any]:
    """A person or a team."""
    kind = "Person" if model.kind == "person" else "Organization"
    data = {"@context": "https://schema.org", "@type": kind, "name": model.name}
    return data | ({"jobTitle": model.role} if kind == "Person" else {})


def authorship(site: Site, model: Published, kind: str) -> dict[str, Any]:
    """Authors, dates and, only after a real review, the reviewer."""
    people = [p for p in map(site.person, model.authors) if p]
    data: dict[str, Any] = {
        "author": [
            {"@type": "Person" if p.kind == "person" else "Organization", "name": p.name}
            for p in people
        ]
    }
    if kind == "article":
        data["datePublished"] = str(getattr(model, "published", ""))
        reviewer = site.person(model.review.by) if model.review.by else None
        if model.review.status == "reviewed" and reviewer:
            data["lastReviewed"] = str(model.review.on)
            data["reviewedBy"] = {"@type": "Person", "name": reviewer.name}
    return data


def exercise(site: Site, model: Exercise) -> dict[str, Any]:
    """The dose, muscles and kind of an exercise."""
    muscles = site.data("vocabulary").muscles
    data: dict[str, Any] = {
        "exerciseType": site.data("vocabulary").plain("patterns", model.pattern),
        "activityFrequency": f"{model.dose.days} days a week",
        "additionalVariable": dose_in_words(model.dose),
        "restPeriods": f"{model.dose.rest} seconds",
        "associatedAnatomy": [
            {"@type": "Muscle", "name": muscles[term].name or muscles[term].plain}
            for term in model.muscles.primary
        ],
    }
    if model.dose.reps and model.dose.reps.low == model.dose.reps.high:
        data["repetitions"] = model.dose.reps.low
    if model.dose.effort:
        data["intensity"] = f"{model.dose.effort} out of 10"
    return data
