"""Things that are used: furniture made of boxes, and weights, bands and balls that move along."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import Array, Skeleton
from clinic.figures.camera import Camera
from clinic.figures.contacts import where
from clinic.figures.motion import Motion
from clinic.figures.shapes import Ring, disc, outline, place
from clinic.figures.words import Contact, Prop

Box = tuple[float, float, float, float, float, float]
"""x, y and z from and to, in statures."""


@dataclass(frozen=True)
class Furniture:
    """Something on the floor: its boxes from far to near, and what colours it."""

    kind: str
    tone: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Carried:
    """Something that moves with the body: corner points (frames, points, 2) and its colour.

    layer: the limb it is drawn with. behind: drawn before that limb. line: an open line.
    """

    group: str
    tone: str
    points: Array
    layer: str
    behind: bool = False
    line: bool = False


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
    return out  # fmt: skip


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
    back = x - 0.035 if on_edge else x - deep
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


def carried(motion: Motion, camera: Camera) -> list[Carried]:
    """Everything that moves with the body."""
    out: list[Carried] = []
    for prop in motion.figure.used():
        maker = CARRIERS.get(prop.kind)
        if maker is not None:
            out.extend(maker(prop, motion, camera))
    return out


def _rod(
    body: Skeleton,
    camera: Camera,
    frame: str,
    origin: str,
    ends: tuple[tuple[float, float, float], ...],
    radii: tuple[float, ...],
    axis: int,
) -> Array:
    """A round thing along one axis of a segment."""
    across = tuple(a for a in (0, 1, 2) if a != axis)
    rings = [
        Ring(frame, origin, end, r, r, (across[0], across[1]))
        for end, r in zip(ends, radii, strict=True)
    ]
    return outline(place(rings, body, camera), (0.12, 0.12))  # fmt: skip


def _dumbbell(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    body, r = motion.body, 0.030 * prop.size
    if prop.place in {"chest", "thighs"}:
        return _held_by_both(prop, motion, camera)
    out = []
    for side in prop.sides:
        frame, origin = f"hand.{side}", f"wrist.{side}"
        for low, high, radius, tone in (
            (-0.070, -0.032, r, "iron"),
            (0.032, 0.070, r, "iron"),
            (-0.034, 0.034, 0.010, "grip"),
        ):
            ends = ((low, -0.038, 0.0), (high, -0.038, 0.0))
            points = _rod(body, camera, frame, origin, ends, (radius, radius), 0)
            out.append(Carried(frame, tone, points, f"arm.{side}", tone == "grip"))
    return out


def _held_by_both(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A dumbbell upright before the chest, or one across each thigh near the knee."""
    out = []
    if prop.place == "chest":
        middle, r = (0.128, 0.030), 0.036 * prop.size
        for low, high, radius, tone in (
            (-0.012, 0.012, 0.012, "grip"), (0.012, 0.05, r, "iron"), (-0.095, -0.055, r, "iron"),
            (-0.06, 0.015, 0.012, "grip"),
        ):  # fmt: skip
            ends = ((middle[0], middle[1] + low, 0.0), (middle[0], middle[1] + high, 0.0))
            points = _rod(motion.body, camera, "thorax", "thorax", ends, (radius, radius), 1)
            out.append(Carried("chest-weight", tone, points, "body"))
        return out
    for side in ("right", "left"):
        for low, high, radius in (
            (-0.065, -0.03, 0.028),
            (0.03, 0.065, 0.028),
            (-0.03, 0.03, 0.01),
        ):
            ends = ((0.064, -0.205, low), (0.064, -0.205, high))
            points = _rod(
                motion.body, camera, f"thigh.{side}", f"hip.{side}", ends, (radius, radius), 2
            )
            out.append(
                Carried(f"thigh.{side}", "iron" if radius > 0.02 else "grip", points, f"leg.{side}")
            )
    return out


def _kettlebell(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    body = motion.body
    if prop.place == "chest":
        hands = body.at("thorax", "thorax", (0.135, 0.035, 0.0))
        layer, group, drop = "body", "chest-weight", 0.035
    else:
        pairs = [body.points[f"knuckles.{side}"] for side in prop.sides]
        hands, layer, group, drop = np.mean(pairs, axis=0), f"arm.{prop.sides[0]}", "bell", 0.068
    right, up = camera.right, camera.up
    r = 0.046 * prop.size

    def round_at(y: float, radius: float, wide: float = 1.0) -> Array:
        centre = hands + np.array([0.0, y, 0.0])
        ones = np.ones((len(hands), 1))
        return disc(centre, ones * right * radius * wide, ones * up * radius, camera)

    return [
        Carried(group, "grip", round_at(-0.016, 0.030, 1.15), layer, behind=True),
        Carried(group, "hole", round_at(-0.018, 0.018, 1.2), layer, behind=True),
        Carried(group, "iron", round_at(-drop, r), layer, behind=True),
    ]


def _barbell(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    body = motion.body
    middle = (body.points["knuckles.right"] + body.points["knuckles.left"]) / 2
    if prop.place == "hips":
        middle = body.at("pelvis", "pelvis", (0.078, 0.03, 0.0))
    sideways = np.zeros_like(middle)
    sideways[:, 2] = 1.0
    ones, out = np.ones((len(middle), 1)), []
    ends = np.stack([middle - 0.34 * sideways, middle + 0.34 * sideways], axis=1)
    out.append(Carried("barbell", "bar", camera.flat(ends), "body", line=True))
    for way, layer in ((-0.29, "back"), (0.29, "front")):
        plate = disc(
            middle + way * sideways,
            ones * [0.085 * prop.size, 0, 0],
            ones * [0, 0.085 * prop.size, 0],
            camera,
        )
        out.append(Carried("barbell", "iron", plate, layer))
    return out  # fmt: skip


def _band(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A loop around both legs: what faces the viewer in front of them, the rest behind."""
    where_on = {
        "ankles": ("shank", "knee", -0.185, 0.023),
        "knees": ("thigh", "hip", -0.185, 0.045),
        "feet": ("foot", "ankle", -0.02, 0.03),
        "hips": ("pelvis", "pelvis", 0.0, 0.09),
    }
    frame, origin, along, r = where_on.get(prop.place, where_on["knees"])
    loops = []
    for side, sign in (("right", 1.0), ("left", -1.0)):
        name = f"{frame}.{side}" if frame != "pelvis" else frame
        base = f"{origin}.{side}" if frame != "pelvis" else origin
        around = np.deg2rad(np.linspace(90, -90, 7)) * sign
        loops.append(
            np.stack(
                [
                    motion.body.at(name, base, (r * np.sin(a), along, sign * r * np.cos(a)))
                    for a in around
                ],
                axis=1,
            )
        )
    loop = np.concatenate(loops, axis=1)
    middle = camera.depth(loop).mean(axis=1, keepdims=True)
    facing = (camera.depth(loop) - middle)[0] >= -0.004
    turned = np.roll(loop, -int(np.argmax(~facing)), axis=1)
    facing = np.roll(facing, -int(np.argmax(~facing)))
    flat = camera.flat(turned)
    front = flat[:, facing] if facing.any() else flat
    whole = np.concatenate([flat, flat[:, :1]], axis=1)
    return [Carried("band", "band", whole, "back-of-legs", line=True),
            Carried("band", "band", front, "front-of-legs", line=True)]  # fmt: skip


def _ball(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    knees = (motion.body.points["knee.right"] + motion.body.points["knee.left"]) / 2
    ones, r = np.ones((len(knees), 1)), 0.058 * prop.size
    points = disc(knees, ones * camera.right * r, ones * camera.up * r, camera)
    return [Carried("ball", "ball", points, "between-legs")]


def _backpack(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    ends = ((-0.105, -0.03, 0.0), (-0.112, 0.02, 0.0), (-0.100, 0.105, 0.0))
    rings = [Ring("thorax", "thorax", end, 0.052, 0.075) for end in ends]
    points = outline(place(rings, motion.body, camera), (0.4, 0.4))
    return [Carried("shirt", "pack", points, "behind-body")]


def _stick(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A broomstick along the back: tailbone, between the shoulder blades, back of the head."""
    low = motion.body.at("pelvis", "pelvis", (-0.092, -0.075, 0.0))
    high = motion.body.at("head", "head", (-0.086, 0.09, 0.0))
    reach = high - low
    ends = np.stack([low - 0.06 * reach, high + 0.08 * reach], axis=1)
    return [Carried("stick", "stick", camera.flat(ends), "behind-body", line=True)]


def _sheet(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A slider or a folded towel under the feet."""
    out = []
    for side in prop.sides:
        rings = [
            Ring(f"foot.{side}", f"ankle.{side}", (x, -0.044, 0.0), 0.006, 0.045, (1, 2))
            for x in (-0.055, 0.02, 0.115)
        ]
        points = outline(place(rings, motion.body, camera), (0.2, 0.2))
        out.append(Carried(f"foot.{side}", "sheet", points, f"leg.{side}", behind=True))
    return out


def _long_band(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A band from both hands to an anchor at the same height, to the side that is named."""
    hands = (motion.body.points["knuckles.right"] + motion.body.points["knuckles.left"]) / 2
    way = {"right": (0, 0, 0.6), "left": (0, 0, -0.6), "front": (0.6, 0, 0)}
    offset = np.array(way.get(prop.place, (-0.6, 0, 0)))
    anchor = np.repeat(hands[:1] + offset, len(hands), axis=0)
    return [
        Carried("long-band", "band", camera.flat(np.stack([anchor, hands], 1)), "body", line=True)
    ]


CARRIERS: Final[dict[str, Callable[[Prop, Motion, Camera], list[Carried]]]] = {
    "dumbbell": _dumbbell,
    "kettlebell": _kettlebell,
    "barbell": _barbell,
    "backpack": _backpack,
    "mini-band": _band,
    "long-band": _long_band,
    "small-ball": _ball,
    "stick": _stick,
    "towel": _sheet,
    "slider": _sheet,
}


def resting(contact: Contact, furniture: Furniture) -> bool:
    """Whether this contact rests on this piece of furniture."""
    return contact.surface == furniture.kind
