"""The body map shows every muscle that exercises name."""

import gzip
import re
import xml.etree.ElementTree as ET

import pytest

from clinic.figures.bodymap import bodymap, marked, shared, shown
from clinic.figures.highlights import AREAS


def test_every_muscle_has_a_place_on_the_map_and_on_the_figure(facts):
    named = {m for fact in facts.values() for role in ("primary", "secondary") for m in fact[role]}
    assert {muscle for muscle in named if not shown(muscle)} == set()
    assert named <= set(AREAS)
    assert {muscle for muscle in AREAS if not shown(muscle)} == set()


def test_every_part_that_a_page_uses_is_in_the_shared_file():
    ids = re.findall(r'\bid="([^"]+)"', shared({}))
    assert len(ids) == len(set(ids))
    used = re.findall(r'href="muscles.svg#([^"]+)"', marked("muscles.svg", sorted(AREAS), []))
    assert set(used) == {"body", *AREAS} == set(ids)


def test_what_works_hardest_is_painted_last():
    drawn = marked("m.svg", ["gluteus-maximus"], ["hamstrings"])
    assert drawn.index("b-second") < drawn.index("hamstrings") < drawn.index("b-first")
    assert "b-second" not in marked("m.svg", ["gluteus-maximus"], [])


def test_a_muscle_without_a_shape_is_left_to_the_list():
    assert "deltoid" not in marked("m.svg", ["deltoid"], ["soleus"])


def test_the_shared_file_is_a_file_with_the_muscles_names():
    root = ET.fromstring(shared({"soleus": "Lower calf & more"}))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "Lower calf & more" in titles
    assert "Gluteus maximus" in titles


def test_the_maps_are_small_and_the_same_every_time():
    drawn = bodymap({})
    assert drawn == bodymap({})
    assert len(gzip.compress((drawn.front + drawn.back).encode(), 9)) < 4 * 1024
    assert len(gzip.compress(shared({}).encode(), 9)) < 4 * 1024


@pytest.mark.parametrize("picture", [bodymap({}).front, bodymap({}).back, shared({})])
def test_contours_stay_inside_the_picture(picture):
    wide, high = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', picture).groups())
    for x, y in re.findall(r"M(-?\d+) (-?\d+)", picture):
        assert 0 <= int(x) <= wide
        assert 0 <= int(y) <= high
