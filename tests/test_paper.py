"""Printed sheets, in a real browser: how many pages, what they say, where their codes lead."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from clinic.compose import sums
from clinic.compose.contexts import advice
from clinic.compose.paper import program_text, sheet
from clinic.compose.qr import qr
from clinic.compose.words import dose_in_words
from clinic.link import load
from clinic.read.page import Page as Content
from clinic.read.site import Site
from running import LIBRARY, PUBLISHED, collecting

PROGRAMS = sorted(path.stem for path in (LIBRARY / "docs/programs").glob("*.md"))
FORMATS = ("Letter", "A4")

SCRIPTED = """async () => {
  const { decode, encode } = await import(new URL('assets/js/plan-link.js', document.baseURI));
  const m = await import(new URL('assets/js/plan-library.js', document.baseURI));
  const found = await m.library();
  return Object.fromEntries(found.programs.map((program) => {
    const items = program.blocks.flatMap((block) => block.items).map(({ exercise, dose }) => {
      const known = found.bySlug.get(exercise);
      return m.pinned(m.newItem(known, dose), known);
    });
    const plan = { weeks: program.weeks[1], items };
    const text = encode(plan);
    const got = decode(text);
    const same = got.state === 'good' && JSON.stringify(got.plan) === JSON.stringify(plan);
    return [program.slug, { text, same }];
  }));
}"""
MODULES_OF_CODE = """async (address) => {
  const { qr } = await import(new URL('assets/js/plan-qr.js', document.baseURI));
  return [0, 1, 2, 3, 4, 5, 6, 7].map((mask) =>
    qr(address, mask).map((row) => row.map(Number).join('')).join('\\n'));
}"""
COLORED = """() => {
  const gray = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0];
    return r === g && g === b;
  };
  return [...document.querySelectorAll('.sheet, .sheet *')]
    .filter((e) => e.checkVisibility())
    .flatMap((e) => ['color', 'fill', 'stroke', 'backgroundColor', 'borderTopColor']
      .map((name) => [e.outerHTML.slice(0, 60), name, getComputedStyle(e)[name]]))
    .filter(([, , color]) => color.startsWith('rgb') && !gray(color)).slice(0, 5);
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def pages_in(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


def sheets(page: Page) -> dict[str, int]:
    return {name: pages_in(page.pdf(format=name)) for name in FORMATS}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_prints_on_few_pages_in_letter_and_a4(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}programs/{name}/print/")
    assert max(sheets(page).values()) <= 4  # all steps, and the program's own text
    expect(page.locator(".sheet-pictures svg").first).to_be_visible()
    page.goto(f"{address}programs/{name}/")
    assert max(sheets(page).values()) <= 3


def test_the_page_of_a_program_leads_to_its_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}programs/{PROGRAMS[0]}/")
    page.get_by_role("link", name="Print sheet").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Back to the program").click()
    assert page.url == f"{address}programs/{PROGRAMS[0]}/"


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_sheet_of_a_program_says_all_that_is_needed(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}programs/{name}/print/")
    page.emulate_media(media="print")
    sheet = page.locator(".sheet")
    short = PUBLISHED["SITE_URL"].removeprefix("https://") + f"programs/{name}"
    for words in (
        "Who asks a clinician first", "Tick each session", "When to do more", "Take care",
        "Stop if", "In an emergency, call 911.", "sample@examplept.com", short,
    ):  # fmt: skip
        expect(sheet).to_contain_text(words)
    expect(page.locator(".sheet-bar")).to_be_hidden()
    for item in page.locator(".sheet-items > li").all():
        drawn = 0 if item.get_attribute("class") else 2  # some exercises can't be drawn
        assert item.locator(".sheet-pictures svg").count() == drawn
        assert item.locator(".sheet-how li").count() >= 3
        assert 1 <= item.locator(".sheet-cues li").count() <= 3
        assert re.search(r"(sets?|holds?) of \d", item.inner_text())
        assert item.evaluate("e => getComputedStyle(e).breakInside") == "avoid"


@pytest.mark.parametrize("name", PROGRAMS)
def test_paper_has_every_step_and_the_text_of_the_program(
    page: Page, address: str, built_content: Path, name: str
) -> None:
    with collecting():
        site = load(built_content, date(2026, 11, 22))
    program = next(p for p in site.of_kind("program") if p.slug == name)
    text = [" ".join(block.text.split()) for block in program.body.blocks if "[@" not in block.text]
    for part in ("", "print/"):
        page.goto(f"{address}programs/{name}/{part}")
        page.emulate_media(media="print")
        shown = " ".join(page.locator("main").inner_text().split())
        assert [words for words in text if words not in shown] == [], part
    steps = [page.locator(".sheet-items > li").nth(n) for n in range(sheet_count(page))]
    for item, planned in zip(steps, planned_pages(site, program), strict=True):
        written = [" ".join(text.split()) for _, text in planned.model.instructions]
        assert item.locator(".sheet-how li").all_inner_texts() == written


def sheet_count(page: Page) -> int:
    """How many exercises are on a sheet."""
    return page.locator(".sheet-items > li").count()


def planned_pages(site: Site, program: Content) -> list[Content]:
    """The exercises of a program, in order."""
    blocks = sums.planned(site, program.model)
    return [item.page for block in blocks.values() for item in block]


def test_a_sheet_is_black_and_white_on_paper(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}programs/{PROGRAMS[0]}/print/")
    assert page.evaluate(COLORED) == []


def test_large_print_has_at_least_16_points_and_needs_no_script(page: Page, address: str) -> None:
    page.goto(f"{address}programs/{PROGRAMS[0]}/print/")
    page.get_by_label("Large print").check()
    page.emulate_media(media="print")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.sheet *')]
          .filter((e) => e.checkVisibility() && !e.closest('svg, .sheet-box'))
          .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
          .map((e) => [e.className, parseFloat(getComputedStyle(e).fontSize)])
          .filter(([, size]) => size < 16 * 96 / 72 - .01)"""
    )
    assert small == []
    assert 4 < max(sheets(page).values()) <= 15


def test_a_sheet_works_on_the_smallest_screen(scripted: Page, address: str) -> None:
    scripted.goto(f"{address}programs/{PROGRAMS[0]}/print/", wait_until="networkidle")
    expect(scripted.get_by_role("button", name="Print")).to_be_visible()
    assert scripted.evaluate("document.documentElement.scrollWidth") <= 320
    for colors in ("light", "dark"):
        scripted.emulate_media(color_scheme=colors)  # type: ignore[arg-type]
        found = Axe().run(scripted).response["violations"]
        assert [violation["id"] for violation in found] == [], colors


# The code of a program


@pytest.fixture(scope="session")
def texts(built_content: Path) -> dict[str, str]:
    """What the QR code of each program says, behind '#p='."""
    with collecting():
        site = load(built_content, date(2026, 11, 22))
    return {page.slug: program_text(site, page) for page in site.of_kind("program")}


def test_the_script_writes_the_same_link_for_every_program(
    scripted: Page, address: str, texts: dict[str, str]
) -> None:
    scripted.goto(address)
    written: dict[str, Any] = scripted.evaluate(SCRIPTED)
    assert {name: found["text"] for name, found in written.items()} == texts
    assert all(found["same"] for found in written.values())


def test_a_scanned_code_opens_the_whole_program(
    browser: Browser, address: str, texts: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    for text in texts.values():
        page.goto("about:blank")
        page.goto(f"{address}plan/#p={text}")
        entries = page.locator(".plan-items > li")
        expect(entries).to_have_count(text.count(".") - 2)
        expect(page.locator(".plan-unknown")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_printed_code_holds_the_link(
    page: Page, address: str, texts: dict[str, str], name: str
) -> None:
    page.goto(f"{address}programs/{name}/print/")
    drawn = page.locator(".qr path").last.get_attribute("d")
    assert drawn == qr(f"{PUBLISHED['SITE_URL']}plan/#p={texts[name]}").path


@pytest.mark.parametrize("length", [84, 180, 213])
def test_a_full_code_is_the_same_as_that_of_the_script(
    scripted: Page, address: str, length: int
) -> None:
    # Only full ones can be compared: with what a code is filled up is left to its maker.
    text = ("https://example.org/plan/#p=" + "0123456789abcdefghij" * 10)[:length]
    scripted.goto(address)
    assert modules(qr(text).path) in scripted.evaluate(MODULES_OF_CODE, text)


def modules(path: str) -> str:
    """The rows of a code, read back from its drawing."""
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)", path)]
    quiet = min(x for x, _, _ in runs)
    size = max(x + length for x, _, length in runs) - quiet
    rows = [["0"] * size for _ in range(size)]
    for x, y, length in runs:
        rows[y - quiet][x - quiet : x - quiet + length] = ["1"] * length
    return "\n".join(map("".join, rows))


def test_without_a_known_address_there_is_no_code(built_content: Path) -> None:
    with collecting():
        site = load(built_content, date(2026, 11, 22))
    for page in site.of_kind("program"):
        text = sheet(site, page, "")
        assert 'class="qr"' not in text
        assert "sheet-address" not in text


# Exercises, and the reader's own plan


EXERCISES = sorted(path.stem for path in (LIBRARY / "exercises").glob("*.md"))


@pytest.fixture(scope="module")
def published(built_content: Path) -> list[str]:
    """Every exercise that has a page."""
    folder = built_content / "site/exercises"
    return [name for name in EXERCISES if (folder / name / "index.html").is_file()]


def test_every_exercise_prints_on_one_page_with_its_code(
    page: Page, address: str, published: list[str]
) -> None:
    longer = {}
    for name in published:
        page.goto(f"{address}exercises/{name}/")
        if (most := max(sheets(page).values())) > 1:
            longer[name] = most
    assert longer == {}
    page.emulate_media(media="print")
    expect(page.get_by_text("Code for your plan")).to_be_visible()


def test_a_plan_says_who_takes_care_as_its_program_does(
    browser: Browser, address: str, texts: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    name = "hips-and-trunk"
    page.goto(f"{address}programs/{name}/")
    forbidden = page.locator("#when-to-leave-an-exercise-out + .box li").all_inner_texts()
    said = [*forbidden, *page.locator("#take-care + ul > li").all_inner_texts()]
    assert forbidden
    assert len(said) > 3
    page.goto(f"{address}plan/#p={texts[name]}")
    expect(page.locator(".sheet-code svg")).to_be_attached()
    fold = page.get_by_text("Who takes care, and how")
    fold.click()
    shown = page.locator(".plan-panel", has=fold).locator("li")
    conditions = dict.fromkeys(line.partition(":")[0] for line in said)
    assert shown.count() == len(conditions)
    for line in said:
        condition, _, advice = line.partition(":")
        own = shown.filter(has_text=condition)
        expect(own).to_contain_text(advice.rpartition("(")[0].strip())
    page.emulate_media(media="print")
    leave = page.locator(".sheet-items").locator("xpath=preceding-sibling::section").locator("li")
    care = page.locator(".sheet-part", has_text="Take care").locator("li")
    assert leave.count() == len({line.partition(":")[0] for line in forbidden})
    assert all("Do not do this exercise." in line for line in leave.all_inner_texts())
    assert not any("Do not do this exercise." in line for line in care.all_inner_texts())
    for line in [*leave.all_inner_texts(), *care.all_inner_texts()]:
        assert re.search(r" \d(, \d)*: ", line)
    context.close()


def test_the_library_tells_the_cautions_of_every_exercise(built_content: Path) -> None:
    library = json.loads((built_content / "site/assets/data/library.json").read_text("utf-8"))
    with collecting():
        site = load(built_content, date(2026, 11, 22))
    told = {x["slug"]: [library["cautions"][place] for place in x["cautions"]]
            for x in library["exercises"]}  # fmt: skip
    known = {
        page.slug: [
            [caution.if_, advice(caution), caution.then == "do-not"]
            for caution in page.model.cautions
        ]
        for page in site.of_kind("exercise")
        if page.status == "published"
    }
    assert told == known


def test_the_sheet_of_a_plan_has_every_step(
    browser: Browser, address: str, texts: dict[str, str], built_content: Path
) -> None:
    library = json.loads((built_content / "site/assets/data/library.json").read_text("utf-8"))
    known = {x["name"]: x["steps"] for x in library["exercises"]}
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}plan/#p={texts['two-days-a-week-for-runners']}")
    expect(page.locator(".sheet-code svg")).to_be_attached()
    page.emulate_media(media="print")
    items = page.locator(".sheet-items > li").all()
    assert len(items) > 5
    for item in items:
        name = item.locator("h3").inner_text().rpartition(" ")[0]
        assert item.locator(".sheet-how li").all_inner_texts() == known[name]
    context.close()


def test_what_forbids_an_exercise_stands_before_its_dose(
    page: Page, address: str, built_content: Path, published: list[str]
) -> None:
    with collecting():
        site = load(built_content, date(2026, 11, 22))
    forbidding = 0
    for name in published:
        x = site.exercise(name)
        text = (built_content / f"site/exercises/{name}/index.html").read_text("utf-8")
        main = " ".join(re.sub("<[^>]*>", " ", html.unescape(text.partition("<main")[2])).split())
        dose = main.index(dose_in_words(x.dose))
        for caution in x.cautions:
            said = caution.if_[:1].upper() + caution.if_[1:] if caution.forbids else caution.if_
            assert main.count(said) == 1, (name, said)
            assert (main.index(said) < dose) == caution.forbids, (name, said)
            forbidding += caution.forbids
    assert forbidding > 20
    page.goto(f"{address}programs/two-days-a-week-for-runners/print/")
    sheet = page.locator(".sheet").inner_text()
    assert 0 < sheet.index("Do not do this exercise.") < sheet.index(" sets of ")
