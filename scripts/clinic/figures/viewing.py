"""From where a figure is seen, which limbs are far from there, and which side is at work."""

from typing import Final

import numpy as np

from clinic.figures.body import SIDES
from clinic.figures.camera import VIEWS, Camera
from clinic.figures.motion import Motion

LYING: Final = 0.5
"""Where a person's right and left are nearly above each other, the room says what is far."""
FEET: Final = frozenset({"foot", "toes", "heel", "instep"})


def viewpoint(motion: Motion) -> Camera:
    """The author's view, or the usual one of the base."""
    yaw, pitch = VIEWS[motion.figure.camera or motion.base.camera]
    if motion.wall is not None and motion.figure.camera is None:
        yaw = -yaw if motion.wall > 0 else yaw
    return Camera.turned(yaw, pitch)


def working(motion: Motion) -> tuple[str, ...]:
    """The side whose muscles are marked: the leg that carries, or the leg that moves."""
    if motion.figure.base == "side-support":
        return SIDES
    first, last = ({c.side: c for c in some if c.part in FEET} for some in motion.touching)
    if motion.base.mat and not first and not last:
        gone = {s: motion.body.points[f"knee.{s}"] for s in SIDES}
        far = {s: float(np.linalg.norm(at[-1] - at[0])) for s, at in gone.items()}
        return tuple(s for s in SIDES if far[s] > 0.3 * max(far.values()))
    if motion.figure.base == "one-leg" and len({*first, *last}) == 1:
        return tuple(s for s in SIDES if s in {*first, *last})
    firm = {c.side for c in motion.held if c.part in FEET}
    other = {c.side for c in last.values() if first.get(c.side) == c and c.part == "foot"} - firm
    flat = {c.side for c in motion.held if c.part == "foot"}
    if len(firm) == 1 and not other:
        return tuple(s for s in SIDES if s in firm)
    if len(firm) == 2 and len(flat) == 1:
        return tuple(s for s in SIDES if s in flat)
    return SIDES


def far_limbs(motion: Motion, camera: Camera) -> set[str]:
    """Limbs on the side away from the viewer, where the person is seen from the side."""
    across = motion.body.frames["pelvis"][0][:, 2] * [1.0, 0.0, 1.0]
    if np.linalg.norm(across) < LYING:
        across = np.array([0.0, 0.0, 1.0])
    facing = float(across @ camera.towards)
    if abs(facing) < 0.5:
        return set()
    side = "left" if facing > 0 else "right"
    return {f"leg.{side}", f"arm.{side}"}
