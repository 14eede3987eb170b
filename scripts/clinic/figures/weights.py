"""Weights in the hands, at the chest, on the hips and on the thighs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, Array, Skeleton
from clinic.figures.camera import Camera
from clinic.figures.motion import Motion
from clinic.figures.shapes import disc
from clinic.figures.things import Carried, Rod
from clinic.figures.words import Prop


def _dumbbell(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    r = 0.030 * prop.size
    if prop.place in {"chest", "thighs"}:
        return _held_by_both(prop, motion, camera)
    if prop.place == "hips":
        return _across_hips(motion, camera)
    if prop.place == "both hands":
        return _between_hands(prop, motion, camera)
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


def _between_hands(prop: Prop, motion: Motion, camera: Camera) -> list[Carried]:
    """One dumbbell held across, hands beside each other on its grip."""
    right, left = (motion.body.points[f"knuckles.{side}"] for side in SIDES)
    along = (right - left) * [1.0, 0.0, 1.0]
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    up = np.broadcast_to([0.0, 1.0, 0.0], along.shape)
    axes = np.stack([np.cross(up, along), up, along], axis=-1)
    body = Skeleton({"weight": (right + left) / 2}, {"weight": axes})
    held = replace(motion, body=body)
    r = 0.032 * prop.size
    out = []
    for side, outward in zip(SIDES, OUTWARD, strict=True):
        for low, high, radius, tone in ((0.056, 0.098, r, "iron"), (0.0, 0.058, 0.010, "grip")):
            ends = (0.0, 0.0, low * outward), (0.0, 0.0, high * outward)
            points = Rod("weight", "weight", *ends, radius).outline(held, camera)
            out.append(Carried(f"bell.{side}.{tone}", tone, points, f"arm.{side}", tone == "grip"))
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
        center = hands + np.array([0.0, y, 0.0])
        ones = np.ones((len(hands), 1))
        return disc(center, ones * right * radius * wide, ones * up * radius, camera)

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


WEIGHTS: Final[dict[str, Callable[[Prop, Motion, Camera], list[Carried]]]] = {
    "dumbbell": _dumbbell,
    "kettlebell": _kettlebell,
    "barbell": _barbell,
}
