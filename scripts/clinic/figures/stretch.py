"""Which parts would lose their form in the moving picture.

A browser moves each part by one matrix for each moment, made from the part's first outline. Where
a part turns toward the viewer or away, no matrix gives its outline at that moment: it swells, it
shrinks, or it shears. Such a movement is not shown.
"""

from typing import Final

import numpy as np

from clinic.figures.body import Array
from clinic.figures.keyframes import Motions
from clinic.figures.layers import Item, Scene

BOUNDS: Final = (0.7, 1.4)
"""How broad a part may be while it moves, in any direction, as a share of how broad it is."""
HEAD_BOUNDS: Final = (0.8, 1.25)
"""The same for the head: a face looks wrong much sooner than a shoe."""
UNSEEN: Final = 24.0
"""Nobody sees the form of a part smaller than this: 7 pixels at the natural size. An eye is one."""
THIN: Final = 12.0
"""What is thinner than this is compared as if it were this thick; a rounded unit is no fault."""
STROKE: Final = 15.0
"""How thick bands and sticks are painted. The matrix stretches the stroke, too."""
DIRECTIONS: Final = 8
_TURNS: Final = np.arange(DIRECTIONS) * np.pi / DIRECTIONS
WAYS: Final = np.stack([np.cos(_TURNS), np.sin(_TURNS)])


def stretched(picture: Scene, motions: Motions) -> tuple[str, ...]:
    """The parts that are stretched beyond bounds at any moment, in words, such as 'right foot'."""
    found = (
        item.group
        for layer in picture.layers
        for item in layer.items
        if item.group in motions and _loses_form(item, motions[item.group])
    )
    return tuple(" ".join(reversed(group.split("."))) for group in dict.fromkeys(found))


def _loses_form(item: Item, motion: list[tuple[Array, Array, Array]]) -> bool:
    """Whether an outline, moved, is broader or narrower than the same outline drawn afresh."""
    matrices = np.stack([matrix for matrix, _, _ in motion])
    if item.follows:  # of what is seen anew, only the face is part of the body's form
        if item.tone != "skin" or item.points is None or item.last is None:
            return False
        first, true, matrices = item.points, _breadths(item.last[None]), matrices[-1:]
    elif item.points is not None:
        first, true = item.points[0], _breadths(item.points)
    else:
        return False
    shown = _breadths((first - motion[0][1]) @ matrices)
    if item.line:
        true = true + STROKE
        shown = shown + STROKE * np.linalg.norm(matrices @ WAYS, axis=1)
    if max(true.max(), shown[0].max()) < UNSEEN:
        return False
    share = shown / np.maximum(true, THIN)
    least, most = HEAD_BOUNDS if item.group == "head" else BOUNDS
    return bool((share[true >= THIN] < least).any() or (share > most).any())


def _breadths(outlines: Array) -> Array:
    """How broad outlines are in every direction, (frames, points, 2) -> (frames, directions)."""
    along = outlines @ WAYS
    return np.asarray(along.max(axis=1) - along.min(axis=1))
