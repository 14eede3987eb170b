"""The plates of the authors' guide: every base pose, and what + and - mean at every joint.

They are drawn as the figures of the site are, so the guide can't show what the code doesn't do.
Each is a file of its own on white paper, since the pages that show it lend it no style sheet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from clinic.figures import svg
from clinic.figures.bases import BASES
from clinic.figures.camera import UNITS
from clinic.figures.layers import Scene
from clinic.figures.look import Look
from clinic.figures.motion import moving
from clinic.figures.pose import Figure
from clinic.figures.scene import scene
from clinic.figures.shapes import NAMESPACE

BODY_HIGH: Final = 160
"""Pixels of a standing person."""
CLOSE: Final = 130
"""Pixels of a close view, which is square."""
GAP: Final = 12
LABEL: Final = 26

AROUND: Final = {"wall-supported": "wall", "sitting": "chair"}
"""The furniture that a base leans or sits on."""
Angles = dict[str, dict[str, float]]
STEP: Final[Angles] = {"right": {"hip": 30, "knee": 60}}
LIFTED: Final[Angles] = {"right": {"hip": 75, "knee": 75}}
ELBOW: Final[Angles] = {"right": {"shoulder": 20, "elbow": 90}}
PALM: Final[Angles] = {"right": {"shoulder": 20, "elbow": 90, "palm_down": 90}}
ASIDE: Final[Angles] = {"right": {"shoulder_out": 16}}


@dataclass(frozen=True)
class Sample:
    """An angle at both its ends. low: None where the guide uses no negative numbers.

    rest: the angles that make it visible. free: what leaves the floor. near: the joint of a close
    view, and its reach.
    """

    low: float | None
    high: float
    camera: str = "side"
    rest: Angles = field(default_factory=dict)
    free: str = ""
    near: tuple[str, float] | None = None


SAMPLES: Final = {
    "hip": Sample(-25, 70, free="right foot", rest={"right": {"knee": 20}}),
    "hip_out": Sample(-20, 35, "front", free="right foot"),
    "hip_turn_out": Sample(-40, 50, "front", STEP, free="right foot"),
    "knee": Sample(None, 90, free="right foot", rest={"right": {"hip": 15}}),
    "ankle": Sample(-45, 25, rest=LIFTED, free="right foot", near=("ankle.right", 0.13)),
    "toes": Sample(-35, 60, rest=LIFTED, free="right foot", near=("ball.right", 0.10)),
    "shoulder": Sample(-45, 110),
    "shoulder_out": Sample(-30, 90, "front"),
    "shoulder_turn_out": Sample(-50, 60, "front", ELBOW),
    "elbow": Sample(None, 100),
    "palm_down": Sample(-75, 80, "front", ASIDE, near=("wrist.right", 0.12)),
    "wrist": Sample(-60, 60, "side", PALM, near=("wrist.right", 0.12)),
    "trunk.lean": Sample(-10, 35),
    "trunk.side_lean": Sample(-20, 20, "front", free="feet"),
    "trunk.turn": Sample(-40, 40, "three-quarter"),
    "trunk.bend": Sample(-15, 45),
    "trunk.side_bend": Sample(-30, 30, "front"),
    "trunk.twist": Sample(-40, 40, "front"),
    "neck.bend": Sample(-45, 40, near=("head", 0.16)),
    "neck.side_bend": Sample(-35, 35, "front", near=("head", 0.16)),
    "neck.turn": Sample(-60, 60, "front", near=("head", 0.16)),
}  # fmt: skip
"""Every key that an author may write as an angle, at ends that are plain to see."""


def plates(styles: str) -> Iterator[tuple[str, str]]:
    """The name and the text of every plate. styles: the style sheet of the figures."""
    for name, base in BASES.items():
        props = ["mat"] if base.mat else [AROUND[name]] if name in AROUND else []
        drawn = [_scene({"base": name, "end": {}, "props": props})]
        yield f"base-{name}", _plate(drawn, [""], None, styles)
    for key, sample in SAMPLES.items():
        degrees = [value for value in (sample.low, 0.0, sample.high) if value is not None]
        drawn = [_scene(figure_of(key, value, sample)) for value in degrees]
        labels = [_signed(value) for value in degrees]
        yield f"angle-{key.replace('.', '-')}", _plate(drawn, labels, sample.near, styles)


def figure_of(key: str, degrees: float, sample: Sample) -> dict[str, Any]:
    """An angle at some degrees, as an author would write it."""
    part, _, name = key.rpartition(".")
    part = part or "right"
    pose = {**sample.rest, part: {**sample.rest.get(part, {}), name: degrees}}
    touching = [f"{sample.free} free"] if sample.free else []
    return {"base": "standing", "start": pose, "end": pose, "camera": sample.camera,
            "contacts": touching}  # fmt: skip


def _signed(degrees: float) -> str:
    """'+45', '0', or a real minus sign."""
    return f"{degrees:+.0f}".replace("-", "−") if degrees else "0"


def _scene(figure: dict[str, Any]) -> Scene:
    return scene(moving(Figure.model_validate(figure)), Look(), (), ())


def _plate(
    drawn: Sequence[Scene], labels: Sequence[str], near: tuple[str, float] | None, styles: str
) -> str:
    """Pictures beside each other at one scale, their labels below."""
    spaces = _close(drawn, *near) if near else _whole(drawn)
    scale = CLOSE / spaces[0].height if near else BODY_HIGH / UNITS
    high = round(spaces[0].height * scale)
    at, parts = GAP, []
    for picture, space, label in zip(drawn, spaces, labels, strict=True):
        wide = round(space.width * scale)
        head = (
            f'<svg x="{at}" y="{GAP}" width="{wide}" height="{high}" '
            f'viewBox="0 0 {space.width} {space.height}">'
        )
        parts.append(svg.still(picture, 0, space, (), head))
        if label:
            parts.append(f'<text x="{at + wide // 2}" y="{GAP + high + 18}">{label}°</text>')
        at += wide + GAP
    high += 2 * GAP + (LABEL - GAP) * any(labels)
    body = "".join(parts)
    return (
        f'<svg {NAMESPACE} width="{at}" height="{high}" viewBox="0 0 {at} {high}">'
        f"<style>{own_style(styles, body)}"
        f"text{{font:600 15px sans-serif;text-anchor:middle;fill:#333}}</style>"
        f'<rect width="{at}" height="{high}" rx="8" fill="#fff"/>{body}</svg>\n'
    )


def _whole(drawn: Sequence[Scene]) -> list[svg.Canvas]:
    """All of the person, the same heights above the floor in every picture."""
    found = [svg.canvas(picture, ()) for picture in drawn]
    top = min(int(space.corner[1]) for space in found)
    low = max(int(space.corner[1]) + space.height for space in found)
    return [svg.Canvas(np.array([space.corner[0], top]), space.width, low - top) for space in found]


def _close(drawn: Sequence[Scene], joint: str, reach: float) -> list[svg.Canvas]:
    """A square around one joint in every picture."""
    size = round(2 * reach * UNITS)
    middles = [picture.camera.flat(picture.motion.body.points[joint][0]) for picture in drawn]
    return [svg.Canvas(np.rint(middle - size / 2), size, size) for middle in middles]


def own_style(styles: str, body: str) -> str:
    """The rules of a style sheet that a picture needs, with their colors in daylight."""
    plain = re.sub(r"/\*.*?\*/|@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", styles, flags=re.S)
    rules = [
        (name.strip(), inner)
        for names, inner in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
        for name in names.split(",")
    ]
    shared = "".join(inner for name, inner in rules if name == ".figure")
    colors = dict(re.findall(r"(--[\w-]+): var\(--[\w-]+, (#\w+)\)", shared))
    used = set(re.findall(r'class="([^"]+)"', body))
    out = []
    for name, inner in rules:
        if name.startswith(".f-") and set(re.findall(r"\.([\w-]+)", name)) <= used:
            told = re.sub(r"var\((--[\w-]+), #\w+\)", lambda m: colors[m[1]], inner)
            told = re.sub(r"\s*([:;])\s*", r"\1", told).strip(" ;")
            out.append(f"{name}{{{told}}}")
    return "".join(out)
