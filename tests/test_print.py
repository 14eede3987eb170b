"""Every kind of page on paper, also where the browser prints grounds: black on white, all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGES = {
    "home": "",
    "library": "exercises/",
    "exercise": "exercises/single-leg-squat/",
    "exercise that some must not do": "exercises/drop-landing/",
    "articles": "articles/",
    "article": "articles/strength-training-for-runners/",
    "article with warning signs": "articles/when-pain-is-a-warning/",
    "programs": "programs/",
    "program": "programs/two-days-a-week-for-runners/",
    "sheet": "programs/two-days-a-week-for-runners/print/",
    "people": "people/",
    "person": "people/andrea-smiley/",
    "glossary": "glossary/",
    "claims": "claims/",
    "about": "about/",
    "plan": "plan/",
    "session": "session/",
    "404": "no/such/page/",
}
SCHEMES = {"light": ("light", ""), "dark": ("dark", ""), "chosen dark": ("light", "dark")}
"""What the device says, and what the reader chose."""
LEAST = 4.5
FAULTS = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
NUMBERS = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  return [...document.querySelectorAll('ol')].filter((e) => e.checkVisibility()).flatMap((e) => {
    const {fontSize, fontFamily, fontWeight, listStyleType} = getComputedStyle(e.lastElementChild);
    if (listStyleType !== 'decimal') return [];
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const wide = pen.measureText(`${e.children.length}. `).width;
    const own = parseFloat(getComputedStyle(e).paddingLeft);
    return [{count: e.children.length, wide, own}];
  });
}"""


@pytest.fixture(params=SCHEMES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that is printed, on a device and with a choice of colors."""
    device, chosen = SCHEMES[request.param]
    context = browser.new_context(color_scheme=device, bypass_csp=True)
    if chosen:
        context.add_init_script(f"localStorage.setItem('colors', '{chosen}')")
    made = context.new_page()
    made.emulate_media(media="print")
    yield made
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_paper_is_black_on_white_with_grounds_switched_on(
    page: Page, address: str, name: str
) -> None:
    page.goto(address + PAGES[name], wait_until="networkidle")
    found = page.evaluate(FAULTS, LEAST)
    assert found["texts"] > 5
    assert found["faults"] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_number_of_a_list_hangs_out_of_the_page(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address + PAGES[name])
    for found in page.evaluate(NUMBERS):
        assert found["own"] >= found["wide"], found
    context.close()


def test_the_sources_of_an_article_reach_two_digits(page: Page, address: str) -> None:
    page.goto(address + PAGES["article"])
    longest = max(found["count"] for found in page.evaluate(NUMBERS))
    assert longest > 9
