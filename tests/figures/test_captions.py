"""What a picture shows is said once, and everybody gets the same words."""

from datetime import date
from html import escape
from pathlib import Path

import pytest

from clinic.compose import library, review
from clinic.compose.contexts import figure
from clinic.compose.illustration import captions, illustration
from clinic.compose.view import View
from clinic.link import load
from clinic.read.site import Site
from running import LIBRARY, replace

SHOWS = 'shows: {start: 2, end: "Your heels are low."}'
WORDS = ("Rise onto your toes.", "Your heels are low.")


@pytest.fixture
def view(clinic: Path) -> View:
    replace(clinic, "exercises/heel-raise.md", "shows: {start: 1, end: 2}", SHOWS)
    site = load(clinic, date(2026, 11, 22))
    return View(site, next(p for p in site.of_kind("exercise") if p.slug == "heel-raise"))


@pytest.fixture(scope="module")
def content() -> Site:
    return load(LIBRARY, date(2026, 11, 22))


def test_a_number_is_the_text_of_that_step_and_a_sentence_stands_for_itself(view: View) -> None:
    assert captions(view.page.model) == WORDS


def test_the_page_the_plan_and_the_review_say_the_same(view: View) -> None:
    assert figure(view)["captions"] == WORDS
    assert (
        library.exercise(view.site, view.page, library.cautions([view.page]))["captions"] == WORDS
    )
    assert review.exercise(view)["figure"]["captions"] == WORDS


def test_the_moving_picture_says_the_same_to_those_who_do_not_see_it(content: Site) -> None:
    for page in content.of_kind("exercise"):
        made = illustration(content, page)
        if made is not None and made.drawing.moves:
            start, end = captions(page.model)
            assert f"Start: {escape(start)} End: {escape(end)}</desc>" in made.drawing.animated


def test_heel_drop_says_what_is_drawn(content: Site) -> None:
    """One leg lowers its heel in the second picture; the first move is another one."""
    model = next(page.model for page in content.of_kind("exercise") if page.slug == "heel-drop")
    start, end = captions(model)
    assert "both feet" in start
    assert "heel" in end
    assert "both" not in end
