"""In a real browser, on a built page: the muscles of an exercise are marked beside their list."""

import re

import pytest

PARTS = """() => [...document.querySelectorAll('.marked use')].map(part => {
  const box = part.getBBox(), style = getComputedStyle(part);
  return { part: part.getAttribute('href').split('#')[1], drawn: box.width > 5 && box.height > 5,
           fill: style.fill };
})"""
COLORS = """() => Object.fromEntries([...document.querySelectorAll('.trains i')].map(key =>
  [key.className.split(' ').pop(), getComputedStyle(key).backgroundColor]))"""


@pytest.fixture
def opened(browser, address):
    """Opens the page of an exercise; whatever the policy blocks is a failure."""
    contexts, told = [], []

    def open_page(slug, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{address}exercises/{slug}/", wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_muscles_of_an_exercise_are_drawn_in_the_colors_of_their_list(
    opened, facts, script, colors
):
    page = opened("hip-thrust", java_script_enabled=script, color_scheme=colors)
    fact = facts["hip-thrust"]
    parts = {entry["part"]: entry for entry in page.evaluate(PARTS)}
    assert set(parts) == {"body", *fact["primary"], *fact["secondary"]}
    assert all(entry["drawn"] for entry in parts.values())
    keys = page.evaluate(COLORS)
    assert keys["b-first"] != keys["b-second"]
    for role, tone in (("primary", "b-first"), ("secondary", "b-second")):
        assert {parts[muscle]["fill"] for muscle in fact[role]} == {keys[tone]}


def test_the_map_follows_the_reader_who_switches_colors(opened):
    page = opened("hip-thrust", color_scheme="light")
    light = page.evaluate(COLORS)
    page.evaluate("document.documentElement.dataset.colors = 'dark'")
    assert page.evaluate(COLORS)["b-first"] != light["b-first"]
    assert page.evaluate(PARTS)[-1]["fill"] == page.evaluate(COLORS)["b-first"]


def test_the_map_keeps_its_room_before_it_is_loaded(opened, address, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.route(re.compile("muscles.svg"), lambda route: route.abort())
    page.goto(f"{address}exercises/hip-thrust/")
    without = page.locator(".marked").bounding_box()
    context.close()
    loaded = opened("hip-thrust", viewport={"width": 360, "height": 740})
    assert loaded.locator(".marked").bounding_box() == without
    assert without["height"] > 140


def test_the_list_says_all_that_the_map_shows(opened):
    page = opened("hip-thrust")
    assert page.locator(".marked").get_attribute("aria-hidden") == "true"
    assert "gluteus maximus" in page.locator(".trains li").first.inner_text()
