"""What moves with the body: a flat thing on the picture, and a round bar fixed to a segment."""

from dataclasses import dataclass

import numpy as np

from clinic.figures.body import Array
from clinic.figures.camera import Camera
from clinic.figures.motion import Motion
from clinic.figures.shapes import Ring, outline, place


@dataclass(frozen=True)
class Carried:
    """Something that moves with the body: corner points (frames, points, 2) and its color.

    layer: the limb it is drawn with. behind: drawn before that limb. line: an open line.
    """

    group: str
    tone: str
    points: Array
    layer: str
    behind: bool = False
    line: bool = False


@dataclass(frozen=True)
class Rod:
    """A round thing along one axis of a segment: from, to, and its half width, in statures."""

    frame: str
    origin: str
    first: tuple[float, float, float]
    last: tuple[float, float, float]
    radius: float

    def outline(self, motion: Motion, camera: Camera) -> Array:
        """Its corner points in every frame."""
        axis = int(np.argmax(np.abs(np.subtract(self.last, self.first))))
        first, second = (a for a in (0, 1, 2) if a != axis)
        rings = [
            Ring(self.frame, self.origin, end, self.radius, self.radius, (first, second))
            for end in (self.first, self.last)
        ]
        return outline(place(rings, motion.body, camera), (0.12, 0.12))
