"""A patient's phone: pages opened in a fresh profile, with everything that went wrong there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}, "has_touch": True}
NO_STORAGE = """for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException('off', 'SecurityError') }}) }"""
NO_SIGNAL = "ERR_INTERNET_DISCONNECTED"
"""What the console says when a test takes the network away."""

PATIENCE = 60_000
"""Milliseconds until a test gives up on a state; a busy machine takes its time."""

Opener = Callable[..., Page]


@contextmanager
def opener(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens pages of the site; at the end the console is empty, and no other host was asked."""
    contexts, told, foreign = [], [], []

    def open_page(path: str, script: str = "", clock: bool = False, **more: Any) -> Page:
        context = browser.new_context(**{**PHONE, **more})
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        if clock:
            page.clock.install()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: foreign.append(request.url))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [words for words in told if NO_SIGNAL not in words] == []
    assert [url for url in foreign if not url.startswith((address, "blob:"))] == []
