"""Checks of the figure against its own words and the exercise's steps."""

import re
from collections.abc import Iterable
from typing import Final

import numpy as np

from clinic.figures.angles import reading
from clinic.figures.body import SIDES
from clinic.figures.check import Case, Where, finds
from clinic.figures.words import FURNITURE, Contact

OTHER: Final = {"right": "left", "left": "right"}
STANDS: Final = re.compile(
    r"\b(?:stand|balance|weight|squat)\w*\b[^.;]{0,25}?\bon (?:your |the )?(right|left)\b", re.I
)
LIFTS: Final = re.compile(
    r"\b(lift|raise|straighten|reach|bring|extend|slide|lower|step)\w* "
    r"(?:your |the |with (?:your |the )?)?(right|left) (leg|foot|knee|arm|hand|heel)\b",
    re.I,
)
RESTS: Final = re.compile(
    r"\b(right|left) (foot|leg|knee|hand) (?:on|onto) (?:a |the |your )?(step|bench|chair|wall)\b",
    re.I,
)
KNEES_BENT: Final = re.compile(r"\bwith (?:both |your )?knees (?:\w+ )?bent\b", re.I)
BEND_KNEES: Final = re.compile(r"\bbend (?:both |your )?(?:\w+ )?knees\b", re.I)
BENDS: Final = re.compile(r"\b(?:ben[dt]|squat|sit|lower|lunge|land|hop|jump|push|step)", re.I)
"""Words of a step that may bend the knee of a leg that stands."""
HOLDS_IN: Final = re.compile(r"\bin (?:your |the )?(right|left) hand\b", re.I)
LEG: Final = ("hip", "hip_out", "hip_turn_out", "knee", "ankle")
ARM: Final = ("shoulder", "shoulder_out", "elbow")
SAME: Final = 12.0
HIGHER: Final = 0.05
"""How much higher a knee is when it is clearly the one that was lifted, in statures."""


@finds("FIG006")
def sides_agree(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Left and right in the picture are left and right in the steps."""
    text = " ".join(case.steps)
    for side in {found.lower() for found in STANDS.findall(text)}:
        if not _stands_on(case, side):
            yield _contradiction("stand on", f"the {side} leg")
    for verb, side, part in {tuple(word.lower() for word in w) for w in LIFTS.findall(text)}:
        if not _moves(case, verb, side, part):
            yield _contradiction("move", f"the {side} {part}")
    for side in {found.lower() for found in HOLDS_IN.findall(text)}:
        held = [prop for prop in case.figure.used() if "hand" in prop.place]
        if held and not any(side in prop.place for prop in held):
            yield _contradiction("hold something in", f"the {side} hand")
    yield from _resting(case, text)
    yield from _both_knees(case, text)
    yield from _standing_knee(case, text)
    yield from _laterality(case)
    yield from _hop(case)


def _contradiction(verb: str, what: str) -> tuple[Where, str, str]:
    return (
        ("end",),
        f"the steps say to {verb} {what}, and the picture does not show that",
        "swap right and left in the figure, or in the steps",
    )


def _stands_on(case: Case, side: str) -> bool:
    parts = {"foot", "toes", "heel"}
    first, last = ({c.side for c in some if c.part in parts} for some in case.motion.touching)
    feet = last or first  # in the air at the end: a hop from that foot
    return side in feet and (feet == {side} or case.motion.figure.base != "one-leg")


def _moves(case: Case, verb: str, side: str, part: str) -> bool:
    joints = {"leg": "ankle", "foot": "ankle", "knee": "knee", "heel": "ankle"}
    at = case.motion.body.points[f"{joints.get(part, 'wrist')}.{side}"]
    if verb in {"step", "slide"} and part == "foot":
        return float(np.linalg.norm(at[-1] - at[0])) > 0.06
    if (
        verb in {"lift", "raise"}
        and part in joints
        and part != "knee"
        and at[-1][1] - at[0][1] < 0.02
    ):
        return False
    if verb == "lower" and at[0][1] - at[-1][1] > 0.03:
        return True
    if _set_down_elsewhere(case, side):
        return True
    fields = ARM if part in {"arm", "hand"} else LEG
    first, last = (reading(case.motion.vectors[frame]) for frame in (0, -1))
    if part == "knee" and verb in {"lift", "raise", "bring"}:
        upward = ("hip", "hip_out", "hip_turn_out")
        down = [any(c.key == f"knee.{side}" for c in some) for some in case.motion.touching]
        bent = (last[f"{side}.{field}"] - first[f"{side}.{field}"] > 8 for field in upward)
        return any(bent) or (down[0] and not down[1])
    gone = {
        one: max(abs(last[f"{one}.{field}"] - first[f"{one}.{field}"]) for field in fields)
        for one in SIDES
    }
    return gone[side] > 8 and gone[side] >= 0.4 * gone[OTHER[side]]


def _resting(case: Case, text: str) -> Iterable[tuple[Where, str, str]]:
    touched = {(c.side, c.surface) for contacts in case.motion.touching for c in contacts}
    surfaces = {surface for _, surface in touched}
    for side, part, surface in {tuple(w.lower() for w in found) for found in RESTS.findall(text)}:
        if surface in surfaces and (side, surface) not in touched:
            yield _contradiction("rest", f"the {side} {part} on the {surface}")


def _both_knees(case: Case, text: str) -> Iterable[tuple[Where, str, str]]:
    """'Knees bent' is a state, to be seen at the start; 'bend your knees' leads to the end."""
    for pattern, frame, moment in ((KNEES_BENT, 0, "start"), (BEND_KNEES, -1, "end")):
        angles = reading(case.motion.vectors[frame])
        straight = [side for side in SIDES if angles[f"{side}.knee"] < 15]
        if pattern.search(text) and straight:
            yield (
                (moment, straight[0], "knee"),
                f"the steps speak of bent knees, and the {straight[0]} knee is straight",
                "write the knee under 'both', or mend the steps",
            )


def _standing_knee(case: Case, text: str) -> Iterable[tuple[Where, str, str]]:
    """A leg that stands all the time bends only where the steps lower the body."""
    if not text or case.motion.base.mat or BENDS.search(text):
        return
    first, last = (reading(case.motion.vectors[frame]) for frame in (0, -1))
    for contact in case.motion.held:
        knee = f"{contact.side}.knee"
        if contact.part in {"foot", "toes"} and last[knee] - first[knee] > 30:
            yield (
                ("end",),
                f"the {contact.side} leg stands and its knee bends, and no step speaks of that",
                "write the knee on the side that moves, or say it in the steps",
            )


def _set_down_elsewhere(case: Case, side: str) -> bool:
    feet = [
        {(c.part, c.surface) for c in contacts if c.side == side and c.part in {"foot", "toes"}}
        for contacts in case.motion.touching
    ]
    return feet[0] != feet[1]


def _laterality(case: Case) -> Iterable[tuple[Where, str, str]]:
    fields: tuple[str, ...] = ("hip", "hip_out", "knee", "ankle")
    if not any(c.part == "hand" for c in _lonely(case.motion.touching[1])) and _same_hands(case):
        fields += ("shoulder", "elbow")
    alike = all(_symmetric(reading(case.motion.vectors[frame]), fields) for frame in (0, -1))
    one_sided = any(c.side for c in _lonely(case.motion.touching[1]))
    one_sided = one_sided or any(prop.place in OTHER for prop in case.figure.used())
    if case.laterality == "bilateral" and not alike:
        yield (
            ("end",),
            "the exercise works both sides alike, and the picture shows two different sides",
            "write the angles under 'both'",
        )
    if case.laterality in {"unilateral", "alternating"} and alike and not one_sided:
        yield (
            ("end",),
            "the exercise works one side at a time, and the picture shows both doing the same",
            "write the angles under 'right' or 'left', or lift one foot",
        )


def _hop(case: Case) -> Iterable[tuple[Where, str, str]]:
    """In a hop from one foot it is the free knee that goes up."""
    feet = [{c.side for c in some if c.part in {"foot", "toes"}} for some in case.motion.touching]
    if len(feet[0]) != 1 or feet[1] or case.figure.base != "one-leg":
        return
    side = next(str(found) for found in feet[0])
    knees = {one: case.motion.body.points[f"knee.{one}"][-1, 1] for one in SIDES}
    if knees[side] - knees[OTHER[side]] > HIGHER:
        yield (
            ("end", side),
            f"the hop is from the {side} leg, but in the air the {side} knee is the higher one",
            "swap right and left at the start or at the end",
        )


def _lonely(contacts: tuple[Contact, ...]) -> list[Contact]:
    """Contacts whose other side touches nothing."""
    have = {(c.part, c.side) for c in contacts}
    return [c for c in contacts if c.side and (c.part, OTHER[c.side]) not in have]


def _same_hands(case: Case) -> bool:
    return len({c.surface for c in case.motion.touching[1] if c.part == "hand"}) <= 1


def _symmetric(angles: dict[str, float], fields: tuple[str, ...]) -> bool:
    return all(abs(angles[f"right.{k}"] - angles[f"left.{k}"]) < SAME for k in fields)


@finds("FIG010")
def props_are_used(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Furniture is touched, and what is touched is there."""
    there = {prop.kind for prop in case.figure.used()}
    touched = {c.surface for contacts in case.motion.touching for c in contacts}
    for kind in sorted((touched & FURNITURE) - there):
        yield (
            ("props",),
            f"something is on the {kind}, but there is no {kind} in the picture",
            f"add '{kind}' to the props",
        )
    for kind in sorted((there & FURNITURE) - touched - {"foam-roller"}):
        yield (
            ("contacts",),
            f"nothing touches the {kind}",
            f"write what is on it, such as 'left foot on {kind}'",
        )


@finds("FIG016")
def supports_are_drawn(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Who holds on, or leans on a hand, does so in both pictures."""
    if case.support == "none":
        return
    for moment, contacts in zip(("start", "end"), case.motion.touching, strict=True):
        if not any(_steadies(contact) for contact in contacts):
            yield (
                (moment,),
                f"the exercise says 'support: {case.support}', and this picture shows no support",
                "draw it, such as 'props: [wall]' and 'contacts: [left hand on wall]'",
            )


def _steadies(contact: Contact) -> bool:
    """Whether something that stands firm is touched by a hand, or by the back that leans on it."""
    return contact.surface in FURNITURE and contact.part in {"hand", "forearm", "back"}
