"""Front and back of the body, with a shape for every muscle that exercises name.

The finder writes both pictures into its page, where every muscle can be touched. A page of an
exercise marks a few muscles only: it borrows the shapes from one file that all pages share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from clinic.figures.bodymap_shapes import BACK, FRONT, OUTLINE, PLAIN, Contour
from clinic.figures.shapes import NAMESPACE, spline

WIDTH: Final = 440
HEIGHT: Final = 1040
PIXELS: Final = 0.3
EDGE: Final = 18
BESIDE: Final = (176 * 2 * WIDTH // HEIGHT, 176)
"""Pixels of both views together, where they stand beside a list."""
BODY: Final = "body"
"""The id of both views without a mark, in the shared file; every muscle has its own."""
VIEWS: Final = {"front": FRONT, "back": BACK}


@dataclass(frozen=True)
class BodyMap:
    """Two SVG pictures of the same size, in pixels."""

    front: str
    back: str
    width: int
    height: int


def bodymap(names: Mapping[str, str]) -> BodyMap:
    """The two pictures, each muscle a path of its own. names: the title of each muscle."""
    size = round(WIDTH * PIXELS), round(HEIGHT * PIXELS)
    front, back = (_view(view, shapes, names, size) for view, shapes in VIEWS.items())
    return BodyMap(front, back, *size)


def shown(muscle: str) -> bool:
    """Whether the map has a shape for this muscle."""
    return muscle in FRONT or muscle in BACK


def shared(names: Mapping[str, str]) -> str:
    """Both views beside each other, as a file whose parts other pages use.

    Its colors are those of the page that uses it, since custom properties reach into a used part;
    a muscle has none of its own and takes the fill of the mark.
    """
    bodies, muscles = [], dict[str, list[str]]()
    for index, (view, shapes) in enumerate(VIEWS.items()):
        aside = index * WIDTH
        bodies.append(f'<path fill="var(--body,#e4e8ec)" d="{_outline(aside)}"/>')
        plain = _path(_sides(PLAIN[view]), aside)
        bodies.append(f'<path fill="var(--muscle,#cdd5dd)" opacity=".55" d="{plain}"/>')
        for muscle, contours in shapes.items():
            muscles.setdefault(muscle, []).append(_path(_sides(contours), aside))
    groups = "".join(
        f'<path id="{muscle}" d="{"".join(paths)}"><title>{_title(muscle, names)}</title></path>'
        for muscle, paths in sorted(muscles.items())
    )
    return (
        f'<svg {NAMESPACE} viewBox="0 0 {2 * WIDTH} {HEIGHT}"><g id="{BODY}">{"".join(bodies)}'
        f'<g fill="var(--muscle,#cdd5dd)" stroke="var(--muscle-line,#f7f8f9)" stroke-width="3">'
        f"{groups}</g></g></svg>\n"
    )


def marked(file: str, primary: Sequence[str], secondary: Sequence[str]) -> str:
    """Both views with these muscles in two tones. file: the address of the shared file.

    It is decoration: the list that it stands beside says the same in words.
    """
    roles = (("second", secondary), ("first", primary))  # what works hardest covers the rest
    marks = "".join(
        f'<g class="b-{role}">{"".join(_use(file, muscle) for muscle in found)}</g>'
        for role, muscles in roles
        if (found := [muscle for muscle in muscles if shown(muscle)])
    )
    return (
        f'<svg class="figure marked" viewBox="0 0 {2 * WIDTH} {HEIGHT}" width="{BESIDE[0]}" '
        f'height="{BESIDE[1]}" aria-hidden="true">{_use(file, BODY)}{marks}</svg>'
    )


def _use(file: str, part: str) -> str:
    return f'<use href="{file}#{part}"/>'


def _view(
    view: str,
    shapes: Mapping[str, tuple[Contour, ...]],
    names: Mapping[str, str],
    size: tuple[int, int],
) -> str:
    plain = f'<path class="b-plain" d="{_path(_sides(PLAIN[view]))}"/>'
    parts = "".join(
        f'<path class="b-muscle" data-muscle="{muscle}" d="{_path(_sides(contours))}">'
        f"<title>{_title(muscle, names)}</title></path>"
        for muscle, contours in sorted(shapes.items())
    )
    return (
        f'<svg class="figure bodymap" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{size[0]}" height="{size[1]}" role="img" aria-label="Muscles, {view} view.">'
        f'<path class="b-body" d="{_outline()}"/>{plain}{parts}</svg>'
    )


def _title(muscle: str, names: Mapping[str, str]) -> str:
    return escape(names.get(muscle, muscle.replace("-", " ").capitalize()))


def _outline(aside: int = 0) -> str:
    return _path([(*OUTLINE, *((-x, y) for x, y in reversed(OUTLINE)))], aside)


def _sides(contours: Iterable[Contour]) -> list[Contour]:
    return [tuple((sign * x, y) for x, y in contour) for contour in contours for sign in (1, -1)]


def _path(contours: Iterable[Contour], aside: int = 0) -> str:
    middle = np.array([WIDTH / 2 + aside, EDGE])
    return "".join(spline(np.array(contour, dtype=float) + middle) for contour in contours)
