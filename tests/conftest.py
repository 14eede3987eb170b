"""Clinics to try things on: fresh copies for one test, built and served ones for all of a run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from phone import PATIENCE, Opener, opener
from running import PUBLISHED, browser_path, built, large_clinic, small_clinic
from serving import served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A fresh copy of the tiny clean clinic."""
    return small_clinic(tmp_path / "clinic")


@pytest.fixture(scope="session")
def built_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny clinic, built. Tests read it and leave it as it is."""
    root = small_clinic(tmp_path_factory.mktemp("built") / "clinic")
    return built(root)


@pytest.fixture(scope="session")
def built_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large clinic, built. Tests read it and leave it as it is."""
    root = large_clinic(tmp_path_factory.mktemp("content") / "clinic")
    return built(root, **PUBLISHED)


@pytest.fixture(scope="session")
def address(built_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the built large clinic is served; ends in a slash."""
    base = urlsplit(PUBLISHED["SITE_URL"]).path
    with served(built_content / "site", base, tmp_path_factory.mktemp("server")) as root:
        yield root


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once for the whole run: it can't be started twice in one process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A real browser. A page saves nothing for offline use there unless its test allows it."""
    expect.set_options(timeout=PATIENCE)
    running = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    new_context = running.new_context

    def without_worker(**more: Any) -> BrowserContext:
        context = new_context(**more)
        if more.get("service_workers") != "allow":
            context.add_init_script(NO_WORKER)
        return context

    running.new_context = without_worker  # type: ignore[method-assign]
    yield running
    running.close()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page on a phone with a fresh profile; the console must stay empty."""
    with opener(browser, address) as open_page:
        yield open_page
