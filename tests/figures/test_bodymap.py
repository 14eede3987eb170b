"""The body map shows every muscle that exercises name."""

import gzip
import re

import pytest

from clinic.figures.bodymap import bodymap, shown
from clinic.figures.highlights import AREAS


def test_every_muscle_has_a_place_on_the_map_and_on_the_figure(facts):
    named = {m for fact in facts.values() for role in ("primary", "secondary") for m in fact[role]}
    assert {muscle for muscle in named if not shown(muscle)} == set()
    assert named <= set(AREAS)
    assert {muscle for muscle in AREAS if not shown(muscle)} == set()


def test_roles_are_told_in_colour_and_in_words():
    drawn = bodymap(["gluteus-maximus"], ["hamstrings"], {"hamstrings": "Back thigh"})
    assert re.search(r'b-first"[^>]*><title>Gluteus maximus: works hardest', drawn.back)
    assert re.search(r'b-second"[^>]*><title>Back thigh: helps', drawn.back)
    assert "works hardest" not in drawn.front
    assert "Works hardest: gluteus maximus. Helps: Back thigh." in drawn.back


def test_the_map_is_small_and_the_same_every_time():
    drawn = bodymap(["soleus"], [])
    assert drawn == bodymap(["soleus"], [])
    assert len(gzip.compress((drawn.front + drawn.back).encode(), 9)) < 4 * 1024


@pytest.mark.parametrize("side", ["front", "back"])
def test_contours_stay_inside_the_picture(side):
    svg = getattr(bodymap([], []), side)
    wide, high = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    for x, y in re.findall(r"M(-?\d+) (-?\d+)", svg):
        assert 0 <= int(x) <= wide
        assert 0 <= int(y) <= high
