"""What a first visit costs a phone, on the wire, and what it must not load yet."""

import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Browser

PAGES = {
    "home": "",
    "article": "articles/strength-training-for-runners/",
    "glossary": "glossary/",
    "about": "about/",
    "library": "exercises/",
    "exercise": "exercises/calf-raise/",
    "program": "programs/hips-and-trunk/",
    "plan": "plan/",
    "session": "session/",
}
PLAIN = ("home", "article", "glossary", "about")
"""Pages without a tool of their own."""
EVERYWHERE = {"scheme.js", "site.js", "offline.js"}
TOOLS = {
    "library": {"finder.js"},
    "exercise": {"figure.js", "plan-add.js"},
    "program": {"plan-add.js"},
    "plan": {"plan.js"},
    "session": {"session.js", "figure.js"},
}
VISIT = 35_000
"""Bytes on the wire for the first visit of an article, headers included."""
SCRIPTS = 6_000
"""Bytes of script on the wire on a page without a tool."""
LATER = ("<script", "Content-Security-Policy")
SHIFTED = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value })
    .observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300) })"""


class Visit:
    """A first visit of a page: bytes on the wire by file, and how far the page jumped."""

    def __init__(self, browser: Browser, address: str) -> None:
        context = browser.new_context(viewport={"width": 360, "height": 780})
        page = context.new_page()
        wire = context.new_cdp_session(page)
        urls: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        wire.on(
            "Network.responseReceived",
            lambda e: urls.update({e["requestId"]: e["response"]["url"]}),
        )
        wire.on("Network.loadingFinished", lambda e: self.count(urls, e))
        wire.send("Network.enable")
        page.goto(address, wait_until="networkidle")
        self.shifted = page.evaluate(SHIFTED)
        context.close()

    def count(self, urls: dict[str, str], event: dict[str, Any]) -> None:
        """Add one file that has arrived."""
        if event["requestId"] in urls:
            self.bytes[urls[event["requestId"]]] = int(event["encodedDataLength"])

    @property
    def scripts(self) -> dict[str, int]:
        """The scripts among the files, by name."""
        return {PurePosixPath(u).name: n for u, n in self.bytes.items() if u.endswith(".js")}


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str) -> dict[str, Visit]:
    """A first visit of each kind of page, each in a fresh profile."""
    made = {name: Visit(browser, address + path) for name, path in PAGES.items()}
    for name, visit in made.items():
        scripts = sum(visit.scripts.values())
        print(f"{name}: {sum(visit.bytes.values()):,} bytes, scripts {scripts:,}")
    return made


def test_an_article_is_small(visits: dict[str, Visit]) -> None:
    assert sum(visits["article"].bytes.values()) <= VISIT


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_without_a_tool_has_little_script(visits: dict[str, Visit], name: str) -> None:
    assert set(visits[name].scripts) == EVERYWHERE
    assert sum(visits[name].scripts.values()) <= SCRIPTS


@pytest.mark.parametrize("name", PAGES)
def test_a_tool_is_loaded_where_it_is_used_and_nowhere_else(
    visits: dict[str, Visit], name: str
) -> None:
    tools = set().union(*TOOLS.values())
    assert set(visits[name].scripts) & tools == TOOLS.get(name, set())


@pytest.mark.parametrize("name", PAGES)
def test_the_search_loads_nothing_before_the_first_query(
    visits: dict[str, Visit], name: str
) -> None:
    assert not [url for url in visits[name].bytes if "pagefind" in url or "search.js" in url]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_jumps_while_a_page_loads(visits: dict[str, Visit], name: str) -> None:
    assert visits[name].shifted == 0


def test_every_page_asks_for_its_styles_before_any_script(built_content: Path) -> None:
    # Behind a policy in the page no browser looks ahead: a blocking script delays what follows.
    pages = [
        path for path in (built_content / "site").rglob("*.html") if "pagefind" not in path.parts
    ]
    assert len(pages) > 90
    for path in pages:
        text = path.read_text(encoding="utf-8")
        scripts = [found.start() for found in re.finditer(r"<script [^>]*src=", text)]
        styles = [found.start() for found in re.finditer(r'<link rel="stylesheet"', text)]
        assert bool(styles) == bool(scripts), path
        assert max(styles, default=0) <= min(scripts, default=0), path
