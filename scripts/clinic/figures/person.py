"""The parts that are drawn: which rings, which color, which rigid group they move with."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from clinic.figures import flesh
from clinic.figures.flesh import Row
from clinic.figures.shapes import Ring


@dataclass(frozen=True)
class Part:
    """One drawn part: the rigid group it moves with, its color, its rings, its ends."""

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
    drop = flesh.BALL_DROP if segment == "toes" else 0.0
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
        Part("neck", "neck", "neck", _rings(flesh.NECK, "", {}), (0.1, 0.2)),
        Part("pelvis", "pelvis", "legs", _rings(flesh.PELVIS, "", factors), (0.25, 0.1)),
        Part("shirt", "shirt", "shirt", _rings(flesh.TRUNK, "", factors), (0.08, 0.06)),
    ]


def head_parts() -> list[Part]:
    """Hair all around; the face is an area on its own rings, laid over it."""
    return [
        Part("hair", "head", "hair", _head(flesh.HAIR), convex=True),
        Part("face", "head", "skin", _head(flesh.FACE), (0.3, 0.5)),
    ]


def leg_parts(side: str, build: Build, from_below: bool) -> list[Part]:
    """Toes, shoe, ankle, shank and thigh, far end first; from below the soles are in front."""
    wide = {"thigh": build.limbs * (0.5 + 0.5 * build.hips), "shank": build.limbs}
    upper = [
        Part(
            f"toe-cap.{side}",
            f"toes.{side}",
            "shoe",
            _shoe(flesh.TOE_CAP, "toes", side, flesh.SOLE_TOP - 0.001, 1.0),
            (0.3, 0.55),
        ),
        Part(
            f"shoe.{side}",
            f"foot.{side}",
            "shoe",
            _shoe(flesh.SHOE, "foot", side, flesh.SOLE_TOP - 0.001, 1.0),
            (0.3, 0.35),
        ),
    ]
    soles = [
        Part(
            f"toe-sole.{side}",
            f"toes.{side}",
            "sole",
            _shoe(flesh.TOE_CAP, "toes", side, flesh.SOLE_BOTTOM, flesh.SOLE_TOP + 0.004),
            (0.4, 0.75),
        ),
        Part(
            f"sole.{side}",
            f"foot.{side}",
            "sole",
            _shoe(flesh.SHOE, "foot", side, flesh.SOLE_BOTTOM, flesh.SOLE_TOP + 0.004),
            (0.6, 0.6),
        ),
    ]
    return [
        Part(f"ankle.{side}", f"shank.{side}", "skin", _rings(flesh.ANKLE, side, wide), (0.1, 0.6)),
        *(upper + soles if from_below else soles + upper),
        Part(
            f"shank.{side}", f"shank.{side}", "legs", _rings(flesh.SHANK, side, wide), (0.95, 0.12)
        ),
        Part(
            f"thigh.{side}", f"thigh.{side}", "legs", _rings(flesh.THIGH, side, wide), (0.4, 0.95)
        ),
    ]


def arm_parts(side: str, build: Build, grips: bool) -> list[Part]:
    """Upper arm, forearm, hand and sleeve."""
    wide = dict.fromkeys(("upper-arm", "forearm"), build.limbs)
    hand = flesh.FIST if grips else flesh.OPEN_HAND
    return [
        Part(f"upper-arm.{side}", f"upper-arm.{side}", "skin", _rings(flesh.UPPER_ARM, side, wide)),
        Part(f"hand.{side}", f"hand.{side}", "skin", _rings(hand, side, {}), (0.3, 0.9)),
        Part(f"thumb.{side}", f"hand.{side}", "skin", _rings(flesh.THUMB, side, {}), (0.4, 0.9)),
        Part(
            f"forearm.{side}",
            f"forearm.{side}",
            "skin",
            _rings(flesh.FOREARM, side, wide),
            (0.9, 0.7),
        ),
        Part(
            f"sleeve.{side}",
            f"upper-arm.{side}",
            "shirt",
            _rings(flesh.SLEEVE, side, wide),
            (0.9, 0.12),
        ),
    ]
