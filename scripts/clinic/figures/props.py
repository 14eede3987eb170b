"""Furniture: things that stand on the floor, made of boxes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import SIDES, Array
from clinic.figures.camera import Camera
from clinic.figures.contacts import where
from clinic.figures.motion import Motion
from clinic.figures.words import Prop

Box = tuple[float, float, float, float, float, float]
"""x, y and z from and to, in statures."""


@dataclass(frozen=True)
class Furniture:
    """Something on the floor: its boxes from far to near, and what colors it.

    near: it stands in front of the person.
    """

    kind: str
    tone: str
    boxes: tuple[Box, ...]
    near: bool = False


def standing(motion: Motion) -> list[Furniture]:
    """The furniture, placed where the body touches it."""
    out = []
    for prop in motion.figure.used():
        maker = MAKERS.get(prop.kind)
        if maker is not None:
            x, z, span = _under(motion, prop.kind)
            height = motion.heights.get(prop.kind, 0.0)
            out.append(
                Furniture(
                    prop.kind, TONES.get(prop.kind, "wood"), maker(x, z, height, span, motion)
                )
            )
        if prop.kind == "long-band":
            out.append(Furniture(prop.kind, "wood", (_post(anchored(prop, motion)),)))
        if prop.kind == "bar":
            out.extend(_bar(motion))
    return out  # fmt: skip


def anchored(prop: Prop, motion: Motion) -> Array:
    """Where a long band is fixed: at the height of the hands, to the side that is named."""
    hands = (motion.body.points["knuckles.right"] + motion.body.points["knuckles.left"]) / 2
    way = {"right": (0, 0, 0.55), "left": (0, 0, -0.55), "front": (0.55, 0, 0)}
    return np.asarray(hands[0] + np.array(way.get(prop.place, (-0.55, 0, 0))))


def _post(anchor: Array) -> Box:
    x, y, z = anchor
    return (x - 0.022, x + 0.022, 0.0, y + 0.14, z - 0.022, z + 0.022)


def _bar(motion: Motion) -> list[Furniture]:
    """A low bar over both ankles: one post behind the person, bar and other post in front."""
    body = motion.body
    shins = [body.at(f"shank.{side}", f"ankle.{side}", (0, 0.04, 0))[0] for side in SIDES]
    (x, y, _), wide, thick = np.mean(shins, axis=0), 0.135, 0.013
    low, high = y + 0.030, y + 0.030 + 2 * thick
    posts = [(x - thick, x + thick, 0.0, low, z - thick, z + thick) for z in (-wide, wide)]
    beam = (x - thick, x + thick, low, high, -wide - thick, wide + thick)
    return [
        Furniture("bar", "wood", (posts[0],)),
        Furniture("bar", "wood", (posts[1], beam), near=True),
    ]


def _under(motion: Motion, kind: str) -> tuple[float, float, float]:
    """Middle of what touches a surface, and how far apart it is sideways."""
    places = []
    for frame, contacts in ((0, motion.touching[0]), (-1, motion.touching[1])):
        for contact in contacts:
            if contact.surface == kind:
                places.extend(where(motion.body, contact)[frame])
        if places and kind == "chair":
            break
    if not places:
        return -0.1, 0.0, 0.0
    found = np.array(places)
    low, high = found.min(axis=0), found.max(axis=0)
    return (low[0] + high[0]) / 2, (low[2] + high[2]) / 2, float(high[2] - low[2])


def _step(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    deep, wide = 0.115, max(span / 2 + 0.055, 0.085)
    on_edge = any(c.part == "toes" and c.surface == "step" for c in motion.touching[0])
    front = x + deep + (0.07 if on_edge else 0.015)
    back = x - 0.055 if on_edge else x - deep
    return ((back, front, 0.0, height, z - wide, z + wide),)


def _legs(box: Box, thick: float, top: float) -> tuple[Box, ...]:
    x0, x1, _, _, z0, z1 = box
    return tuple(
        (x, x + thick, 0.0, top, z, z + thick)
        for z in (z0 + 0.01, z1 - 0.01 - thick)
        for x in (x0 + 0.012, x1 - 0.012 - thick)
    )


def _bench(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    lengthwise = motion.base.camera == "front"
    wide, deep = (0.13, 0.13) if lengthwise else (0.11, 0.17)
    top = (x - wide, x + wide, height - 0.045, height, z - deep, z + deep)
    return (*_legs(top, 0.026, height - 0.045), top)


def _chair(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    seat = (x - 0.120, x + 0.125, height - 0.026, height, z - 0.128, z + 0.128)
    legs = _legs(seat, 0.020, height - 0.026)
    back = (x - 0.138, x - 0.118, height - 0.01, height + 0.26, z - 0.125, z + 0.125)
    return (*legs[:2], back, *legs[2:], seat)


def _wall(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    plane = motion.wall if motion.wall is not None else 0.35
    ahead = plane > motion.body.points["pelvis"][0, 0]
    near, far = (plane, plane + 0.03) if ahead else (plane - 0.03, plane)
    return ((near, far, 0.0, 1.04, -0.26, 0.26),)


def _mat(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    at = np.concatenate([motion.body.points[name] for name in motion.body.points])
    low, high = at.min(axis=0), at.max(axis=0)
    grow = 0.06
    (x0, x1), (z0, z1) = (low[0] - grow, high[0] + grow), (low[2] - grow, high[2] + grow)
    if x1 - x0 > z1 - z0:
        z0, z1 = min(z0, -0.16), max(z1, 0.16)
    else:
        x0, x1 = min(x0, -0.14), max(x1, 0.17)
    return ((x0, x1, -0.012, 0.0, z0, z1),)


def _roller(x: float, z: float, height: float, span: float, motion: Motion) -> tuple[Box, ...]:
    return ((x - height / 2, x + height / 2, 0.0, height, z - 0.18, z + 0.18),)


MAKERS: Final[dict[str, Callable[[float, float, float, float, Motion], tuple[Box, ...]]]] = {
    "step": _step,
    "bench": _bench,
    "chair": _chair,
    "wall": _wall,
    "mat": _mat,
    "foam-roller": _roller,
}
TONES: Final = {"wall": "wall", "mat": "mat", "foam-roller": "mat", "step": "step"}


def sides(thing: Furniture, camera: Camera) -> list[tuple[str, Array]]:
    """What the viewer sees of all its boxes. The top of a leg is out of sight below the seat."""
    covered = {box[2] for box in thing.boxes}
    return [
        (name, corners)
        for box in thing.boxes
        for name, corners in faces(box, camera)
        if name != "top" or box[3] not in covered
    ]


def faces(box: Box, camera: Camera) -> list[tuple[str, Array]]:
    """The sides of a box that the viewer sees: (top, front or end, four corners)."""
    x0, x1, y0, y1, z0, z1 = box
    near_x = x1 if camera.towards[0] >= 0 else x0
    near_z = z1 if camera.towards[2] >= 0 else z0
    out = [("top", [(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)])]
    if abs(camera.towards[2]) > 0.03:
        out.append(
            ("front", [(x0, y0, near_z), (x1, y0, near_z), (x1, y1, near_z), (x0, y1, near_z)])
        )
    if abs(camera.towards[0]) > 0.03:
        out.append(
            ("end", [(near_x, y0, z0), (near_x, y0, z1), (near_x, y1, z1), (near_x, y1, z0)])
        )
    return [(name, camera.flat(np.array(corners))) for name, corners in out]  # fmt: skip
