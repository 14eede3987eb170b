"""The clinic decides who is shown: one person on a page, different people on different pages."""

import re
from datetime import date

import pytest

from clinic.compose.illustration import illustration, key_of, look_of
from clinic.figures.look import Look
from clinic.link import load
from running import append, large_clinic, problems

PEOPLE = """    figures:
      people:
        - skin: 1
        - {build: round, skin: 5, hair: bun}
        - {build: slim, skin: 4}
"""


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return load(large_clinic(tmp_path_factory.mktemp("usual") / "clinic"), date(2026, 11, 22))


@pytest.fixture(scope="module")
def varied(tmp_path_factory):
    root = large_clinic(tmp_path_factory.mktemp("varied") / "clinic")
    append(root, "mkdocs.yml", PEOPLE)
    return load(root, date(2026, 11, 22))


def test_without_a_choice_everyone_looks_the_same(usual):
    assert {look_of(usual, page) for page in usual.of_kind("exercise")} == {Look()}


def test_exercises_show_all_of_the_people(varied):
    looks = {look_of(varied, page) for page in varied.of_kind("exercise")}
    assert looks == {Look(skin=1), Look("round", 5, "bun"), Look("slim", 4)}


def test_both_pictures_and_the_movement_show_the_same_person(varied):
    pages = [page for page in varied.of_kind("exercise") if page.model.figure]
    pictures = [(page, illustration(varied, page).drawing) for page in pages]
    moving = [(page, drawn) for page, drawn in pictures if drawn.moves]
    for page, drawn in moving[:6]:
        skins = {re.search(r"figure-skin-\d", svg).group()
                 for svg in (drawn.start, drawn.end, drawn.animated)}  # fmt: skip
        assert skins == {f"figure-skin-{look_of(varied, page).skin}"}


def test_another_exercise_changes_nobody(varied):
    before = {page.slug: look_of(varied, page) for page in varied.of_kind("exercise")}
    path = varied.root / "exercises/step-up.md"
    (varied.root / "exercises/a-new-one.md").write_text(path.read_text())
    after = {
        page.slug: look_of(varied, page)
        for page in load(varied.root, date(2026, 11, 22)).of_kind("exercise")
    }
    assert after.pop("a-new-one")
    assert after == before


def test_a_kept_drawing_of_another_person_is_not_shown(usual):
    model = next(page.model for page in usual.of_kind("exercise") if page.slug == "step-up")
    keys = {key_of(model, look) for look in (Look(), Look(skin=5), Look(one_tone=True))}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- hair: bunn", 'Did you mean "bun"?'),
        ("- bild: slim", 'Did you mean "build"?'),
        ("- skin: 6", "at most 5"),
    ],
)
def test_a_slip_in_the_choice_is_told_with_what_was_meant(clinic, line, said):
    path = clinic / "mkdocs.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index("        - build: slim")
    lines.insert(place, f"        {line}")
    path.write_text("\n".join(lines))
    (found,) = [p for p in problems(clinic) if p["severity"] == "error"]
    assert (found["path"], found["line"]) == ("mkdocs.yml", place + 1)
    assert said in found["message"] + found["fix"]
