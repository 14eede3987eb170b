"""From a figure to its solved frames: start, the way, end; and where the props stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from clinic.figures.angles import vector, written
from clinic.figures.bases import BASES, Base
from clinic.figures.body import PLACE, Array, Skeleton, skeleton
from clinic.figures.contacts import HEIGHTS, where
from clinic.figures.pose import Figure, Pose
from clinic.figures.solve import Task, solve
from clinic.figures.words import FURNITURE, Contact, Prop

FRAMES: Final = 5
"""Instants that are solved; between them the pictures move in straight lines."""
CARRIED: Final = frozenset({"dumbbell", "kettlebell", "barbell"})
SUPPORTING: Final = frozenset({"hand", "forearm", "knee", "shin", "hips", "back", "shoulders"})


@dataclass(frozen=True)
class Motion:
    """The solved figure.

    vectors: (frames, SLOTS). body: its skeleton. touching: contacts of the first and last frame.
    heights: surface -> top, in statures. wall: distance of the wall along x, if there is one.
    """

    figure: Figure
    base: Base
    vectors: Array
    body: Skeleton
    touching: tuple[tuple[Contact, ...], tuple[Contact, ...]]
    heights: dict[str, float]
    wall: float | None

    @property
    def held(self) -> tuple[Contact, ...]:
        """Contacts that stay from start to end."""
        return lasting(*self.touching)


def moving(figure: Figure) -> Motion:
    """Solve every frame of a figure."""
    base = BASES[figure.base]
    first, last = contacts_of(figure, figure.start), contacts_of(figure, figure.end)
    held = lasting(first, last)
    start, known = _wanted(figure, figure.start)
    task = _task(figure, base, first)
    if any(contact.surface == "wall" for contact in (*first, *last)):
        task = replace(task, wall=_wall(start, known, task))
    begin = solve(start[None], known, task, start[None], 24)
    pinned = replace(task, pins=_pinned(held, skeleton(begin)))
    keys = [begin[0]]
    for pose in (figure.mid, figure.end):
        if pose is not None:
            wanted, names = _wanted(figure, pose)
            now = replace(pinned, contacts=contacts_of(figure, pose))
            now = replace(now, balanced=_balanced(base, now.contacts))
            keys.append(solve(wanted[None], names, now, _near(wanted, keys[-1])[None], 24)[0])
    vectors = _between(np.stack(keys), replace(pinned, contacts=held, balanced=False, hanging=()))
    vectors = vectors.round(9)
    return Motion(figure, base, vectors, skeleton(vectors), (first, last), task.heights, task.wall)


_SLIDING: Final = frozenset({"hips", "hip", "back", "shoulders", "shoulder", "head", "chest"})


def lasting(first: Sequence[Contact], last: Sequence[Contact]) -> tuple[Contact, ...]:
    """Contacts that hold from start to end; a foot whose heel lifts stays on its toes."""
    out = [contact for contact in first if contact in last]
    for contact in first:
        if contact.part in {"foot", "toes"} and contact not in last:
            other = {"foot": "toes", "toes": "foot"}[contact.part]
            if Contact(other, contact.side, contact.surface) in last:
                out.append(Contact("toes", contact.side, contact.surface))
    return tuple(out)


def _pinned(held: Sequence[Contact], body: Skeleton) -> tuple[tuple[Contact, Array], ...]:
    """Where the contacts that last began: they may not slide."""
    return tuple((c, where(body, c)[0]) for c in held if c.part not in _SLIDING)


def contacts_of(figure: Figure, pose: Pose) -> tuple[Contact, ...]:
    """Contacts at one moment: the base's, changed by the figure's, changed by the pose's."""
    here = Figure(base=figure.base, end=Pose(), contacts=pose.contacts)
    chosen: dict[str, Contact] = {}
    for contact in (*BASES[figure.base].contacts, *figure.touches(), *here.touches()):
        group = _limb(contact)
        kept = {key: old for key, old in chosen.items() if not _replaces(contact, old, group)}
        chosen = kept | ({} if contact.surface == "free" else {contact.key: contact})
    return tuple(chosen.values())


def _limb(contact: Contact) -> str:
    for limb, parts in (
        ("foot", {"foot", "toes", "heel", "outer-foot", "instep", "shin"}),
        ("hand", {"hand", "forearm", "elbow"}),
    ):
        if contact.part in parts:
            return f"{limb}.{contact.side}"
    return contact.key


def _replaces(new: Contact, old: Contact, group: str) -> bool:
    if new.part == "foot" and old.part in {"knee", "shin"} and new.side == old.side:
        return True
    if new.part == "knee" and old.part == "outer-foot":
        return True
    return _limb(old) == group


def _wanted(figure: Figure, pose: Pose) -> tuple[Array, frozenset[str]]:
    base = BASES[figure.base]
    shared = written(pose)
    out = vector(base.angles | _released(base, contacts_of(figure, pose)) | shared)
    out[PLACE] = (0.0, base.height + _lift(figure, pose), 0.0)
    return out, frozenset(shared)


def _released(base: Base, contacts: tuple[Contact, ...]) -> dict[str, float]:
    """A hand or foot that lets go of what the base touches hangs relaxed."""
    limbs = {_limb(contact) for contact in contacts}
    out: dict[str, float] = {}
    for contact in base.contacts:
        limb, _, side = _limb(contact).partition(".")
        if f"{limb}.{side}" not in limbs and limb in {"hand", "foot"}:
            relaxed = {"wrist": 0.0} if limb == "hand" else {"ankle": -8.0, "toes": 0.0}
            out.update({f"{side}.{field}": value for field, value in relaxed.items()})
    return out


def _lift(figure: Figure, pose: Pose) -> float:
    feet = [c for c in contacts_of(figure, pose) if c.part in {"foot", "toes"}]
    tops = [heights(figure).get(contact.surface, 0.0) for contact in feet]
    return max(tops, default=0.0) if figure.base in {"standing", "one-leg"} else 0.0


def heights(figure: Figure) -> dict[str, float]:
    """Height of each surface that is used, in statures."""
    sizes = {prop.kind: prop.size for prop in figure.used()}
    return {kind: usual * sizes.get(kind, 1.0) for kind, usual in HEIGHTS.items()}


def _task(figure: Figure, base: Base, contacts: tuple[Contact, ...]) -> Task:
    hanging = tuple(
        side
        for prop in figure.used()
        if prop.kind in CARRIED and ("hand" in prop.place or prop.place == "")
        for side in prop.sides
    )
    return Task(
        contacts,
        heights(figure),
        None,
        (),
        _balanced(base, contacts),
        base.gaze,
        base.stacked,
        hanging,
    )


def _balanced(base: Base, contacts: tuple[Contact, ...]) -> bool:
    leans = any(contact.part in SUPPORTING and contact.surface != "thighs" for contact in contacts)
    held = {"hips", "chest", "shoulders", "thighs", "knees", "head", "belly"}
    leans = leans and any(c.part in SUPPORTING and c.surface not in held for c in contacts)
    return base.balanced and not leans


def _wall(start: Array, known: frozenset[str], task: Task) -> float:
    loose = tuple(contact for contact in task.contacts if contact.surface != "wall")
    body = skeleton(solve(start[None], known, replace(task, contacts=loose), start[None], 14))
    at = [where(body, c)[0, :, 0].mean() for c in task.contacts if c.surface == "wall"]
    return float(np.mean(at)) if at else 0.35


def _near(wanted: Array, previous: Array) -> Array:
    out = wanted.copy()
    out[PLACE] = previous[PLACE]
    return out


def _between(keys: Array, task: Task) -> Array:
    """Frames between the solved keys, with the contacts that hold all the time."""
    ways = np.linspace(0.0, len(keys) - 1.0, FRAMES)
    low = np.minimum(ways.astype(int), len(keys) - 2)
    share = (ways - low)[:, None]
    frames = (1 - share) * keys[low] + share * keys[low + 1]
    inner = [i for i in range(FRAMES) if not np.isclose(ways[i], np.round(ways[i]))]
    everything = frozenset()  # the interpolated pose is only a suggestion
    frames[inner] = solve(frames[inner], everything, task, frames[inner], 4)
    return np.asarray(frames)


def furniture(figure: Figure) -> tuple[Prop, ...]:
    """Props that stand on the floor."""
    return tuple(prop for prop in figure.used() if prop.kind in FURNITURE)
