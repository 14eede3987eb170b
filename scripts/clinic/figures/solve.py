"""Find the pose that keeps every contact and stays closest to the angles that were written.

Each wish is a row of a weighted least-squares problem, solved by Gauss-Newton steps with the
derivatives taken by differences; all frames of a figure are solved side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clinic.figures.angles import ANGLES, labelled, limits
from clinic.figures.body import PLACE, SIDES, SLOTS, Array, skeleton, slot
from clinic.figures.wishes import Reach, Task, Wish, wishes_of
from clinic.figures.words import BODY

WRITTEN: Final = 0.30
"""Pull towards an angle that the author wrote; the others follow the list below."""
LOOSE: Final = {"ankle": 0.04, "hip": 0.05, "knee": 0.05, "shoulder": 0.05, "elbow": 0.05}
STIFF: Final = {"hip_out": 0.25, "hip_turn_out": 0.25, "neck": 0.10, "trunk.lean": 0.15}
DEFAULT: Final = 0.25
BOLD: Final = 9
"""First steps, which are taken even if they make it worse: far away that is often the way."""
WALL: Final = 4.0
STEP: Final = 1e-5


def solve(
    wanted: Array, known: frozenset[str], task: Task, guess: Array, rounds: int
) -> tuple[Array, Array]:
    """Pose vectors (batch, SLOTS) near `wanted`, and the cost of each.

    known: names of the angles that were written. Steps that make it worse are not taken, and
    the next one is shorter (Levenberg-Marquardt).
    """
    pull, low, high = _pulls(known, task)
    free = np.flatnonzero(pull > 0)
    wishes = wishes_of(task)
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


def _pulls(known: frozenset[str], task: Task) -> tuple[Array, Array, Array]:
    pull, low, high = np.zeros(SLOTS), np.full(SLOTS, -np.inf), np.full(SLOTS, np.inf)
    for name in ANGLES:
        index, factor = labelled(name)
        field = name.split(".")[1]
        weight = LOOSE.get(field) or STIFF.get(field) or STIFF.get(name) or STIFF.get("neck", 0)
        if name.startswith("trunk") and name not in STIFF:
            weight = DEFAULT
        if name in {"trunk.side_lean", "trunk.turn"} and task.upright:
            weight = 0.8
        pull[index] = WRITTEN if name in known else weight
        if (ends := limits(name)) and name not in known:
            low[index], high[index] = sorted((ends[0] * factor, ends[1] * factor))
    for side in SIDES:
        pull[slot(f"ankle.{side}", 1)] = 0.06
    grounded = any(contact.surface not in BODY for contact in task.contacts)
    pull[PLACE] = (0.02, 0.002 if grounded else 5.0, 0.02)
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
