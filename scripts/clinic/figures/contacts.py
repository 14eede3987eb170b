"""Where the body can touch something: points of the body, and targets on the body itself."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, Array, Skeleton
from clinic.figures.words import Contact

Offset = tuple[float, float, float]

HEIGHTS: Final = {"step": 0.086, "bench": 0.245, "chair": 0.250, "foam-roller": 0.085, "ball": 0.06}
"""Usual height of a surface in statures: 15 cm, 43 cm, 44 cm, 15 cm, 10 cm at 175 cm."""


@dataclass(frozen=True)
class Spot:
    """A point of a segment, and how far it stands from what it touches (its flesh)."""

    frame: str
    origin: str
    offset: Offset
    radius: float


SPOTS: Final[dict[str, tuple[Spot, ...]]] = {
    "foot": (
        Spot("foot", "ankle", (-0.034, -0.039, 0), 0),
        Spot("foot", "ankle", (0.070, -0.039, 0.025), 0),
        Spot("foot", "ankle", (0.070, -0.039, -0.025), 0),
    ),
    "toes": (
        Spot("toes", "ball", (0.0, -0.009, 0.02), 0),
        Spot("toes", "ball", (0.0, -0.009, -0.02), 0),
        Spot("toes", "ball", (0.036, -0.009, 0), 0),
    ),
    "outer-foot": (
        Spot("foot", "ankle", (-0.030, -0.026, 0.022), 0),
        Spot("foot", "ankle", (0.060, -0.032, 0.030), 0),
    ),
    "inner-foot": (
        Spot("foot", "ankle", (-0.030, -0.026, -0.022), 0),
        Spot("foot", "ankle", (0.060, -0.032, -0.030), 0),
    ),
    "heel": (Spot("foot", "ankle", (-0.034, -0.039, 0), 0),),
    "instep": (
        Spot("foot", "ankle", (0, 0, 0), 0.026),
        Spot("foot", "ankle", (0.075, -0.026, 0), 0.010),
    ),
    "knee": (Spot("thigh", "knee", (0, 0, 0), 0.036),),
    "shin": (Spot("thigh", "knee", (0, 0, 0), 0.036), Spot("shank", "ankle", (0, 0, 0), 0.030)),
    "hips": (Spot("pelvis", "pelvis", (-0.004, 0.0, 0), 0.060),),
    "hip": (Spot("pelvis", "pelvis", (0, 0.0, 0), 0.094),),
    "back": (Spot("thorax", "thorax", (-0.002, 0.035, 0), 0.062),),
    "shoulders": (Spot("thorax", "thorax", (-0.004, 0.085, 0), 0.064),),
    "shoulder": (Spot("thorax", "shoulder", (0, -0.02, 0), 0.036),),
    "chest": (Spot("thorax", "thorax", (0, 0.05, 0), 0.066),),
    "head": (Spot("head", "head", (-0.012, 0.01, 0), 0.058),),
    "hand": (
        Spot("hand", "wrist", (0, 0, 0), 0.017),
        Spot("hand", "wrist", (0, -0.094, 0), 0.008),
        Spot("hand", "wrist", (0.02, -0.045, 0), 0.012),
    ),
    "forearm": (
        Spot("forearm", "elbow", (0, 0, 0), 0.024),
        Spot("forearm", "wrist", (0, 0, 0), 0.019),
    ),
    "elbow": (Spot("forearm", "elbow", (0, 0, 0), 0.024),),
}
ROLL: Final = 0.018
"""Radius of a rolled towel under the toes: 3 cm."""
ON_ROLL: Final = (*SPOTS["toes"][:2], Spot("toes", "ball", (0.036, -0.009, 0), 1.35 * ROLL))
"""Toes that lie on a rolled towel: the ball of the foot is down, the tips are higher."""
SIDED_ORIGINS: Final = frozenset({"ankle", "ball", "knee", "wrist", "elbow", "shoulder"})
SIDED_FRAMES: Final = frozenset({"foot", "toes", "thigh", "shank", "hand", "forearm"})
ON_BODY: Final[dict[str, tuple[str, str, Offset]]] = {
    "hips": ("pelvis", "pelvis", (0.030, 0.085, 0.084)),
    "thighs": ("thigh.", "knee.", (0.052, 0.055, 0.0)),
    "knees": ("thigh.", "knee.", (0.050, 0.02, 0.0)),
    "chest": ("thorax", "thorax", (0.120, 0.050, 0.020)),
    "lower-back": ("lumbar", "lumbar", (-0.088, 0.0, 0.012)),
    "belly": ("lumbar", "lumbar", (0.085, 0.03, 0.05)),
    "shoulders": ("thorax", "thorax", (0.062, 0.085, -0.060)),
    "head": ("head", "head", (-0.045, 0.0, 0.035)),
    "dumbbell": ("pelvis", "pelvis", (0.095, 0.0, 0.085)),
}
"""Where a hand goes on the body; z counts outward from the middle."""
GESTURES: Final[dict[str, dict[str, float]]] = {
    "hips": {
        "shoulder": -12,
        "shoulder_out": 46,
        "shoulder_turn_out": -48,
        "elbow": 104,
        "palm_down": 30,
    },
    "dumbbell": {"shoulder": -10, "shoulder_out": 8, "elbow": 60, "palm_down": 60},
    "chest": {"shoulder": 30, "shoulder_out": 8, "elbow": 130, "palm_down": 0},
    "head": {"shoulder": 40, "shoulder_out": 112, "shoulder_turn_out": 70, "elbow": 132},
    "lower-back": {"shoulder": -30, "shoulder_out": 20, "shoulder_turn_out": -60, "elbow": 80},
}
"""How the arm bends on its way there, in degrees."""
FOOT_GESTURES: Final[dict[str, dict[str, float]]] = {
    "instep": {"ankle": -42, "toes": 0},
    "shin": {"ankle": -42, "toes": 0},
    "foot": {"toes": 0},
    "toes": {"ankle": 8, "toes": 40},
}
"""How the foot bends when this part of it rests on something."""


def spots(contact: Contact) -> tuple[Spot, ...]:
    """The points that touch, with the side filled in."""
    if contact.side is None:
        return SPOTS[contact.part]
    known = ON_ROLL if contact.raised else SPOTS[contact.part]
    outward = float(OUTWARD[SIDES.index(contact.side)])
    return tuple(
        Spot(
            f"{spot.frame}.{contact.side}" if spot.frame in SIDED_FRAMES else spot.frame,
            f"{spot.origin}.{contact.side}" if spot.origin in SIDED_ORIGINS else spot.origin,
            (spot.offset[0], spot.offset[1], spot.offset[2] * outward),
            spot.radius,
        )
        for spot in known
    )


def where(found: Skeleton, contact: Contact) -> Array:
    """Places of the points that touch: (batch, points, 3)."""
    places = [found.at(spot.frame, spot.origin, spot.offset) for spot in spots(contact)]
    return np.stack(places, axis=1)


def radii(contact: Contact) -> Array:
    """Flesh between each point and the surface, in statures."""
    return np.array([spot.radius for spot in spots(contact)])


def body_target(found: Skeleton, contact: Contact) -> Array:
    """Where on the body a hand belongs: (batch, 3)."""
    frame, origin, (x, y, z) = ON_BODY[contact.surface]
    side = contact.side or "right"
    if frame.endswith("."):
        frame, origin = frame + side, origin + side
    outward = float(OUTWARD[SIDES.index(side)])
    return found.at(frame, origin, (x, y, z * outward))


_LIMB_POINTS: Final[tuple[tuple[str, str, Offset, float], ...]] = (
    ("foot", "ankle", (-0.034, -0.030, 0), 0.008),
    ("foot", "ball", (0.0, 0.0, 0), 0.008),
    ("toes", "ball", (0.036, 0.0, 0), 0.008),
    ("shank", "ankle", (0, 0, 0), 0.026),
    ("shank", "knee", (0, 0, 0), 0.034),
    ("forearm", "elbow", (0, 0, 0), 0.020),
    ("forearm", "wrist", (0, 0, 0), 0.014),
    ("hand", "wrist", (0, -0.09, 0), 0.005),
)
HARD_POINTS: Final[tuple[tuple[str, str, Offset, float], ...]] = (
    ("pelvis", "pelvis", (0, 0, 0), 0.056),
    ("thorax", "thorax", (0, 0.05, 0), 0.056),
    ("head", "head", (0, 0, 0), 0.058),
    *(
        (f"{frame}.{side}", f"{origin}.{side}", offset, radius)
        for side in SIDES
        for frame, origin, offset, radius in _LIMB_POINTS
    ),
)
"""Points that cannot be below the floor, each with its flesh."""
