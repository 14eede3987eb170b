"""Write a scene as SVG: two still pictures, or one with the movement as CSS keyframes.

Colors are classes of the shared stylesheet, which reads custom properties; every class carries
its fallback there. Nothing is written as an inline style, so a strict policy allows it all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np

from clinic.figures.arrows import Arrow, extent
from clinic.figures.body import Array
from clinic.figures.keyframes import Motions, keyframes
from clinic.figures.layers import Item, Layer, Scene
from clinic.figures.look import Look
from clinic.figures.props import sides
from clinic.figures.shapes import NAMESPACE, polygon, spline

MARGIN: Final = 26
PIXELS: Final = 0.30
"""Pixels per unit at the natural size: a standing person is 300 high."""


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
            points.extend(corners for _, corners in sides(layer.furniture, picture.camera))
    points.extend(extent(found))
    if not _on_mat(picture):
        center, radii = ground(picture)
        points.append(np.array([center - radii, center + radii]))
    every = np.concatenate(points)
    low = np.floor(every.min(axis=0) / 2) * 2 - MARGIN
    high = np.ceil(every.max(axis=0) / 2) * 2 + MARGIN
    size = (high - low).astype(int)
    return Canvas(low, int(size[0]), int(size[1]))


def ground(picture: Scene) -> tuple[Array, Array]:
    """Center and radii of the ellipse of ground under the movement."""
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
    picture: Scene, motions: Motions, space: Canvas, found: Sequence[Arrow], head: str, key: str
) -> tuple[str, str]:
    """The first frame as SVG text whose groups can move, and the CSS that moves them."""
    names = {group: f"{key}-{index}" for index, group in enumerate(motions)}
    body = []
    for layer in picture.layers:
        text = _furniture(layer, picture, space)
        if not text:
            text = _moving_layer(layer, motions, names, space)
        body.append(text)
    marks = _arrows(found, space)
    rules = "".join(
        keyframes(names[group], motion, space.corner) for group, motion in motions.items()
    )
    css = f"@media (prefers-reduced-motion:no-preference){{{rules}}}" if rules else ""
    return f"{head}{_ground(picture, space)}{''.join(body)}{marks}</svg>", css


def opening(space: Canvas, look: Look) -> str:
    """The first tag without its end: how the person looks, and the size."""
    classes = ["figure", f"figure-skin-{look.skin}"]
    classes += ["figure-one-tone"] * look.one_tone + ["figure-mirrored"] * look.mirrored
    wide, high = round(space.width * PIXELS), round(space.height * PIXELS)
    return (
        f'<svg class="{" ".join(classes)}" viewBox="0 0 {space.width} {space.height}" '
        f'width="{wide}" height="{high}" role="img"'
    )


def named(opened: str, name: str) -> str:
    """The first tag of a picture within a page, whose caption tells more than its name."""
    return f'{opened} aria-label="{escape(name)}">'


def told(opened: str, key: str, name: str, alt: str) -> str:
    """The first tag, the title and the description of a picture that is a file of its own."""
    return (
        f'{opened.replace("<svg", f"<svg {NAMESPACE}", 1)} aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(name)}</title><desc id="{key}-d">{escape(alt)}</desc>'
    )


def _drawn(item: Item, points: Array) -> tuple[str, str]:
    """The tone of an item, and its path."""
    return item.tone, polygon(points, closed=False) if item.line else spline(points)


def _painted(paths: Sequence[tuple[str, str]]) -> str:
    """Paths in their order. Neighbors of one tone share its class, which keeps pages small."""
    text = []
    for tone, run in groupby(paths, key=itemgetter(0)):
        ways = [way for _, way in run]
        if len(ways) == 1:
            text.append(f'<path class="f-{tone}" d="{ways[0]}"/>')
        else:
            inner = "".join(f'<path d="{way}"/>' for way in ways)
            text.append(f'<g class="f-{tone}">{inner}</g>')
    return "".join(text)


def _still_layer(layer: Layer, frame: int, space: Canvas) -> str:
    seen = [(item, item.at(frame)) for item in layer.items]
    paths = [_drawn(item, points - space.corner) for item, points in seen if points is not None]
    return _grouped(layer, _painted(paths))


def _grouped(layer: Layer, text: str) -> str:
    return f'<g class="f-far">{text}</g>' if layer.far else text


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
        text.append(_painted([_drawn(item, points - middle)]))
    text.append("</g>" if open_group else "")
    return _grouped(layer, "".join(text))


def _furniture(layer: Layer, picture: Scene, space: Canvas) -> str:
    if layer.furniture is None:
        return ""
    tone = layer.furniture.tone
    seen = sides(layer.furniture, picture.camera)
    paths = [(f"{tone}-{side}", polygon(corners - space.corner)) for side, corners in seen]
    return f"<g>{_painted(paths)}</g>"


def _ground(picture: Scene, space: Canvas) -> str:
    if _on_mat(picture):
        return ""
    center, radii = ground(picture)
    (x, y), (rx, ry) = np.rint(center - space.corner).astype(int), np.rint(radii).astype(int)
    return f'<ellipse class="f-ground" cx="{x}" cy="{y}" rx="{rx}" ry="{ry}"/>'


def _arrows(found: Sequence[Arrow], space: Canvas) -> str:
    text = []
    for arrow in found:
        a, b, c = (np.rint(point - space.corner).astype(int) for point in arrow.curve)
        text.append(f'<path class="f-arrow" d="M{a[0]} {a[1]}Q{b[0]} {b[1]} {c[0]} {c[1]}"/>')
        text.append(f'<path class="f-arrowhead" d="{polygon(arrow.head - space.corner)}"/>')
    return f'<g class="f-arrows">{"".join(text)}</g>' if text else ""
