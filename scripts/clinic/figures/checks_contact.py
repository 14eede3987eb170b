"""Checks against the room: floor, furniture, contacts and balance."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from clinic.figures.body import SIDES, Array, Skeleton, center_of_mass
from clinic.figures.check import Case, Where, finds
from clinic.figures.contacts import HARD_POINTS, body_target, radii, where
from clinic.figures.props import Box, standing
from clinic.figures.words import BODY, Contact

CENTIMETRES: Final = 175.0
DEEP: Final = 0.012
"""Statures (2 cm) by which flesh may give way."""
NEAR: Final = 0.020
"""A foot or hand lower than this looks as if it stood on the floor."""
SOLES: Final = {"ankle": 0.039, "ball": 0.009, "wrist": 0.012, "knuckles": 0.012}
OVER: Final = 0.012
BROAD: Final = 0.07
"""How far the weight may be beside what touches: more for someone who lies or kneels."""
SLID: Final = 0.014
FEET: Final = frozenset({"foot", "toes", "heel", "outer-foot", "inner-foot", "instep", "shin"})
RESTING: Final[dict[str, frozenset[str]]] = {
    "foot": FEET,
    "toes": FEET,
    "shank": FEET | {"knee"},
    "pelvis": frozenset({"hips", "hip"}),
    "thorax": frozenset({"back", "shoulders", "chest"}),
    "hand": frozenset({"hand"}),
    "head": frozenset({"head"}),
    "forearm": frozenset({"forearm", "elbow", "hand"}),
}
"""Segment -> the contacts that explain why it is at a piece of furniture."""
GROUND: Final = frozenset({"floor", "step", "bench", "slider", "towel"})
LYING: Final = frozenset({"hips", "hip", "back", "shoulders", "shoulder", "chest", "forearm",
                          "hand", "knee", "shin", "elbow"})  # fmt: skip


def ends(case: Case) -> Iterator[tuple[str, int, tuple[Contact, ...]]]:
    """Both ends of the movement with their contacts."""
    yield "start", 0, case.motion.touching[0]
    yield "end", -1, case.motion.touching[1]


@finds("FIG002")
def nothing_goes_through(case: Case) -> Iterable[tuple[Where, str, str]]:
    """No part is under the floor, inside furniture or inside the other leg."""
    boxes = [(piece.kind, box) for piece in standing(case.motion) for box in piece.boxes]
    for moment, frame, contacts in ends(case):
        body = case.motion.body
        for origin, at, radius in _flesh(body, frame):
            if at[1] - radius < -DEEP:
                deep = (radius - at[1]) * CENTIMETRES
                yield (
                    (moment,),
                    f"the {_said(origin)} is {deep:.0f} cm under the floor",
                    "bend more, lift the body, or say what touches the floor",
                )
            for kind, box in boxes:
                if kind != "mat" and _inside(at, radius, box) and not _rests(origin, contacts):
                    yield (
                        (moment,),
                        f"the {_said(origin)} goes through the {kind}",
                        f"move the limb, or say that it is on the {kind}",
                    )
        if _legs_apart(body, frame) < 0.030 or _feet_crossed(body, frame, contacts):
            yield (moment,), "the legs go through each other", "move one leg out or forward"


def _flesh(body: Skeleton, frame: int) -> Iterator[tuple[str, Array, float]]:
    for name, origin, offset, radius in HARD_POINTS:
        yield name, body.at(name, origin, offset)[frame], radius


def _said(frame: str) -> str:
    kind, _, side = frame.partition(".")
    return f"{side} {kind}".strip().replace("thorax", "back")


def _inside(at: Array, radius: float, box: Box) -> bool:
    low, high = np.array(box[::2]), np.array(box[1::2])
    give = min(radius * 0.6, 0.02) + 0.006
    return bool((at > low + give - radius * 0.5).all() and (at < high - give + radius * 0.5).all())


def _rests(frame: str, contacts: tuple[Contact, ...]) -> bool:
    kind, _, side = frame.partition(".")
    return any(c.part in RESTING.get(kind, ()) and c.side in {side or None, None}
               and c.surface not in BODY and c.surface != "floor" for c in contacts)  # fmt: skip


def _feet_crossed(body: Skeleton, frame: int, contacts: tuple[Contact, ...]) -> bool:
    standing = {c.side for c in contacts if c.part in {"foot", "toes"}}
    apart = body.points["ankle.right"][frame] - body.points["ankle.left"][frame]
    return standing == {"right", "left"} and float(apart @ body.frames["pelvis"][frame][:, 2]) < 0


def _legs_apart(body: Skeleton, frame: int) -> float:
    lines = []
    for side in SIDES:
        knee, ankle = body.points[f"knee.{side}"][frame], body.points[f"ankle.{side}"][frame]
        lines.append(knee + np.linspace(0, 1, 9)[:, None] * (ankle - knee))
    gaps = np.linalg.norm(lines[0][:, None] - lines[1][None], axis=-1)
    return float(gaps.min())


@finds("FIG003")
def contacts_touch(case: Case) -> Iterable[tuple[Where, str, str]]:
    """What should touch, touches; what does not touch is clearly off the floor."""
    for moment, frame, contacts in ends(case):
        for contact in contacts:
            gap = _gap(case, contact, frame)
            if gap > DEEP:
                yield (
                    (moment,),
                    f"the {_phrase(contact)} misses it by {gap * CENTIMETRES:.0f} cm",
                    "change the angles so that it can reach, or leave this contact out",
                )
        yield from _hovering(case, moment, frame, contacts)


def _gap(case: Case, contact: Contact, frame: int) -> float:
    body = case.motion.body
    if contact.surface in BODY:
        apart = body.points[f"knuckles.{contact.side}"] - body_target(body, contact)
        return max(0.0, float(np.linalg.norm(apart[frame])) - 0.03)
    at = where(body, contact)[frame]
    if contact.surface == "wall":
        plane = case.motion.wall or 0.0
        return float((np.abs(at[:, 0] - plane) - radii(contact)).max())
    return float(np.abs(at[:, 1] - radii(contact) - case.motion.heights.get(contact.surface, 0))
                 .max())  # fmt: skip


def _phrase(contact: Contact) -> str:
    return f"{contact.side or ''} {contact.part} on the {contact.surface}".strip()


def _hovering(
    case: Case, moment: str, frame: int, contacts: tuple[Contact, ...]
) -> Iterable[tuple[Where, str, str]]:
    for side in SIDES:
        for limb, names, parts in (
            (
                "foot",
                ("ankle", "ball"),
                {"foot", "toes", "heel", "outer-foot", "inner-foot", "instep", "shin"},
            ),
            ("hand", ("wrist", "knuckles"), {"hand", "forearm", "elbow"}),
        ):
            if any(c.side == side and c.part in parts for c in contacts):
                continue
            at = {name: case.motion.body.points[f"{name}.{side}"][frame][1] for name in names}
            low = min(height - SOLES[name] for name, height in at.items())
            stacked = case.motion.base.camera.startswith("front") and case.motion.base.mat
            lying = case.motion.base.mat and limb == "hand"
            if low < NEAR and not stacked and not lying and not _straight_supine(case):
                yield (
                    (moment,),
                    f"the {side} {limb} hovers a finger's breadth above the floor",
                    f"write '{side} {limb} on floor', or lift it clearly",
                )


def _straight_supine(case: Case) -> bool:
    return case.figure.base in {"supine", "prone"}


@finds("FIG004")
def in_balance(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Someone who stands without support does not fall over."""
    if any(prop.kind == "bar" for prop in case.figure.used()):
        return
    for moment, frame, contacts in ends(case):
        if any(c.surface == "wall" or (c.part == "hips" and c.surface == "chair")
               for c in contacts):  # fmt: skip
            continue
        feet = [c for c in contacts if c.surface not in BODY]
        lying = any(c.part in LYING for c in feet)
        if not feet:
            continue  # a jump: only 'free', written on purpose, lets go of the ground
        under = np.concatenate([where(case.motion.body, c)[frame][:, [0, 2]] for c in feet])
        over = center_of_mass(case.motion.body)[frame][[0, 2]]
        off = _outside(under, over)
        if off > (BROAD if lying else OVER):
            yield (
                (moment,),
                f"the person falls: the weight is {off * CENTIMETRES:.0f} cm beside the feet",
                "lean the trunk the other way, or write a hand on a wall or a chair",
            )


def _outside(under: Array, over: Array) -> float:
    """Distance of a place from the area of the feet, in any direction."""
    ways = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    normals = np.stack([np.cos(ways), np.sin(ways)], axis=1)
    reach = (under @ normals.T).max(axis=0) + 0.012
    return float((normals @ over - reach).max())


@finds("FIG005")
def nothing_slides(case: Case) -> Iterable[tuple[Where, str, str]]:
    """A foot or hand that stays on the floor stays in its place."""
    for contact in case.motion.held:
        if contact.surface not in GROUND | {"wall"} or contact.part not in {
            "foot", "toes", "hand", "forearm", "shin", "knee", "outer-foot",
        }:  # fmt: skip
            continue
        at = where(case.motion.body, contact)
        gone = float(np.linalg.norm(at - at[:1], axis=-1).max())
        if gone > SLID:
            yield (
                ("contacts",),
                f"the {_phrase(contact)} slides by {gone * CENTIMETRES:.0f} cm",
                "let one joint less be written, or write the contact again under 'end' "
                "if it is set down anew",
            )
