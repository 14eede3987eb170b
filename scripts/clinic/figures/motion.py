"""From a figure to its solved frames: start, the way, end; and where the props stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from clinic.figures.angles import vector, written
from clinic.figures.bases import BASES, Base
from clinic.figures.body import PLACE, SIDES, Array, Skeleton, skeleton
from clinic.figures.contacts import FOOT_GESTURES, GESTURES, HEIGHTS, where
from clinic.figures.pose import Figure, Pose
from clinic.figures.solve import best, solve
from clinic.figures.wishes import Task
from clinic.figures.words import BODY, Contact, read_contact

FRAMES: Final = 5
"""Instants that are solved; between them the pictures move in straight lines."""
JUMP: Final = 0.105
"""How high a body is that no longer touches the ground: 18 cm, so that it is seen."""
WALL_AHEAD: Final = 0.35
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
        return lasting(self.figure)


@lru_cache(maxsize=256)
def moving(figure: Figure) -> Motion:
    """Solve every frame of a figure."""
    base = BASES[figure.base]
    first, last = contacts_of(figure, figure.start), contacts_of(figure, figure.end)
    held = lasting(figure)
    task = _task(figure, base, first)
    if any(contact.surface == "wall" for contact in (*first, *last)):
        task = _before_wall(*_wanted(figure, figure.start), task)
    poses = [pose for pose in (figure.start, figure.mid, figure.end) if pose is not None]
    keys = _keys(figure, poses[::-1] if base.end_first else poses, task, held)
    pinned = replace(task, pins=_pinned(held, skeleton(keys[:1])))
    keys = keys[::-1] if base.end_first else keys
    vectors = _between(keys, replace(pinned, contacts=held, balanced=0.0, hanging=()))
    vectors = vectors.round(9)
    return Motion(figure, base, vectors, skeleton(vectors), (first, last), task.heights, task.wall)


def _keys(figure: Figure, poses: Sequence[Pose], task: Task, held: Sequence[Contact]) -> Array:
    """Solve the written poses; what lasts stays where the first of them put it."""
    keys: list[Array] = []
    for pose in poses:
        wanted, names = _wanted(figure, pose)
        now = replace(task, contacts=contacts_of(figure, pose))
        now = replace(now, balanced=_balanced(BASES[figure.base], now.contacts))
        if keys:
            now = replace(now, pins=_pinned(held, skeleton(keys[0][None])))
        guesses = np.stack([_near(wanted, keys[-1]), keys[-1]] if keys else [wanted])
        keys.append(best(np.stack([wanted] * len(guesses)), names, now, guesses, 30))
    return np.stack(keys)


_SLIDING: Final = frozenset({"hips", "hip", "back", "shoulder", "head", "chest"})


def lasting(figure: Figure) -> tuple[Contact, ...]:
    """Contacts that hold from start to end; a foot whose heel lifts stays on its toes.

    A contact that the end names itself is a new one: that foot or hand has been set down anew.
    """
    first, last = contacts_of(figure, figure.start), contacts_of(figure, figure.end)
    anew = {contact.key for line in figure.end.contacts for contact in read_contact(line)}
    out = [contact for contact in first if contact in last and contact.key not in anew]
    planted = any(contact.part == "foot" for contact in out)
    for contact in first:
        if contact.part in {"foot", "toes"} and contact not in last and not planted:
            other = {"foot": "toes", "toes": "foot"}[contact.part]
            if Contact(other, contact.side, contact.surface) in last:
                out.append(Contact("toes", contact.side, contact.surface))
    return tuple(out)


def _pinned(held: Sequence[Contact], body: Skeleton) -> tuple[tuple[Contact, Array], ...]:
    """Where the contacts that last began: they may not slide."""
    firm = [c for c in held if c.part not in _SLIDING and c.surface not in BODY]
    return tuple((contact, where(body, contact)[0]) for contact in firm)


def contacts_of(figure: Figure, pose: Pose) -> tuple[Contact, ...]:
    """Contacts at one moment: the base's, changed by the figure's, changed by the pose's."""
    here = Figure(base=figure.base, end=Pose(), contacts=pose.contacts)
    chosen: dict[str, Contact] = {}
    for contact in (*BASES[figure.base].contacts, *figure.touches(), *here.touches()):
        group = _limb(contact)
        kept = {key: old for key, old in chosen.items() if not _replaces(contact, old, group)}
        chosen = kept | ({} if contact.surface == "free" else {contact.key: contact})
    rolled = any(prop.kind == "towel" and prop.place == "toes" for prop in figure.used())
    return tuple(replace(c, raised=rolled and c.part == "toes") for c in chosen.values())


def _limb(contact: Contact) -> str:
    for limb, parts in (
        ("foot", {"foot", "toes", "heel", "outer-foot", "inner-foot", "instep", "shin"}),
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
    touching = contacts_of(figure, pose)
    out = vector(base.angles | _released(base, touching) | _gestures(touching) | shared)
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


def _gestures(contacts: tuple[Contact, ...]) -> dict[str, float]:
    """How an arm bends when its hand is on the body, and a foot by what it rests on."""
    out: dict[str, float] = {}
    for contact in contacts:
        named = FOOT_GESTURES.get(contact.part, {})
        if contact.part == "hand":
            named = GESTURES.get(contact.surface, {})
        out.update({f"{contact.side}.{field}": value for field, value in named.items()})
    return out


def _lift(figure: Figure, pose: Pose) -> float:
    feet = [c for c in contacts_of(figure, pose) if c.part in {"foot", "toes"}]
    tops = [heights(figure).get(contact.surface, 0.0) for contact in feet]
    if figure.base not in {"standing", "one-leg"}:
        return 0.0
    return max(tops, default=JUMP)


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
        not base.mat,
        base.gaze,
        base.stacked,
        hanging,
    )


def _balanced(base: Base, contacts: tuple[Contact, ...]) -> float:
    leans = any(c.part in SUPPORTING and c.surface not in BODY for c in contacts)
    return 0.0 if leans else base.balanced


def _before_wall(start: Array, known: frozenset[str], task: Task) -> Task:
    """Put the wall where the hands or the back come to be, in front of the toes."""
    loose = tuple(contact for contact in task.contacts if contact.surface != "wall")
    body = skeleton(solve(start[None], known, replace(task, contacts=loose), start[None], 14)[0])
    at = [where(body, c)[0, :, 0].mean() for c in task.contacts if c.surface == "wall"]
    plane = float(np.mean(at)) if at else WALL_AHEAD
    if plane > body.points["pelvis"][0, 0]:
        toes = [body.at(f"toes.{s}", f"ball.{s}", (0.06, 0, 0))[0, 0] for s in SIDES]
        plane = max(plane, *toes)
    feet = [contact for contact in loose if contact.part in {"foot", "toes", "heel"}]
    return replace(task, wall=plane, pins=_pinned(feet, body))


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
    everything: frozenset[str] = frozenset()  # the interpolated pose is only a suggestion
    frames[inner] = solve(frames[inner], everything, task, frames[inner], 5)[0]
    return np.asarray(frames)
