"""Movement arrows: which parts move, and a curve beside the silhouette that says where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clinic.figures.body import OUTWARD, SIDES, Array
from clinic.figures.layers import Scene
from clinic.figures.props import faces
from clinic.figures.words import Mark, read_arrow

POINTS: Final = {
    "foot": "ankle", "toes": "toe-tip", "heel": "heel", "knee": "knee", "hand": "wrist",
    "elbow": "elbow", "hips": "pelvis", "trunk": "thorax", "head": "head", "hip": "pelvis",
    "shin": "knee", "outer-foot": "ankle", "instep": "ankle", "forearm": "wrist",
    "back": "thorax", "shoulders": "neck", "shoulder": "neck", "chest": "thorax",
}  # fmt: skip
LEAST: Final = 90.0
"""Shortest arrow, in units; a smaller movement is shown longer than it is."""
POINTING: Final = 105.0
"""Length of an arrow that points somewhere and does not follow the movement."""
CLEAR: Final = 34.0
"""Distance of an arrow from the body, in units."""
CELL: Final = 11.0
NEARBY: Final = 130
REACH: Final = 60
"""Size of a cell in units, and how many cells the net reaches on every side."""
SHIFTS: Final = sorted(
    (
        (gap, on)
        for gap in (*range(0, 300, 20), *range(-20, -300, -20))
        for on in (0, 30, 60, 100, 140, 180, 220, 260, -40, -80)
    ),
    key=lambda way: abs(way[0]) + 0.8 * abs(way[1]) + (30 if way[0] < 0 else 0),
)
"""Places to try, aside and along, the nearest first; outside is preferred."""
BACKED: Final = [(0, -back) for back in range(0, 500, 10)]
"""Places to try for a push: behind the part, in the line of the push."""


@dataclass(frozen=True)
class Arrow:
    """A curve (start, bend, end) and the three corners of its head, in units.

    first: it belongs to the first picture; usually the second shows where the movement went.
    """

    curve: Array
    head: Array
    first: bool = False


def arrows(picture: Scene) -> list[Arrow]:
    """The arrows that the author named, or one or two for what moves most."""
    figure = picture.motion.figure
    if figure.arrows is not None:
        marks = [read_arrow(line) for line in figure.arrows]
    else:
        marks = [Mark(part, side) for part, side in _moving_most(picture)]
    outline = _silhouette(picture), _furnished(picture)
    return [arrow for mark in marks if (arrow := _draw(picture, mark, outline)) is not None]


def _moving_most(picture: Scene) -> list[tuple[str, str | None]]:
    body, motion = picture.motion.body, picture.motion
    gone = {
        name: float(np.linalg.norm(places[-1] - places[0])) for name, places in body.points.items()
    }
    held = {(contact.part, contact.side) for contact in motion.held}
    feet = [{c.side for c in contacts if c.part in {"foot", "toes"}}
            for contacts in motion.touching]  # fmt: skip
    stepped = {side: side in feet[0] and side in feet[1] for side in SIDES}
    chosen: list[tuple[float, str, str | None]] = []
    for side in SIDES:
        planted = any(part in {"foot", "toes", "outer-foot", "shin"} and s == side
                      for part, s in held)  # fmt: skip
        if not planted and gone[f"ankle.{side}"] > 0.10:
            chosen.append((gone[f"ankle.{side}"] * (3 if stepped[side] else 1), "foot", side))
        elif gone[f"knee.{side}"] > 0.08 and gone["pelvis"] < 0.03:
            chosen.append((gone[f"knee.{side}"], "knee", side))
        if motion.base.mat and gone[f"wrist.{side}"] > 0.25:
            chosen.append((gone[f"wrist.{side}"], "hand", side))
    if gone["pelvis"] > 0.07:
        chosen.append((gone["pelvis"] * 3, "hips", None))
    turned = {contact.side for contact in motion.held if contact.part == "toes"}
    rising = [s for s in SIDES if s in turned and _was_flat(picture, s)]
    if rising:
        return [("heel", rising[0])]
    if not chosen and gone["neck"] > 0.08:
        chosen.append((gone["neck"], "trunk", None))
    if not chosen:
        chosen = [(gone[f"ankle.{side}"], "heel", side) for side in SIDES[:1]]
    chosen.sort(key=lambda found: (-found[0], found[1], found[2] or ""))
    most = 2 if motion.base.mat and chosen[0][1] != "hips" else 1
    return [(part, side) for _, part, side in chosen[:most]]


def _was_flat(picture: Scene, side: str) -> bool:
    first, last = picture.motion.touching
    return any(c.part == "foot" and c.side == side for c in (*first, *last))


def _silhouette(picture: Scene) -> Array:
    items = [item for layer in picture.layers for item in layer.items if not item.follows]
    ends = [item.at(frame) for item in items for frame in (0, -1)]
    return np.concatenate([_dense(points) for points in ends if points is not None])


def _furnished(picture: Scene) -> Array:
    dense = [np.empty((0, 2))]
    for layer in picture.layers:
        if layer.furniture and layer.furniture.kind != "wall":
            for box in layer.furniture.boxes:
                dense += [_filled(corners) for _, corners in faces(box, picture.camera)]
    return np.concatenate(dense)


def _filled(corners: Array) -> Array:
    """A net of points over a flat side."""
    u, v = (
        axis.ravel()[:, None] for axis in np.meshgrid(np.linspace(0, 1, 14), [0, 0.33, 0.67, 1])
    )
    low, high = (
        corners[0] + u * (corners[1] - corners[0]),
        corners[3] + u * (corners[2] - corners[3]),
    )
    return np.asarray(low + v * (high - low))


def _dense(points: Array) -> Array:
    following = np.roll(points, -1, axis=0)
    shares = (0, 0.2, 0.4, 0.6, 0.8)
    return np.concatenate([points + (following - points) * share for share in shares])


def _draw(picture: Scene, mark: Mark, outline: tuple[Array, Array]) -> Arrow | None:
    way = _way(picture, mark.part, mark.side)
    if mark.ways:
        way = _pointing(picture, mark, way[0 if mark.first else -1])
    middle = picture.camera.flat(picture.motion.body.points["thorax"]).mean(axis=0)
    if np.linalg.norm(way[-1] - way[0]) < 4:
        return None
    way = _long_enough(way)
    straight = way[-1] - way[0]
    aside = np.array([-straight[1], straight[0]]) / np.linalg.norm(straight)
    if (way.mean(axis=0) - middle) @ aside < 0:
        aside = -aside
    shifts = BACKED if {*mark.ways} & {"inward", "outward"} else SHIFTS
    moved = way + _clear(way, straight / np.linalg.norm(straight), aside, outline, shifts)
    bow = 2 * moved[len(moved) // 2] - moved[0] - moved[-1]
    most = 0.5 * float(np.linalg.norm(straight))
    bow *= min(1.0, most / (float(np.linalg.norm(bow)) + 1e-9))
    bow -= straight * (bow @ straight) / (straight @ straight)
    bend = (moved[0] + moved[-1] + bow) / 2
    return _with_head(np.array([moved[0], bend, moved[-1]]), mark.first)


def _pointing(picture: Scene, mark: Mark, at: Array) -> Array:
    """A straight line through a place, the way that the author named."""
    sideways = picture.motion.body.frames["pelvis"][0 if mark.first else -1][:, 2]
    outward = sideways * OUTWARD[SIDES.index(mark.side or "right")]
    ways = {
        "up": np.array([0.0, 1.0, 0.0]), "down": np.array([0.0, -1.0, 0.0]),
        "forward": np.array([1.0, 0.0, 0.0]), "backward": np.array([-1.0, 0.0, 0.0]),
        "inward": -outward, "outward": outward,
    }  # fmt: skip
    seen = picture.camera.flat(np.sum([ways[way] for way in mark.ways], axis=0))
    length = float(np.linalg.norm(seen))
    step = seen * POINTING / length if length > 1 else np.zeros(2)
    return np.stack([at - step / 2, at, at + step / 2])


def _way(picture: Scene, part: str, side: str | None) -> Array:
    body, name = picture.motion.body, POINTS[part]
    if name == "heel":
        places = body.at(f"foot.{side}", f"ankle.{side}", (-0.05, -0.02, 0))
    elif name == "toe-tip":
        places = body.at(f"toes.{side}", f"ball.{side}", (0.05, 0.0, 0))
    elif name in body.points:
        places = body.points[name]
    else:
        places = body.points[f"{name}.{side or 'right'}"]
    return picture.camera.flat(places)


def _long_enough(way: Array) -> Array:
    length = float(np.linalg.norm(way[-1] - way[0]))
    middle = way.mean(axis=0)
    if length < LEAST:
        return np.asarray(middle + (way - middle) * (LEAST / length))
    if length > 260:
        return np.asarray(middle + (way - middle) * 0.8)
    return way


def _clear(
    way: Array,
    along: Array,
    aside: Array,
    outline: tuple[Array, Array],
    shifts: Sequence[tuple[int, int]],
) -> Array:
    """Smallest shift at which the curve is clear of both silhouettes; outside is preferred.

    Close by, furniture counts too; rather than far away, an arrow lies on the furniture.
    """
    body, furniture = outline
    share = np.linspace(0, len(way) - 1, 21)
    columns = [np.interp(share, np.arange(len(way)), way[:, axis]) for axis in (0, 1)]
    way = np.stack(columns, axis=1)
    for obstacles, most in ((np.concatenate([body, furniture]), NEARBY), (body, 10**6)):
        taken = _taken(obstacles, way.mean(axis=0))
        for gap, on in shifts:
            shift = gap * aside + on * along
            cells = np.rint((way + shift - way.mean(axis=0)) / CELL).astype(int) + REACH
            cells = np.clip(cells, 0, 2 * REACH)
            if abs(gap) + abs(on) <= most and not taken[cells[:, 0], cells[:, 1]].any():
                return np.asarray(shift)
    return 200 * aside


def _taken(outline: Array, middle: Array) -> NDArray[np.bool_]:
    """Cells of a net around the arrow that are too near to the body."""
    taken = np.zeros((2 * REACH + 1, 2 * REACH + 1), dtype=bool)
    cells = np.rint((outline - middle) / CELL).astype(int) + REACH
    cells = cells[((cells >= 0) & (cells <= 2 * REACH)).all(axis=1)]
    taken[cells[:, 0], cells[:, 1]] = True
    for _ in range(round(CLEAR / CELL)):
        for axis in (0, 1):
            taken = taken | np.roll(taken, 1, axis) | np.roll(taken, -1, axis)
    return taken


def _with_head(curve: Array, first: bool) -> Arrow:
    ahead = curve[2] - curve[1]
    ahead = ahead / (np.linalg.norm(ahead) + 1e-9)
    aside = np.array([-ahead[1], ahead[0]])
    tip = curve[2] + ahead * 26
    head = np.array([tip, curve[2] + aside * 19 - ahead * 6, curve[2] - aside * 19 - ahead * 6])
    return Arrow(curve, head, first)


def extent(found: Sequence[Arrow]) -> list[Array]:
    """Points that the picture must leave room for."""
    return [np.concatenate([arrow.curve, arrow.head]) for arrow in found]
