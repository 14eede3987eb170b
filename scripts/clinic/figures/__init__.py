"""Pose data to pictures: `draw` a figure, `check` it, draw the `bodymap`."""

from clinic.figures.bodymap import BodyMap, bodymap
from clinic.figures.check import Finding, check, too_alike
from clinic.figures.drawing import Drawing, draw
from clinic.figures.look import Look
from clinic.figures.pose import Figure

__all__ = [
    "BodyMap",
    "Drawing",
    "Figure",
    "Finding",
    "Look",
    "bodymap",
    "check",
    "draw",
    "too_alike",
]
