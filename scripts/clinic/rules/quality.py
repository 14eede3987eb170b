"""Slips in exercises that every public set has, each a wrong picture for a patient."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.model.base import Span
from clinic.read.leftovers import leftovers
from clinic.read.place import Place
from clinic.read.site import Site

HOPS = ("hop", "landing")
HOP_WORDS = re.compile(r"\b(?:hop|jump|bound|skip)(?:s|ping|ing)?\b", re.IGNORECASE)
SETS_IN_PROSE = re.compile(
    r"\b(\d)(?:\s?[-–]\s?(\d))?\s+sets?\s+of\s+(\d+)(?:\s?[-–]\s?(\d+))?", re.IGNORECASE
)
LEFT_OVER = re.compile(
    r"\bTODO\b|\bTBD\b|\bFIXME\b|lorem ipsum|\bXXX\b|\{\{|\}\}|\bwrite (?:\w+ )?here\b"
    r"|before publishing",
    re.IGNORECASE,
)
HTML = re.compile(
    r"&[a-z]+;|</?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|ul)\b", re.IGNORECASE
)
EMPHASIS = re.compile(r"__|(?<![\w*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\w*])")
AS_IT_STANDS = "would be shown as it stands; fields are plain text."
PLAIN_WORDS = "Write plain words; links and sources belong into the text below the fields."
HINTS = (
    "todo", "tbd", "fixme", "lorem", "xxx", "{", "}}", "write", "publishing", "*", "__", "&", "<",
    "[[", "](", "][", "[@", "(@", "[^", "`", "~~", "%%",
)  # fmt: skip
"""Without any of these nothing can be left over: a quick look before the long one."""
HARMLESS = ("bracket", "at", "entity", "table", "task", "number", "bullet", "heading")
"""Leftovers of a text that mean nothing in a field."""


@rule("DATA005")
def pictures_belong_to_one_exercise(site: Site) -> Iterator[Finding]:
    """No two exercises show the same photograph.

    Why: one of them shows the wrong movement.
    Fix: take a picture of this exercise.
    """
    owners: dict[str, Place] = {}
    for page in site.finished("exercise"):
        for index, picture in enumerate(page.model.media):
            place = page.at("media", index, "file")
            owner = owners.setdefault(picture.file, place)
            if owner != place:
                yield Finding(
                    place,
                    f'"{picture.file}" shows another exercise already ({owner.path}).',
                    "Use a picture of this exercise.",
                    also=owner,
                )


@rule("DATA006")
def muscles_stand_in_one_list(site: Site) -> Iterator[Finding]:
    """A muscle is primary or secondary, never both, and stands once.

    Why: nobody can tell how much it works.
    Fix: delete it from one of the lists.
    """
    for page in site.finished("exercise"):
        seen: set[str] = set()
        for name in ("primary", "secondary"):
            for index, muscle in enumerate(getattr(page.model.muscles, name)):
                if muscle in seen:
                    yield Finding(
                        page.at("muscles", name, index),
                        f'"{muscle}" stands in these lists already.',
                        "Delete one of the two.",
                    )
                seen.add(muscle)


@rule("DATA010")
def hops_have_impact(site: Site) -> Iterator[Finding]:
    """An exercise with hops has an impact and is not of level 1.

    Why: people with sore bones or joints filter by impact.
    Fix: set "impact" to low or high, and "level" to 2 or more.
    """
    for page in site.finished("exercise"):
        x = page.model
        hops = x.pattern in HOPS or HOP_WORDS.search(x.name)
        if hops and x.impact == "none":
            yield Finding(
                page.at("impact"),
                "an exercise with hops or landings has an impact.",
                "Set it to low or high.",
            )
        if hops and x.level == 1:
            yield Finding(
                page.at("level"),
                "an exercise with hops or landings is not a first step.",
                "Set the level to 2 or more.",
            )


@rule("DATA011")
def doses_agree_with_prose(site: Site) -> Iterator[Finding]:
    """A dose in the text is the dose of the fields.

    Why: two different numbers on one page, and the patient follows the wrong one.
    Fix: take the numbers out of the text; the page shows the dose anyway.
    """
    for page in site.finished("exercise"):
        text = page.body.raw.decode("utf-8", "replace")
        for match in SETS_IN_PROSE.finditer(text):
            sets = Span(int(match[1]), int(match[2] or match[1]))
            amount = Span(int(match[3]), int(match[4] or match[3]))
            dose = page.model.dose
            if sets != dose.sets or amount not in (dose.reps, dose.hold, dose.time):
                start = len(text[: match.start()].encode())
                yield Finding(
                    page.at_body(start, start + len(match[0].encode())),
                    f'the text says "{match[0]}", but the dose of this page differs.',
                    "Take the numbers out of the text; the page shows the dose anyway.",
                    also=page.key("dose"),
                )


@rule("DATA013")
def nothing_is_left_over(site: Site) -> Iterator[Finding]:
    """No reminder of a template and no markup is left in a field.

    Why: a field is printed as it stands, on the page, on paper and in the plan.
    Fix: write the real text, in plain words; links and sources belong into the text below.
    """
    for page in site.pages:
        if page.model is None or page.status == "draft":
            continue
        head = page.head.lower()
        if not any(hint in head for hint in HINTS):
            continue
        for path, text in texts_of(page.data):
            if found := LEFT_OVER.search(text):
                yield Finding(
                    page.at(*path), f'"{found[0]}" was left over here.', "Write the real text."
                )
            elif signs := markup_in(text):
                yield Finding(page.at(*path), f'"{signs}" {AS_IT_STANDS}', PLAIN_WORDS)
            elif found := HTML.search(text):
                yield Finding(
                    page.at(*path), f'"{found[0]}" {AS_IT_STANDS}', PLAIN_WORDS, severity=WARNING
                )


def markup_in(text: str) -> str:
    """The first piece of Markdown in a text that is shown as it stands, or nothing."""
    if found := EMPHASIS.search(text):
        return found[0]
    pieces = (text[start:end] for kind, start, end in leftovers(text, line_start=False)
              if kind not in HARMLESS)  # fmt: skip
    return next(pieces, "")


@rule("DATA015")
def no_equipment_stands_alone(site: Site) -> Iterator[Finding]:
    """'none' is the only item where no equipment is needed.

    Why: 'no equipment and a step' can't be filtered.
    Fix: delete 'none', or everything else.
    """
    for page in site.finished("exercise"):
        if "none" in page.model.equipment and len(page.model.equipment) > 1:
            yield Finding(
                page.at("equipment", page.model.equipment.index("none")),
                '"none" stands beside other equipment.',
                'Delete "none", or everything else.',
            )


@rule("DATA016")
def doses_agree_with_laterality(site: Site) -> Iterator[Finding]:
    """A dose for each side belongs to an exercise with sides.

    Why: 'on each side' makes no sense on two legs, and without it one leg is left out.
    Fix: set "per" to 'side' for each-side exercises, to 'set' for two-leg ones.
    """
    for page in site.finished("exercise"):
        x = page.model
        if x.laterality == "bilateral" and x.dose.per == "side":
            yield Finding(
                page.at("dose", "per"),
                "the dose is for each side, but the exercise is done on two legs.",
                "Write set.",
                "set",
                also=page.at("laterality"),
            )
        if x.laterality == "each-side" and x.dose.per == "set":
            yield Finding(
                page.at("dose", "per"),
                "the exercise is done on one side at a time, but the dose is not for each side.",
                "Write side.",
                "side",
                also=page.at("laterality"),
            )


@rule("DATA018")
def substitutes_replace_listed_equipment(site: Site) -> Iterator[Finding]:
    """A household substitute stands in for equipment that the exercise needs.

    Why: there is nothing to replace otherwise.
    Fix: correct "instead_of", or add it to "equipment".
    """
    for page in site.finished("exercise"):
        for index, substitute in enumerate(page.model.household):
            if substitute.instead_of not in page.model.equipment:
                yield Finding(
                    page.at("household", index, "instead_of"),
                    f'"{substitute.instead_of}" is not in the equipment of this exercise.',
                    'Correct it, or add it to "equipment".',
                )


def texts_of(
    data: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in plain data, with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts_of(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts_of(value, (*path, index))
