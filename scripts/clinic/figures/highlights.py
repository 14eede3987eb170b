"""Muscles as areas on the body's own surface, by the names of the evidence vocabulary."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, Array
from clinic.figures.shapes import Placed

ROWS: Final = 9


@dataclass(frozen=True)
class Area:
    """Part of a body part's surface.

    part: which rings carry it. first, last: where it begins and ends, counted in rings.
    middle: degrees around from the front, outward +. half: half its width in degrees.
    depth: how full its ends are; 1 an ellipse, near 0 a block.
    """

    part: str
    first: float
    last: float
    middle: float
    half: float
    taper: float = 0.6


def _both(*names: str, area: Area) -> dict[str, Area]:
    return dict.fromkeys(names, area)


AREAS: Final[dict[str, Area]] = (
    _both("gluteus-maximus", "piriformis", area=Area("pelvis", 0.3, 3.0, 134, 46))
    | _both("gluteus-medius", "gluteus-minimus", area=Area("pelvis", 1.3, 3.2, 100, 38))
    | _both("tensor-fasciae-latae", area=Area("pelvis", 1.4, 3.3, 52, 18))
    | _both("psoas-major", "iliacus", area=Area("pelvis", 1.0, 3.4, 28, 24))
    | _both("quadriceps-femoris", area=Area("thigh", 0.9, 4.75, 14, 66))
    | _both("rectus-femoris", area=Area("thigh", 0.6, 4.6, 6, 32))
    | _both("hamstrings", area=Area("thigh", 0.9, 4.7, 172, 62))
    | _both("adductor-magnus", "adductor-longus", "gracilis",
            area=Area("thigh", 0.3, 4.1, -82, 40))
    | _both("gastrocnemius", area=Area("shank", 0.3, 3.3, 176, 62))
    | _both("soleus", area=Area("shank", 2.4, 4.9, 172, 58))
    | _both("tibialis-anterior", "extensor-digitorum-longus",
            area=Area("shank", 0.5, 4.4, 22, 34))
    | _both("fibularis-longus", area=Area("shank", 0.5, 4.2, 88, 24))
    | _both("tibialis-posterior", "flexor-hallucis-longus",
            area=Area("shank", 2.0, 4.9, -130, 26))
    | _both("abductor-hallucis", "flexor-digitorum-brevis", "flexor-hallucis-brevis",
            area=Area("shoe", 1.2, 4.6, -150, 40))
    | _both("rectus-abdominis", "transversus-abdominis", area=Area("shirt", 0.2, 3.9, 0, 52, 0.4))
    | _both("external-oblique", "internal-oblique", area=Area("shirt", 0.2, 3.4, 66, 40))
    | _both("quadratus-lumborum", area=Area("shirt", 0.3, 2.6, 146, 24))
    | _both("erector-spinae", "multifidus", area=Area("shirt", 0.2, 5.0, 180, 46, 0.4))
    | _both("latissimus-dorsi", area=Area("shirt", 1.4, 5.0, 128, 36))
    | _both("trapezius", area=Area("shirt", 3.4, 7.4, 180, 60))
    | _both("serratus-anterior", area=Area("shirt", 2.6, 4.8, 84, 28))
)  # fmt: skip
FLEXORS: Final = frozenset({"psoas-major", "iliacus"})
"""Muscles that lift the leg: marked on the leg that does not stand."""
MIDDLE: Final = frozenset({"pelvis", "shirt"})
"""Parts of the middle of the body; their areas lie on either side of it."""
SINGLE: Final = frozenset({0.0, 180.0})
"""Areas in the middle plane are one, not one for each side."""


def rows(placed: Placed, area: Area) -> Placed:
    """The part's rings between the ends of the area, a little under its surface."""
    at = np.linspace(area.first, area.last, ROWS)
    low = np.clip(at.astype(int), 0, placed.centers.shape[1] - 2)
    share = at - low

    def mixed(values: Array) -> Array:
        part = share.reshape(1, -1, *([1] * (values.ndim - 2)))
        return np.asarray((1 - part) * values[:, low] + part * values[:, low + 1])

    inset = 0.94
    return Placed(
        mixed(placed.centers),
        mixed(placed.axes) * inset,
        mixed(placed.room) * inset,
        placed.length,
        placed.seen,
    )


def sectors(area: Area, side: str) -> Array:
    """Middle and half width of the area at each row, radians."""
    outward = float(OUTWARD[SIDES.index(side)])
    way = np.linspace(-1.0, 1.0, ROWS)
    full = (1 - way**2 * 0.985) ** area.taper
    middle = np.full(ROWS, np.deg2rad(area.middle) * outward)
    return np.stack([middle, np.deg2rad(area.half) * full], axis=-1)
