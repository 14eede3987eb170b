"""Clinical angles to a pose vector and back, and the normal range of each joint."""

from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, SLOTS, Array, slot
from clinic.figures.pose import Pose

LIMB_SLOTS: Final[dict[str, tuple[str, int, float, bool]]] = {
    "hip": ("hip", 0, 1, False),
    "hip_out": ("hip", 1, -1, True),
    "hip_turn_out": ("hip", 2, -1, True),
    "knee": ("knee", 0, -1, False),
    "ankle": ("ankle", 0, 1, False),
    "toes": ("toes", 0, 1, False),
    "shoulder": ("shoulder", 0, 1, False),
    "shoulder_out": ("shoulder", 1, -1, True),
    "shoulder_turn_out": ("shoulder", 2, -1, True),
    "elbow": ("elbow", 0, 1, False),
    "palm_down": ("elbow", 2, 1, True),
    "wrist": ("wrist", 1, -1, True),
}
"""Field -> joint, axis, sign, and whether the sign turns over on the left."""
MIDDLE_SLOTS: Final[dict[str, tuple[str, int, float]]] = {
    "trunk.lean": ("root", 0, -1),
    "trunk.side_lean": ("root", 1, 1),
    "trunk.turn": ("root", 2, -1),
    "trunk.bend": ("spine", 0, -0.5),
    "trunk.side_bend": ("spine", 1, 0.5),
    "trunk.twist": ("spine", 2, -0.5),
    "neck.bend": ("neck", 0, -1),
    "neck.side_bend": ("neck", 1, 1),
    "neck.turn": ("neck", 2, -1),
}
RANGES: Final[dict[str, tuple[float, float]]] = {
    "hip": (-30, 125),
    "hip_out": (-30, 50),
    "hip_turn_out": (-45, 60),
    "knee": (-8, 150),
    "ankle": (-55, 38),
    "toes": (-40, 85),
    "shoulder": (-60, 180),
    "shoulder_out": (-50, 180),
    "shoulder_turn_out": (-90, 95),
    "elbow": (-5, 150),
    "palm_down": (-85, 100),
    "wrist": (-80, 92),
    "trunk.bend": (-30, 75),
    "trunk.side_bend": (-38, 38),
    "trunk.twist": (-50, 50),
    "neck.bend": (-60, 50),
    "neck.side_bend": (-45, 45),
    "neck.turn": (-80, 80),
}
"""Lowest and highest angle in degrees.

From the norms of the American Academy of Orthopaedic Surgeons (1965) as tabulated in Norkin &
White, Measurement of Joint Motion: hip flexion 120, extension 30, abduction 45, adduction 30,
rotation 45 each way; knee 135 to 150; ankle 20 up and 50 down; shoulder 180, extension 60,
rotation 90 and 70; elbow 150; forearm 80 each way; wrist 70 up and 80 down; neck 45 and 60.
From general knowledge, not from that table: about 5 degrees more at the ends for how a pose is
drawn; ankle 38 up (a loaded lunge goes past the unloaded norm); hip rotation 60 outward with
the hip bent; the wrist 92 up under body weight; toes 85 up on tiptoe; the ranges of the trunk.
"""


def labelled(name: str) -> tuple[int, float]:
    """Slot and factor (radians per degree) of 'right.knee' or 'trunk.lean'."""
    if name in MIDDLE_SLOTS:
        joint, axis, sign = MIDDLE_SLOTS[name]
        return slot(joint, axis), float(np.deg2rad(sign))
    side, field = name.split(".")
    joint, axis, sign, mirrored = LIMB_SLOTS[field]
    outward = OUTWARD[SIDES.index(side)] if mirrored else 1.0
    return slot(f"{joint}.{side}", axis), float(np.deg2rad(sign * outward))


ANGLES: Final = tuple(MIDDLE_SLOTS) + tuple(f"{side}.{k}" for side in SIDES for k in LIMB_SLOTS)
_TABLE: Final = {name: labelled(name) for name in ANGLES}


def written(pose: Pose) -> dict[str, float]:
    """The angles an author wrote, by their full name; one side wins over both."""
    found: dict[str, float] = {}
    for side in SIDES:
        for limbs in (pose.both, getattr(pose, side)):
            values = limbs.model_dump(exclude_none=True)
            found.update({f"{side}.{field}": value for field, value in values.items()})
    for part in ("trunk", "neck"):
        values = getattr(pose, part).model_dump(exclude_none=True)
        found.update({f"{part}.{field}": value for field, value in values.items()})
    return found


def vector(angles: dict[str, float]) -> Array:
    """A pose vector with these angles and zero elsewhere."""
    out = np.zeros(SLOTS)
    for name, degrees in angles.items():
        index, factor = _TABLE[name]
        out[index] = degrees * factor
    return out


def reading(pose: Array) -> dict[str, float]:
    """All angles of one pose vector, in degrees."""
    return {name: float(pose[index] / factor) for name, (index, factor) in _TABLE.items()}


def limits(name: str) -> tuple[float, float] | None:
    """Normal range of 'right.knee' or 'trunk.bend', in degrees; None where there is none."""
    return RANGES.get(name) or RANGES.get(name.rsplit(".", maxsplit=1)[-1] if "." in name else "")
