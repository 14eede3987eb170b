"""How each part moves between the two pictures, as keyframes of a style sheet."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from clinic.figures.body import Array
from clinic.figures.layers import Item, Scene

REST: Final = 12
"""Percent of the movement spent still at either end."""
Motions = dict[str, list[tuple[Array, Array, Array]]]
"""For each group that moves: a matrix, where its middle was and where it is, in every frame."""


def _references(items: Sequence[Item]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for item in items:
        if not item.follows and item.points is not None:
            found.setdefault(item.group, item.points)
    return found


def _affine(points: Array, frame: int) -> tuple[Array, Array, Array]:
    """Least-squares motion of a group's outline from the first frame: matrix, from, to."""
    first, last = points[0], points[frame]
    middle, there = first.mean(axis=0), last.mean(axis=0)
    before, after = first - middle, last - there
    if len(before) == 2:  # a straight line keeps its breadth
        before, after = (np.concatenate([way, _beside(way)]) for way in (before, after))
    matrix, *_ = np.linalg.lstsq(before, after, rcond=None)
    return matrix, middle, there


def _beside(line: Array) -> Array:
    """Two points at either side of the middle of a line."""
    along = line[1] - line[0]
    aside = np.array([-along[1], along[0]]) * 50 / (np.linalg.norm(along) + 1e-9)
    return np.stack([aside, -aside])


def motions_of(picture: Scene) -> Motions:
    """Affine motion of each group that moves, for every frame."""
    references: dict[str, Array] = {}
    for layer in picture.layers:
        for name, points in _references(layer.items).items():
            references.setdefault(name, points)
    out: Motions = {}
    for name, points in references.items():
        if np.abs(points - points[:1]).max() > 1.5:
            out[name] = [_affine(points, frame) for frame in range(len(points))]
    return out


def keyframes(name: str, motion: list[tuple[Array, Array, Array]], corner: Array) -> str:
    """The rule that moves one group. corner: of the picture, in the units of the motion."""
    last = len(motion) - 1
    text = []
    for index, (matrix, _, there) in enumerate(motion):
        way = np.arccos(1 - 2 * index / last) / np.pi
        at = f"{REST + (100 - 2 * REST) * way:.0f}%"
        if index == 0:
            at = f"0%,{at}"
        if index == last:
            at = f"{at},to"
        x, y = there - corner
        (a, b), (c, d) = matrix
        numbers = ",".join([*map(_short, (a, b, c, d)), f"{x:.0f}", f"{y:.0f}"])
        text.append(f"{at}{{transform:matrix({numbers})}}")
    return f"@keyframes {name}{{{''.join(text)}}}[data-playing] .{name}{{animation-name:{name}}}"


def _short(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text or "0"
