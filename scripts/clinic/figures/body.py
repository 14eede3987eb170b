"""The skeleton: how long and how heavy each part is, and where the joints stand for given angles.

Lengths are fractions of stature (Drillis & Contini 1966, as drawn in Winter, Biomechanics and
Motor Control of Human Movement, fig. 4.1); masses and centers of mass are fractions of body mass
and of segment length (Dempster 1955, via Winter, table 4.1). The distances between paired joint
centers and along the spine are our own reading of the same figure.

Axes: x forward, y up, z to the person's right. Angles are radians inside this module.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

THIGH: Final = 0.245
SHANK: Final = 0.246
UPPER_ARM: Final = 0.186
FOREARM: Final = 0.146
HIP_HALF: Final = 0.052
SHOULDER_HALF: Final = 0.104
SPINE: Final = (0.070, 0.100, 0.130)
"""Hip axis to the lumbar joint, to the thoracic joint, to the base of the neck."""
SHOULDER_ABOVE_THORAX: Final = 0.112
HEAD_ABOVE_NECK: Final = 0.102

MASSES: Final = {
    "foot": 0.0145,
    "shank": 0.0465,
    "thigh": 0.100,
    "trunk": 0.497,
    "head": 0.081,
    "upper arm": 0.028,
    "forearm": 0.016,
    "hand": 0.006,
}

SIDES: Final = ("right", "left")
OUTWARD: Final = np.array([1.0, -1.0])
"""The z direction that points away from the middle: right, left."""

CENTRAL: Final = ("root", "spine", "neck")
PAIRED: Final = ("hip", "knee", "ankle", "toes", "shoulder", "elbow", "wrist")
JOINTS: Final = CENTRAL + tuple(f"{joint}.{side}" for joint in PAIRED for side in SIDES)
SLOTS: Final = 3 * len(JOINTS) + 3
"""Three angles (bend, side, turn) for each joint, then the place of the pelvis."""
PLACE: Final = slice(3 * len(JOINTS), SLOTS)


def slot(joint: str, axis: int) -> int:
    """Index of one angle in a pose vector; axis 0 bends, 1 moves sideways, 2 turns."""
    return 3 * JOINTS.index(joint) + axis


@dataclass(frozen=True)
class Skeleton:
    """Joint places and segment frames of a batch of poses.

    points: name -> (batch, 3), in statures. frames: name -> (batch, 3, 3); the columns are the
    segment's own forward, up and right.
    """

    points: dict[str, Array]
    frames: dict[str, Array]

    def at(self, frame: str, origin: str, offset: tuple[float, float, float]) -> Array:
        """A point fixed to a segment, (batch, 3)."""
        return np.asarray(self.points[origin] + self.frames[frame] @ np.asarray(offset))


def rotations(angles: Array) -> Array:
    """Bend about z, then side about x, then turn about y: (..., 3) -> (..., 3, 3)."""
    cos, sin = np.cos(angles), np.sin(angles)
    (cz, cx, cy), (sz, sx, sy) = np.moveaxis(cos, -1, 0), np.moveaxis(sin, -1, 0)
    out = np.empty((*angles.shape[:-1], 3, 3))
    out[..., 0, 0] = cz * cy - sz * sx * sy
    out[..., 0, 1] = -sz * cx
    out[..., 0, 2] = cz * sy + sz * sx * cy
    out[..., 1, 0] = sz * cy + cz * sx * sy
    out[..., 1, 1] = cz * cx
    out[..., 1, 2] = sz * sy - cz * sx * cy
    out[..., 2, 0] = -cx * sy
    out[..., 2, 1] = sx
    out[..., 2, 2] = cx * cy
    return out


def skeleton(vectors: Array) -> Skeleton:
    """Place every joint. vectors: (batch, SLOTS), radians and statures."""
    turns = rotations(vectors[:, : PLACE.start].reshape(len(vectors), len(JOINTS), 3))
    yaw = np.zeros((len(vectors), 3))
    yaw[:, 2] = vectors[:, slot("root", 2)]
    bent = np.zeros((len(vectors), 3))
    bent[:, :2] = vectors[:, slot("root", 0) : slot("root", 0) + 2]
    pelvis = rotations(yaw) @ rotations(bent)
    frames = {"pelvis": pelvis, "lumbar": pelvis @ turns[:, 1]}
    frames["thorax"] = frames["lumbar"] @ turns[:, 1]
    frames["head"] = frames["thorax"] @ turns[:, 2]
    points = {"pelvis": vectors[:, PLACE]}
    points["lumbar"] = points["pelvis"] + SPINE[0] * frames["pelvis"][:, :, 1]
    points["thorax"] = points["lumbar"] + SPINE[1] * frames["lumbar"][:, :, 1]
    points["neck"] = points["thorax"] + SPINE[2] * frames["thorax"][:, :, 1]
    points["head"] = points["neck"] + frames["head"] @ np.array([0.012, HEAD_ABOVE_NECK, 0.0])
    found = Skeleton(points, frames)
    for index, side in enumerate(SIDES):
        _leg(found, turns[:, len(CENTRAL) + index :: 2], side, OUTWARD[index])
        _arm(found, turns[:, len(CENTRAL) + index :: 2], side, OUTWARD[index])
    return found


def _leg(found: Skeleton, turns: Array, side: str, outward: float) -> None:
    points, frames = found.points, found.frames
    points[f"hip.{side}"] = found.at("pelvis", "pelvis", (0, 0, outward * HIP_HALF))
    frames[f"thigh.{side}"] = frames["pelvis"] @ turns[:, 0]
    points[f"knee.{side}"] = found.at(f"thigh.{side}", f"hip.{side}", (0, -THIGH, 0))
    frames[f"shank.{side}"] = frames[f"thigh.{side}"] @ turns[:, 1]
    points[f"ankle.{side}"] = found.at(f"shank.{side}", f"knee.{side}", (0, -SHANK, 0))
    frames[f"foot.{side}"] = frames[f"shank.{side}"] @ turns[:, 2]
    points[f"ball.{side}"] = found.at(f"foot.{side}", f"ankle.{side}", (0.070, -0.030, 0))
    frames[f"toes.{side}"] = frames[f"foot.{side}"] @ turns[:, 3]


def _arm(found: Skeleton, turns: Array, side: str, outward: float) -> None:
    points, frames = found.points, found.frames
    hung = (-0.004, SHOULDER_ABOVE_THORAX, outward * SHOULDER_HALF)
    points[f"shoulder.{side}"] = found.at("thorax", "thorax", hung)
    frames[f"upper-arm.{side}"] = frames["thorax"] @ turns[:, 4]
    points[f"elbow.{side}"] = found.at(f"upper-arm.{side}", f"shoulder.{side}", (0, -UPPER_ARM, 0))
    frames[f"forearm.{side}"] = frames[f"upper-arm.{side}"] @ turns[:, 5]
    points[f"wrist.{side}"] = found.at(f"forearm.{side}", f"elbow.{side}", (0, -FOREARM, 0))
    frames[f"hand.{side}"] = frames[f"forearm.{side}"] @ turns[:, 6]
    points[f"knuckles.{side}"] = found.at(f"hand.{side}", f"wrist.{side}", (0, -0.052, 0))


def center_of_mass(found: Skeleton) -> Array:
    """Center of mass of the whole body, (batch, 3)."""
    at = found.points
    total = MASSES["trunk"] * (0.5 * at["pelvis"] + 0.5 * at["neck"]) + MASSES["head"] * at["head"]
    for side in SIDES:
        for name, upper, lower, share in (
            ("thigh", "hip", "knee", 0.433),
            ("shank", "knee", "ankle", 0.433),
            ("foot", "ankle", "ball", 0.5),
            ("upper arm", "shoulder", "elbow", 0.436),
            ("forearm", "elbow", "wrist", 0.430),
            ("hand", "wrist", "knuckles", 0.8),
        ):
            first, last = at[f"{upper}.{side}"], at[f"{lower}.{side}"]
            total = total + MASSES[name] * ((1 - share) * first + share * last)
    weight = MASSES["trunk"] + MASSES["head"]
    weight += 2 * sum(MASSES[name] for name in MASSES if name not in {"trunk", "head"})
    return np.asarray(total / weight)
