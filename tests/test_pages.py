"""The site in a real browser: whole, private and usable, with and without scripts."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from running import PUBLISHED

PAGES = {
    "home": "",
    "library": "exercises/",
    "exercise": "exercises/single-leg-squat/",
    "article": "articles/strength-training-for-runners/",
    "program": "programs/two-days-a-week-for-runners/",
    "person": "people/pat-example/",
    "glossary": "glossary/",
    "404": "no/such/page/",
}
WIDTHS = (360, 1280)
NARROWEST = 320
PHONE = 412
SETTLED = "networkidle"


class Seen:
    """A page in the browser, with everything that went wrong and everything that was asked for."""

    def __init__(self, browser: Browser, width: int, **more: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", self.said)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def said(self, message: Any) -> None:
        """Keep what the console complains of, except that the unknown address is unknown."""
        unknown = message.location.get("url", "").endswith(PAGES["404"])
        if message.type in ("error", "warning") and not unknown:
            self.errors.append(message.text)


@pytest.fixture
def seen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Seen]:
    """A fresh page of the width that the test asks for."""
    given = getattr(request, "param", WIDTHS[-1])
    made = Seen(browser, given)
    yield made
    made.context.close()


def violations(page: Page) -> list[str]:
    """What axe finds: each rule with the first elements that break it."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[node['html'][:120] for node in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("seen", WIDTHS, indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_private_and_accessible(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    expect(seen.page.locator("h1")).to_be_visible()
    assert seen.errors == []
    assert seen.hosts == {urlsplit(address).netloc}
    for colors in ("light", "dark"):
        seen.page.emulate_media(color_scheme=colors)  # type: ignore[arg-type]
        assert violations(seen.page) == [], colors
    light = "() => getComputedStyle(document.body).backgroundColor"
    dark = seen.page.evaluate(light)
    seen.page.emulate_media(color_scheme="light")
    assert seen.page.evaluate(light) != dark


@pytest.mark.parametrize("seen", [NARROWEST], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows_on_the_smallest_screen(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    wide = """width => [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1 && e.checkVisibility())
        .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, (
        seen.page.evaluate(wide, NARROWEST)
    )


@pytest.mark.parametrize("name", PAGES)
def test_print_is_whole_and_without_navigation(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    seen.page.emulate_media(media="print")
    expect(seen.page.locator("h1")).to_be_visible()
    for control in seen.page.locator("nav, button, .tools, .skip, dialog").all():
        expect(control).to_be_hidden()
    data = seen.page.pdf()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 1


def test_an_exercise_prints_on_one_sheet(seen: Seen, address: str) -> None:
    seen.page.goto(address + PAGES["exercise"], wait_until=SETTLED)
    data = seen.page.pdf(format="Letter", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_content_can_be_read_without_scripts(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 800}
    )
    page = context.new_page()
    page.goto(address + PAGES[name])
    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("main").inner_text().split()) > 12
    for control in ("clinic-search", "clinic-scheme", "clinic-print"):
        for button in page.locator(f"{control} button").all():
            expect(button).to_be_hidden()
    context.close()


def test_the_library_lists_every_exercise_without_scripts(
    browser: Browser, address: str, built_content: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGES["library"])
    links = page.locator("main a")
    found = {str(link.get_attribute("href")).strip("./") for link in links.all()}
    context.close()
    for path in (built_content / "exercises").glob("*.md"):
        if yaml.safe_load(path.read_text().split("---\n")[1])["status"] == "published":
            assert path.stem in found


def focused(page: Page) -> str:
    """The words of what has the keyboard's focus."""
    script = "document.activeElement.innerText || document.activeElement.ariaLabel || ''"
    return str(page.evaluate(script)).strip()


def tab_to(page: Page, words: str, most: int = 20) -> None:
    """Press Tab until what has the focus shows these words."""
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        reached.append(focused(page))
        if reached[-1] == words:
            return
    pytest.fail(f"{words} was not reached, only {reached}")


@pytest.mark.parametrize("seen", [PHONE], indirect=True)
def test_the_menu_works_by_keyboard_on_a_phone(seen: Seen, address: str) -> None:
    page = seen.page
    page.goto(address + PAGES["exercise"], wait_until=SETTLED)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    tab_to(page, "Skip to content", 1)
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert focused(page) == "Menu"
    page.keyboard.press("Enter")
    tab_to(page, "Articles")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Articles")
    assert seen.errors == []


STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled).length"""
SEEN = """() => { const e = document.activeElement;
  if (e === document.body) return 'out';
  if (e.dataset.reached) return 'again';
  e.dataset.reached = 'yes';
  const b = e.getClientRects()[0], x = b.x + b.width / 2, y = b.y + Math.min(b.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  return top && (e.contains(top) || top.contains(e)) ? 'seen' : e.outerHTML.slice(0, 120) }"""


@pytest.mark.parametrize("seen", [PHONE], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_and_shows_every_control(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    all_stops = seen.page.evaluate(STOPS)
    reached = []
    while len(reached) <= all_stops + 5:
        seen.page.keyboard.press("Tab")
        what = seen.page.evaluate(SEEN)
        if what in ("out", "again"):
            break
        reached.append(what)
    assert [what for what in reached if what != "seen"] == []
    assert len(reached) >= all_stops


def test_skip_link_leads_past_the_header(seen: Seen, address: str) -> None:
    seen.page.goto(address + PAGES["article"], wait_until=SETTLED)
    tab_to(seen.page, "Skip to content", 1)
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("seen", [360, 1280], indirect=True)
def test_search_finds_exercises_and_leads_to_them(seen: Seen, address: str) -> None:
    page = seen.page
    page.goto(address + PAGES["article"], wait_until=SETTLED)
    page.get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("Search this site").fill("squat")
    result = dialog.get_by_role("link").first
    expect(result).to_be_visible()
    assert "squat" in dialog.inner_text().casefold()
    assert any("squat" in str(link.get_attribute("href")) for link in dialog.locator("a").all())
    expect(dialog.get_by_role("heading", name="Exercises")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(PAGES["article"]))
    expect(page.locator("h1")).to_be_visible()
    assert seen.errors == []
    assert seen.hosts == {urlsplit(address).netloc}


def test_search_says_when_nothing_is_found(seen: Seen, address: str) -> None:
    page = seen.page
    page.goto(address, wait_until=SETTLED)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("Search this site").fill("zzzzqqqq")
    expect(dialog.get_by_role("status")).not_to_be_empty()
    assert dialog.locator(".found a").count() == 0
    page.keyboard.press("Escape")  # the browser's own search fields are emptied first
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_chosen_colors_stay(seen: Seen, address: str) -> None:
    page = seen.page
    page.goto(address, wait_until=SETTLED)
    color = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(color)
    page.get_by_role("button", name="Dark colors").click()
    dark = page.evaluate(color)
    assert dark != before
    page.goto(address + PAGES["glossary"], wait_until=SETTLED)
    assert page.evaluate(color) == dark
    expect(page.get_by_role("button", name="Dark colors")).to_have_attribute("aria-pressed", "true")


def test_the_edit_link_leads_to_the_right_source(seen: Seen, address: str) -> None:
    for name, path in (("exercise", "docs/../exercises/single-leg-squat.md"),
                       ("article", "docs/articles/strength-training-for-runners.md")):  # fmt: skip
        seen.page.goto(address + PAGES[name], wait_until=SETTLED)
        link = seen.page.get_by_role("link", name="Suggest a change").get_attribute("href")
        assert link == f"{PUBLISHED['REPO_URL']}/edit/main/" + posixpath.normpath(path)


@pytest.mark.parametrize("seen", [640], indirect=True)
@pytest.mark.parametrize("name", ["exercise", "article"])
def test_text_can_be_twice_as_large(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("seen", [360], indirect=True)
@pytest.mark.parametrize("name", ["home", "exercise", "library"])
def test_controls_are_large_enough_for_a_thumb(seen: Seen, address: str, name: str) -> None:
    seen.page.goto(address + PAGES[name], wait_until=SETTLED)
    small = seen.page.evaluate(
        """() => [...document.querySelectorAll('button, a.button, .site-header a')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height)
            .filter(e => e.getBoundingClientRect().height < 24)
            .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize("seen", [1280], indirect=True)
def test_the_buttons_stay_together_beside_a_tall_picture(seen: Seen, address: str) -> None:
    seen.page.goto(address + "exercises/nordic-curl/", wait_until=SETTLED)
    add = seen.page.locator(".add").bounding_box()
    actions = seen.page.locator(".page-actions").bounding_box()
    assert add
    assert actions
    assert actions["y"] - (add["y"] + add["height"]) < 40
