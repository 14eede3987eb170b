"""Front and back of the body with the muscles that work hardest and those that help."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from clinic.figures.bodymap_shapes import BACK, FRONT, OUTLINE, PLAIN, Contour
from clinic.figures.shapes import spline

WIDTH: Final = 440
HEIGHT: Final = 1040
PIXELS: Final = 0.3
EDGE: Final = 18
ROLES: Final = {"first": "works hardest", "second": "helps"}


@dataclass(frozen=True)
class BodyMap:
    """Two SVG pictures of the same size, in pixels."""

    front: str
    back: str
    width: int
    height: int


def bodymap(
    primary: Collection[str], secondary: Collection[str], names: Mapping[str, str] | None = None
) -> BodyMap:
    """Draw the map. primary, secondary: muscle ids of the vocabulary; names: their titles."""
    known = names or {}
    views = {
        view: _view(view, shapes, primary, secondary, known)
        for view, shapes in (("front", FRONT), ("back", BACK))
    }
    size = round(WIDTH * PIXELS), round(HEIGHT * PIXELS)
    return BodyMap(views["front"], views["back"], *size)


def shown(muscle: str) -> bool:
    """Whether the map has a shape for this muscle."""
    return muscle in FRONT or muscle in BACK


def _view(
    view: str,
    shapes: Mapping[str, tuple[Contour, ...]],
    primary: Collection[str],
    secondary: Collection[str],
    names: Mapping[str, str],
) -> str:
    outline = (*OUTLINE, *((-x, y) for x, y in reversed(OUTLINE)))
    body = f'<path class="b-body" d="{_path([outline])}"/>'
    plain = f'<path class="b-plain" d="{_path(_sides(PLAIN[view]))}"/>'
    parts = []
    for muscle, contours in sorted(shapes.items(), key=lambda s: _rank(s[0], primary, secondary)):
        role = "first" if muscle in primary else "second" if muscle in secondary else ""
        name = names.get(muscle, muscle.replace("-", " ").capitalize())
        told = f"{name}: {ROLES[role]}" if role else name
        parts.append(
            f'<path class="b-muscle{" b-" + role if role else ""}" data-muscle="{muscle}" '
            f'd="{_path(_sides(contours))}"><title>{escape(told)}</title></path>'
        )
    label = f"Muscles, {view} view. {_listed(shapes, primary, secondary, names)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure bodymap" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{round(WIDTH * PIXELS)}" '
        f'height="{round(HEIGHT * PIXELS)}" role="img" aria-label="{escape(label.strip())}">'
        f"{body}{plain}{''.join(parts)}</svg>"
    )


def _rank(muscle: str, primary: Collection[str], secondary: Collection[str]) -> tuple[int, str]:
    """What is marked is painted last, so that nothing covers it."""
    return (2 if muscle in primary else 1 if muscle in secondary else 0), muscle


def _listed(
    shapes: Mapping[str, tuple[Contour, ...]],
    primary: Collection[str],
    secondary: Collection[str],
    names: Mapping[str, str],
) -> str:
    told = []
    for role, muscles in (("Works hardest", primary), ("Helps", secondary)):
        here = [names.get(m, m.replace("-", " ")) for m in muscles if m in shapes]
        told += [f"{role}: {', '.join(here)}."] if here else []
    return " ".join(told)


def _sides(contours: Iterable[Contour]) -> list[Contour]:
    return [tuple((sign * x, y) for x, y in contour) for contour in contours for sign in (1, -1)]


def _path(contours: Iterable[Contour]) -> str:
    middle = np.array([WIDTH / 2, EDGE])
    return "".join(spline(np.array(contour, dtype=float) + middle) for contour in contours)
