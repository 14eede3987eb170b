"""Slips in exercises that every public exercise set has, each a wrong picture for a patient."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import listed, near_pairs
from clinic.model.base import Span
from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import Site

NEAR_NAME = 92
NEAR_STEPS = 95
NAMED_MUSCLES = {
    r"\badduct": ("adductor-magnus", "adductor-longus", "gracilis"),
    r"\bcopenhagen\b": ("adductor-magnus", "adductor-longus", "gracilis"),
    r"\babduct": ("gluteus-medius", "gluteus-minimus", "tensor-fasciae-latae"),
    r"\bcalf\b": ("gastrocnemius", "soleus"),
    r"\bheel (?:raise|drop)\b": ("gastrocnemius", "soleus"),
    r"\btibialis\b": ("tibialis-anterior", "tibialis-posterior"),
    r"\b(?:hamstring|nordic)\b": ("hamstrings",),
    r"\b(?:bridge|hip thrust)\b": ("gluteus-maximus", "hamstrings"),
    r"\bsquat\b": ("quadriceps-femoris",),
}
EQUIPMENT_WORDS = {
    "chair": r"chair|seat of the chair",
    "bench": r"bench",
    "dumbbell": r"dumbbells?",
    "kettlebell": r"kettlebells?",
    "barbell": r"barbell",
    "mini-band": r"loop band|mini[- ]?band",
    "long-band": r"long band|resistance band",
    "small-ball": r"ball(?! of)",
    "towel": r"towel",
    "slider": r"sliders?",
    "backpack": r"backpack",
    "foam-roller": r"foam roller",
    "stick": r"broomstick|stick",
}
EQUIPMENT_HINTS = (
    "chair", "bench", "bell", "band", "ball", "towel", "slider", "backpack", "roller", "stick",
)  # fmt: skip
"""Every word above holds one of these: a quick look before the long one."""
HOPS = ("hop", "landing")
HOP_WORDS = re.compile(r"\b(?:hop|jump|bound|skip)(?:s|ping|ing)?\b", re.IGNORECASE)
OTHER_SIDE = re.compile(r"\b(?:other|opposite) (?:side|leg)\b|\bswitch (?:sides|legs)\b", re.I)
SETS_IN_PROSE = re.compile(
    r"\b(\d)(?:\s?[-–]\s?(\d))?\s+sets?\s+of\s+(\d+)(?:\s?[-–]\s?(\d+))?", re.IGNORECASE
)
NUMBERED = re.compile(r"^\s*(?:\d+[.)]|step \d+[:.]?|[-*•])\s", re.IGNORECASE)
LEFT_OVER = re.compile(
    r"\bTODO\b|\bTBD\b|\bFIXME\b|lorem ipsum|\bXXX\b|\{\{|\}\}|\bwrite (?:\w+ )?here\b"
    r"|before publishing",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"\*\*|__|&[a-z]+;|\[\[|\]\(|</?(?:a|b|br|div|em|h[1-6]|i|img|li|p|script|span|strong|ul)\b",
    re.IGNORECASE,
)
HINTS = (
    "todo", "tbd", "fixme", "lorem", "xxx", "{{", "}}", "write", "publishing", "**", "__", "&",
    "[[", "](", "<",
)  # fmt: skip
"""Without any of these nothing can be left over: a quick look before the long one."""
NOT_A_VERB = re.compile(
    r"^(?:the|a|an|your|you|it|this|that|these|those|there|both|one|in|on|with|from|then|now|and"
    r"|slowly|once|while|as|if|when)\b",
    re.IGNORECASE,
)


@rule("DATA001")
def names_are_unique(site: Site) -> Iterator[Finding]:
    """No exercise has a name or other name that belongs to another.

    Why: a search for it would find the wrong one.
    Fix: choose another name, or delete the double.
    """
    owners: dict[str, tuple[Page, tuple[str | int, ...]]] = {}
    for page in site.finished("exercise"):
        names: list[tuple[str, tuple[str | int, ...]]] = [(page.model.name, ("name",))]
        names += [(name, ("aliases", i)) for i, name in enumerate(page.model.aliases)]
        for name, path in names:
            owner, owned = owners.setdefault(name.casefold(), (page, path))
            if (owner, owned) != (page, path):
                what = f'"{name}" is a name of "{owner.title}" already.'
                fix = "Choose another name, or delete it."
                yield Finding(page.at(*path), what, fix, also=owner.at(*owned))


@rule("DATA002", WARNING)
def names_are_distinct(site: Site) -> Iterator[Finding]:
    """No two exercises have nearly the same name.

    Why: they are probably the same exercise, written twice.
    Fix: keep one of the two pages, or make the names tell them apart.
    """
    pages = sorted(site.finished("exercise"), key=lambda page: page.model.name)
    names = [" ".join(page.model.name.casefold().replace("-", " ").split()) for page in pages]
    for first, second in near_pairs(names, NEAR_NAME):
        if names[first] == names[second] and pages[first].model.name == pages[second].model.name:
            continue
        yield Finding(
            pages[second].at("name"),
            f'"{pages[second].title}" is nearly the name of "{pages[first].title}".',
            "If they are the same exercise, keep one page; else make the names tell them apart.",
            also=pages[first].at("name"),
        )


@rule("DATA003")
def steps_are_not_copied(site: Site) -> Iterator[Finding]:
    """No two exercises have nearly the same steps.

    Why: one of them was copied and never finished.
    Fix: write the steps of this exercise.
    """
    pages = sorted(site.finished("exercise"), key=lambda page: page.slug)
    texts = [" ".join(text.casefold() for _, text in page.model.instructions) for page in pages]
    for first, second in near_pairs(texts, NEAR_STEPS):
        yield Finding(
            pages[second].key("steps"),
            f'these steps are nearly those of "{pages[first].title}".',
            "Write the steps of this exercise, or keep one of the two pages.",
            also=pages[first].key("steps"),
        )


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


@rule("DATA007")
def muscles_agree_with_the_name(site: Site) -> Iterator[Finding]:
    """The muscles are those that the name speaks of.

    Why: a well-known public set lists the buttock for an exercise of the inner thigh.
    Fix: correct the muscles, or the name.
    """
    for page in site.finished("exercise"):
        for pattern, muscles in NAMED_MUSCLES.items():
            named = re.search(pattern, page.model.name, re.IGNORECASE)
            if named and not set(muscles) & set(page.model.muscle_list):
                yield Finding(
                    page.key("muscles"),
                    f'the name says "{named[0]}", but none of {listed(muscles)} is listed.',
                    "Correct the muscles, or the name.",
                    also=page.at("name"),
                )


@rule("DATA008")
def two_leg_steps_have_no_other_side(site: Site) -> Iterator[Finding]:
    """The steps of a two-leg exercise do not speak of the other side.

    Why: the patient would do it twice, or on one leg.
    Fix: take the words out, or correct the laterality.
    """
    for page in site.finished("exercise"):
        if page.model.laterality == "bilateral":
            for path, text in steps_of(page):
                if found := OTHER_SIDE.search(text):
                    yield Finding(
                        page.at(*path),
                        f'this step says "{found[0]}", but the exercise is done on two legs.',
                        'Take the words out, or correct "laterality".',
                    )


@rule("DATA009")
def equipment_in_steps_is_listed(site: Site) -> Iterator[Finding]:
    """Equipment that a step names is listed.

    Why: the patient looks at the list first, and starts without it.
    Fix: add it to "equipment", or take it out of the step.
    """
    for page in site.finished("exercise"):
        steps = " ".join(text for _, text in page.model.instructions).lower()
        if not any(hint in steps for hint in EQUIPMENT_HINTS):
            continue
        home = " ".join(substitute.use for substitute in page.model.household)
        for path, text in steps_of(page):
            for term, words in EQUIPMENT_WORDS.items():
                found = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
                if found and term not in page.model.equipment and found[0] not in home:
                    yield Finding(
                        page.at(*path),
                        f'this step needs "{found[0]}", but the equipment does not list it.',
                        f'Add "{term}" to "equipment", or take it out of the step.',
                    )


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


@rule("DATA012", fixable=True)
def steps_are_not_numbered_by_hand(site: Site) -> Iterator[Finding]:
    """Steps start with a word, not with a number or a dot.

    Why: the page numbers them, so a number of your own stands there twice.
    Fix: delete the number.
    """
    for page in site.finished("exercise"):
        for path, text in steps_of(page):
            if found := NUMBERED.match(text):
                yield Finding(
                    page.at(*path),
                    f'this step starts with "{found[0].strip()}", and the page numbers it again.',
                    "Delete it.",
                    suggestion=text[found.end() :],
                )


@rule("DATA013")
def nothing_is_left_over(site: Site) -> Iterator[Finding]:
    """No reminder of a template and no markup is left in a field.

    Why: fields are shown as plain text, so the reader would see the reminder or the signs.
    Fix: write the real text, without markup.
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
            elif found := MARKUP.search(text):
                yield Finding(
                    page.at(*path),
                    f'the signs "{found[0]}" would be shown as they stand; fields are plain text.',
                    "Delete them.",
                    severity=WARNING,
                )


@rule("DATA014")
def adduction_moves_inward(site: Site) -> Iterator[Finding]:
    """An exercise that brings the leg inward does not say 'out to the side'.

    Why: it would train the muscles of the other side of the thigh.
    Fix: correct the step, or the pattern.
    """
    for page in site.finished("exercise"):
        if page.model.pattern == "hip-adduction":
            for path, text in steps_of(page):
                if found := re.search(r"out to (?:the|your) side|outward", text, re.IGNORECASE):
                    yield Finding(
                        page.at(*path),
                        f'this step says "{found[0]}", but the pattern brings the leg inward.',
                        'Correct the step, or "pattern".',
                    )


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


@rule("DATA017")
def steps_set_up_and_move(site: Site) -> Iterator[Finding]:
    """The steps have at least one 'setup' and one 'move'.

    Why: without a start position nobody knows how to begin.
    Fix: add the step that is missing.
    """
    for page in site.finished("exercise"):
        roles = {role for role, _ in page.model.instructions}
        for role in ("setup", "move"):
            if role not in roles:
                yield Finding(
                    page.key("steps"),
                    f'no step has the role "{role}".',
                    f'Add a step that starts with "{role}:".',
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


@rule("DATA019", WARNING)
def steps_start_with_a_verb(site: Site) -> Iterator[Finding]:
    """Each step starts with what to do.

    Why: a patient reads one step, looks up and does it.
    Fix: start with a verb: Stand, Bend, Press, Hold.
    """
    for page in site.finished("exercise"):
        for path, text in steps_of(page):
            if found := NOT_A_VERB.match(text):
                yield Finding(
                    page.at(*path),
                    f'this step starts with "{found[0]}", not with what to do.',
                    "Start with a verb: Stand, Bend, Press, Hold.",
                )


@rule("DATA020", WARNING)
def names_have_one_capital(site: Site) -> Iterator[Finding]:
    """A name has a capital at its start only, and 'Single-leg' has a hyphen.

    Why: names that are written in two ways are found in one way only.
    Fix: write it like 'Single-leg squat'.
    """
    for page in site.finished("exercise"):
        name = page.model.name
        better = re.sub(r"\b([Ss])ingle leg\b", r"\1ingle-leg", name)
        better = better[0].upper() + re.sub(
            r"(?<=[ -])[A-Z](?=[a-z]{3})", lambda m: m[0].lower(), better[1:]
        )
        proper = any(word in name for word in ("Nordic", "Copenhagen", "Romanian", "Bulgarian"))
        if better != name and not (proper and name[0].isupper() and "ingle leg" not in name):
            yield Finding(
                page.at("name"),
                f'"{name}" is not written like our other names.',
                f'Write "{better}".',
                better,
            )


def steps_of(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The path and text of each step of an exercise."""
    for index, (role, text) in enumerate(page.model.instructions):
        yield ("steps", index, role), text


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
