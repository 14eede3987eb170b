"""The finder of the library: what a reader can choose, and how many exercises each choice has.

The form is complete in the page, so that its script neither builds nor moves anything at the start.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from clinic.compose import words
from clinic.compose.chain import is_common
from clinic.figures.bodymap import bodymap
from clinic.model.exercise import COMMON, Exercise
from clinic.model.vocabulary import Terms, Vocabulary
from clinic.read.page import Page
from clinic.read.site import Site

LEVELS = {
    "1": "1, start here",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5, high force",
}


@dataclass(frozen=True)
class Option:
    """One choice: its value in the address, its words, and how many exercises it has."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One group of choices. note: what the reader has to know about it. open: shown at once."""

    name: str
    title: str
    options: list[Option]
    note: str = ""
    open: bool = False
    maps: list[Markup] = field(default_factory=list)


def finder(site: Site, pages: list[Page]) -> dict[str, Any]:
    """What the finder's form shows."""
    vocabulary: Vocabulary = site.data("vocabulary")
    exercises: list[Exercise] = [page.model for page in pages]
    return {
        "total": len(exercises),
        "common": " ".join(sorted(COMMON)),
        "no_equipment": sum(1 for x in exercises if is_common(x)),
        "facets": [f for f in facets(vocabulary, exercises) if f.options],
    }


def facets(vocabulary: Vocabulary, exercises: list[Exercise]) -> list[Facet]:
    """The groups of choices, those that most readers need first."""

    def facet(
        name: str, title: str, labels: Mapping[str, str], values: Iterable[str], open: bool = False
    ) -> Facet:
        return Facet(name, title, counted(labels, Counter(values)), open=open)

    regions, goals = plain(vocabulary.regions), plain(vocabulary.goals)
    positions = plain(vocabulary.positions)
    return [
        facet("region", "Body part", regions, (r for x in exercises for r in x.region), open=True),
        equipment(vocabulary, exercises),
        facet("level", "Level", LEVELS, (str(x.level) for x in exercises), open=True),
        facet("legs", "One leg or two", words.LATERALITY, (x.laterality for x in exercises)),
        facet("goal", "Goal", goals, (goal for x in exercises for goal in x.goal)),
        muscles(vocabulary, exercises),
        facet("position", "How you start", positions, (x.position for x in exercises)),
        facet("impact", "Impact", words.IMPACT, (x.impact for x in exercises)),
    ]


def plain(terms: Terms) -> dict[str, str]:
    """The plain names of terms."""
    return {key: term.plain for key, term in terms.items()}


def counted(labels: Mapping[str, str], counts: Mapping[str, int]) -> list[Option]:
    """The options that some exercise has, in the order of their labels' list."""
    return [Option(key, label, counts[key]) for key, label in labels.items() if counts.get(key)]


def equipment(vocabulary: Vocabulary, exercises: list[Exercise]) -> Facet:
    """What the reader has. An option counts the exercises that need it and nothing else."""
    needs = [{*x.equipment} - COMMON for x in exercises]
    options = [
        Option(key, label, needs.count({key}))
        for key, label in plain(vocabulary.equipment).items()
        if any(key in needed for needed in needs)
    ]
    note = "A wall, a chair and a mat are always counted in."
    return Facet("have", "Equipment that I have", options, note, open=True)


def muscles(vocabulary: Vocabulary, exercises: list[Exercise]) -> Facet:
    """The muscles that work hardest. Those with the same plain name are one option."""
    first = first_of_name(vocabulary)
    groups = [{first[muscle] for muscle in x.muscles.primary} for x in exercises]
    counts = Counter(group for found in groups for group in found)
    titles = words.muscle_titles(vocabulary)
    labels = {key: titles[key] for key in first.values()}
    drawn = bodymap(titles)
    return Facet(
        "muscle", "Muscle that works hardest", counted(labels, counts),
        "Touch a muscle in the picture, or choose it in the list.",
        maps=[Markup(drawn.front), Markup(drawn.back)],
    )  # fmt: skip


def first_of_name(vocabulary: Vocabulary) -> dict[str, str]:
    """For each muscle: the first one with its plain name."""
    firsts: dict[str, str] = {}
    return {key: firsts.setdefault(term.plain, key) for key, term in vocabulary.muscles.items()}
