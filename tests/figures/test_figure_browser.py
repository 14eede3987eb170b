"""In a real browser: the movement plays, pauses, and rests for people who prefer less motion."""

from pathlib import Path

import pytest

from clinic.figures.drawing import draw
from clinic.figures.pose import Figure

STYLES = Path(__file__).resolve().parents[2] / "overrides/assets/css/figures.css"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
POLICY = "default-src 'none'; style-src 'self' file:; img-src 'self'"
RUNNING = """() => document.getAnimations().filter(a => a.playState === 'running').length"""
PAUSED = """() => document.getAnimations().filter(a => a.playState === 'paused').length"""
SET = """value => { const f = document.querySelector('figure');
  value === null ? f.removeAttribute('data-playing') : f.setAttribute('data-playing', value) }"""


@pytest.fixture
def page_file(tmp_path, written):
    drawn = draw(
        Figure.model_validate(written["goblet-squat"]),
        name="Squat",
        alt="A squat",
        highlight_primary=("quadriceps-femoris",),
        highlight_secondary=(),
    )
    (tmp_path / "moving.css").write_text(drawn.css, encoding="utf-8")
    (tmp_path / "figures.css").write_text(STYLES.read_text(encoding="utf-8"), encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>t</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<link rel="stylesheet" href="figures.css"><link rel="stylesheet" href="moving.css">'
        f"<figure>{drawn.animated}</figure>{drawn.start}{drawn.end}",
        encoding="utf-8",
    )
    return page.as_uri()


def test_nothing_moves_until_it_is_asked_to(browser, page_file):
    page = browser.new_page()
    page.goto(page_file)
    assert page.evaluate(RUNNING) == 0
    page.evaluate(SET, "")
    assert page.evaluate(RUNNING) > 5
    page.evaluate(SET, "paused")
    assert page.evaluate(RUNNING) == 0
    assert page.evaluate(PAUSED) > 5
    page.evaluate(SET, None)
    assert page.evaluate(RUNNING) + page.evaluate(PAUSED) == 0
    page.close()


def test_reduced_motion_means_no_motion(browser, page_file):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(page_file)
    page.evaluate(SET, "")
    assert page.evaluate(RUNNING) == 0
    page.close()


def test_the_movement_begins_and_ends_where_the_pictures_do(browser, page_file):
    page = browser.new_page()
    page.goto(page_file)
    page.evaluate(SET, "paused")
    boxes = []
    for moment in (0, 1999):
        page.evaluate(f"() => document.getAnimations().forEach(a => a.currentTime = {moment})")
        boxes.append(page.evaluate(HEAD, "figure svg"))
    stills = [page.evaluate(HEAD, f"body > svg:nth-of-type({n})") for n in (1, 2)]
    for moving, still in zip(boxes, stills, strict=True):
        assert abs(moving[0] - still[0]) < 3
        assert abs(moving[1] - still[1]) < 3
    page.close()


HEAD = """where => { const svg = document.querySelector(where), o = svg.getBoundingClientRect(),
  h = svg.querySelector('.f-hair').getBoundingClientRect(); return [h.x - o.x, h.y - o.y] }"""


def test_a_strict_policy_blocks_nothing(browser, page_file):
    page = browser.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(page_file)
    fill = page.evaluate("() => getComputedStyle(document.querySelector('.f-hair')).fill")
    assert fill == "rgb(61, 44, 37)"
    assert [text for text in told if "Content Security Policy" in text] == []
    page.close()
