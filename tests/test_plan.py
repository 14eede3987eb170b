"""'My plan' in a real browser: add, change, share, print; also without storage or script."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from phone import NO_STORAGE, Opener
from running import ROOT

RELEASED = json.loads((ROOT / "tests/plan-links.json").read_text(encoding="utf-8"))
PROGRAM = "programs/hips-and-trunk/"
CALF_RAISE = "exercises/calf-raise/"

LINKS = """async (argument) => {
  const { decode, encode } = await import(new URL('../assets/js/plan-link.js', document.baseURI));
  let state = 20261122;
  const random = (most) => {  // mulberry32
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % most;
  };
  const among = (list) => list[random(list.length)];
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  const some = (least, most, from) => Array.from(
    {length: least + random(most - least + 1)}, () => among([...from])).join('');
  const pair = (most) => [1 + random(most), 1 + random(most)].sort((a, b) => a - b);
  const maybe = (make) => (random(3) ? make() : null);
  const item = () => {
    const amount = maybe(() => pair(999));
    const week = random(3) ? null : [1, 2, 3, 4, 5, 6, 7].filter(() => random(2));
    const fixed = week?.length ? week : null;
    return {code: some(4, 6, letters), sets: maybe(() => pair(9)),
      unit: amount ? among(['reps', 'hold', 'time']) : null, amount,
      side: among(['both', 'left', 'right']),
      days: fixed ? null : maybe(() => pair(7)), week: fixed};
  };
  const plan = () => ({weeks: 1 + random(26), items: Array.from({length: random(41)}, item)});
  const failed = [];
  const check = (fine, ...what) => fine || failed.push(what);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  BODY
  return failed.slice(0, 5);
}"""


def with_program(opened: Opener, **more: Any) -> Page:
    """The plan's page, with the eight exercises of a program in it."""
    page = opened(PROGRAM, **more)
    page.get_by_role("button", name="Add to my plan").click()
    page.get_by_role("link", name="Open my plan").click()
    expect(entries(page)).to_have_count(8)
    return page


def entries(page: Page) -> Any:
    return page.locator(".plan-items > li")


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(".plan-items h3 a").all_inner_texts()
    return found


def link(page: Page) -> str:
    return page.get_by_role("textbox", name="Link to this plan").input_value()


def links(page: Page, body: str, argument: Any = None) -> Any:
    return page.evaluate(LINKS.replace("BODY", body), argument)


# Links


def test_released_links_decode_for_ever(opened: Opener) -> None:
    page = opened("plan/")
    body = """for (const {text, plan} of argument) {
        const got = decode(text);
        check(got.state === 'good' && same(got.plan, plan) && !got.unknown.length, text, got) }"""
    assert links(page, body, RELEASED["links"]) == []


def test_random_plans_come_back_as_they_were(opened: Opener) -> None:
    page = opened("plan/")
    body = """for (let turn = 0; turn < 3000; turn += 1) {
        const given = plan(), text = encode(given), got = decode(text);
        check(got.state === 'good' && same(got.plan, given) && !got.unknown.length, text);
        check(encode(got.plan) === text, text);
        check(/^[0-9a-z.-]+$/.test(text), text) }"""
    assert links(page, body) == []


def test_a_damaged_link_is_known_as_damaged(opened: Opener) -> None:
    page = opened("plan/")
    body = """for (let turn = 0; turn < 3000; turn += 1) {
        const text = encode(plan()), at = random(text.length);
        const other = among([...letters, '.', '-']);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        if (changed !== text && changed.replace(/[^0-9a-z]+$/, '') !== text) {
          check(decode(changed).state !== 'good', text, changed) }
        check(decode(text.slice(0, at)).state === 'damaged', text, at) }"""
    assert links(page, body) == []


def test_no_text_makes_it_fail(opened: Opener) -> None:
    page = opened("plan/")
    body = r"""const odd = ['', '.', '1', '1.', '1..', '.1', '%', '%E0%A4%A', '\ud800',
          '1.w6.\u0000', '__proto__', '1.w0.0', '9'.repeat(500),
          null, undefined, 7, {}, [], '1.' + 'w6.'.repeat(9999)];
        const from = letters + '.-#%\u00e9\u{1f600}';
        for (let turn = 0; turn < 5000; turn += 1) odd.push(some(0, 60, from));
        for (const text of odd) {
          const got = decode(text);
          check(['good', 'damaged', 'newer'].includes(got.state), text) }"""
    assert links(page, body) == []


def test_a_link_may_be_shouted_or_end_a_sentence(opened: Opener) -> None:
    page = opened("plan/")
    body = """for (const {text, plan} of argument) {
        for (const other of [text.toUpperCase(), ` ${text}. `, `${text})`]) {
          check(same(decode(other).plan, plan), other) } }"""
    assert links(page, body, RELEASED["links"]) == []


def test_what_makes_no_sense_is_named_and_the_rest_is_kept(opened: Opener) -> None:
    page = opened("plan/")
    got = page.evaluate(
        """async () => {
          const { decode } = await import(new URL('../assets/js/plan-link.js', document.baseURI));
          let sum = 0x811c9dc5;
          const body = '1.w6.6jj4-s3.q-new-field.8xqr';
          for (const c of body) sum = Math.imul(sum ^ c.codePointAt(0), 0x01000193) >>> 0;
          const got = decode(`${body}.${sum.toString(36).padStart(7, '0')}`);
          return [got.state, got.plan.items.map((item) => item.code), got.unknown];
        }"""
    )
    assert got == ["good", ["6jj4", "8xqr"], ["q-new-field"]]


def test_doses_read_as_on_the_pages(opened: Opener) -> None:
    page = opened("plan/")
    different = page.evaluate(
        """async () => {
          const m = await import(new URL('../assets/js/plan-library.js', document.baseURI));
          const found = await m.library();
          return found.exercises
            .map((x) => [m.doseInWords(m.doseOf(m.newItem(x), x)), x.dose_words])
            .filter(([one, other]) => one !== other) }"""
    )
    assert different == []


def test_qr_codes_are_those_of_another_encoder(opened: Opener) -> None:
    page = opened("plan/")
    wrong = page.evaluate(
        """async (known) => {
          const { qr } = await import(new URL('../assets/js/plan-qr.js', document.baseURI));
          const wrong = [];
          for (const {text, then, times, mask, sha256} of known) {
            const rows = qr(text + then.repeat(times), mask).map((row) => row.map(Number).join(''));
            const bytes = new TextEncoder().encode(rows.join('\\n'));
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
            const hex = [...hash].map((b) => b.toString(16).padStart(2, '0')).join('');
            if (hex !== sha256) wrong.push([rows.length, mask]) }
          if (qr('x'.repeat(413)) !== null) wrong.push('too long');
          return wrong }""",
        RELEASED["qr"],
    )
    assert wrong == []


# Journeys


def test_a_phone_adds_an_exercise_and_takes_it_out(opened: Opener) -> None:
    page = opened(CALF_RAISE)
    page.get_by_role("button", name="Add to my plan").tap()
    expect(page.locator("clinic-add [role=status]")).to_contain_text("It has 1 exercise now.")
    page.reload()
    expect(page.get_by_role("button", name="Take out of plan")).to_be_visible()
    page.get_by_role("link", name="Open my plan").tap()
    expect(entries(page)).to_have_count(1)
    page.go_back()
    page.get_by_role("button", name="Take out of plan").tap()
    expect(page.locator("clinic-add [role=status]")).to_contain_text("Taken out")
    page.get_by_role("link", name="Open my plan").tap()
    expect(page.get_by_role("heading", name="Your plan is empty")).to_be_visible()


def test_going_back_never_brings_an_old_plan_back(opened: Opener) -> None:
    page = opened(CALF_RAISE)
    page.get_by_role("button", name="Add to my plan").tap()
    page.get_by_role("link", name="Open my plan").tap()
    page.get_by_role("combobox", name=re.compile("Add by name")).fill("clamshell")
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(entries(page)).to_have_count(2)
    page.go_back()
    page.get_by_role("button", name="Take out of plan").tap()
    page.get_by_role("link", name="Open my plan").tap()
    expect(entries(page)).to_have_count(1)
    expect(entries(page).first).to_contain_text("Clamshell")


def test_a_program_is_added_once(opened: Opener) -> None:
    page = opened(PROGRAM)
    page.get_by_role("button", name="Add to my plan").tap()
    expect(page.locator("clinic-add [role=status]")).to_contain_text("Added 8 exercises")
    page.reload()
    page.get_by_role("button", name="Add to my plan").tap()
    expect(page.locator("clinic-add [role=status]")).to_contain_text("in your plan already")


def test_a_phone_changes_a_plan(opened: Opener) -> None:
    page = with_program(opened)
    second = names(page)[1]
    page.get_by_role("button", name=f"Change {second}").tap()
    page.get_by_role("combobox", name="Sets").select_option("4-4")
    page.get_by_role("combobox", name="Repetitions").select_option("12-12")
    page.get_by_role("combobox", name="Side").select_option("left")
    page.get_by_label("Mon", exact=True).check()
    page.get_by_label("Thu", exact=True).check()
    words = "4 sets of 12 on the left side"
    expect(entries(page).nth(1)).to_contain_text(words)
    expect(entries(page).nth(1)).to_contain_text("on Monday and Thursday")
    page.get_by_role("button", name=f"Move {second} up").tap()
    expect(entries(page).first).to_contain_text(second)
    page.reload()
    expect(entries(page).first).to_contain_text(words)
    third = names(page)[2]
    page.get_by_role("button", name=f"Remove {third}").tap()
    expect(entries(page)).to_have_count(7)
    page.get_by_role("button", name="Undo").tap()
    expect(entries(page).nth(2)).to_contain_text(third)


def test_another_exercise_takes_the_place(opened: Opener) -> None:
    page = opened(CALF_RAISE)
    page.get_by_role("button", name="Add to my plan").tap()
    page.get_by_role("link", name="Open my plan").tap()
    page.get_by_role("button", name="Change Calf raise").tap()
    page.get_by_text("Take another exercise instead").tap()
    page.get_by_role("button", name="Take Single-leg calf raise").tap()
    expect(entries(page).first).to_contain_text("Single-leg calf raise")
    page.get_by_role("button", name="Change Single-leg calf raise").tap()
    page.get_by_text("Take another exercise instead").tap()
    page.get_by_role("button", name="Take Calf raise").tap()
    expect(entries(page).first).to_contain_text("Calf raise, straight knee")
    assert names(page)[0].startswith("Calf raise")


def test_the_whole_plan_goes_to_one_leg_and_back(opened: Opener) -> None:
    page = opened("programs/back-to-running-strength/")
    page.get_by_role("button", name="Add to my plan").tap()
    page.get_by_role("link", name="Open my plan").tap()
    expect(entries(page).first).to_be_visible()
    before = names(page)
    page.get_by_role("button", name="Switch the plan to one leg").tap()
    page.get_by_role("button", name=re.compile(r"Switch \d+ exercises")).tap()
    expect(page.locator(".plan-bar [role=status]")).to_contain_text("switched to one leg")
    after = names(page)
    assert len(after) == len(before)
    assert any(a.startswith("Single-leg") and a != b for a, b in zip(after, before, strict=True))
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".plan-bar [role=status]")).to_contain_text("Undone")
    assert names(page) == before


def test_the_keyboard_is_enough_and_the_focus_is_never_lost(opened: Opener) -> None:
    page = opened(PROGRAM, has_touch=False)
    tab_to(page, "Add to my plan")
    page.keyboard.press("Enter")
    tab_to(page, "Open my plan")
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(8)
    first, second = names(page)[:2]
    tab_to(page, f"Move {first} down")
    page.keyboard.press("Enter")
    assert names(page)[:2] == [second, first]
    assert in_focus(page) == f"Move {first} down"
    page.keyboard.press("Enter")
    assert in_focus(page) == f"Move {first} down"
    tab_to(page, f"Remove {first}")
    page.keyboard.press("Enter")
    assert in_focus(page).startswith("Remove ")
    assert page.evaluate(UNCOVERED)
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    assert first in names(page)
    assert page.evaluate("document.activeElement !== document.body")
    page.locator("h1").evaluate("e => { e.tabIndex = -1; e.focus() }")
    tab_to(page, f"Change {second}")
    page.keyboard.press("Space")
    assert in_focus(page) == f"Change {second}"
    page.keyboard.press("Tab")  # up, down, remove stand between
    tab_to(page, "Sets")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.localName") == "select"
    expect(page.locator(".plan-bar [role=status]")).to_contain_text(second)


def test_every_stop_of_the_keyboard_can_be_seen(opened: Opener) -> None:
    page = with_program(opened, has_touch=False)
    page.get_by_role("button", name=f"Remove {names(page)[0]}").click()  # the bar is there now
    page.locator("h1").evaluate("e => { e.tabIndex = -1; e.focus() }")
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(UNCOVERED):
            hidden.append(in_focus(page))
    assert hidden == []


UNCOVERED = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
  const top = document.elementFromPoint(b.x + b.width / 2, b.y + Math.min(b.height / 2, 20));
  return !!top && (e.contains(top) || top.contains(e)) }"""


def in_focus(page: Page) -> str:
    return str(
        page.evaluate(
            """() => { const e = document.activeElement;
            return e.ariaLabel || (e.labels?.[0] ?? e).textContent.trim() }"""
        )
    )


def tab_to(page: Page, name: str) -> None:
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(in_focus(page))
        if seen[-1] == name:
            return
    raise AssertionError(f"Tab does not reach {name!r}: {seen}")


def test_a_code_from_paper_and_a_name_can_be_typed(opened: Opener) -> None:
    page = opened("plan/")
    field = page.get_by_role("combobox", name=re.compile("Add by name"))
    field.fill("6JJ4")
    field.press("Enter")
    expect(entries(page).first).to_contain_text("Calf raise")
    field.fill("clamshell")
    field.press("Enter")
    expect(entries(page).nth(1)).to_contain_text("Clamshell")
    field.fill("zzzz")
    field.press("Enter")
    expect(page.locator(".plan-bar [role=status]")).to_contain_text("No exercise has")


def test_a_shared_plan_asks_before_it_replaces_mine(opened: Opener) -> None:
    shared = link(with_program(opened)).partition("/plan/")[2]
    page = opened(CALF_RAISE)
    page.get_by_role("button", name="Add to my plan").tap()
    page.goto(page.url.replace(CALF_RAISE, "plan/") + shared)
    expect(page.get_by_role("heading", name="Someone shared this plan")).to_be_visible()
    expect(entries(page)).to_have_count(8)
    page.get_by_role("button", name="Keep my own plan").tap()
    expect(entries(page)).to_have_count(1)
    assert "#" not in page.url
    page.evaluate("hash => { location.hash = hash }", shared)
    page.get_by_role("button", name="Replace my plan").tap()
    expect(entries(page)).to_have_count(8)
    assert link(page).endswith(shared)
    page.get_by_role("button", name="Undo").tap()
    expect(entries(page)).to_have_count(1)


def test_a_damaged_link_is_said_and_mine_stays(opened: Opener) -> None:
    page = opened("plan/#p=1.w6.6jj4-s3r10.8xqr")
    expect(page.get_by_role("heading", name="This link is damaged")).to_be_visible()
    expect(entries(page)).to_have_count(0)
    page.get_by_role("button", name="Go to my plan").tap()
    expect(page.get_by_role("heading", name="Your plan is empty")).to_be_visible()


def test_an_unknown_code_is_listed_and_the_rest_is_kept(opened: Opener) -> None:
    text = RELEASED["links"][4]["text"]  # 7m6g is an exercise, the other two are not
    page = opened(f"plan/#p={text}")
    expect(entries(page)).to_have_count(3)
    expect(page.locator(".plan-unknown")).to_have_count(2)
    page.get_by_role("button", name="Keep this plan").tap()
    page.reload()
    expect(page.locator(".plan-unknown").first).to_contain_text("abc123")
    page.locator(".plan-unknown").first.get_by_role("button", name="Remove").tap()
    expect(page.locator(".plan-unknown")).to_have_count(1)


def test_a_saved_plan_that_cannot_be_read_is_said(opened: Opener) -> None:
    page = opened("plan/", "localStorage.setItem('clinic-plan', '{\"old\": 1}')")
    expect(page.get_by_text("The saved plan could not be read")).to_be_visible()


def test_without_storage_the_plan_lives_in_the_address(opened: Opener) -> None:
    page = opened(PROGRAM, NO_STORAGE)
    page.get_by_role("button", name="Add to my plan").tap()
    expect(page.locator("clinic-add [role=status]")).to_contain_text("keeps nothing")
    page.get_by_role("link", name="Open my plan").tap()
    expect(entries(page)).to_have_count(8)
    page.get_by_role("button", name=f"Remove {names(page)[0]}").tap()
    expect(entries(page)).to_have_count(7)
    page.reload()
    expect(entries(page)).to_have_count(7)
    expect(page.get_by_role("heading", name="This browser keeps nothing")).to_be_visible()


def test_another_tab_is_followed(opened: Opener) -> None:
    page = with_program(opened)
    other = page.context.new_page()
    other.goto(page.url)
    expect(entries(other)).to_have_count(8)
    other.get_by_role("button", name=f"Remove {names(other)[0]}").click()
    expect(entries(page)).to_have_count(7)


def test_without_a_script_the_page_explains(opened: Opener) -> None:
    page = opened("plan/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Your plan needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Hips and trunk")).to_be_visible()
    page.goto(page.url.replace("plan/", CALF_RAISE))
    expect(page.get_by_role("button", name="Add to my plan")).to_have_count(0)


def test_a_clinic_without_the_page_has_no_button(built_clinic: Path) -> None:
    pages = [*(built_clinic / "site").rglob("index.html")]
    assert pages
    assert not any("clinic-add" in page.read_text(encoding="utf-8") for page in pages)


# What holds in every state


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_axe_finds_nothing(opened: Opener, colors: str) -> None:
    page = opened("plan/", color_scheme=colors, bypass_csp=True)
    expect(page.get_by_role("heading", name="Your plan is empty")).to_be_visible()
    assert faults(page) == []
    page.goto(page.url.replace("plan/", PROGRAM))
    page.get_by_role("button", name="Add to my plan").click()
    expect(page.get_by_role("link", name="Open my plan")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Open my plan").click()
    page.get_by_role("button", name=f"Change {names_when_there(page)[1]}").click()
    page.get_by_text("Take another exercise instead").click()
    page.get_by_text("Sets a week for each muscle").click()
    page.get_by_text("Show a QR code").click()
    page.get_by_role("button", name="Switch the plan to one leg").click()
    page.get_by_role("button", name=f"Remove {names(page)[0]}").click()
    expect(page.locator(".plan-picture svg").first).to_be_visible()
    assert faults(page) == []
    page.evaluate("hash => { location.hash = hash }", "p=" + RELEASED["links"][4]["text"])
    expect(page.get_by_role("heading", name="Someone shared this plan")).to_be_visible()
    assert faults(page) == []


def names_when_there(page: Page) -> list[str]:
    expect(entries(page).first).to_be_visible()
    return names(page)


def faults(page: Page) -> list[str]:
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]


def test_controls_are_large_and_nothing_is_too_wide(opened: Opener) -> None:
    page = with_program(opened, viewport={"width": 320, "height": 640})
    page.get_by_role("button", name=f"Change {names(page)[1]}").tap()
    page.get_by_text("Sets a week for each muscle").tap()
    small = page.evaluate(
        """() => [...document.querySelectorAll(
          'clinic-plan :is(button, select, summary, .plan-days label, .plan-check)')]
          .map((e) => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
          .filter(([, b]) => b.height && (b.height < 44 || b.width < 44))
          .map(([name, b]) => [name, b.width, b.height])"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["plan/", PROGRAM])
def test_nothing_jumps_while_a_page_loads(opened: Opener, path: str) -> None:
    watch = """window.shift = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({type: 'layout-shift', buffered: true})"""
    page = with_program(opened)
    kept = page.context.storage_state()
    page = opened(path, watch, storage_state=kept)
    page.wait_for_timeout(700)
    assert page.evaluate("window.shift") == 0


# Paper


def printed(page: Page) -> int:
    """How many sheets a plan takes."""
    page.locator(".sheet-code svg").wait_for(state="attached")
    page.wait_for_function(
        "() => document.querySelectorAll('.sheet-pictures:empty:not([hidden])').length === 0"
    )
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="Letter")))


def test_eight_exercises_take_few_sheets(opened: Opener) -> None:
    page = with_program(opened)
    page.get_by_label("Diary for").select_option("6")
    assert printed(page) <= 4  # all steps are on them
    page.get_by_label("Large print").check()
    assert 4 < printed(page) <= 13


def test_the_sheet_says_all_that_is_needed(opened: Opener) -> None:
    page = with_program(opened)
    printed(page)
    page.emulate_media(media="print")
    sheet = page.locator(".sheet")
    for words in (
        "Stop if",
        "In an emergency, call 911.",
        "sample@examplept.com",
        "Tick what you did",
        "sets of",
        "/plan",
    ):
        expect(sheet).to_contain_text(words)
    expect(page.locator(".plan-screen")).to_be_hidden()
    assert page.locator(".sheet-items > li").evaluate_all(
        "list => list.every((li) => getComputedStyle(li).breakInside === 'avoid')"
    )
    assert page.locator(".sheet-diary tbody tr").count() >= 9
