"""The guided session in a real browser: its moments, its clock, pain, what is kept, its look."""

import csv
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from phone import NO_STORAGE, Opener

PROGRAM = "session/?program=hips-and-trunk"
LOCKS = """window.locks = [];
Object.defineProperty(navigator, 'wakeLock', {value: {request: async () => {
  const lock = new EventTarget(); lock.held = true; window.locks.push(lock);
  lock.release = async () => { lock.held = false; lock.dispatchEvent(new Event('release')) };
  return lock }}})"""
VOICES = """window.said = []; const voice = {name: 'Own', lang: 'en-US', localService: true};
  const far = {name: 'Far', lang: 'en-US', localService: false};
  window.SpeechSynthesisUtterance = function (text) { this.text = text };
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => window.onlyFar ? [far] : [far, voice], addEventListener() {}, cancel() {},
    speak({text, voice}) { window.said.push([voice.name, text]) }}})"""
FLOW = """async () => {
  const load = (name) => import(new URL(`../assets/js/${name}.js`, document.baseURI));
  const [{ library, newItem, doseOf }, flow, { sessionFrom }, { Run }] = await Promise.all(
    ['plan-library', 'session-flow', 'session-items', 'session-run'].map(load));
  const found = await library();
  const programs = found.programs.map(({slug}) => sessionFrom({program: slug}, found));
  const single = (exercise, side) => ({source: {}, title: exercise.name, items: [{exercise,
    dose: doseOf({...newItem(exercise), side}, exercise)}]});
  const failed = [];
  const check = (fine, ...what) => fine || failed.push(what);
  BODY
  return failed.slice(0, 5);
}"""


@pytest.fixture
def opened(opened: Opener) -> Opener:
    """Its clock goes on by itself, and runs ahead when a test wants it to."""
    return functools.partial(opened, clock=True)


def started(opened: Opener, path: str = PROGRAM, script: str = "", **more: Any) -> Page:
    """A session at its first exercise."""
    page = opened(path, script, **more)
    big(page).tap() if more.get("has_touch", True) else big(page).click()
    expect(title(page)).to_contain_text("et")
    return page


def big(page: Page) -> Locator:
    """The big button."""
    return page.locator(".session-primary")


def title(page: Page) -> Locator:
    return page.locator("clinic-session h1")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).tap()


def number(page: Page) -> str:
    return page.locator(".session-gauge b").inner_text()


def kept(page: Page, key: str) -> Any:
    return page.evaluate("key => JSON.parse(localStorage.getItem(key))", key)


def skip_to(page: Page, name: str) -> None:
    for _ in range(20):
        if name in title(page).inner_text():
            return
        press(page, "Skip this exercise")
    raise AssertionError(f"{name} does not come")


# The moments of a session


def flow(page: Page, body: str) -> Any:
    return page.evaluate(FLOW.replace("BODY", body))


def test_each_set_comes_once_on_each_side_and_ends_with_the_question(opened: Opener) -> None:
    page = opened("session/")
    body = """const singles = found.exercises.map((x) => single(x, 'both'));
      for (const {items} of [...programs, ...singles]) {
        const all = flow.moments(items);
        check(all.at(-1).kind === 'end' && all.filter(({kind}) => kind === 'end').length === 1);
        items.forEach(({exercise, dose}, item) => {
          const own = all.filter((moment) => moment.item === item), name = exercise.slug;
          const of = (kind) => own.filter((moment) => moment.kind === kind);
          const sides = exercise.laterality === 'each-side' ? 2 : 1;
          check(of('work').length === dose.sets[1] * sides, name, 'work');
          check(of('turn').length === dose.sets[1] * (sides - 1), name, 'turn');
          check(of('rest').length === dose.sets[1] - 1, name, 'rest');
          check(of('pain').length === 1 && own.at(-1).kind === 'pain', name, 'pain');
          const least = of('work').filter(({spare}) => !spare);
          check(least.length === dose.sets[0] * sides, name, 'spare');
          const order = own.map(({kind, side}) => `${kind} ${side}`).join(', ');
          if (sides === 2) check(order.startsWith(
            'work left, turn right, work right'), name, order) }) }"""
    assert flow(page, body) == []


def test_one_side_means_one_side(opened: Opener) -> None:
    page = opened("session/")
    body = """for (const exercise of found.exercises.filter((x) => x.laterality === 'each-side')) {
        for (const side of ['left', 'right']) {
          const all = flow.moments(single(exercise, side).items);
          const work = all.filter(({kind}) => kind === 'work');
          check(work.length === exercise.dose.sets[1], exercise.slug);
          check(work.every((moment) => moment.side === side), exercise.slug, side);
          check(!all.some(({kind}) => kind === 'turn'), exercise.slug, 'turn') } }"""
    assert flow(page, body) == []


def test_the_clock_has_a_mark_for_each_end_of_a_range(opened: Opener) -> None:
    page = opened("session/")
    body = """for (const {items} of programs) for (const moment of flow.moments(items)) {
        if (moment.kind === 'end') continue;
        const {dose, exercise} = items[moment.item];
        const marks = flow.marks(moment, dose), names = marks.map(({name}) => name);
        check(marks.every(({at}, n) => !n || at > marks[n - 1].at), exercise.slug, marks);
        const at = (name) => marks.find((mark) => mark.name === name)?.at;
        if (moment.kind === 'rest') check(at('over') === dose.rest[0], exercise.slug, names);
        else if (moment.kind !== 'work' || dose.unit === 'reps') check(!marks.length, names);
        else {
          check(at('go') === flow.READY, names);
          check(at('end') === flow.READY + dose.amount[1], exercise.slug, marks);
          if (dose.amount[0] < dose.amount[1]) check(
            at('enough') === flow.READY + dose.amount[0], exercise.slug, marks) } }"""
    assert flow(page, body) == []


def test_any_way_through_a_session_comes_back_from_storage(opened: Opener) -> None:
    page = opened("session/")
    body = """let state = 7;
      const random = (most) => (state = (state * 48271) % 2147483647) % most;
      for (const session of programs) for (let turn = 0; turn < 60; turn += 1) {
        const run = new Run(session);
        for (let step = 0; step < 400 && !run.over; step += 1) {
          const hurt = [...run.answers].flatMap(([item, word]) =>
            word === 'stop' ? [session.items[item].exercise] : []);
          if (run.now.kind !== 'pain') {
            check(!hurt.includes(run.item.exercise), 'an exercise that hurt comes again');
            run[['next', 'next', 'next', 'next', 'skip', 'back', 'hurt', 'enough'][random(8)]]();
          } else if (run.stopped) run[['goOn', 'goOn', 'back'][random(3)]]();
          else if (random(4)) run.answer(['none', 'mild', 'stop'][random(3)]);
          else run.back();
          if (run.over) break;
          const again = Run.revived(JSON.parse(JSON.stringify(run)), session);
          check(again && JSON.stringify(again.record()) === JSON.stringify(run.record()), step);
          check(again?.at === run.at && again?.canGoBack === run.canGoBack, step, 'place') } }"""
    assert flow(page, body) == []


def test_the_minutes_are_those_of_the_program_page(opened: Opener) -> None:
    page = opened("programs/hips-and-trunk/")
    said = page.get_by_text("One session:").locator("..").inner_text()
    page.get_by_role("link", name="Start the session").tap()
    minutes = page.get_by_text("Time:").locator("..").inner_text()
    assert re.findall(r"\d+", minutes) == re.findall(r"\d+", said)


# Journeys


def test_a_thumb_leads_through_a_whole_program(opened: Opener) -> None:
    page = opened("programs/hips-and-trunk/")
    page.get_by_role("link", name="Start the session").tap()
    for words in ("step, wall, small ball", "You feel sharp pain.", "call 911", "Awaiting"):
        expect(page.locator("clinic-session")).to_contain_text(words)
    big(page).tap()
    seen = set()
    for _ in range(120):
        words = title(page).inner_text()
        if words.startswith("Done for today"):
            break
        seen |= {words.split("\n")[0], words.split("\n")[-1]}
        if words.startswith("How did"):
            press(page, "No pain")
        elif page.get_by_role("button", name="Enough sets").is_visible():
            press(page, "Enough sets")
        else:
            big(page).tap()
            if page.get_by_role("button", name="Cancel").is_visible():
                page.clock.run_for(60_000)
    assert {
        "Glute bridge",
        "Clamshell",
        "Rest, then set 2",
        "Change to your right side",
        "How did that feel?",
    } <= seen
    done = page.locator(".session-done").first.locator("li")
    expect(done).to_have_count(8)
    expect(done.nth(1)).to_contain_text("1 set on each side. No pain.")
    expect(done.nth(2)).to_contain_text("2 sets. No pain.")
    assert kept(page, "clinic-session") is None
    assert len(kept(page, "clinic-sessions")["sessions"]) == 1


def test_a_plan_becomes_a_session_with_one_side_only(opened: Opener) -> None:
    page = opened("exercises/side-plank/")
    press(page, "Add to my plan")
    page.get_by_role("link", name="Open my plan").tap()
    press(page, "Change Side plank")
    page.get_by_label("Side", exact=True).select_option("right")
    page.get_by_role("link", name="Start the session").tap()
    expect(title(page)).to_have_text("My plan")
    big(page).tap()
    expect(title(page)).to_contain_text("right side")
    big(page).tap()
    page.clock.run_for(120_000)
    expect(title(page)).to_contain_text("Rest")
    assert "left side" not in page.locator("clinic-session").inner_text()


def test_the_keyboard_is_enough(opened: Opener) -> None:
    page = started(opened, has_touch=False)
    keys = page.keyboard
    assert page.evaluate("document.activeElement.localName") == "h1"
    keys.press("ArrowRight")
    expect(title(page)).to_contain_text("How did that feel?")
    keys.press("ArrowRight")  # A question is not passed over by a key.
    expect(title(page)).to_contain_text("How did that feel?")
    keys.press("Tab")
    keys.press("Enter")
    expect(title(page)).to_contain_text("Clamshell")
    keys.press("p")
    expect(big(page)).to_have_text("Go on")
    keys.press("p")
    expect(big(page)).to_have_text("Done")
    keys.press("ArrowRight")
    expect(title(page)).to_contain_text("Change to your right side")
    keys.press("ArrowLeft")
    expect(title(page)).to_contain_text("One set, left side")
    big(page).focus()
    keys.press("Space")
    expect(title(page)).to_contain_text("Change to your right side")
    assert page.evaluate("document.activeElement.localName") == "h1"


def test_keys_do_nothing_outside_the_session_or_in_a_field(opened: Opener) -> None:
    page = started(opened, has_touch=False)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    expect(title(page)).to_contain_text("Glute bridge")
    page.get_by_text("Sound, speech and keys").click()
    page.get_by_label("Sounds for the timer").focus()
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    expect(big(page)).to_have_text("Done")
    expect(title(page)).to_contain_text("Glute bridge")


def test_a_hold_counts_down_to_both_ends_and_a_rest_waits(opened: Opener) -> None:
    page = started(opened)
    skip_to(page, "Adductor ball squeeze")  # 3 holds of 5 to 30 seconds, rest 45
    assert number(page) == "5–30"
    page.clock.pause_at("2030-01-01")
    big(page).tap()
    assert number(page) == "3"
    expect(big(page)).to_have_text("Cancel")
    page.clock.run_for(3_100)
    assert number(page) == "5"
    expect(big(page)).to_have_text("Stop here")
    page.clock.run_for(5_000)
    expect(page.locator(".session-said")).to_have_text("5 seconds. That is enough, or go on to 30.")
    assert number(page) == "25"
    expect(big(page)).to_have_text("Done")
    page.clock.run_for(25_000)
    expect(title(page)).to_contain_text("Rest")
    assert number(page) == "45"
    page.clock.run_for(600_000)
    expect(title(page)).to_contain_text("Rest")
    assert number(page) == "0"
    big(page).tap()
    expect(title(page)).to_contain_text("Set 2 of 3")
    assert number(page) == "3"


def test_the_clock_is_right_after_the_device_slept(opened: Opener) -> None:
    page = started(opened)
    skip_to(page, "Marching bridge")
    page.clock.pause_at("2030-01-01")
    big(page).tap()
    expect(title(page)).to_contain_text("Rest")
    page.clock.fast_forward(40_000)  # Timers fire once at most, as after a sleep.
    assert number(page) == "20"
    page.clock.fast_forward(3_600_000)
    assert number(page) == "0"


def test_a_pause_stops_the_clock_and_lets_the_screen_go(opened: Opener) -> None:
    page = started(opened, script=LOCKS)
    skip_to(page, "Marching bridge")
    page.clock.pause_at("2030-01-01")
    big(page).tap()
    page.clock.run_for(10_100)
    assert page.evaluate("locks.filter(({held}) => held).length") == 1
    press(page, "Pause")
    page.clock.run_for(30_000)
    assert number(page) == "50"
    assert page.evaluate("locks.filter(({held}) => held).length") == 0
    press(page, "Go on")
    page.clock.run_for(10_000)
    assert number(page) == "40"
    assert page.evaluate("locks.filter(({held}) => held).length") == 1
    expect(title(page)).to_contain_text("Rest")


def test_the_screen_is_kept_on_again_when_the_page_is_seen_again(opened: Opener) -> None:
    page = started(opened, script=LOCKS)
    page.wait_for_function("locks.length === 1")
    page.evaluate("locks[0].release()")  # as a browser does when the page is hidden
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("locks.length === 2 && locks[1].held")


def test_back_takes_the_last_set_away_again(opened: Opener) -> None:
    page = started(opened)
    expect(page.get_by_role("button", name="Back")).to_have_attribute("aria-disabled", "true")
    skip_to(page, "Marching bridge")
    big(page).tap()
    big(page).tap()
    big(page).tap()
    expect(title(page)).to_contain_text("Enough?")
    press(page, "Back")
    expect(title(page)).to_contain_text("Set 2 of 2–3")
    press(page, "Back")
    expect(title(page)).to_contain_text("Rest")
    press(page, "End the session")
    press(page, "End it")
    expect(page.locator(".session-done").first).to_contain_text("1 set.")


def test_enough_is_offered_after_the_low_number_of_sets_only(opened: Opener) -> None:
    page = started(opened)
    skip_to(page, "Marching bridge")  # 2 to 3 sets
    enough = page.get_by_role("button", name="Enough sets")
    big(page).tap()
    expect(enough).to_be_hidden()
    big(page).tap()
    big(page).tap()
    expect(enough).to_be_visible()
    big(page).tap()
    expect(title(page)).to_contain_text("Set 3 of 2–3")
    big(page).tap()
    expect(title(page)).to_contain_text("How did that feel?")


def test_pain_shows_the_rules_and_never_offers_the_exercise_again(opened: Opener) -> None:
    page = started(opened)
    big(page).tap()
    press(page, "Sharp, rising, or it does not settle")
    session = page.locator("clinic-session")
    for words in ("You feel sharp pain.", "A joint gives way", "call 911", "ask a clinician"):
        expect(session).to_contain_text(words)
    names = session.get_by_role("button").all_inner_texts()
    assert names == ["Change my answer", "Go on with Clamshell", "End the session"]
    press(page, "Change my answer")
    expect(page.get_by_role("button", name="Back")).to_have_count(0)
    press(page, "Sharp, rising, or it does not settle")
    press(page, "Go on with Clamshell")
    press(page, "It hurts")
    expect(title(page)).to_contain_text("Stop this exercise")
    press(page, "End the session")
    expect(page.locator(".session-done").first).to_contain_text("Sharp, rising or lasting pain.")
    pain = [one["pain"] for one in kept(page, "clinic-sessions")["sessions"][0]["exercises"]]
    assert pain == ["stop", "stop"]


def test_an_exercise_that_hurt_is_left_out_where_it_comes_again(opened: Opener) -> None:
    page = opened("session/")
    body = """const [first, second] = found.exercises;
      const item = (exercise) => single(exercise, 'both').items[0];
      const run = new Run({source: {}, items: [first, second, first].map(item)});
      run.hurt();
      run.goOn();
      check(run.now.item === 1);
      run.skip();
      check(run.over, run.now)"""
    assert flow(page, body) == []


def test_a_reload_or_a_look_at_the_full_page_does_not_lose_the_place(opened: Opener) -> None:
    page = started(opened)
    skip_to(page, "Marching bridge")
    big(page).tap()
    page.reload()
    expect(title(page)).to_have_text("Go on where you were?")
    press(page, "Go on")
    expect(title(page)).to_contain_text("Rest")
    big(page).tap()
    page.get_by_text("How to do it").tap()
    page.get_by_role("link", name="Open the full page").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Marching bridge")
    page.goto(page.url.partition("exercises/")[0] + "session/")
    press(page, "Go on")
    expect(title(page)).to_contain_text("Set 2 of 2–3")
    press(page, "End the session")
    press(page, "End it")
    expect(page.locator(".session-done").first).to_contain_text("1 set.")


def test_the_skip_link_stays_in_the_session(opened: Opener) -> None:
    page = started(opened, has_touch=False)
    page.evaluate("location.hash = 'content'")
    big(page).click()
    expect(title(page)).to_have_text("How did that feel?")


def test_a_second_touch_by_mistake_answers_nothing(opened: Opener) -> None:
    page = started(opened)
    skip_to(page, "Marching bridge")
    for _ in range(4):
        big(page).tap()
    spot = big(page).bounding_box()
    assert spot
    for _ in range(2):
        page.touchscreen.tap(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    expect(title(page)).to_have_text("How did that feel?")


def test_a_session_that_was_left_at_the_question_goes_on_there(opened: Opener) -> None:
    page = started(opened)
    big(page).tap()
    page.reload()
    press(page, "Go on")
    expect(title(page)).to_have_text("How did that feel?")
    page.reload()
    press(page, "Go on")
    press(page, "No pain")
    expect(title(page)).to_contain_text("Clamshell")


def test_another_program_asks_before_it_takes_the_place(opened: Opener) -> None:
    page = started(opened)
    page.goto(page.url.replace("hips-and-trunk", "two-days-a-week-for-runners"))
    press(page, "Start “Strength in two days a week for runners”")
    expect(title(page)).to_have_text("Strength in two days a week for runners")
    assert kept(page, "clinic-session") is None


DAMAGED = [
    "", "{", "null", "7", "[]", '"text"', "{}", '{"version":1}', '{"version":1,"source":{}}',
    '{"version":1,"source":{"program":"hips-and-trunk"},"saved":1}',
    '{"version":2,"sessions":[]}', '{"version":1,"sessions":{}}',
    '{"version":1,"sessions":[null,{},{"on":"x"},{"on":"2026-01-01","title":"a","seconds":5,'
    '"exercises":[{"name":"b","sets":{"both":"<b>"},"pain":"none"}]}]}',
]  # fmt: skip


@pytest.mark.parametrize("key", ["clinic-session", "clinic-sessions", "clinic-session-voice"])
def test_what_is_damaged_is_dropped_in_silence(opened: Opener, key: str) -> None:
    page = opened("session/")
    for text in DAMAGED:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        page.reload()
        expect(title(page)).to_have_text("Guided session")
        expect(page.get_by_text("None yet.")).to_be_visible()
        expect(page.get_by_role("link", name="Hips and trunk")).to_be_visible()


def test_a_session_that_was_changed_by_hand_or_is_old_is_dropped(opened: Opener) -> None:
    page = started(opened)
    good = kept(page, "clinic-session")
    hours = 3_600_000
    wrong = [
        {"at": 9999}, {"at": -1}, {"at": "1"}, {"trail": [0.5]}, {"done": ["x"]}, {"shape": "x"},
        {"answers": [[0, "never"]]}, {"answers": [[99, "none"]]}, {"answers": {"0": "none"}},
        {"hurts": None}, {"spent": None}, {"saved": good["saved"] - 13 * hours},
        {"saved": good["saved"] + hours}, {"source": {"program": "no-such-program"}},
        {"source": {"plan": "1.w6.x.0"}}, {"source": None},
    ]  # fmt: skip
    page = opened("session/")
    for change in wrong:
        text = json.dumps({**good, **change})
        page.evaluate("text => localStorage.setItem('clinic-session', text)", text)
        page.reload()
        expect(title(page)).to_have_text("Guided session")


def test_where_nothing_is_kept_a_session_works_in_memory(opened: Opener) -> None:
    page = opened("programs/hips-and-trunk/", NO_STORAGE)
    press(page, "Add to my plan")
    page.get_by_role("link", name="Open my plan").tap()
    page.get_by_role("link", name="Start the session").tap()
    expect(title(page)).to_have_text("My plan")
    assert "#p=1." in page.url
    big(page).tap()
    page.get_by_text("How to do it").tap()
    expect(page.get_by_role("link", name="Open the full page")).to_have_attribute(
        "target", "_blank"
    )
    big(page).tap()
    press(page, "No pain")
    press(page, "End the session")
    press(page, "End it")
    expect(page.locator(".session-done").first).to_contain_text("Glute bridge")
    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
    expect(page.locator(".session-days details")).to_have_count(1)


def test_a_damaged_link_or_an_unknown_program_says_so(opened: Opener) -> None:
    page = opened("session/#p=1.w6.6jj4-s3r10.8xqr")
    expect(page.get_by_text("This link is damaged")).to_be_visible()
    page = opened("session/?program=no-such-program")
    expect(page.get_by_text("We do not know this program.")).to_be_visible()
    page = opened("session/?plan")
    expect(page.get_by_text("Your plan is empty.")).to_be_visible()


def ended(opened: Opener, **more: Any) -> Page:
    """The summary of a short session."""
    page = started(opened, **more)
    big(page).tap()
    press(page, "Mild discomfort that settles")
    press(page, "End the session")
    press(page, "End it")
    expect(title(page)).to_have_text("Done for today")
    return page


def test_one_touch_deletes_all_and_another_brings_it_back(opened: Opener) -> None:
    page = ended(opened)
    before = kept(page, "clinic-sessions")
    press(page, "Delete all")
    assert kept(page, "clinic-sessions") is None
    expect(page.locator(".session-days")).to_have_count(0)
    press(page, "Undo")
    assert kept(page, "clinic-sessions") == before
    expect(page.locator(".session-days details")).to_have_count(1)


def test_the_sessions_are_saved_as_a_file(opened: Opener, tmp_path: Path) -> None:
    page = ended(opened, accept_downloads=True)
    page.evaluate(
        """() => { const all = JSON.parse(localStorage.getItem('clinic-sessions'));
        all.sessions[0].exercises[0].name = '=1+1,"x"';
        localStorage.setItem('clinic-sessions', JSON.stringify(all)) }"""
    )
    with page.expect_download() as download:
        press(page, "Save as a file")
    download.value.save_as(tmp_path / "file.csv")
    with (tmp_path / "file.csv").open(encoding="utf-8", newline="") as file:
        head, line = csv.reader(file)
    assert head == ["Date", "Session", "Minutes", "Exercise", "Sets done", "Pain"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", line[0])
    assert line[1:] == ["Hips and trunk", "1", '\'=1+1,"x"', "1 set", "Mild discomfort"]


def test_two_hundred_sessions_are_kept_and_not_more(opened: Opener) -> None:
    page = opened("session/")
    count = page.evaluate(
        """async () => {
          const diary = await import(new URL('../assets/js/session-diary.js', document.baseURI));
          for (let n = 0; n < 205; n += 1) diary.add({on: new Date(n * 1e9).toISOString(),
            title: `${n}`, seconds: n, exercises: []});
          return [diary.past().length, diary.past()[0].title] }"""
    )
    assert count == [200, "5"]


def test_speech_uses_only_a_voice_of_the_device(opened: Opener) -> None:
    page = opened(PROGRAM, VOICES)
    expect(page.get_by_label("Speak the next step")).not_to_be_checked()
    page.get_by_label("Speak the next step").check()
    big(page).tap()
    expect(title(page)).to_contain_text("Glute bridge")
    said = page.evaluate("said")
    assert {name for name, _ in said} == {"Own"}
    assert said[-1][1] == "Glute bridge. One set. 8 to 12 repetitions."
    page = opened(PROGRAM, VOICES + "; window.onlyFar = true")
    expect(page.get_by_label("Speak the next step")).to_be_disabled()


def test_a_choice_of_sound_is_kept(opened: Opener) -> None:
    page = opened(PROGRAM)
    page.get_by_label("Sounds for the timer").check()
    page.reload()
    expect(page.get_by_label("Sounds for the timer")).to_be_checked()


def test_a_lost_signal_takes_no_picture_away(opened: Opener) -> None:
    page = opened(PROGRAM)
    with page.expect_response(re.compile("exercises/dead-bug/")):
        big(page).tap()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    skip_to(page, "Dead bug")
    expect(page.locator(".session-picture svg")).to_have_count(2)


def test_where_no_picture_can_be_loaded_the_words_are_complete(opened: Opener) -> None:
    page = opened(PROGRAM)
    page.context.set_offline(True)
    big(page).tap()
    expect(page.locator(".session-captions li").first).to_contain_text("Lie on your back")
    expect(page.locator(".session-more details").first).to_have_attribute("open", "")


def test_those_who_want_see_the_movement(opened: Opener) -> None:
    page = started(opened)
    press(page, "Show the movement")
    expect(page.locator(".session-picture .moving")).to_be_visible()
    press(page, "End the session")
    press(page, "Go on")
    expect(page.locator(".figure-tools")).to_have_count(1)


def test_without_a_script_the_page_leads_to_the_programs(opened: Opener) -> None:
    page = opened("session/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Guided session", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="A guided session needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="the programs").click()
    page.get_by_role("link", name="Hips and trunk").click()
    expect(page.get_by_role("link", name="Start the session")).to_be_hidden()


def test_a_clinic_without_the_page_has_no_way_to_it(built_clinic: Path) -> None:
    pages = [*(built_clinic / "site").rglob("index.html")]
    assert pages
    assert not any("session/" in page.read_text(encoding="utf-8") for page in pages)


# What holds on every screen


def screens(page: Page) -> Iterator[str]:
    """Goes through one screen of each kind and stops at each."""
    yield from first_screens(page)
    yield from last_screens(page)


def first_screens(page: Page) -> Iterator[str]:
    yield "choose"
    page.get_by_role("link", name="Hips and trunk").click()
    big(page).wait_for()
    page.get_by_text("See all exercises").click()
    page.get_by_text("Who takes care, and how").click()
    yield "ready"
    big(page).click()
    page.locator(".session-picture svg").first.wait_for()
    page.get_by_text("How to do it").click()
    page.get_by_text("Sound, speech and keys").click()
    yield "repetitions"
    page.get_by_text("How to do it").click()
    page.get_by_text("Sound, speech and keys").click()
    big(page).click()
    yield "question"
    page.get_by_role("button", name="No pain").click()
    page.locator(".session-picture svg").first.wait_for()
    yield "side"
    big(page).click()
    yield "change sides"
    page.get_by_role("button", name="Skip this exercise").click()
    page.get_by_role("button", name="No pain").click()
    big(page).click()
    yield "rest"
    page.get_by_role("button", name="Pause").click()
    yield "paused"
    big(page).click()
    big(page).click()
    big(page).click()
    yield "enough?"


def last_screens(page: Page) -> Iterator[str]:
    for _ in range(3):
        page.get_by_role("button", name="Skip this exercise").click()
        if "How did" in title(page).inner_text():
            page.get_by_role("button", name="Mild").click()
    big(page).click()
    yield "get ready"
    page.clock.run_for(5000)
    yield "hold"
    page.get_by_role("button", name="It hurts").click()
    yield "stop"
    page.get_by_role("button", name="Go on with").click()
    page.get_by_role("button", name="End the session").click()
    yield "leave"
    page.reload()
    big(page).wait_for()
    yield "go on?"
    big(page).click()
    page.get_by_role("button", name="End the session").click()
    page.get_by_role("button", name="End it").click()
    page.locator(".session-days summary").first.click()
    yield "summary"
    page.get_by_role("button", name="Delete all").click()
    yield "deleted"


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_axe_finds_nothing(opened: Opener, colors: str) -> None:
    page = opened("session/", color_scheme=colors, bypass_csp=True)
    found = [
        f"{screen}: {fault['id']}: {node['html'][:120]}"
        for screen in screens(page)
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    assert found == []


SIZES: dict[str, tuple[int, int, int]] = {
    "small": (320, 640, 100),
    "phone": (412, 860, 100),
    "on its side": (780, 360, 100),
    "large text": (360, 780, 200),
    "desk": (1280, 900, 100),
}


@pytest.mark.parametrize("size", SIZES)
def test_all_fits_and_can_be_touched(opened: Opener, size: str) -> None:
    width, height, text = SIZES[size]
    page = opened("session/", viewport={"width": width, "height": height})
    faults = []
    for screen in screens(page):
        page.evaluate("text => { document.documentElement.style.fontSize = `${text}%` }", text)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{screen}: {wide} px wide")
        faults += [f"{screen}: {fault}" for fault in page.evaluate(SMALL)]
    assert faults == []


SMALL = """() => [...document.querySelectorAll(
    'clinic-session :is(button, summary, .session-choices label, .doors a)')]
  .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, b]) => b.height < 44 || b.width < 44 || b.x < 0 || b.right > innerWidth + 1
    || e.scrollWidth > e.clientWidth + 1 || (e.matches('.session-primary') && b.height < 56))
  .map(([e, b]) => `${e.textContent.trim()}: ${b.width} x ${b.height}`)"""


@pytest.mark.parametrize("size", ["small", "phone", "on its side", "desk"])
def test_the_big_button_and_the_number_are_in_sight_without_scrolling(
    opened: Opener, size: str
) -> None:
    width, height, _ = SIZES[size]
    page = started(opened, viewport={"width": width, "height": height})
    page.locator(".session-picture svg").first.wait_for()
    for selector in (".session-primary", ".session-gauge b", "clinic-session h1"):
        seen = page.locator(selector).evaluate(
            """e => { const b = e.getBoundingClientRect();
            const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
            return b.top >= 0 && b.bottom <= innerHeight && e.contains(top) }"""
        )
        assert seen, selector


def test_nothing_jumps_from_one_moment_to_the_next(opened: Opener) -> None:
    page = started(opened, "session/?program=calf-and-achilles-capacity")
    skip_to(page, "Single-leg calf raise, straight knee")
    page.locator(".session-picture svg").first.wait_for()
    places = set()
    for _ in range(8):
        places.add(page.evaluate(PLACES))
        big(page).tap()
    assert len(places) == 1, places


PLACES = """() => JSON.stringify(
  ['.session-picture', '.session-gauge', '.session-primary', '.session-side'].map(
    (name) => Math.round(document.querySelector(name).getBoundingClientRect().top)))"""


@pytest.mark.parametrize("path", ["session/", PROGRAM, "session/?again"])
def test_nothing_jumps_while_the_page_loads(opened: Opener, path: str) -> None:
    watch = """window.shift = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({type: 'layout-shift', buffered: true})"""
    kept = started(opened).context.storage_state() if "again" in path else None
    page = opened(path, watch, storage_state=kept)
    page.wait_for_timeout(700)
    assert page.evaluate("window.shift") == 0
