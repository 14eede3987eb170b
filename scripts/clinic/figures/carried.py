"""Things that move with the body: weights, bands, balls, a stick along the back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, Array
from clinic.figures.camera import Camera
from clinic.figures.contacts import ROLL
from clinic.figures.motion import Motion
from clinic.figures.props import anchored
from clinic.figures.shapes import Ring, disc, outline, place
from clinic.figures.words import Prop


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


def carried(motion: Motion, camera: Camera) -> list[Carried]:
    """Everything that moves with the body."""
    out: list[Carried] = []
    for prop in motion.figure.used():
        maker = CARRIERS.get(prop.kind)
        if maker is not None:
            out.extend(maker(prop, motion, camera))
    return out


@dataclass(frozen=True)
class Rod:
    """A round thing along one axis of a segment: from, to, and its half width, in statures."""

    frame: str
    origin: str
    first: tuple[float, float, float]
    last: tuple[float, float, float]
    radius: float

    def outline(self, motion: Motion, camera: Camera) -> Array:
        """Its corner points in every frame."""
        axis = int(np.argmax(np.abs(np.subtract(self.last, self.first))))
        first, second = (a for a in (0, 1, 2) if a != axis)
        rings = [
            Ring(self.frame, self.origin, end, self.radius, self.radius, (first, second))
            for end in (self.first, self.last)
        ]
        return outline(place(rings, motion.body, camera), (0.12, 0.12))


def _dumbbell(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    r = 0.030 * prop.size
    if prop.place in {"chest", "thighs"}:
        return _held_by_both(prop, motion, camera)
    if prop.place == "hips":
        return _across_hips(motion, camera)
    out = []
    for side in prop.sides:
        frame, origin = f"hand.{side}", f"wrist.{side}"
        for low, high, radius, tone in (
            (-0.070, -0.032, r, "iron"),
            (0.032, 0.070, r, "iron"),
            (-0.034, 0.034, 0.010, "grip"),
        ):
            rod = Rod(frame, origin, (low, -0.038, 0.0), (high, -0.038, 0.0), radius)
            points = rod.outline(motion, camera)
            out.append(Carried(frame, tone, points, f"arm.{side}", tone == "grip"))
    return out


def _held_by_both(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A dumbbell upright before the chest, or one across each thigh near the knee."""
    if prop.place == "chest":
        r = 0.036 * prop.size
        pieces = ((0.042, 0.080, r, "iron"), (-0.065, -0.025, r, "iron"),
                  (-0.03, 0.045, 0.012, "grip"))  # fmt: skip
        return [
            Carried(
                "chest-weight",
                tone,
                Rod("thorax", "thorax", (0.128, low, 0.0), (0.128, high, 0.0), radius).outline(
                    motion, camera
                ),
                "body",
            )
            for low, high, radius, tone in pieces
        ]
    out = []
    for side in prop.sides:
        for low, high, radius in (
            (-0.065, -0.03, 0.028),
            (0.03, 0.065, 0.028),
            (-0.03, 0.03, 0.01),
        ):
            ends = (0.064, -0.205, low), (0.064, -0.205, high)
            rod = Rod(f"thigh.{side}", f"hip.{side}", *ends, radius)
            tone = "iron" if radius > 0.02 else "grip"
            out.append(Carried(f"thigh.{side}", tone, rod.outline(motion, camera), f"leg.{side}"))
    return out


def _across_hips(motion: Motion, camera: Camera) -> list[Carried]:
    """A dumbbell across the front of the hips; each hand is in front of the end it holds."""
    out = []
    for side, outward in zip(SIDES, OUTWARD, strict=True):
        for low, high, radius, tone, layer in (
            (0.062, 0.105, 0.036, "iron", f"arm.{side}"),
            (0.0, 0.064, 0.011, "grip", "body"),
        ):
            ends = (0.090, 0.0, low * outward), (0.090, 0.0, high * outward)
            points = Rod("pelvis", "pelvis", *ends, radius).outline(motion, camera)
            out.append(Carried(f"hip-weight.{side}.{tone}", tone, points, layer))
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
    """A slider under the whole foot; a towel folded under its front, or rolled under the toes."""
    if prop.place == "toes":
        return _roll(motion, camera)
    segment, origin, low, along = (
        ("toes", "ball", -0.013, (-0.015, 0.02, 0.055))
        if prop.kind == "towel"
        else ("foot", "ankle", -0.044, (-0.055, 0.02, 0.115))
    )
    out = []
    for side in prop.sides:
        name = f"{segment}.{side}"
        rings = [Ring(name, f"{origin}.{side}", (x, low, 0.0), 0.006, 0.045, (1, 2)) for x in along]
        points = outline(place(rings, motion.body, camera), (0.2, 0.2))
        out.append(Carried(name, "sheet", points, f"leg.{side}", behind=True))
    return out


def _roll(motion: Motion, camera: Camera) -> list[Carried]:
    """A rolled towel across, under the toes that stand."""
    out = []
    for side in (c.side for c in motion.touching[0] if c.raised and c.side):
        near = 0.062 if camera.towards[2] > 0 else -0.062
        for low, high, behind in ((-near, near, True), (0.6 * near, near, False)):
            ends = (0.016, -0.010 - ROLL, low), (0.016, -0.010 - ROLL, high)
            points = Rod(f"toes.{side}", f"ball.{side}", *ends, ROLL).outline(motion, camera)
            out.append(Carried(f"toes.{side}", "ball", points, f"leg.{side}", behind))
    return out


def _long_band(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """A band from both hands to its anchor."""
    hands = (motion.body.points["knuckles.right"] + motion.body.points["knuckles.left"]) / 2
    anchor = np.repeat(anchored(prop, motion)[None], len(hands), axis=0)
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
