"""The steps of exercises: their own, in order, for the right side, with what they need."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import near_pairs
from clinic.read.page import Page
from clinic.read.site import Site

NEAR_STEPS = 95
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
OTHER_SIDE = re.compile(r"\b(?:other|opposite) (?:side|leg)\b|\bswitch (?:sides|legs)\b", re.I)
NUMBERED = re.compile(r"^\s*(?:\d+[.)]|step \d+[:.]?|[-*•])\s", re.IGNORECASE)
NOT_A_VERB = re.compile(
    r"^(?:the|a|an|your|you|it|this|that|these|those|there|both|one|in|on|with|from|then|now|and"
    r"|slowly|once|while|as|if|when)\b",
    re.IGNORECASE,
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


@rule("DATA012", fixable=True)
def steps_are_not_numbered_by_hand(site: Site) -> Iterator[Finding]:
    """Steps start with a word, not with a number or a dot.

    Why: the page numbers them, so a number of your own stands there twice.
    Fix: delete the number.
    """
    for page in site.finished("exercise"):
        for path, text in steps_of(page):
            if found := NUMBERED.match(text):
                line, column = page.at(*path)[1:3]
                quoted = page.source.line(line)[column - 1 : column] in ("'", '"')
                plain = quoted or text[found.end() :][:1].isalpha()
                yield Finding(
                    page.source.at(line, column + quoted, found.end()),
                    f'this step starts with "{found[0].strip()}", and the page numbers it again.',
                    "Delete it.",
                    suggestion="" if plain else None,
                    old=found[0],
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


def steps_of(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The path and text of each step of an exercise."""
    for index, (role, text) in enumerate(page.model.instructions):
        yield ("steps", index, role), text
