"""The search forgives typing errors and knows other names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

MISTYPED = {
    "calf rase": ("calf raise", "calf-raise"),
    "clamshall": ("clamshell", "clamshell"),
    "hamstrng curl": ("hamstring curl", "hamstring-slider-curl"),
    "plantar fascitis": ("plantar fasciitis", "#plantar-fasciitis"),
    "tendinopaty": ("tendinopathy", "#achilles-tendinopathy"),
    "sqaut": ("squat", "single-leg-squat"),
    "quads": ("quadriceps", "bodyweight-squat"),
}
KNOWN = {
    "clamshel": "clamshell",  # the beginning of a word is no error
    "heel raise": "calf-raise",
    "shin raise": "tibialis-raise",
    "single-leg squat": "single-leg-squat",
    "Bone density": "#bone-density",
}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    told: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address)
    yield page
    context.close()
    blocked = ("Service Worker", "404")  # what a test itself keeps from the page
    assert [text for text in told if not any(word in text for word in blocked)] == []


def asked(page: Page, words: str) -> Locator:
    """The search dialog, with these words typed in."""
    dialog = page.get_by_role("dialog", name="Search")
    if not dialog.is_visible():
        page.keyboard.press("Control+k")
    dialog.get_by_label("Search this site").fill(words)
    return dialog


def status(dialog: Locator, words: str) -> None:
    expect(dialog.get_by_role("status")).to_have_text(re.compile(words))


def addresses(dialog: Locator) -> str:
    return " ".join(str(link.get_attribute("href")) for link in dialog.locator(".found a").all())


@pytest.mark.parametrize("words", MISTYPED)
def test_a_mistyped_word_is_understood_and_said(page: Page, words: str) -> None:
    meant, place = MISTYPED[words]
    dialog = asked(page, words)
    status(dialog, f"Showing results for “{meant}”")
    assert place in addresses(dialog)


@pytest.mark.parametrize("words", KNOWN)
def test_a_known_word_is_taken_as_it_is(page: Page, words: str) -> None:
    dialog = asked(page, words)
    status(dialog, f"results? for “{words}”$")
    expect(dialog.get_by_role("status")).not_to_contain_text("Showing")
    assert KNOWN[words] in addresses(dialog)


def test_the_list_of_words_is_loaded_only_when_it_is_needed(page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    status(asked(page, "calf"), "for “calf”")
    assert not any(url.endswith("words.json") for url in loaded)
    status(asked(page, "calf rase"), "Showing")
    assert sum(url.endswith("words.json") for url in loaded) == 1


def test_without_the_list_the_search_goes_on(page: Page) -> None:
    page.route("**/words.json", lambda route: route.fulfill(status=404))
    dialog = asked(page, "zzzzqqqq")
    status(dialog, "Nothing found")
    status(asked(page, "squat"), "for “squat”")
    assert dialog.locator(".found a").count() > 3


def test_the_list_of_words_is_small_and_holds_names(built_content: Path) -> None:
    file = built_content / "site/assets/data/words.json"
    assert file.stat().st_size < 6_000
    words = json.loads(file.read_text(encoding="utf-8"))
    assert len(words) == len(set(words))
    assert {"clamshell", "heel", "fasciitis", "soleus", "isometric", "groin"} <= set(words)
