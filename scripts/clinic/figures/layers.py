"""What a picture is made of before it is written: paths in layers, from back to front."""

from dataclasses import dataclass, field

from clinic.figures.body import Array
from clinic.figures.camera import Camera
from clinic.figures.motion import Motion
from clinic.figures.props import Furniture


@dataclass(frozen=True)
class Item:
    """One path: the rigid group it moves with, its color, its corner points.

    points: (frames, points, 2). An area on the skin is seen anew in every still picture:
    `last` is how it shows at the end, and both are None where it is out of sight.
    """

    group: str
    tone: str
    points: Array | None
    line: bool = False
    follows: bool = False
    last: Array | None = None

    def at(self, frame: int) -> Array | None:
        """Corner points in a still picture, the first or the last."""
        if self.follows:
            return self.points if frame == 0 else self.last
        return None if self.points is None else self.points[frame]


@dataclass
class Layer:
    """What is painted together; far limbs are a tone back."""

    name: str
    far: bool = False
    items: list[Item] = field(default_factory=list)
    furniture: Furniture | None = None


@dataclass(frozen=True)
class Scene:
    """Everything to paint, from back to front, and the camera it was seen with."""

    layers: tuple[Layer, ...]
    camera: Camera
    motion: Motion
