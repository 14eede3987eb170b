"""Where an exercise stands: the chain from easier to harder, and what needs no equipment."""

from clinic.model.exercise import COMMON, Exercise
from clinic.read.page import Page
from clinic.read.site import Site

MOST_SUBSTITUTES = 3
LEVELS_BELOW, LEVELS_ABOVE = 2, 1
"""How far a substitute may be from the level of what it stands in for."""


def chain(site: Site, page: Page) -> list[Page]:
    """One way through this exercise, from the easiest up; the levels rise with every step.

    Each step goes to the neighbor with the nearest level, if possible of the same pattern.
    """
    below = walk(site, page, up=False)
    return [*reversed(below), page, *walk(site, page, up=True)]


def walk(site: Site, page: Page, up: bool) -> list[Page]:
    """The steps from an exercise to the end of its chain, in the order of walking."""
    steps: list[Page] = []
    here = page
    while neighbors := [p for p in next_to(site, here, up) if rises(here, p) == up]:
        here = min(neighbors, key=lambda p, start=here: distance(start, p))  # type: ignore[misc]
        steps.append(here)
    return steps


def next_to(site: Site, page: Page, up: bool) -> list[Page]:
    """The published exercises one step up or down, of another level."""
    if up:
        slugs = [step.to for step in page.model.harder]
        found = [p for slug in slugs for p in site.by_slug.get(slug, []) if p.kind == "exercise"]
    else:
        found = [easier for easier, _ in site.links.easier.get(page.slug, [])]
    return [
        p
        for p in found
        if p.model is not None and p.status == "published" and p.model.level != page.model.level
    ]


def rises(start: Page, end: Page) -> bool:
    """Whether a step leads to a higher level."""
    return bool(end.model.level > start.model.level)


def distance(start: Page, end: Page) -> tuple[int, bool, bool, str]:
    """For choosing the nearest of several exercises."""
    a, b = start.model, end.model
    return abs(a.level - b.level), a.pattern != b.pattern, not is_common(b), end.slug


def is_common(exercise: Exercise) -> bool:
    """Whether an exercise needs nothing that somebody may lack."""
    return COMMON.issuperset(exercise.equipment)


def substitutes(site: Site, page: Page) -> list[Page]:
    """Exercises of the same pattern and muscles that need no equipment, the nearest level first.

    None for an exercise that needs no equipment itself.
    """
    x: Exercise = page.model
    if is_common(x):
        return []
    found = [
        p
        for p in site.of_kind("exercise")
        if p is not page and p.status == "published" and stands_in(p.model, x)
    ]
    found.sort(key=lambda p: (distance(page, p)[0], -len(shared(p.model, x)), p.slug))
    return found[:MOST_SUBSTITUTES]


def stands_in(other: Exercise, x: Exercise) -> bool:
    """Whether another exercise can stand in for this one without equipment."""
    near = x.level - LEVELS_BELOW <= other.level <= x.level + LEVELS_ABOVE
    return near and is_common(other) and other.pattern == x.pattern and bool(shared(other, x))


def shared(one: Exercise, other: Exercise) -> set[str]:
    """The muscles that work hardest in both."""
    return {*one.muscles.primary} & {*other.muscles.primary}
