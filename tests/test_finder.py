"""The exercise finder and the chain of an exercise, on the large clinic, in a real browser."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from clinic.compose.chain import chain, substitutes
from clinic.link import load
from clinic.model.exercise import COMMON
from clinic.read.site import Site
from running import LIBRARY

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1280, "height": 900}}
MANY = 1000
ENOUGH_MS = 50
AXE_LOOKED = "Rendering was performed in a subtree hidden by content-visibility"
SLOWER = 4
SHOWN = "clinic-finder .cards:visible .card a, clinic-finder .grouped:visible .card a"


@pytest.fixture(scope="module")
def library(built_content: Path) -> dict[str, Any]:
    """The library's data, as a browser gets it."""
    file = built_content / "site/assets/data/library.json"
    data: dict[str, Any] = json.loads(file.read_text())
    return data


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page; whatever the console says, or another host is asked for, is a failure."""
    context = browser.new_context(**options)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda m: None if m.text.startswith(AXE_LOOKED) else told.append(m.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request", lambda r: None if r.url.startswith("http://127.0.0.1:") else told.append(r.url)
    )
    page.goto(url)
    yield page
    context.close()
    assert told == []


def slugs(page: Page) -> list[str]:
    """The exercises that the list shows, in order."""
    return [href.strip("/") for href in page.locator(SHOWN).evaluate_all(
        "links => links.map(link => link.getAttribute('href'))")]  # fmt: skip


def says(page: Page, text: str) -> None:
    expect(page.locator("clinic-finder [role=status]")).to_have_text(text)


def box(page: Page, name: str, value: str) -> Any:
    return page.locator(f'[name="{name}"][value="{value}"]')


# Journeys


def test_a_newcomer_finds_a_calf_raise_without_equipment_in_three_taps(browser, address):
    with opened(browser, address + "exercises/", **PHONE) as page:
        page.get_by_label("Name, muscle or body part").tap()
        page.keyboard.type("calf raise")
        page.get_by_text("No equipment", exact=True).first.tap()
        page.get_by_role("link", name=re.compile("^calf raise", re.I)).first.tap()
        expect(page).to_have_url(re.compile("/exercises/calf-raise/"))


def test_with_touch_the_filters_are_a_sheet_with_the_count_in_sight(browser, address):
    with opened(browser, address + "exercises/", **PHONE) as page:
        page.get_by_role("button", name="Filters").tap()
        show = page.locator(".show")
        page.locator(".filters").get_by_text("Lower leg", exact=True).tap()
        before = show.inner_text()
        page.locator(".filters").get_by_text("2", exact=True).first.tap()
        expect(show).not_to_have_text(before)
        expect(show).to_be_in_viewport(ratio=1)
        show.tap()
        expect(page.locator(".filters")).to_be_hidden()
        assert page.url.endswith("?region=lower-leg&level=2")
        count = len(slugs(page))
        expect(page.locator("clinic-finder [role=status]")).to_have_text(
            re.compile(rf"^{count} of \d+ exercises$")
        )
        page.get_by_role("button", name="Lower leg: remove").tap()
        assert page.url.endswith("?level=2")
        assert len(slugs(page)) > count


def test_everything_works_with_the_keyboard_alone(browser, address):
    options = {"viewport": PHONE["viewport"]}
    with opened(browser, address + "exercises/", **options) as page:
        tab_to(page, "[name=q]")
        page.keyboard.type("squat")
        tab_to(page, "[name=have][value=none]")
        page.keyboard.press("Space")
        tab_to(page, ".filters-button")
        page.keyboard.press("Enter")
        expect(page.locator(".filters")).to_be_visible()
        tab_to(page, "[name=region][value=knee]")
        page.keyboard.press("Space")
        tab_to(page, "summary:has-text('Impact')")
        page.keyboard.press("Enter")
        tab_to(page, "[name=impact][value=none]")
        page.keyboard.press("Space")
        page.keyboard.press("Escape")
        expect(page.locator(".filters")).to_be_hidden()
        assert page.evaluate("document.activeElement.matches('.filters-button')")
        assert page.url.endswith("?q=squat&have=none&region=knee&impact=none")
        tab_to(page, "[name=sort]")
        page.keyboard.press("h")
        assert page.url.endswith("&sort=hard")
        levels = page.locator(".card:visible .details").all_inner_texts()
        assert levels == sorted(levels, reverse=True)
        tab_to(page, ".chosen button")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.chosen button')")
        tab_to(page, ".card a")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/exercises/[a-z-]+/$"))


def test_leaving_the_sheet_by_tab_closes_it(browser, address):
    with opened(browser, address + "exercises/", viewport=PHONE["viewport"]) as page:
        tab_to(page, ".filters-button")
        page.keyboard.press("Enter")
        tab_to(page, ".filters .show")
        page.keyboard.press("Tab")
        expect(page.locator(".filters")).to_be_hidden()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, in sight."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}").first.evaluate("found => found === document.activeElement"):
            expect(page.locator(selector).first).to_be_in_viewport()
            return
    raise AssertionError(f"Tab never reached {selector}")


def test_the_state_is_in_the_address(browser, address):
    with opened(browser, address + "exercises/", **WIDE) as page:
        everything = slugs(page)
        box(page, "region", "knee").check()
        expect(page.locator(".grouped")).to_be_hidden()
        knee = slugs(page)
        box(page, "level", "2").check()
        both = slugs(page)
        assert len(everything) > len(knee) > len(both)
        page.get_by_label("Name, muscle or body part").press_sequentially("squat")
        found, shared = slugs(page), page.url
        assert shared.endswith("?q=squat&region=knee&level=2")
        page.go_back()
        assert slugs(page) == both
        page.go_back()
        assert slugs(page) == knee
        expect(box(page, "level", "2")).not_to_be_checked()
        page.go_back()
        assert slugs(page) == everything
        page.go_forward()
        assert slugs(page) == knee
    with opened(browser, shared, **WIDE) as page:
        says(page, f"{len(found)} of {len(everything)} exercises")
        assert slugs(page) == found
        page.locator(SHOWN).first.click()
        page.go_back()
        says(page, f"{len(found)} of {len(everything)} exercises")
        assert slugs(page) == found


def test_a_strange_address_does_no_harm(browser, address, library):
    with opened(browser, address + "exercises/?region=moon&sort=x&q=%20&level=9", **WIDE) as page:
        says(page, f"{len(library['exercises'])} exercises")
        expect(page.locator(".grouped")).to_be_visible()


def test_clear_all_brings_the_whole_list_back(browser, address, library):
    with opened(browser, address + "exercises/?q=hop&level=5&sort=name", **WIDE) as page:
        page.locator(".chosen").get_by_role("button", name="Clear all").click()
        says(page, f"{len(library['exercises'])} exercises")
        assert len(slugs(page)) == len(library["exercises"])
        assert page.url == address + "exercises/"


# Search and counts


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("sqat", "bodyweight-squat"),
        ("glute brige", "glute-bridge"),
        ("nordik", "nordic-curl"),
        ("single leg dedlift", "single-leg-rdl"),
        ("hamstirng", "nordic-curl"),
        ("RFESS", "bulgarian-split-squat"),
        ("air squat", "bodyweight-squat"),
        ("calves", "calf-raise"),
        ("quads", "sit-to-stand"),
        ("inner thigh", "copenhagen-plank"),
        ("lower leg", "calf-raise"),
        ("squat without equipment", "bodyweight-squat"),
        ("one leg bridge", "single-leg-bridge"),
        ("bri", "glute-bridge"),
    ],
)
def test_search_forgives_and_knows_other_names(browser, address, words, slug):
    with opened(browser, address + "exercises/", **WIDE) as page:
        page.get_by_label("Name, muscle or body part").fill(words)
        expect(page.locator(".grouped")).to_be_hidden()
        found = slugs(page)
        assert slug in found
        assert len(found) < len(page.locator(".grouped .card").all()) / 2


def test_the_best_match_comes_first(browser, address):
    with opened(browser, address + "exercises/?q=glute+brige", **WIDE) as page:
        expect(page.locator(".grouped")).to_be_hidden()
        assert slugs(page)[0] == "glute-bridge"


FACETS = {
    "region": lambda x: x["region"],
    "level": lambda x: [str(x["level"])],
    "legs": lambda x: [x["laterality"]],
    "goal": lambda x: x["goal"],
    "position": lambda x: [x["position"]],
    "impact": lambda x: [x["impact"]],
}
COUNTS = """() => Object.fromEntries([...document.querySelectorAll('.pill')].map(pill => [
  pill.control.name + '=' + pill.control.value,
  Number(pill.querySelector('.count').textContent)]))"""


@pytest.mark.parametrize("given", [{}, {"have": ["none"]}, {"level": ["1", "2"], "region": ["hip"]},
                                   {"have": ["dumbbell"], "goal": ["strength"]}])  # fmt: skip
def test_counts_are_what_each_choice_would_give(browser, address, library, given):
    query = "&".join(f"{name}={value}" for name, values in given.items() for value in values)
    with opened(browser, f"{address}exercises/?{query}", **WIDE) as page:
        if given:
            expect(page.locator(".grouped")).to_be_hidden()
        shown = page.evaluate(COUNTS)
        assert slugs(page) if given else True
    for option, count in shown.items():
        name, value = option.split("=")
        if name == "muscle":
            continue
        others = {key: values for key, values in given.items() if key != name}
        if name == "have":
            have = {*given.get("have", []), value}
            rest = [x for x in library["exercises"] if fits(x, others)]
            needed = [{*x["equipment"]} - COMMON for x in rest]
            expected = sum(
                need <= have and (value in need or (value == "none" and not need))
                for need in needed
            )
        else:
            expected = sum(fits(x, {**others, name: [value]}) for x in library["exercises"])
        assert count == expected, option


def fits(x: dict[str, Any], given: dict[str, list[str]]) -> bool:
    """Whether an exercise fits a choice; written down a second time, in the plainest way."""
    if "have" in given and not {*x["equipment"]} - COMMON <= {*given["have"]}:
        return False
    return all({*FACETS[name](x)} & {*values} for name, values in given.items() if name != "have")


def test_without_equipment_every_result_can_be_done_without(browser, address, library):
    needs = {x["slug"]: {*x["equipment"]} for x in library["exercises"]}
    with opened(browser, address + "exercises/?have=none", **WIDE) as page:
        expect(page.locator(".grouped")).to_be_hidden()
        found = slugs(page)
        assert found
        assert all(needs[slug] <= COMMON for slug in found)


def test_nothing_found_comes_with_a_way_out(browser, address):
    with opened(browser, address + "exercises/?q=xyzzy&region=knee", **PHONE) as page:
        expect(page.get_by_text("No exercise fits all of this.")).to_be_visible()
        expect(page.get_by_text("Check the spelling")).to_be_visible()
        page.get_by_role("button", name="Leave out the words “xyzzy”").tap()
        expect(page.locator(".nothing")).to_be_hidden()
        assert page.url.endswith("?region=knee")
        assert slugs(page)


def test_the_picture_of_the_body_ticks_the_list(browser, address):
    with opened(browser, address + "exercises/", **WIDE) as page:
        page.get_by_text("Muscle that works hardest").click()
        page.locator("[data-muscle=soleus]").first.click(position={"x": 4, "y": 9})
        expect(box(page, "muscle", "soleus")).to_be_checked()
        expect(page.locator("[data-muscle=soleus]").first).to_have_class(re.compile("b-first"))
        assert page.url.endswith("?muscle=soleus")
        assert "bent-knee-calf-raise" in slugs(page)


def test_offline_data_leaves_the_list(browser, address, library):
    context = browser.new_context(**WIDE)
    page = context.new_page()
    page.route("**/library.json", lambda route: route.abort())
    page.goto(address + "exercises/")
    box(page, "region", "knee").check()
    expect(page.locator("[role=status]").first).to_contain_text("cannot be loaded")
    assert len(slugs(page)) == len(library["exercises"])
    context.close()


# Without a script, for everybody, at once


def test_without_a_script_the_list_is_complete(browser, address, library):
    with opened(browser, address + "exercises/", java_script_enabled=False, **PHONE) as page:
        assert len(page.locator(".card:visible").all()) == len(library["exercises"])
        expect(page.locator(".finder")).to_be_hidden()
        expect(page.get_by_role("heading", name="Find an exercise")).to_be_hidden()


def test_nothing_moves_and_no_data_loads_before_the_first_use(browser, address):
    asked: list[str] = []
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "exercises/")
    page.wait_for_timeout(300)
    moved = """() => new Promise(done => { let sum = 0;
      new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value })
        .observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 200) })"""
    assert page.evaluate(moved) == 0
    assert not [url for url in asked if url.endswith(".json")]
    with page.expect_response("**/library.json"):
        page.get_by_label("Name, muscle or body part").tap()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_sticks_out(browser, address, width):
    with opened(browser, address + "exercises/?region=hip&level=2&goal=strength",
                viewport={"width": width, "height": 740}) as page:  # fmt: skip
        expect(page.locator(".grouped")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width < 1024:
            page.get_by_role("button", name="Filters").click()
            assert page.locator(".filters").evaluate("it => it.scrollWidth <= it.clientWidth")


CONTROLS = ", ".join(
    f".finder {what}" for what in ("button", ".pill", "select", "input[type=search]", "summary")
)
HEIGHTS = """all => all.filter(it => it.checkVisibility()).map(it =>
  [it.outerHTML, it.getBoundingClientRect().height])"""


def test_controls_are_large_enough_for_a_thumb(browser, address):
    with opened(browser, address + "exercises/?region=hip", **PHONE) as page:
        expect(page.locator(".chosen button").first).to_be_visible()
        page.get_by_role("button", name="Filters").tap()
        for summary in page.locator(".filters summary").all():
            if not summary.evaluate("it => it.parentNode.open"):
                summary.tap()
        sizes = page.locator(CONTROLS).evaluate_all(HEIGHTS)
        assert len(sizes) > 40
        assert [html for html, height in sizes if height < 44] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_axe_finds_nothing(browser, address, scheme, size):
    with opened(browser, address + "exercises/", color_scheme=scheme, **size) as page:
        page.locator(".filters details").evaluate_all(
            "all => all.forEach(it => { it.open = true })"
        )
        assert_clean(page)
        if size is PHONE:
            page.get_by_role("button", name="Filters").tap()
        page.locator(".filters").get_by_text("Hip", exact=True).click()
        assert_clean(page)
        page.goto(address + "exercises/?q=xyzzy&region=hip")
        expect(page.locator(".nothing")).to_be_visible()
        assert_clean(page)
        page.goto(address + "exercises/goblet-squat/")
        page.locator(".no-equipment summary").click()
        assert_clean(page)


def assert_clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


# Speed


@pytest.mark.timed
def test_a_thousand_exercises_stay_smooth(browser, address, library, built_content, capsys):
    many, cards = thousand(library)
    html = (built_content / "site/exercises/index.html").read_text()
    page_of_many = html.replace('<div class="grouped">', f'<div class="grouped">{cards}', 1)
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.route("**/library.json", lambda route: route.fulfill(json=many))
    page.route(
        "**/exercises/", lambda route: route.fulfill(body=page_of_many, content_type="text/html")
    )
    page.goto(address + "exercises/")
    assert page.locator(".grouped .card").count() >= MANY
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.get_by_label("Name, muscle or body part").tap()
    page.evaluate("document.querySelector('clinic-finder').load()")
    times = page.evaluate(MEASURE)
    context.close()
    best = [min(spent) for spent in times.values()]
    with capsys.disabled():
        print(
            f"\n{MANY} exercises, filter and render at {SLOWER}x: {median(best):.0f} ms, "
            f"at most {max(best):.0f} ms, of {len(best)} actions (best of 3 each)"
        )
    assert median(best) < ENOUGH_MS, times
    assert max(best) < 2 * ENOUGH_MS, times


MEASURE = """async () => {
  const form = document.querySelector('.finder'), times = {};
  const timed = async (kind, act) => {
    const start = performance.now();
    act();
    document.body.offsetHeight;
    (times[kind] ??= []).push(performance.now() - start);
    await new Promise(done => setTimeout(done, 60));
  };
  const changed = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
  };
  const boxes = [...form.querySelectorAll('input[type=checkbox]')].filter((_, n) => n % 5 === 0);
  const texts = ['s', 'sq', 'sqa', 'sqat', 'sqat h', 'sqat hamstirng'];
  const clear = form.querySelector('.clear');
  for (let n = 0; n < 3; n++) {
    for (const box of boxes.slice(0, 8)) await timed('tick ' + box.value, () => box.click());
    await timed('clear boxes', () => clear.click());
    for (const text of texts) await timed('type ' + text, () => changed(form.q, text));
    await timed('clear words', () => clear.click());
    await timed('sort', () => changed(form.sort, 'name'));
    await timed('clear sort', () => clear.click());
  }
  return times;
}"""


def thousand(library: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """A library of 1,000 exercises made from the real ones, and its cards."""
    chance = random.Random(4)
    real = library["exercises"]
    words = sorted({word for x in real for word in re.findall("[A-Za-z]+", x["name"])})
    made = []
    for number in range(MANY):
        x = dict(chance.choice(real))
        x |= {
            "slug": f"made-{number}",
            "url": f"exercises/made-{number}/",
            "name": " ".join(chance.sample(words, 3)) + f" {chance.choice('abcdefgh')}{number}",
            "level": chance.randint(1, 5),
            "goal": chance.choice(real)["goal"],
            "equipment": chance.choice(real)["equipment"],
        }
        made.append(x)
    cards = "".join(
        '<div class="card card-exercise">'
        f'<p><strong><a href="made-{n}/">{x["name"]}</a></strong></p>'
        f'<p>{x["summary"]}</p><p class="details">Level {x["level"]} of 5.</p></div>'
        for n, x in enumerate(made)
    )
    return {**library, "exercises": made}, f'<h2>Many</h2><div class="cards">{cards}</div>'


# The chain and the substitutes


@pytest.fixture(scope="module")
def content() -> Site:
    return load(LIBRARY, date(2026, 11, 22))


def published(site: Site) -> list[Any]:
    return [page for page in site.of_kind("exercise") if page.status == "published"]


def test_every_chain_rises_and_holds_its_exercise_once(content):
    assert published(content)
    for page in published(content):
        way = chain(content, page)
        assert [step for step in way if step is page] == [page]
        levels = [step.model.level for step in way]
        assert levels == sorted(set(levels)), page.slug


def test_every_step_of_a_chain_is_a_step_that_a_page_names(content):
    for page in published(content):
        way = chain(content, page)
        for easier, harder in pairwise(way):
            assert harder.slug in [step.to for step in easier.model.harder]
        assert not [s for s in way[-1].model.harder if content.exercise(s.to)]
        assert not content.links.easier.get(way[0].slug)


def test_a_chain_is_the_same_every_time(content):
    again = load(LIBRARY, date(2026, 11, 22))
    for page in published(content):
        other = again.by_slug[page.slug][0]
        assert [p.slug for p in chain(content, page)] == [p.slug for p in chain(again, other)]


def test_a_chain_of_whole_pages(content):
    squat = content.by_slug["bodyweight-squat"][0]
    assert [page.slug for page in chain(content, squat)][:2] == ["sit-to-stand", "bodyweight-squat"]


def test_substitutes_train_the_same_and_need_nothing(content):
    some = 0
    for page in published(content):
        found = substitutes(content, page)
        assert len(found) <= 3
        if {*page.model.equipment} <= COMMON:
            assert found == []
        for other in found:
            some += 1
            assert {*other.model.equipment} <= COMMON
            assert other.model.pattern == page.model.pattern
            assert {*other.model.muscles.primary} & {*page.model.muscles.primary}
            assert abs(other.model.level - page.model.level) <= 2
    assert some > 5


def test_the_page_shows_where_you_are(browser, address):
    url = address + "exercises/bodyweight-squat/"
    with opened(browser, url, java_script_enabled=False, **PHONE) as page:
        steps = page.locator(".chain li")
        assert len(steps.all()) > 2
        here = page.locator(".chain [aria-current=step]")
        expect(here).to_have_text("Bodyweight squat")
        expect(steps.filter(has=page.locator("[aria-current=step]"))).to_contain_text(
            "you are here"
        )
        for link in page.locator(".chain a").all():
            assert page.request.get(link.evaluate("it => it.href")).ok


def test_who_has_no_equipment_gets_another_exercise(browser, address):
    with opened(browser, address + "exercises/goblet-squat/", **PHONE) as page:
        page.get_by_text("No equipment?").tap()
        expect(page.locator(".no-equipment a").first).to_be_visible()
    with opened(browser, address + "exercises/bodyweight-squat/", **PHONE) as page:
        expect(page.locator(".no-equipment")).to_have_count(0)
