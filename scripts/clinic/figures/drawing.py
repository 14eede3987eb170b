"""The one call that turns a figure into its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from clinic.figures import svg
from clinic.figures.arrows import arrows
from clinic.figures.keyframes import motions_of
from clinic.figures.look import Look
from clinic.figures.motion import Motion, moving
from clinic.figures.pose import Figure
from clinic.figures.scene import scene
from clinic.figures.stretch import stretched


@dataclass(frozen=True)
class Drawing:
    """The pictures of one exercise.

    animated: SVG of the start, whose parts move while an ancestor has `data-playing`; `css`
    holds its keyframes and belongs in a stylesheet. Both are empty where nothing moves, and where
    parts would lose their form: `stretched` names those. start, end: SVG to stand in a page above
    its caption, for print and for no script.
    stacked: the pair is wide and belongs one above the other. width, height: pixels of each
    picture at its natural size, the same scale for every figure. props, places: what is used
    and where the joints are at both ends, to tell figures apart.
    """

    animated: str
    start: str
    end: str
    css: str
    stacked: bool
    width: int
    height: int
    props: tuple[str, ...]
    places: tuple[float, ...]
    stretched: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether the movement can be shown."""
        return bool(self.css)


def draw(
    figure: Figure,
    *,
    name: str,
    alt: str,
    highlight_primary: Sequence[str],
    highlight_secondary: Sequence[str],
    look: Look = Look(),  # noqa: B008 - frozen
) -> Drawing:
    """Draw a figure. Pure: the same words give the same bytes.

    name: title of the picture. alt: what the moving one shows, in the exercise's own words.
    highlight_primary, highlight_secondary: muscle ids of the vocabulary, in the two tones.
    """
    motion = moving(figure)
    picture = scene(motion, look, highlight_primary, highlight_secondary)
    marks = arrows(picture)
    space = svg.canvas(picture, marks)
    words = repr((figure.model_dump(), name, alt, highlight_primary, highlight_secondary, look))
    key = "f" + sha256(words.encode()).hexdigest()[:8]
    opened = svg.opening(space, look)
    heads = [svg.named(opened, f"{name}, {moment}") for moment in ("start", "end")]
    told = svg.told(opened, key, name, alt)
    motions = motions_of(picture)
    torn = stretched(picture, motions)
    animated, css = ("", "") if torn else svg.moving(picture, motions, space, marks, told, key)
    return Drawing(
        animated,
        svg.still(picture, 0, space, [mark for mark in marks if mark.first], heads[0]),
        svg.still(picture, -1, space, [mark for mark in marks if not mark.first], heads[1]),
        css,
        space.width > 1.15 * space.height,
        round(space.width * svg.PIXELS),
        round(space.height * svg.PIXELS),
        tuple(sorted(prop.kind for prop in figure.used())),
        _places(motion),
        torn,
    )


def _places(motion: Motion) -> tuple[float, ...]:
    """Joints at both ends, seen from the pelvis at the start."""
    body = motion.body.points
    origin = body["pelvis"][0]
    ends = [np.round(body[name][frame] - origin, 4) for name in sorted(body) for frame in (0, -1)]
    return tuple(float(value) for place in ends for value in place)
