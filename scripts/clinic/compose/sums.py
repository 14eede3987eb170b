"""What follows from a program: equipment, minutes, weekly sets per muscle, one-leg share.

Conventions of our own, shown on the page: a repetition takes 4 seconds; a set counts 1 for each
primary and 0.5 for each secondary muscle; a set on each side is one set for each leg.
"""

from collections import defaultdict
from dataclasses import dataclass

from clinic.model.base import Span
from clinic.model.exercise import Dose, Exercise
from clinic.model.program import Item, Program
from clinic.read.page import Page
from clinic.read.site import Site

SECONDS_A_REPETITION = 4
CHANGE_OVER = 30
"""Seconds from one exercise to the next."""


@dataclass
class Planned:
    """One exercise of a program, with the dose that it has there."""

    page: Page
    exercise: Exercise
    dose: Dose
    item: Item


def planned(site: Site, program: Program) -> dict[str, list[Planned]]:
    """The exercises of each block that could be read."""
    blocks: dict[str, list[Planned]] = {}
    pages = {page.slug: page for page in site.of_kind("exercise")}
    for block in program.blocks:
        for item in block.exercises:
            page = pages.get(item.exercise)
            if page is not None:
                own: Dose = page.model.dose
                dose = item.dose.applied_to(own) if item.dose else own
                dose = dose.model_copy(update={"days": program.sessions_per_week})
                blocks.setdefault(block.name, []).append(Planned(page, page.model, dose, item))
    return blocks


def minutes(items: list[Planned]) -> Span:
    """How long one session takes, to the nearest 5 minutes."""
    low = sum(seconds_of(item.dose, 0) for item in items)
    high = sum(seconds_of(item.dose, 1) for item in items)
    return Span(nearest(low), nearest(high))


def seconds_of(dose: Dose, end: int) -> float:
    """Work, rest and change-over of one exercise, at the low (0) or high (1) end of its dose."""
    sets, rest = dose.sets[end], dose.rest[end]
    work = (dose.hold or dose.time or Span(0, 0))[end]
    work = work or (dose.reps or Span(0, 0))[end] * SECONDS_A_REPETITION
    sides = 2 if dose.per == "side" else 1
    return sets * sides * work + max(sets - 1, 0) * rest + CHANGE_OVER


def nearest(seconds: float) -> int:
    """Minutes to the nearest 5, at least 5."""
    return max(5, round(seconds / 300) * 5)


def weekly_sets(items: list[Planned], sessions: Span) -> list[tuple[str, float]]:
    """Sets a week for each muscle, the most first, at the middle of each range."""
    sums: dict[str, float] = defaultdict(float)
    for item in items:
        weekly = item.dose.sets.middle * sessions.middle
        for muscle in item.exercise.muscles.primary:
            sums[muscle] += weekly
        for muscle in item.exercise.muscles.secondary:
            sums[muscle] += weekly / 2
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def one_leg_share(items: list[Planned]) -> int:
    """How many percent of the sets are done on one side at a time."""
    sets = [(item.dose.sets.middle, item.exercise.laterality != "bilateral") for item in items]
    total = sum(count for count, _ in sets)
    return round(100 * sum(count for count, one in sets if one) / total) if total else 0


def equipment(items: list[Planned]) -> list[str]:
    """Every piece of equipment that the exercises need, each once, without 'none'."""
    needed = dict.fromkeys(term for item in items for term in item.exercise.equipment)
    return [term for term in needed if term != "none"]
