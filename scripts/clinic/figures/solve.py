"""Find the pose that keeps every contact and stays closest to the angles that were written.

Each wish is a row of a weighted least-squares problem, solved by Gauss-Newton steps with the
derivatives taken by differences; all frames of a figure are solved side by side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clinic.figures.angles import ANGLES, labelled, limits
from clinic.figures.body import (
    PLACE,
    SIDES,
    SLOTS,
    UPPER_ARM,
    Array,
    Skeleton,
    centre_of_mass,
    skeleton,
    slot,
)
from clinic.figures.contacts import HARD_POINTS, body_target, radii, where
from clinic.figures.words import BODY, Contact

Wish = Callable[[Skeleton], Array]
"""Rows that should be zero, (batch, rows), already weighted."""

TOUCH: Final = 60.0
STAY: Final = 40.0
FLOOR: Final = 40.0
STACK: Final = 1.5
GAZE: Final = 0.07
WRITTEN: Final = 0.30
"""Pull towards an angle that the author wrote; the others follow the list below."""
LOOSE: Final = {"ankle": 0.04, "hip": 0.05, "knee": 0.05, "shoulder": 0.05, "elbow": 0.05}
STIFF: Final = {"hip_out": 0.25, "hip_turn_out": 0.25, "neck": 0.10, "trunk.lean": 0.15}
DEFAULT: Final = 0.25
BOLD: Final = 9
"""First steps, which are taken even if they make it worse: far away that is often the way."""
WALL: Final = 4.0
STEP: Final = 1e-5


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
    balanced: pull of the centre of mass over the feet. upright: the body may not turn or tip.
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


def solve(
    wanted: Array, known: frozenset[str], task: Task, guess: Array, rounds: int
) -> tuple[Array, Array]:
    """Pose vectors (batch, SLOTS) near `wanted`, and the cost of each.

    known: names of the angles that were written. Steps that make it worse are not taken, and
    the next one is shorter (Levenberg-Marquardt).
    """
    pull, low, high = _pulls(known, task.upright)
    free = np.flatnonzero(pull > 0)
    wishes = _wishes(task)
    bounds = Bounds(pull[free], wanted[:, free], low[free], high[free])
    found = guess.copy()
    rows, slopes = _slopes(found, free, wishes)
    firm = np.repeat([not isinstance(wish, Reach) for wish in wishes], _sizes(wishes, found))
    cost = bounds.cost(found[:, free]) + (rows[:, firm] ** 2).sum(axis=1)
    damping = np.full(len(found), 1e-5)
    for round_ in range(rounds):
        normal = np.einsum("nrf,nrg->nfg", slopes, slopes)
        weights, push = bounds.pulling(found[:, free])
        normal[:, np.arange(len(free)), np.arange(len(free))] += weights + damping[:, None]
        push -= np.einsum("nrf,nr->nf", slopes, rows)
        step = np.clip(np.linalg.solve(normal, push[..., None])[..., 0], -0.5, 0.5)
        tried = found.copy()
        tried[:, free] += step
        new_rows, new_slopes = _slopes(tried, free, wishes)
        new_cost = bounds.cost(tried[:, free]) + (new_rows[:, firm] ** 2).sum(axis=1)
        better = (new_cost <= cost * 1.001) | (round_ < BOLD)
        settled = np.abs(new_cost - cost) < 2e-3 * cost + 1e-5
        found[better], cost[better] = tried[better], new_cost[better]
        rows[better], slopes[better] = new_rows[better], new_slopes[better]
        damping = np.where(better, damping * 0.2, np.maximum(damping, 1e-3) * 30)
        if (settled | (damping > 1.0)).all():
            break
    return found, cost


@dataclass(frozen=True)
class Bounds:
    """The pull of every free number towards what is wanted, and the walls of its range."""

    pull: Array
    wanted: Array
    low: Array
    high: Array

    def pulling(self, now: Array) -> tuple[Array, Array]:
        """Second and first derivative of the cost at these numbers."""
        over = np.clip(now, self.low, self.high) - now
        weights = self.pull**2 + np.where(over != 0, WALL, 0.0)
        return weights, self.pull**2 * (self.wanted - now) + WALL * over

    def cost(self, now: Array) -> Array:
        """Cost of each row of numbers."""
        over = np.clip(now, self.low, self.high) - now
        return np.asarray(((self.pull * (now - self.wanted)) ** 2 + WALL * over**2).sum(axis=1))


def best(wanted: Array, known: frozenset[str], task: Task, guesses: Array, rounds: int) -> Array:
    """The better of the solutions from several guesses, (SLOTS,)."""
    found, cost = solve(wanted, known, task, guesses, rounds)
    return np.asarray(found[int(np.argmin(cost))])


def _pulls(known: frozenset[str], upright: bool) -> tuple[Array, Array, Array]:
    pull, low, high = np.zeros(SLOTS), np.full(SLOTS, -np.inf), np.full(SLOTS, np.inf)
    for name in ANGLES:
        index, factor = labelled(name)
        field = name.split(".")[1]
        weight = LOOSE.get(field) or STIFF.get(field) or STIFF.get(name) or STIFF.get("neck", 0)
        if name.startswith("trunk") and name not in STIFF:
            weight = DEFAULT
        if name in {"trunk.side_lean", "trunk.turn"} and upright:
            weight = 0.8
        pull[index] = WRITTEN if name in known else weight
        if (ends := limits(name)) and name not in known:
            low[index], high[index] = sorted((ends[0] * factor, ends[1] * factor))
    for side in SIDES:
        pull[slot(f"ankle.{side}", 1)] = 0.06
    pull[PLACE] = (0.02, 0.002, 0.02)
    return pull, low, high


def _sizes(wishes: Sequence[Wish], vectors: Array) -> list[int]:
    body = skeleton(vectors[:1])
    return [wish(body).shape[1] for wish in wishes]


def _slopes(found: Array, free: NDArray[np.intp], wishes: Sequence[Wish]) -> tuple[Array, Array]:
    moved = np.repeat(found[:, None, :], len(free) + 1, axis=1)
    moved[:, np.arange(len(free)), free] += STEP
    body = skeleton(moved.reshape(-1, SLOTS))
    rows, reached = [], []
    for wish in wishes:
        part = wish(body).reshape(len(found), len(free) + 1, -1)
        slope = (part[:, :-1] - part[:, -1:]) / STEP
        if isinstance(wish, Reach):
            slope = slope * np.isin(free, wish.slots)[None, :, None]
        rows.append(part[:, -1])
        reached.append(slope)
    return np.concatenate(rows, axis=1), np.concatenate(reached, axis=2).transpose(0, 2, 1)


def _wishes(task: Task) -> list[Wish]:
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
        middle = np.mean([_centre(body, contact) for contact in feet], axis=0)
        return np.asarray(firmness * (centre_of_mass(body) - middle)[:, [0, 2]])

    return rows


def _centre(body: Skeleton, contact: Contact) -> Array:
    if contact.part == "foot":
        return body.at(f"foot.{contact.side}", f"ankle.{contact.side}", (0.026, -0.039, 0))
    return where(body, contact).mean(axis=1)


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
