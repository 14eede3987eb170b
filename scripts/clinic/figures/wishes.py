"""What a pose should do, each as rows of numbers that should be zero.

Contacts touch, what stays stays, the center of mass is over the feet, nothing is under the
floor, and the head looks where a person would look.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import SIDES, UPPER_ARM, Array, Skeleton, center_of_mass, slot
from clinic.figures.contacts import HARD_POINTS, body_target, radii, where
from clinic.figures.words import BODY, Contact

Wish = Callable[[Skeleton], Array]
"""Rows that should be zero, (batch, rows), already weighted."""
TOUCH: Final = 60.0
STAY: Final = 40.0
FLOOR: Final = 40.0
STACK: Final = 1.5
GAZE: Final = 0.07


class Reach:
    """A hand on the body itself: the arm goes there, and the body does not come to meet it."""

    def __init__(self, contact: Contact) -> None:
        self.contact = contact
        joints = ("shoulder", "elbow")
        self.slots = [
            slot(f"{joint}.{contact.side}", axis) for joint in joints for axis in range(3)
        ]

    def __call__(self, body: Skeleton) -> Array:
        """Distance of the knuckles from their place."""
        knuckles = body.points[f"knuckles.{self.contact.side}"]
        return 0.1 * TOUCH * (knuckles - body_target(body, self.contact))


@dataclass(frozen=True)
class Task:
    """What a solution must respect besides the pull of the angles.

    heights: surface -> height of its top in statures. wall: its distance in front, if any.
    pins: contacts that stay, and the places of their points. hanging: hands that carry a weight.
    balanced: pull of the center of mass over the feet. upright: the body may not turn or tip.
    """

    contacts: tuple[Contact, ...]
    heights: dict[str, float]
    wall: float | None
    pins: tuple[tuple[Contact, Array], ...]
    balanced: float
    upright: bool
    gaze: float | None
    stacked: tuple[tuple[str, str], ...]
    hanging: tuple[str, ...]


def wishes_of(task: Task) -> list[Wish]:
    """Everything that a task asks for."""
    wishes: list[Wish] = [_above_floor]
    for contact in task.contacts:
        wishes.append(Reach(contact) if contact.surface in BODY else _touch(contact, task))
    for contact, places in task.pins:
        wishes.append(_stay(contact, places))
    if task.balanced:
        wishes.append(_balance(task.contacts, task.balanced))
    if task.gaze is not None:
        gaze = task.gaze
        wishes.append(lambda body: GAZE * (body.frames["head"][:, 1, :1] - gaze))
    wishes.extend(_stack(upper, lower) for upper, lower in _propped(task))
    wishes.extend(_hang(side) for side in task.hanging)
    return wishes


def _above_floor(body: Skeleton) -> Array:
    """Smooth, because a sharp edge makes the steps jump over it for ever."""
    heights = [
        body.points[origin][:, 1] + body.frames[frame][:, 1] @ offset - radius
        for frame, origin, offset, radius in _HARD
    ]
    gaps = np.stack(heights, axis=1) + 0.004
    return np.asarray(FLOOR * 0.5 * (gaps - np.sqrt(gaps**2 + 0.006**2)))


_HARD: Final = [(frame, origin, np.array(off), r) for frame, origin, off, r in HARD_POINTS]


def _touch(contact: Contact, task: Task) -> Wish:
    flesh = radii(contact)
    if contact.surface == "wall":
        behind = -1.0 if contact.part in {"back", "shoulders", "hips", "head"} else 1.0
        plane = task.wall if task.wall is not None else 0.0
        if contact.part == "hand":
            return _flat_on_wall(contact, plane)
        return lambda body: TOUCH * (where(body, contact)[:, :, 0] + behind * flesh - plane)
    height = task.heights.get(contact.surface, 0.0)
    return lambda body: TOUCH * (where(body, contact)[:, :, 1] - flesh - height)


def _flat_on_wall(contact: Contact, plane: float) -> Wish:
    flesh = radii(contact)
    side = contact.side

    def rows(body: Skeleton) -> Array:
        gaps = TOUCH * (where(body, contact)[:, :, 0] + flesh - plane)
        fingers = -body.frames[f"hand.{side}"][:, 1:2, 1]
        return np.concatenate([gaps, fingers - 0.97], axis=1)

    return rows


def _stay(contact: Contact, places: Array) -> Wish:
    axes = [1, 2] if contact.surface == "wall" else [0, 2]

    def rows(body: Skeleton) -> Array:
        off = (where(body, contact) - places)[:, :, axes]
        return STAY * off.reshape(len(off), -1)

    return rows


def _balance(contacts: Sequence[Contact], firmness: float) -> Wish:
    feet = [contact for contact in contacts if contact.part in {"foot", "toes", "heel", "instep"}]

    def rows(body: Skeleton) -> Array:
        if not feet:
            return np.zeros((len(body.points["pelvis"]), 2))
        middle = np.mean([_center(body, contact) for contact in feet], axis=0)
        return np.asarray(firmness * (center_of_mass(body) - middle)[:, [0, 2]])

    return rows


def _center(body: Skeleton, contact: Contact) -> Array:
    if contact.part == "foot":
        return body.at(f"foot.{contact.side}", f"ankle.{contact.side}", (0.026, -0.039, 0))
    if contact.part == "toes":
        return body.at(f"toes.{contact.side}", f"ball.{contact.side}", (0.004, -0.009, 0))
    return np.asarray(where(body, contact).mean(axis=1))


def _propped(task: Task) -> list[tuple[str, str]]:
    """Joints to stack, on the sides whose knee or forearm is on the ground."""
    on_ground = {(contact.part, contact.side) for contact in task.contacts}
    out = []
    for upper, lower in task.stacked:
        for side in SIDES:
            parts = {"knee": ("shin", "knee"), "elbow": ("forearm", "elbow")}[lower]
            if any((part, side) in on_ground for part in parts):
                out.append((f"{upper}.{side}", f"{lower}.{side}"))
    return out


def _stack(upper: str, lower: str) -> Wish:
    def rows(body: Skeleton) -> Array:
        return np.asarray(STACK * (body.points[upper] - body.points[lower])[:, [0, 2]])

    return rows


def _hang(side: str) -> Wish:
    """A loaded arm hangs straight down, a little outside the thigh."""

    def rows(body: Skeleton) -> Array:
        off = body.points[f"wrist.{side}"] - body.points[f"shoulder.{side}"]
        return np.asarray(0.4 / UPPER_ARM * off[:, [0]])

    return rows
