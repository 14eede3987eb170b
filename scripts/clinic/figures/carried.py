"""Things that move with the body: weights, bands, balls, a stick along the back."""

from collections.abc import Callable
from typing import Final

import numpy as np

from clinic.figures.camera import Camera
from clinic.figures.contacts import ROLL
from clinic.figures.motion import Motion
from clinic.figures.props import anchored
from clinic.figures.shapes import Ring, disc, outline, place
from clinic.figures.things import Carried, Rod
from clinic.figures.weights import WEIGHTS
from clinic.figures.words import Prop


def carried(motion: Motion, camera: Camera) -> list[Carried]:
    """Everything that moves with the body."""
    out: list[Carried] = []
    for prop in motion.figure.used():
        maker = CARRIERS.get(prop.kind)
        if maker is not None:
            out.extend(maker(prop, motion, camera))
    return out


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


CARRIERS: Final[dict[str, Callable[[Prop, Motion, Camera], list[Carried]]]] = WEIGHTS | {
    "backpack": _backpack,
    "mini-band": _band,
    "long-band": _long_band,
    "small-ball": _ball,
    "stick": _stick,
    "towel": _sheet,
    "slider": _sheet,
}
