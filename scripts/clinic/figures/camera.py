"""The view: a camera far away, so that lengths keep their proportion wherever they stand."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic.figures.body import Array

UNITS: Final = 1000
"""Drawing units per stature: one scale for every figure."""
VIEWS: Final = {
    "side": (16.0, 8.0),
    "three-quarter": (48.0, 9.0),
    "front": (72.0, 9.0),
    "front-low": (52.0, 16.0),
    "front-high": (70.0, 17.0),
    "front-left": (116.0, 13.0),
    "back": (-90.0, 8.0),
    "back-three-quarter": (-38.0, 9.0),
}
"""Turn around the person, from the right side (0) to the front (90), and height; degrees."""


@dataclass(frozen=True)
class Camera:
    """Directions of the picture's right and up, and towards the viewer, in the room."""

    right: Array
    up: Array
    towards: Array

    @classmethod
    def turned(cls, yaw: float, pitch: float) -> "Camera":
        """A camera from its turn and height, in degrees."""
        cos, sin = np.cos(np.deg2rad([yaw, pitch])), np.sin(np.deg2rad([yaw, pitch]))
        return cls(
            np.array([cos[0], 0.0, -sin[0]]),
            np.array([-sin[0] * sin[1], cos[1], -cos[0] * sin[1]]),
            np.array([sin[0] * cos[1], sin[1], cos[0] * cos[1]]),
        )

    def flat(self, vectors: Array) -> Array:
        """Directions or places on the picture, y down, in drawing units: (..., 3) -> (..., 2)."""
        return UNITS * np.stack([vectors @ self.right, -(vectors @ self.up)], axis=-1)

    def depth(self, vectors: Array) -> Array:
        """How near to the viewer, in statures."""
        return np.asarray(vectors @ self.towards)
