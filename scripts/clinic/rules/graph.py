"""The progression of exercises: it rises, it never turns in a circle, it says when."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import listed
from clinic.model.exercise import COMMON
from clinic.read.page import Page
from clinic.read.site import Site

EXPLAINING = {"load", "surface", "range", "lever", "base", "support"}
"""Changes that tell a patient to expect other equipment."""


@rule("GRAPH001")
def nothing_is_harder_than_itself(site: Site) -> Iterator[Finding]:
    """An exercise is not its own harder version.

    Why: the patient would go in a circle.
    Fix: name another exercise.
    """
    for page in site.of_kind("exercise"):
        for index, step in enumerate(page.model.harder):
            if step.to == page.slug:
                yield Finding(
                    page.at("harder", index, "to"),
                    f'"{page.title}" names itself as harder.',
                    "Name another exercise, or delete this item.",
                )
        if page.model.two_leg_version == page.slug:
            yield Finding(
                page.at("two_leg_version"),
                f'"{page.title}" names itself as its two-leg version.',
                "Name another exercise, or delete the field.",
            )


@rule("GRAPH002")
def progressions_have_no_circles(site: Site) -> Iterator[Finding]:
    """Going from harder to harder never leads back.

    Why: an exercise can't be harder than one that is harder than it.
    Fix: delete one of the steps of the circle.
    """
    for circle in circles(steps_by_name(site)):
        page = next(p for p in site.of_kind("exercise") if p.slug == circle[0])
        index = next(i for i, s in enumerate(page.model.harder) if s.to == circle[1 % len(circle)])
        path = " → ".join([*circle, circle[0]])
        yield Finding(
            page.at("harder", index, "to"),
            f"this progression turns in a circle: {path}.",
            'Delete one of these steps from "harder".',
        )


@rule("GRAPH003")
def levels_rise(site: Site) -> Iterator[Finding]:
    """A harder exercise has a higher level.

    Why: the level tells patients where to start, so it must agree with the progression.
    Fix: correct one of the two levels, or take the step out.
    """
    turning = {
        step
        for circle in circles(steps_by_name(site))
        for step in zip(circle, [*circle[1:], circle[0]], strict=True)
    }
    for page, index, target in steps_of(site):
        if target is page or (page.slug, target.slug) in turning:
            continue
        if target.model.level <= page.model.level:
            yield Finding(
                page.at("harder", index, "to"),
                f'"{target.title}" has level {target.model.level}, but this page has level '
                f"{page.model.level} already.",
                "A harder exercise has a higher level. Correct one of the two levels.",
                also=target.at("level"),
            )


@rule("GRAPH004", WARNING)
def hard_exercises_have_an_easier_one(site: Site) -> Iterator[Finding]:
    """From level 3 on, some exercise leads up to this one.

    Why: a patient for whom it is too hard needs to know where to go back to.
    Fix: name this exercise under "harder" of an easier one.
    """
    if not site.complete:
        return
    for page in site.of_kind("exercise"):
        ways = site.links.incoming.get(page.path, [])
        easier = any(edge.path and edge.path[0] == "harder" for edge in ways)
        if page.status == "published" and page.model.level >= 3 and not easier:
            yield Finding(
                page.at("level"),
                f'"{page.title}" has level {page.model.level}, but no easier exercise leads to it.',
                f'Name "{page.slug}" under "harder" of an easier exercise.',
            )


@rule("GRAPH005")
def two_leg_versions_use_two_legs(site: Site) -> Iterator[Finding]:
    """The two-leg version of an exercise is done on two legs, and is not harder.

    Why: 'do it on two legs' would lead to another one-leg exercise.
    Fix: name an exercise whose laterality is 'bilateral'.
    """
    exercises = {page.slug: page for page in site.of_kind("exercise")}
    for page in site.of_kind("exercise"):
        target = exercises.get(page.model.two_leg_version or "")
        if target is None or target is page:
            continue
        if target.model.laterality != "bilateral":
            yield Finding(
                page.at("two_leg_version"),
                f'"{target.title}" is not done on two legs; its laterality is '
                f'"{target.model.laterality}".',
                "Name an exercise whose laterality is bilateral.",
                also=target.at("laterality"),
            )
        elif target.model.level > page.model.level:
            yield Finding(
                page.at("two_leg_version"),
                f'"{target.title}" has level {target.model.level}, but this one-leg version has '
                f"only level {page.model.level}.",
                "The two-leg version is the easier one. Correct one of the two levels.",
                also=target.at("level"),
            )


@rule("GRAPH006")
def two_leg_exercises_have_no_two_leg_version(site: Site) -> Iterator[Finding]:
    """Only a one-leg exercise names a two-leg version.

    Why: a two-leg exercise has nothing to fall back to.
    Fix: delete the field, or correct the laterality.
    """
    for page in site.of_kind("exercise"):
        if page.model.two_leg_version and page.model.laterality == "bilateral":
            yield Finding(
                page.at("two_leg_version"),
                f'"{page.title}" is done on two legs itself.',
                'Delete this field, or correct "laterality".',
            )


@rule("GRAPH007", WARNING)
def new_equipment_is_announced(site: Site) -> Iterator[Finding]:
    """A step that needs new equipment says so by its kind of change.

    Why: a patient who moves on should not find out too late that a bench is needed.
    Fix: correct "change", for example to 'load', or the equipment of one of the two.
    """
    for page, index, target in steps_of(site):
        new = set(target.model.equipment) - set(page.model.equipment) - COMMON
        change = page.model.harder[index].change
        if new and change not in EXPLAINING:
            yield Finding(
                page.at("harder", index, "change"),
                f'"{target.title}" needs {listed(sorted(new), "and")}, but the change is '
                f'"{change}".',
                'Say so with "change: load", or correct the equipment.',
            )


def steps_of(site: Site) -> Iterator[tuple[Page, int, Page]]:
    """Each step from an exercise to a harder one that could be read."""
    exercises = {page.slug: page for page in site.of_kind("exercise")}
    for page in site.of_kind("exercise"):
        for index, step in enumerate(page.model.harder):
            target = exercises.get(step.to)
            if target is not None:
                yield page, index, target


def steps_by_name(site: Site) -> dict[str, list[str]]:
    """For each exercise: the others that it names as harder."""
    return {
        page.slug: [step.to for step in page.model.harder if step.to != page.slug]
        for page in site.of_kind("exercise")
    }


def circles(steps: dict[str, list[str]]) -> Iterator[list[str]]:
    """Each circle once, starting at its first name in the alphabet."""
    done: set[str] = set()
    found: set[tuple[str, ...]] = set()
    for start in sorted(steps):
        trail: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            done.update(trail[depth:])
            del trail[depth:]
            if name in trail:
                circle = trail[trail.index(name) :]
                first = circle.index(min(circle))
                found.add((*circle[first:], *circle[:first]))
            elif name not in done and name in steps:
                trail.append(name)
                waiting += [(after, depth + 1) for after in steps[name]]
        done.update(trail)
    yield from map(list, sorted(found))
