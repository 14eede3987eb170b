"""Outlines: a body part is a row of ellipses across its bone; its outline is a smooth curve.

Curves are quadratic splines: the computed points are the corners, the curve touches the middle
of every edge, so there are no facets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import Array, Skeleton
from clinic.figures.camera import UNITS, Camera

NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'
"""What a file of pictures declares; within a page a browser knows it."""
FORESHORTENED: Final = 0.42
"""Below this share of its length a part is seen along its bone and needs a hull."""
ROUND: Final = 16
"""Directions of a hull's outline."""


@dataclass(frozen=True)
class Ring:
    """One ellipse across a part: the segment it belongs to, its center and its half widths.

    across: the segment's two axes along which `first` and `second` are measured.
    """

    frame: str
    origin: str
    center: tuple[float, float, float]
    first: float
    second: float
    across: tuple[int, int] = (0, 2)


@dataclass(frozen=True)
class Placed:
    """Rings on the picture, all frames: centers and half axes (frames, rings, 2), in units.

    normals: the half axes in the room (frames, rings, 2, 3), for what faces the viewer.
    """

    centers: Array
    axes: Array
    room: Array
    length: float
    seen: Array


def place(rings: Sequence[Ring], body: Skeleton, camera: Camera) -> Placed:
    """Put rings on the picture."""
    centers = np.stack([body.at(ring.frame, ring.origin, ring.center) for ring in rings], axis=1)
    room = np.stack(
        [
            np.stack(
                [
                    ring.first * body.frames[ring.frame][:, :, ring.across[0]],
                    ring.second * body.frames[ring.frame][:, :, ring.across[1]],
                ],
                axis=1,
            )
            for ring in rings
        ],
        axis=1,
    )
    flat = camera.flat(centers)
    length = float(np.linalg.norm(np.diff(centers[0], axis=0), axis=1).sum()) * UNITS
    seen = np.linalg.norm(flat[:, -1] - flat[:, 0], axis=1)
    return Placed(flat, camera.flat(room), room, length, seen)


def outline(placed: Placed, caps: tuple[float, float], convex: bool = False) -> Array:
    """Corner points around a part, (frames, points, 2); caps: roundness of its two ends."""
    if convex or placed.seen.min() < FORESHORTENED * placed.length:
        return _hull(placed)
    along, across = _directions(placed.centers)
    half = _reach(placed.axes, across)[..., None]
    left, right = placed.centers + across * half, placed.centers - across * half
    first = -along[:, :1] * half[:, :1] * caps[0]
    last = along[:, -1:] * half[:, -1:] * caps[1]
    tip = 0.62
    inner = across * half * tip
    ends_first = placed.centers[:, :1] + first + np.concatenate([-inner[:, :1], inner[:, :1]], 1)
    ends_last = placed.centers[:, -1:] + last + np.concatenate([inner[:, -1:], -inner[:, -1:]], 1)
    return np.concatenate([ends_first, left, ends_last, right[:, ::-1]], axis=1)


def _directions(centers: Array) -> tuple[Array, Array]:
    along = np.gradient(centers, axis=1)
    along /= np.linalg.norm(along, axis=-1, keepdims=True) + 1e-9
    return along, np.stack([-along[..., 1], along[..., 0]], axis=-1)


def _reach(axes: Array, direction: Array) -> Array:
    """Half width of each ellipse along a direction of the picture."""
    return np.asarray(np.linalg.norm(np.einsum("frac,frc->fra", axes, direction), axis=-1))


def _hull(placed: Placed) -> Array:
    turned = placed.centers[0, -1] - placed.centers[0, 0]
    phase = float(np.arctan2(turned[1], turned[0]))
    angles = phase + 2 * np.pi * (np.arange(ROUND) + 0.5) / ROUND
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    inside = np.einsum("frac,dc->frda", placed.axes, ways)
    reach = np.linalg.norm(inside, axis=-1) + 1e-9
    total = reach + np.einsum("frc,dc->frd", placed.centers, ways)
    best = total.argmax(axis=1)
    frames, directions = np.ogrid[: len(best), :ROUND]
    share = inside[frames, best, directions] / reach[frames, best, directions][..., None]
    edge = np.einsum("fda,fdac->fdc", share, placed.axes[frames, best])
    return np.asarray(placed.centers[frames, best] + edge * 1.04)


def patch(placed: Placed, camera: Camera, sectors: Array, frame: int) -> Array | None:
    """Corner points of an area on a part's skin, (points, 2), in one frame.

    sectors: for each ring the middle and the half width of the area, in radians around the
    bone, 0 along the ring's first axis. None where too little of it faces the viewer.
    """
    _, across = _directions(placed.centers[[frame]])
    spread = np.linspace(-1.0, 1.0, 15)
    around = sectors[:, :1] + sectors[:, 1:] * spread
    first, second = placed.room[frame, :, 0, None, :], placed.room[frame, :, 1, None, :]
    cos, sin = np.cos(around)[..., None], np.sin(around)[..., None]
    outward = first * cos / _square(first) + second * sin / _square(second)
    facing = outward @ camera.towards
    flat = placed.axes[frame, :, 0, None, :] * cos + placed.axes[frame, :, 1, None, :] * sin
    aside = np.einsum("rsc,rc->rs", flat, across[0])
    low = np.where(facing > 0, aside, np.inf).min(axis=1)
    high = np.where(facing > 0, aside, -np.inf).max(axis=1)
    visible = np.isfinite(low)
    if visible.sum() < max(2, 0.6 * len(low)) or (high - low)[visible].max() < 0.007 * UNITS:
        return None
    rows = np.flatnonzero(visible)
    rings = placed.centers[frame, rows]
    sides = across[0, rows]
    up = rings + sides * high[rows, None]
    down = rings + sides * low[rows, None]
    return np.concatenate([up, down[::-1]])


def _square(vectors: Array) -> Array:
    return np.asarray((vectors**2).sum(axis=-1, keepdims=True))


def disc(center: Array, first: Array, second: Array, camera: Camera) -> Array:
    """Corner points of a flat round thing: center and half axes (frames, 3)."""
    angles = 2 * np.pi * np.arange(8) / 8
    grown = 1.08
    ways = np.cos(angles)[:, None] * first[:, None] + np.sin(angles)[:, None] * second[:, None]
    return camera.flat(center[:, None] + grown * ways)


def spline(points: Array) -> str:
    """A closed smooth path through the middles of the edges of a ring of corners.

    Corners are rounded to even numbers so that every middle is whole: 't' reflects the last
    corner, and an error of rounding would grow from piece to piece.
    """
    corners = (2 * np.rint(points / 2)).astype(int)
    middles = (corners + np.roll(corners, -1, axis=0)) // 2
    start, control = middles[-1], corners[0]
    text = [f"M{start[0]} {start[1]}q{_pair(control - start)}{_pair(middles[0] - start, True)}t"]
    steps = np.diff(middles, axis=0)
    text.append("".join(_pair(step, index > 0) for index, step in enumerate(steps)))
    return "".join(text) + "z"


def polygon(points: Array, closed: bool = True) -> str:
    """A path with straight edges, for things that were sawn."""
    whole = np.rint(points).astype(int)
    steps = np.diff(whole, axis=0)
    text = "".join(_pair(step, index > 0) for index, step in enumerate(steps))
    return f"M{whole[0][0]} {whole[0][1]}l{text}{'z' if closed else ''}"


def _pair(step: Array, separated: bool = False) -> str:
    x, y = int(step[0]), int(step[1])
    return f"{' ' if separated and x >= 0 else ''}{x}{' ' if y >= 0 else ''}{y}"
