"""The site without a network, and its way from one version to the next, in a real browser."""

import gzip
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from phone import NO_SIGNAL, PATIENCE, PHONE
from running import INDEX, ROOT, append, build_py, built, replace, small_clinic
from serving import served

SAVED = "Saved on this device. All pages open without a network."
NEWER = "Show the newer version"
BUDGET = 2_000_000
"""Bytes on the wire for the whole site of 60 exercises."""
SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
STYLE = "overrides/assets/css/site.css"
LOADED_LATER = """() => fetch('assets/css/site.css').then((answer) => answer.text())
  .then((style) => style.match(/--version: (\\w+)/g).pop().slice('--version: '.length))"""
TAKEN_OVER = """() => navigator.serviceWorker.getRegistration().then(
  ({active, waiting, installing}) => active?.state === 'activated' && !waiting && !installing)"""
KEPT = """async () => {
  const workers = await navigator.serviceWorker.getRegistrations();
  return [workers.map(({installing, waiting, active}) => [installing, waiting, active].map(
    (worker) => worker?.state)), await caches.keys()] }"""
"""What is on the device: the states of its workers, and the versions."""
VERSION = "getComputedStyle(document.documentElement).getPropertyValue('--version').trim()"


@contextmanager
def device(browser: Browser, **more: Any) -> Iterator[BrowserContext]:
    """A fresh profile that may keep pages; the console stays empty."""
    context = browser.new_context(**{**PHONE, "service_workers": "allow", **more})
    told: list[str] = []
    context.on("console", lambda message: told.append(message.text))
    context.on("weberror", lambda error: told.append(str(error.error)))
    yield context
    context.close()
    # A page that was asked for while the network was off is no fault of the page.
    assert [line for line in told if NO_SIGNAL not in line] == []


def visited(context: BrowserContext, address: str) -> Page:
    """A page of the site, once the site is saved."""
    page = context.new_page()
    page.goto(address)
    saved(page)
    return page


def saved(page: Page) -> None:
    """Wait until all is saved; on a busy machine that takes its time."""
    expect(page.locator("clinic-offline")).to_contain_text(SAVED)


def comes(page: Page, state: str) -> None:
    """Wait until a promise says yes; Playwright's own wait takes any promise for one."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(state):
        assert time.monotonic() < end, (state, page.evaluate(KEPT))
        page.wait_for_timeout(50)


@pytest.fixture(scope="module")
def offline(browser: Browser, address: str) -> Iterator[Page]:
    """The large clinic after one visit of one page, with the network off."""
    with device(browser) as context:
        page = visited(context, address + "articles/calf-strength/")
        context.set_offline(True)
        yield page


@pytest.mark.parametrize(
    "path", ["", "exercises/", "exercises/calf-raise/", "programs/hips-and-trunk/", "plan/",
             "articles/strength-training-for-runners/", "glossary/", "exercises/?have=none"],
)  # fmt: skip
def test_pages_that_were_never_visited_open(offline: Page, address: str, path: str) -> None:
    offline.goto(address + path)
    expect(offline.locator("h1")).to_be_visible()
    assert offline.url == address + path
    assert offline.evaluate("getComputedStyle(document.body).fontFamily") != "serif"


def test_an_address_without_its_last_slash_still_leads_there(offline: Page, address: str) -> None:
    offline.goto(address + "exercises/calf-raise")
    assert offline.url == address + "exercises/calf-raise/"


def test_an_address_that_is_not_there_says_so(offline: Page, address: str) -> None:
    offline.goto(address + "no/such/page/")
    expect(offline.locator("h1")).to_have_text("We cannot find this page")


def test_the_movement_can_be_shown(offline: Page, address: str) -> None:
    offline.goto(address + "exercises/clamshell/")
    offline.get_by_role("button", name="Show the movement").tap()
    expect(offline.locator("clinic-figure svg.moving")).to_be_visible()


def test_the_finder_filters(offline: Page, address: str) -> None:
    offline.goto(address + "exercises/")
    offline.get_by_label("Name, muscle or body part").fill("calf")
    expect(offline.locator("clinic-finder [role=status]")).to_contain_text(" of 60 exercises")


def test_the_search_answers(offline: Page, address: str) -> None:
    offline.goto(address + "about/")
    offline.get_by_role("button", name="Search").tap()
    dialog = offline.get_by_role("dialog", name="Search")
    dialog.get_by_label("Search this site").fill("hamstring")
    expect(dialog.get_by_role("link").first).to_be_visible()


def test_a_plan_is_made(offline: Page, address: str) -> None:
    offline.goto(address + "programs/hips-and-trunk/")
    offline.get_by_role("button", name="Add to my plan").tap()
    offline.get_by_role("link", name="Open my plan").tap()
    expect(offline.locator(".plan-items > li")).to_have_count(8)
    expect(offline.locator(".plan-items svg.figure").first).to_be_visible()


def test_the_whole_site_stays_within_its_budget(built_content: Path) -> None:
    site = built_content / "site"
    listed = json.loads((site / "offline.json").read_text())
    files = [site / (path or "index.html") for path in listed]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    bytes_sent = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    print(f"offline: {len(files)} files, {bytes_sent:,} bytes with gzip")
    assert bytes_sent <= BUDGET


def test_all_that_a_reader_needs_is_listed(built_content: Path) -> None:
    site = built_content / "site"
    listed = json.loads((site / "offline.json").read_text())
    pages = {p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")}
    moved = {line.split()[0].strip("/") for line in (site / "_redirects").read_text().splitlines()}
    assert {p.rstrip("/") or "." for p in listed} >= pages - moved
    assert not [path for path in listed if path.startswith("_")]


def test_a_browser_would_install_it(browser: Browser, address: str) -> None:
    with device(browser) as context:
        page = visited(context, address)
        session = context.new_cdp_session(page)
        manifest = session.send("Page.getAppManifest")
        assert manifest["errors"] == []
        assert json.loads(manifest["data"])["name"] == "ExamplePT"
        problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [p for p in problems if p["errorId"] != "in-incognito"] == []


# Versions


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small clinic with a look of its own, so that texts and styles can both change."""
    root = small_clinic(tmp_path / "clinic")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    append(root, "mkdocs.yml", "\ntheme:\n  name: material\n  custom_dir: overrides\n"
           "  font: false\n  language: en\n  favicon: assets/favicon.svg\n")  # fmt: skip
    publish(root, "one")
    return root


@pytest.fixture
def at(own: Path, tmp_path: Path) -> Iterator[str]:
    """Where the small clinic is served."""
    with served(own / "site", "/clinic/", tmp_path / "server") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A device of its own."""
    with device(browser) as fresh:
        yield fresh


def publish(root: Path, version: str) -> None:
    """Build a version that its title and its style both name."""
    append(root, STYLE, f":root {{ --version: {version}; }}\n")
    text = (root / INDEX).read_text()
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    replace(root, INDEX, title, f"title: Version {version}")
    built(root)


def shown(page: Page) -> tuple[str, str]:
    """The version of the page and the version of its style."""
    return page.locator("h1").inner_text().removeprefix("Version "), page.evaluate(VERSION)


def loaded_again(page: Page, version: str) -> None:
    """Wait until a page that loads again by itself is of a version, with its style."""
    expect(page.locator("h1")).to_have_text(f"Version {version}")
    page.wait_for_load_state()
    assert shown(page) == (version, version)


def newer(context: BrowserContext, at: str, own: Path) -> Page:
    """A page of version one, with version two complete on the device."""
    page = visited(context, at)
    page.reload()
    assert shown(page) == ("one", "one")
    publish(own, "two")
    page.reload()
    assert shown(page) == ("one", "one")
    expect(page.get_by_role("button", name=NEWER)).to_be_visible()
    return page


def test_a_newer_version_comes_whole_with_the_next_page(
    context: BrowserContext, at: str, own: Path
) -> None:
    page = newer(context, at, own)
    comes(page, TAKEN_OVER)
    page.goto(at)
    assert shown(page) == ("two", "two")
    context.set_offline(True)
    page.reload()
    assert shown(page) == ("two", "two")
    comes(page, "caches.keys().then((names) => names.length === 1)")


def test_a_page_that_is_read_stays_as_it_is_while_a_newer_version_takes_over(
    context: BrowserContext, at: str, own: Path
) -> None:
    page = newer(context, at, own)
    page.evaluate("window.read = true")
    comes(page, TAKEN_OVER)
    assert page.evaluate("window.read")
    assert shown(page) == ("one", "one")
    assert page.evaluate(LOADED_LATER) == "one"
    browser = context.new_cdp_session(page)
    browser.send("ServiceWorker.enable")
    browser.send("ServiceWorker.stopAllWorkers")  # as it does with a worker that has nothing to do
    assert page.evaluate(LOADED_LATER) == "one"
    page.get_by_role("button", name=NEWER).tap()
    loaded_again(page, "two")
    assert page.evaluate(LOADED_LATER) == "two"


def test_a_page_that_opens_while_a_newer_version_takes_over_is_whole(
    context: BrowserContext, at: str, own: Path
) -> None:
    page = newer(context, at, own)
    for _ in range(12):  # as fast as a reader may press, before, while and after it takes over
        page.goto(at)
        version, style = shown(page)
        assert version == style
        assert page.evaluate(LOADED_LATER) == style
    comes(page, TAKEN_OVER)
    page.goto(at)
    assert shown(page) == ("two", "two")


def test_open_pages_change_together(context: BrowserContext, at: str, own: Path) -> None:
    first = visited(context, at)
    first.reload()
    second = context.new_page()
    second.goto(at)
    publish(own, "two")
    second.reload()
    button = second.get_by_role("button", name=NEWER)
    expect(button).to_be_visible()
    second.reload()  # another page is open: the older version goes on
    assert shown(second) == ("one", "one")
    expect(button).to_be_visible()
    button.tap()
    for page in (first, second):
        loaded_again(page, "two")


def test_a_page_newer_than_what_is_kept_gets_its_own_style(
    context: BrowserContext, at: str, own: Path
) -> None:
    page = visited(context, at)
    page.reload()
    (own / "docs/news.md").write_text("---\ntitle: News\nsummary: What is new here.\n---\n\nNew.\n")
    assert build_py("fix", root=own).returncode == 0
    publish(own, "two")
    page.goto(at + "news/")
    assert page.evaluate(VERSION) == "two"


def test_a_download_that_breaks_off_goes_on_later(
    context: BrowserContext, at: str, own: Path
) -> None:
    site = own / "site"
    style = (site / "assets/css/site.css").read_text()
    (site / "assets/css/site.css").write_text(style + "/* another day's */")
    page = context.new_page()
    page.goto(at)
    expect(page.locator("clinic-offline")).to_contain_text("Not saved")
    (site / "assets/css/site.css").write_text(style)
    page.reload()
    saved(page)
    context.set_offline(True)
    page.reload()
    assert shown(page) == ("one", "one")


def test_what_a_browser_threw_away_is_fetched_again(
    context: BrowserContext, at: str, own: Path
) -> None:
    page = visited(context, at)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((n) => caches.delete(n))))")
    page.reload()
    saved(page)
    context.set_offline(True)
    page.reload()
    assert shown(page) == ("one", "one")


def test_a_clinic_can_take_it_all_back(context: BrowserContext, at: str, own: Path) -> None:
    page = visited(context, at)
    replace(
        own,
        "mkdocs.yml",
        "    name: Example clinic\n",
        "    name: Example clinic\n    offline: false\n",
    )
    publish(own, "two")
    page.reload()
    none_left = """() => Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
      .then(([workers, names]) => !workers.length && !names.length)"""
    comes(page, none_left)
    page.goto(at)
    assert shown(page) == ("two", "two")


def test_who_pays_for_each_byte_is_asked_first(browser: Browser, address: str) -> None:
    with device(browser) as context:
        context.add_init_script(SAVES_DATA)
        page = context.new_page()
        page.goto(address)
        button = page.get_by_role("button", name="Save all pages for offline use")
        expect(button).to_be_visible()
        page.wait_for_timeout(2500)
        assert page.evaluate("caches.keys()") == []
        button.tap()
        saved(page)
