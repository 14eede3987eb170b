"""The movement is offered only where the moving picture keeps the form of every part."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from clinic.figures.camera import VIEWS, Camera
from clinic.figures.keyframes import motions_of
from clinic.figures.layers import Item, Layer, Scene
from clinic.figures.look import Look
from clinic.figures.motion import moving
from clinic.figures.pose import Figure
from clinic.figures.scene import scene
from clinic.figures.stretch import BOUNDS, THIN, UNSEEN, stretched

KNOWN = {
    "banded-march": "band",
    "hip-hinge-drill": "head",
    "kickstand-deadlift": "head",
    "lateral-band-walk": "right foot",
    "lateral-step-down": "left foot",
    "romanian-deadlift": "head",
    "side-lying-hip-abduction": "right toes",
    "single-leg-hip-thrust": "head",
    "single-leg-rdl": "head",
    "suitcase-carry": "left foot",
}
"""What was seen to break when the movement was looked at, and the part that broke."""
TURNS = np.linspace(0, np.pi, 40, endpoint=False)
ROUNDING = 0.08
"""The directions in between those of the check may be a little beyond its bounds."""


@pytest.fixture(scope="module")
def scenes(written, facts):
    return {
        slug: scene(moving(Figure.model_validate(figure)), Look(), facts[slug]["primary"], ())
        for slug, figure in written.items()
    }


@pytest.fixture(scope="module")
def torn(scenes):
    return {slug: stretched(picture, motions_of(picture)) for slug, picture in scenes.items()}


def breadths(points):
    return np.ptp(points @ np.stack([np.cos(TURNS), np.sin(TURNS)]), axis=0)


def shares(picture):
    """How broad each outline is while it moves, as a share of how broad it is drawn afresh."""
    motions = motions_of(picture)
    items = [item for layer in picture.layers for item in layer.items]
    for item in items:
        if item.follows or item.line or item.points is None or item.group not in motions:
            continue
        for frame, (matrix, middle, there) in enumerate(motions[item.group]):
            moved = (item.points[0] - middle) @ matrix + there
            true = breadths(item.points[frame])
            if true.max() >= UNSEEN:
                seen = true >= THIN
                yield item.group, breadths(moved)[seen] / true[seen]


def test_what_is_offered_keeps_its_form_at_every_moment(scenes, torn):
    offered = [slug for slug, parts in torn.items() if not parts]
    assert len(offered) > len(scenes) / 2
    for slug in offered:
        for group, share in shares(scenes[slug]):
            assert share.min() > BOUNDS[0] - ROUNDING, (slug, group)
            assert share.max() < BOUNDS[1] + ROUNDING, (slug, group)


def test_movements_that_were_seen_to_break_are_not_offered_and_name_the_part(torn):
    for slug, parts in torn.items():
        print(f"{slug}: {', '.join(parts) or 'moves'}")
    assert {slug: part for slug, part in KNOWN.items() if part not in torn[slug]} == {}


def test_a_calm_movement_is_offered(torn):
    for slug in ("calf-raise", "clamshell", "dead-bug", "glute-bridge", "step-up"):
        assert torn[slug] == (), slug


SQUARE = np.array([[0, 0], [100, 0], [100, 100], [0, 100]], dtype=float)


def drawing(first, last, **kind):
    item = Item("foot.right", "shoe", np.stack([first, last]), **kind)
    layer = Layer("leg.right", items=[item])
    return Scene((layer,), Camera.turned(*VIEWS["side"]), moving(Figure(base="standing", end={})))


def test_a_part_that_is_drawn_broader_moves_broader_and_is_no_fault():
    wide = drawing(SQUARE, SQUARE * [3, 1])
    assert stretched(wide, motions_of(wide)) == ()


@pytest.mark.parametrize(
    ("factor", "parts"), [(1.3, ()), (1.5, ("right foot",)), (0.6, ("right foot",))]
)
def test_a_part_that_the_movement_stretches_is_named(factor, parts):
    still = drawing(SQUARE, SQUARE + 10)
    motion = [(np.eye(2) * f, SQUARE.mean(axis=0), SQUARE.mean(axis=0)) for f in (1, factor)]
    assert stretched(still, {"foot.right": motion}) == parts


def test_a_line_whose_stroke_swells_is_named():
    """A band becomes thick with its matrix even where its ends are in their places."""
    line = np.array([[0, 0], [100, 0]], dtype=float)
    still = drawing(line, line, line=True)
    thick = np.diag([1.0, 3.0])
    motion = [(matrix, line.mean(axis=0), line.mean(axis=0)) for matrix in (np.eye(2), thick)]
    assert stretched(still, {"foot.right": motion}) == ("right foot",)


def test_a_page_offers_exactly_the_movements_that_are_published(built_content: Path):
    site = built_content / "site"
    offered = Counter()
    for path in sorted(site.glob("exercises/*/index.html")):
        figure = LexborHTMLParser(path.read_bytes()).css_first("clinic-figure")
        if figure is not None:
            offered["data-moving" in figure.attributes] += 1
            moves = figure.attributes.get("data-moving", "").rpartition("/")[2]
            files = {f"{path.parent.name}.{kind}" for kind in ("svg", "css")}
            there = {name for name in files if (site / "assets/figures" / name).exists()}
            assert there == (files if moves else set()), path
    assert offered[True] > 20
    assert offered[False] > 10


def test_where_no_movement_is_offered_there_is_no_button_for_it(browser, address):
    page = browser.new_page()
    for name, offered in (("clamshell", 1), ("lateral-step-down", 0)):
        page.goto(f"{address}exercises/{name}/")
        page.get_by_role("button", name="Other side").wait_for()
        assert page.get_by_role("button", name="Show the movement").count() == offered
    page.close()
