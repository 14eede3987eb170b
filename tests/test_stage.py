"""The staged site works with other generators: it is the way out when ours ends."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from running import INDEX, addresses, append, build_py, surroundings

GENERATORS = {
    "material": ("mkdocs", "build", "--strict", "--quiet"),
    "zensical": ("zensical", "build", "--strict"),
}


@pytest.fixture(scope="module", params=GENERATORS)
def other(
    request: pytest.FixtureRequest, built_clinic: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The site of the tiny clinic as another generator with its stock theme builds it."""
    folder = tmp_path_factory.mktemp(str(request.param)) / "staged"
    assert build_py("stage", folder, root=built_clinic).returncode == 0
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [sys.executable, "-m", *GENERATORS[request.param]], cwd=folder, text=True,
        capture_output=True, timeout=120, check=False, env=surroundings(**quiet),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


class Silent(http.server.SimpleHTTPRequestHandler):
    """Files, without a word at the terminal."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def plainly_served(site: Path) -> Iterator[str]:
    """Any host of files, without rules of ours; gives its address."""
    handler = functools.partial(Silent, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(other: Path, browser: Browser) -> Iterator[Page]:
    """A page of that site in a browser; nothing may be missing or complain."""
    complaints: list[str] = []
    with (
        plainly_served(other) as root,
        browser.new_context(base_url=root) as made,
    ):
        shown = made.new_page()
        shown.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        shown.on("response", lambda r: complaints.append(r.url) if r.status >= 400 else None)
        yield shown
    assert complaints == []


def test_every_address_stays_the_same(other: Path, built_clinic: Path) -> None:
    assert addresses(other) == addresses(built_clinic / "site")


def test_an_exercise_shows_its_figure_in_colors_its_dose_and_its_boxes(page: Page) -> None:
    page.goto("exercises/squat/")
    expect(page.locator(".staged .dose")).to_contain_text("sets of 8–12")
    fills = page.locator(".pictures svg path").evaluate_all(
        "paths => [...new Set(paths.map(path => getComputedStyle(path).fill))]"
    )
    assert len({fill for fill in fills if fill not in ("none", "rgb(0, 0, 0)")}) >= 3, fills
    box = page.locator(".box-stop")
    expect(box).to_be_visible()
    assert box.evaluate("box => getComputedStyle(box).borderInlineStartWidth") != "0px"


def test_the_finder_narrows_the_list(page: Page) -> None:
    page.goto("exercises/")
    cards = page.locator("clinic-finder .card")
    every = cards.count()
    page.locator("clinic-finder input[type=search]").fill("heel raise")
    expect(page.locator("clinic-finder [role=status]").first).to_contain_text(" of ")
    assert 0 < page.locator("clinic-finder .card:visible").count() < every


def test_links_lead_to_the_same_pages(page: Page) -> None:
    page.goto("exercises/")
    page.locator("clinic-finder .card a").first.click()
    expect(page.locator(".staged .dose")).to_be_visible()


def test_of_a_photograph_only_small_copies_are_staged(clinic: Path, tmp_path: Path) -> None:
    Image.new("RGB", (900, 600), (90, 120, 90)).save(clinic / "docs/assets/hill (1).jpg")
    append(clinic, INDEX, "\n![A hill](<assets/hill (1).jpg>)\n")
    assert build_py("stage", tmp_path / "staged", root=clinic).returncode == 0
    files = {path.name for path in (tmp_path / "staged/docs").rglob("hill*")}
    assert "hill (1).jpg-900.webp" in files
    assert "hill (1).jpg" not in files
    assert "hill%20%281%29.jpg-900.webp" in (tmp_path / "staged/docs/index.md").read_text()
