"""The body's flesh and clothes: rings around every bone, sized like a grown person.

Half widths are fractions of stature, drawn by eye over photographs of our own postures and
held against the breadths of Drillis & Contini (shoulders 0.259, hips 0.191 of stature).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from clinic.figures.shapes import Ring

Row = tuple[str, float, float, float, float]
"""Segment, distance along it, centre forward, half depth, half width."""


@dataclass(frozen=True)
class Part:
    """One drawn part: the rigid group it moves with, its colour, its rings, its ends."""

    name: str
    group: str
    tone: str
    rings: tuple[Ring, ...]
    caps: tuple[float, float] = (0.9, 0.9)
    convex: bool = False


@dataclass(frozen=True)
class Build:
    """How a body differs from the usual one: factors on half widths."""

    limbs: float = 1.0
    waist: float = 1.0
    hips: float = 1.0
    chest: float = 1.0


BUILDS: Final = {
    "average": Build(),
    "slim": Build(0.91, 0.9, 0.94, 0.93),
    "broad": Build(1.07, 1.13, 1.02, 1.08),
    "round": Build(1.12, 1.32, 1.16, 1.14),
}

TRUNK: Final[tuple[Row, ...]] = (
    ("pelvis", 0.026, -0.009, 0.0650, 0.0890),
    ("lumbar", -0.008, 0.002, 0.0570, 0.0800),
    ("lumbar", 0.040, 0.006, 0.0545, 0.0770),
    ("thorax", -0.005, 0.004, 0.0600, 0.0850),
    ("thorax", 0.040, 0.002, 0.0665, 0.0950),
    ("thorax", 0.080, -0.003, 0.0640, 0.1000),
    ("thorax", 0.112, -0.009, 0.0490, 0.0960),
    ("thorax", 0.130, -0.012, 0.0390, 0.0600),
    ("thorax", 0.142, -0.011, 0.0340, 0.0380),
)
PELVIS: Final[tuple[Row, ...]] = (
    ("pelvis", -0.052, -0.012, 0.0480, 0.0700),
    ("pelvis", -0.024, -0.016, 0.0630, 0.0880),
    ("pelvis", 0.012, -0.013, 0.0655, 0.0900),
    ("pelvis", 0.046, -0.004, 0.0590, 0.0830),
    ("lumbar", 0.012, 0.003, 0.0520, 0.0740),
)
THIGH: Final[tuple[Row, ...]] = (
    ("thigh", 0.012, -0.005, 0.0600, 0.0500),
    ("thigh", -0.040, -0.001, 0.0600, 0.0530),
    ("thigh", -0.100, 0.005, 0.0550, 0.0500),
    ("thigh", -0.155, 0.006, 0.0470, 0.0440),
    ("thigh", -0.205, 0.004, 0.0390, 0.0380),
    ("thigh", -0.245, 0.004, 0.0355, 0.0345),
)
SHANK: Final[tuple[Row, ...]] = (
    ("shank", 0.0, 0.003, 0.0355, 0.0345),
    ("shank", -0.032, 0.000, 0.0335, 0.0335),
    ("shank", -0.075, -0.009, 0.0375, 0.0360),
    ("shank", -0.120, -0.008, 0.0330, 0.0330),
    ("shank", -0.165, -0.004, 0.0255, 0.0260),
    ("shank", -0.205, -0.002, 0.0205, 0.0210),
)
ANKLE: Final[tuple[Row, ...]] = (
    ("shank", -0.190, -0.003, 0.0185, 0.0180),
    ("shank", -0.218, -0.003, 0.0170, 0.0170),
    ("shank", -0.246, -0.002, 0.0190, 0.0180),
)
UPPER_ARM: Final[tuple[Row, ...]] = (
    ("upper-arm", 0.0, 0.0, 0.0330, 0.0310),
    ("upper-arm", -0.050, 0.002, 0.0325, 0.0300),
    ("upper-arm", -0.105, 0.003, 0.0290, 0.0270),
    ("upper-arm", -0.150, 0.001, 0.0245, 0.0235),
    ("upper-arm", -0.186, 0.000, 0.0235, 0.0225),
)
SLEEVE: Final[tuple[Row, ...]] = (
    ("upper-arm", 0.002, -0.001, 0.0395, 0.0370),
    ("upper-arm", -0.045, 0.001, 0.0400, 0.0370),
    ("upper-arm", -0.092, 0.002, 0.0375, 0.0350),
)
FOREARM: Final[tuple[Row, ...]] = (
    ("forearm", 0.004, 0.0, 0.0230, 0.0225),
    ("forearm", -0.032, 0.002, 0.0265, 0.0245),
    ("forearm", -0.075, 0.001, 0.0230, 0.0205),
    ("forearm", -0.115, 0.0, 0.0175, 0.0150),
    ("forearm", -0.146, 0.0, 0.0150, 0.0120),
)
OPEN_HAND: Final[tuple[Row, ...]] = (
    ("hand", 0.004, 0.0, 0.0150, 0.0120),
    ("hand", -0.020, 0.001, 0.0195, 0.0125),
    ("hand", -0.046, 0.001, 0.0225, 0.0120),
    ("hand", -0.072, 0.000, 0.0200, 0.0095),
    ("hand", -0.098, -0.002, 0.0130, 0.0065),
)
THUMB: Final[tuple[Row, ...]] = (
    ("hand", -0.012, 0.012, 0.0095, 0.0090),
    ("hand", -0.034, 0.025, 0.0085, 0.0080),
    ("hand", -0.056, 0.031, 0.0065, 0.0060),
)
FIST: Final[tuple[Row, ...]] = (
    ("hand", 0.004, 0.0, 0.0150, 0.0120),
    ("hand", -0.020, 0.002, 0.0210, 0.0170),
    ("hand", -0.042, 0.003, 0.0225, 0.0195),
    ("hand", -0.056, 0.002, 0.0190, 0.0170),
)
NECK: Final[tuple[Row, ...]] = (
    ("thorax", 0.108, -0.012, 0.0360, 0.0400),
    ("thorax", 0.136, -0.010, 0.0325, 0.0315),
    ("head", -0.062, -0.020, 0.0305, 0.0290),
    ("head", -0.030, -0.018, 0.0320, 0.0300),
)
FACE: Final[tuple[tuple[float, float, float, float], ...]] = (
    (0.052, 0.028, -0.046, 0.034),
    (0.038, 0.045, -0.058, 0.043),
    (0.020, 0.0515, -0.063, 0.0475),
    (0.006, 0.0500, -0.064, 0.0485),
    (-0.007, 0.0560, -0.062, 0.0475),
    (-0.018, 0.0660, -0.056, 0.0455),
    (-0.027, 0.0500, -0.046, 0.0425),
    (-0.038, 0.0530, -0.030, 0.0375),
    (-0.050, 0.0500, -0.012, 0.0290),
    (-0.062, 0.0440, 0.006, 0.0190),
)
"""Height above the middle of the head, front, back, half width: the profile of the face."""
FACE_SECTORS: Final = (0.42, 0.85, 1.16, 1.42, 1.62, 1.80, 2.00, 2.40, 3.14, 3.14)
"""How far around from the front the skin shows at each height, radians; the rest is hair."""
HAIR: Final[tuple[tuple[float, float, float, float], ...]] = (
    (0.064, 0.010, -0.038, 0.026),
    (0.053, 0.037, -0.059, 0.042),
    (0.036, 0.051, -0.071, 0.051),
    (0.016, 0.050, -0.076, 0.0535),
    (-0.004, 0.030, -0.074, 0.052),
    (-0.022, 0.006, -0.068, 0.047),
    (-0.040, -0.014, -0.058, 0.036),
)
SHOE: Final[tuple[tuple[float, float, float], ...]] = (
    (-0.040, -0.004, 0.022),
    (-0.030, 0.010, 0.026),
    (-0.004, 0.013, 0.027),
    (0.022, 0.002, 0.029),
    (0.046, -0.010, 0.033),
    (0.072, -0.016, 0.036),
)
"""Along the foot from the ankle, top of the shoe, half width."""
TOE_CAP: Final[tuple[tuple[float, float, float], ...]] = (
    (-0.006, 0.014, 0.036),
    (0.018, 0.011, 0.035),
    (0.036, 0.004, 0.028),
)
SOLE_TOP: Final = -0.0310
SOLE_BOTTOM: Final = -0.0395
BALL_DROP: Final = 0.030


def _rings(rows: Iterable[Row], side: str, factors: dict[str, float]) -> tuple[Ring, ...]:
    out = []
    for segment, along, forward, depth, width in rows:
        factor = factors.get(segment, 1.0)
        name = f"{segment}.{side}" if side else segment
        out.append(
            Ring(
                name,
                _ORIGINS[segment] + (f".{side}" if side else ""),
                (forward, along, 0.0),
                depth * factor,
                width * factor,
            )
        )
    return tuple(out)


_ORIGINS: Final = {
    "pelvis": "pelvis", "lumbar": "lumbar", "thorax": "thorax", "head": "head",
    "thigh": "hip", "shank": "knee", "foot": "ankle", "toes": "ball",
    "upper-arm": "shoulder", "forearm": "elbow", "hand": "wrist",
}  # fmt: skip


def _head(rows: Iterable[tuple[float, float, float, float]]) -> tuple[Ring, ...]:
    return tuple(
        Ring("head", "head", ((front + back) / 2, height, 0.0), (front - back) / 2, width)
        for height, front, back, width in rows
    )


def _shoe(
    rows: Iterable[tuple[float, float, float]], segment: str, side: str, low: float, top: float
) -> tuple[Ring, ...]:
    """Rings along the foot; `top` caps their height, which makes the sole out of the shoe."""
    drop = BALL_DROP if segment == "toes" else 0.0
    rings = []
    for along, high, width in rows:
        upper, lower = min(high, top + drop), low + drop
        rings.append(
            Ring(
                f"{segment}.{side}",
                f"{_ORIGINS[segment]}.{side}",
                (along, (upper + lower) / 2, 0.0),
                (upper - lower) / 2,
                width,
                (1, 2),
            )
        )
    return tuple(rings)


def trunk_parts(build: Build) -> list[Part]:
    """Pelvis, shirt and neck."""
    factors = {"pelvis": build.hips, "lumbar": build.waist, "thorax": build.chest}
    return [
        Part("neck", "neck", "neck", _rings(NECK, "", {}), (0.1, 0.2)),
        Part("pelvis", "pelvis", "legs", _rings(PELVIS, "", factors), (0.25, 0.1)),
        Part("shirt", "shirt", "shirt", _rings(TRUNK, "", factors), (0.08, 0.06)),
    ]


def head_parts() -> list[Part]:
    """Hair all around; the face is an area on its own rings, laid over it."""
    return [
        Part("hair", "head", "hair", _head(HAIR), convex=True),
        Part("face", "head", "skin", _head(FACE), (0.3, 0.5)),
    ]


def leg_parts(side: str, build: Build, from_below: bool) -> list[Part]:
    """Toes, shoe, ankle, shank and thigh, far end first; from below the soles are in front."""
    wide = {"thigh": build.limbs * (0.5 + 0.5 * build.hips), "shank": build.limbs}
    upper = [
        Part(
            f"toe-cap.{side}",
            f"toes.{side}",
            "shoe",
            _shoe(TOE_CAP, "toes", side, SOLE_TOP - 0.001, 1.0),
            (0.3, 0.55),
        ),
        Part(
            f"shoe.{side}",
            f"foot.{side}",
            "shoe",
            _shoe(SHOE, "foot", side, SOLE_TOP - 0.001, 1.0),
            (0.3, 0.35),
        ),
    ]
    soles = [
        Part(
            f"toe-sole.{side}",
            f"toes.{side}",
            "sole",
            _shoe(TOE_CAP, "toes", side, SOLE_BOTTOM, SOLE_TOP + 0.004),
            (0.4, 0.75),
        ),
        Part(
            f"sole.{side}",
            f"foot.{side}",
            "sole",
            _shoe(SHOE, "foot", side, SOLE_BOTTOM, SOLE_TOP + 0.004),
            (0.6, 0.6),
        ),
    ]
    return [
        Part(f"ankle.{side}", f"shank.{side}", "skin", _rings(ANKLE, side, wide), (0.1, 0.6)),
        *(upper + soles if from_below else soles + upper),
        Part(f"shank.{side}", f"shank.{side}", "legs", _rings(SHANK, side, wide), (0.95, 0.12)),
        Part(f"thigh.{side}", f"thigh.{side}", "legs", _rings(THIGH, side, wide), (0.8, 0.95)),
    ]  # fmt: skip


def arm_parts(side: str, build: Build, grips: bool) -> list[Part]:
    """Upper arm, forearm, hand and sleeve."""
    wide = dict.fromkeys(("upper-arm", "forearm"), build.limbs)
    hand = FIST if grips else OPEN_HAND
    return [
        Part(f"upper-arm.{side}", f"upper-arm.{side}", "skin", _rings(UPPER_ARM, side, wide)),
        Part(f"hand.{side}", f"hand.{side}", "skin", _rings(hand, side, {}), (0.3, 0.9)),
        Part(f"thumb.{side}", f"hand.{side}", "skin", _rings(THUMB, side, {}), (0.4, 0.9)),
        Part(f"forearm.{side}", f"forearm.{side}", "skin", _rings(FOREARM, side, wide), (0.9, 0.7)),
        Part(f"sleeve.{side}", f"upper-arm.{side}", "shirt", _rings(SLEEVE, side, wide),
             (0.9, 0.12)),
    ]  # fmt: skip
