"""What every kind of page looks like on paper, with the grounds that some programs print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from test_pages import PAGES

PRINTED = PAGES | {
    "plan": "plan/#p=1.w6.6jj4.8xqr.13txqfe",
    "session": "session/",
    "sheet": "programs/two-days-a-week-for-runners/print/",
    "claims": "claims/",
    "warning signs": "articles/when-pain-is-a-warning/",
    "articles": "articles/",
}
LEAST_CONTRAST = 4.5
SEEN = """() => {
  const channels = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = (rgb) => rgb
    .map((c) => c / 255)
    .map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + .05) / (dark + .05);
  };
  const ground = (e) => {
    const own = channels(getComputedStyle(e).backgroundColor);
    return own[3] === 1 || !e.parentElement
      ? over(own, [255, 255, 255]) : over(own, ground(e.parentElement));
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && e.getClientRects().length && !e.closest('svg');
  const seen = { texts: 0, pale: [], grounds: [] };
  const look = (e, pseudo) => {
    const style = getComputedStyle(e, pseudo);
    const about = e.outerHTML.slice(0, 70) + (pseudo ?? '');
    const [own, below] = [channels(style.backgroundColor), ground(e)];
    const behind = pseudo ? over(own, below) : below;
    if (behind.some((c) => c < 255) || style.backgroundImage !== 'none') {
      seen.grounds.push([about, style.backgroundColor, style.backgroundImage]);
    }
    const says = pseudo ? !['none', 'normal', '""'].includes(style.content)
      : [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!says) return;
    seen.texts += 1;
    const found = contrast(over(channels(style.color), behind), behind);
    if (found < LEAST) seen.pale.push([about, found.toFixed(1)]);
  };
  const all = [...document.querySelectorAll('html, body, body *')].filter(shown);
  for (const e of all) {
    look(e);
    for (const pseudo of ['::before', '::after']) {
      const { content, display } = getComputedStyle(e, pseudo);
      if (content !== 'none' && display !== 'none') look(e, pseudo);
    }
  }
  return seen;
}""".replace("LEAST", str(LEAST_CONTRAST))

NUMBERS = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  return [...document.querySelectorAll('ol')].filter((e) => e.checkVisibility()).flatMap((e) => {
    const { font, listStyleType } = getComputedStyle(e.lastElementChild);
    if (listStyleType !== 'decimal') return [];
    pen.font = font;
    const needed = pen.measureText(`${e.children.length}. `).width;
    const room = parseFloat(getComputedStyle(e).paddingLeft);
    return [{ count: e.children.length, needed, room }];
  });
}"""


@pytest.fixture(params=["light", "dark"])
def paper(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on paper, for a reader whose device and whose own choice are these colors."""
    context = browser.new_context(color_scheme=request.param, bypass_csp=True)
    context.add_init_script(f"localStorage.setItem('colors', '{request.param}')")
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.parametrize("name", PRINTED)
def test_paper_has_no_grounds_and_dark_letters(paper: Page, address: str, name: str) -> None:
    paper.goto(address + PRINTED[name], wait_until="networkidle")
    seen = paper.evaluate(SEEN)
    assert seen["texts"] > 5
    assert seen["grounds"] == []
    assert seen["pale"] == []


def test_a_dark_ground_and_a_pale_letter_would_be_seen(paper: Page, address: str) -> None:
    paper.goto(f"{address}{PRINTED['exercise']}")
    expect(paper.locator(".dose")).to_be_visible()
    paper.add_style_tag(
        content=".dose { background: #000 !important } .steps li::before { color: #eee !important }"
    )
    seen = paper.evaluate(SEEN)
    assert any("dose" in about for about, *_ in seen["grounds"])
    assert any("dose" in about or "<p>" in about for about, _ in seen["pale"])
    assert any(about.endswith("::before") for about, _ in seen["pale"])


@pytest.mark.parametrize("name", PRINTED)
def test_no_number_of_a_list_hangs_out_of_the_paper(paper: Page, address: str, name: str) -> None:
    paper.goto(address + PRINTED[name], wait_until="networkidle")
    lists = paper.evaluate(NUMBERS)
    assert [found for found in lists if found["room"] < found["needed"]] == []
    if name == "article":
        assert max(found["count"] for found in lists) > 9  # only two digits ever hung out


def test_a_program_shows_no_number_of_a_source_that_paper_leaves_out(
    paper: Page, address: str
) -> None:
    paper.goto(address + PRINTED["program"])
    expect(paper.locator(".cites").first).to_be_attached()
    expect(paper.locator(".references")).to_be_hidden()
    assert not any(mark.is_visible() for mark in paper.locator(".cites").all())
