"""Write a scene as SVG: two still pictures, or one with the movement as CSS keyframes.

Colours are classes of the shared stylesheet, which reads custom properties; every class carries
its fallback there. Nothing is written as an inline style, so a strict policy allows it all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from clinic.figures.arrows import Arrow, extent
from clinic.figures.body import Array
from clinic.figures.look import Look
from clinic.figures.props import faces
from clinic.figures.scene import Item, Layer, Scene
from clinic.figures.shapes import polygon, spline

MARGIN: Final = 26
PIXELS: Final = 0.30
"""Pixels per unit at the natural size: a standing person is 300 high."""
REST: Final = 12
"""Percent of the movement spent still at either end."""


@dataclass(frozen=True)
class Canvas:
    """Where the picture lies: its corner and size in units."""

    corner: Array
    width: int
    height: int


def canvas(picture: Scene, found: Sequence[Arrow]) -> Canvas:
    """Room for every frame, the furniture, the ground and the arrows."""
    items = [item for layer in picture.layers for item in layer.items]
    points = [item.points.reshape(-1, 2) for item in items if item.points is not None]
    for layer in picture.layers:
        if layer.furniture:
            for box in layer.furniture.boxes:
                points.extend(corners for _, corners in faces(box, picture.camera))
    points.extend(extent(found))
    if not _on_mat(picture):
        centre, radii = ground(picture)
        points.append(np.array([centre - radii, centre + radii]))
    every = np.concatenate(points)
    low = np.floor(every.min(axis=0) / 2) * 2 - MARGIN
    high = np.ceil(every.max(axis=0) / 2) * 2 + MARGIN
    size = (high - low).astype(int)
    return Canvas(low, int(size[0]), int(size[1]))


def ground(picture: Scene) -> tuple[Array, Array]:
    """Centre and radii of the ellipse of ground under the movement."""
    body = picture.motion.body
    names = [n for n in body.points if n.startswith(("ankle", "ball", "knee", "pelvis", "head"))]
    under = np.concatenate([body.points[name] for name in names]) * [1.0, 0.0, 1.0]
    flat = picture.camera.flat(under)
    low, high = flat.min(axis=0), flat.max(axis=0)
    radii = np.array([(high[0] - low[0]) / 2 + 110, max((high[1] - low[1]) / 2 + 26, 46)])
    return (low + high) / 2, radii


def _on_mat(picture: Scene) -> bool:
    return any(layer.furniture and layer.furniture.kind == "mat" for layer in picture.layers)


def still(picture: Scene, frame: int, space: Canvas, found: Sequence[Arrow], head: str) -> str:
    """One frame as SVG text."""
    body = "".join(
        _furniture(layer, picture, space) or _still_layer(layer, frame, space)
        for layer in picture.layers
    )
    return f"{head}{_ground(picture, space)}{body}{_arrows(found, space)}</svg>"


def moving(
    picture: Scene, space: Canvas, found: Sequence[Arrow], head: str, key: str
) -> tuple[str, str]:
    """The first frame as SVG text whose groups can move, and the CSS that moves them."""
    motions = _motions(picture)
    names = {group: f"{key}-{index}" for index, group in enumerate(motions)}
    body = []
    for layer in picture.layers:
        text = _furniture(layer, picture, space)
        if not text:
            text = _moving_layer(layer, motions, names, space)
        body.append(text)
    marks = _arrows(found, space)
    rules = "".join(_keyframes(names[group], motion, space) for group, motion in motions.items())
    css = f"@media (prefers-reduced-motion:no-preference){{{rules}}}" if rules else ""
    return f"{head}{_ground(picture, space)}{''.join(body)}{marks}</svg>", css


def opening(space: Canvas, look: Look, key: str, name: str, alt: str) -> str:
    """The first tag, the title and the description."""
    classes = ["figure", f"figure-skin-{look.skin}"]
    classes += ["figure-one-tone"] * look.one_tone + ["figure-mirrored"] * look.mirrored
    wide, high = round(space.width * PIXELS), round(space.height * PIXELS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{" ".join(classes)}" '
        f'viewBox="0 0 {space.width} {space.height}" width="{wide}" height="{high}" role="img" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(name)}</title>'
        f'<desc id="{key}-d">{escape(alt)}</desc>'
    )


def _path(item: Item, points: Array) -> str:
    d = polygon(points, closed=False) if item.line else spline(points)
    return f'<path class="f-{item.tone}" d="{d}"/>'


def _still_layer(layer: Layer, frame: int, space: Canvas) -> str:
    seen = [(item, item.at(frame)) for item in layer.items]
    text = [_path(item, points - space.corner) for item, points in seen if points is not None]
    return _grouped(layer, "".join(text))


def _grouped(layer: Layer, text: str) -> str:
    return f'<g class="f-far">{text}</g>' if layer.far else text


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


Motions = dict[str, list[tuple[Array, Array, Array]]]


def _motions(picture: Scene) -> Motions:
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


def _moving_layer(layer: Layer, motions: Motions, names: dict[str, str], space: Canvas) -> str:
    text = []
    open_group = ""
    for item in layer.items:
        points = item.at(0)
        if points is None:
            continue
        if item.group != open_group:
            text.append("</g>" if open_group else "")
            open_group = item.group if item.group in motions else ""
            if open_group:
                x, y = np.rint(motions[item.group][0][1] - space.corner).astype(int)
                text.append(f'<g class="f-m {names[item.group]}" transform="translate({x} {y})">')
        middle = space.corner
        if open_group:
            middle = np.rint(motions[item.group][0][1] - space.corner) + space.corner
        text.append(_path(item, points - middle))
    text.append("</g>" if open_group else "")
    return _grouped(layer, "".join(text))


def _keyframes(name: str, motion: list[tuple[Array, Array, Array]], space: Canvas) -> str:
    last = len(motion) - 1
    text = []
    for index, (matrix, _, there) in enumerate(motion):
        way = np.arccos(1 - 2 * index / last) / np.pi
        at = f"{REST + (100 - 2 * REST) * way:.0f}%"
        if index == 0:
            at = f"0%,{at}"
        if index == last:
            at = f"{at},to"
        x, y = there - space.corner
        (a, b), (c, d) = matrix
        numbers = ",".join([*map(_short, (a, b, c, d)), f"{x:.0f}", f"{y:.0f}"])
        text.append(f"{at}{{transform:matrix({numbers})}}")
    return f"@keyframes {name}{{{''.join(text)}}}[data-playing] .{name}{{animation-name:{name}}}"


def _short(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text or "0"


def _furniture(layer: Layer, picture: Scene, space: Canvas) -> str:
    if layer.furniture is None:
        return ""
    tone = layer.furniture.tone
    text = "".join(
        f'<path class="f-{tone}-{side}" d="{polygon(corners - space.corner)}"/>'
        for box in layer.furniture.boxes
        for side, corners in faces(box, picture.camera)
    )
    return f"<g>{text}</g>"


def _ground(picture: Scene, space: Canvas) -> str:
    if _on_mat(picture):
        return ""
    centre, radii = ground(picture)
    (x, y), (rx, ry) = np.rint(centre - space.corner).astype(int), np.rint(radii).astype(int)
    return f'<ellipse class="f-ground" cx="{x}" cy="{y}" rx="{rx}" ry="{ry}"/>'


def _arrows(found: Sequence[Arrow], space: Canvas) -> str:
    text = []
    for arrow in found:
        a, b, c = (np.rint(point - space.corner).astype(int) for point in arrow.curve)
        text.append(f'<path class="f-arrow" d="M{a[0]} {a[1]}Q{b[0]} {b[1]} {c[0]} {c[1]}"/>')
        text.append(f'<path class="f-arrowhead" d="{polygon(arrow.head - space.corner)}"/>')
    return f'<g class="f-arrows">{"".join(text)}</g>' if text else ""
