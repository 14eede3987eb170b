"""One built page: valid, private, safe, with names for everything."""

import re
from collections import Counter
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.publish.output import BuiltPage

REPORT = "This is a fault of the templates in overrides/; please report it."
LOADING = (
    "[src], [srcset], object[data], form[action], use[href], link[rel~=stylesheet],"
    "link[rel~=icon], link[rel~=preload], link[rel~=preconnect], link[rel~=dns-prefetch],"
    "link[rel~=modulepreload], link[rel~=manifest]"
)
LOADED_FROM = ("src", "srcset", "data", "action", "href")
REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
HANDLER = re.compile(r"^on[a-z]+$")
DATA_SCRIPTS = {"application/ld+json", "application/json", "importmap", "speculationrules"}


@rule("OUT004", reads="page")
def ids_are_unique(page: BuiltPage) -> Iterator[Finding]:
    """No id stands twice on a page.

    Why: links, labels and pictures find the first one only.
    Fix: use another heading, or report it if the id comes from a template.
    """
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield Finding(
                page.place(f'id="{name}"'),
                f'the id "{name}" stands {count} times on this page.',
                "Give the second heading other words.",
            )


@rule("OUT005", reads="page")
def pages_have_one_heading_of_level_one(page: BuiltPage) -> Iterator[Finding]:
    """Every page has exactly one main heading.

    Why: screen readers use it to say what the page is.
    Fix: check the page's title; use ## for headings in the text.
    """
    count = sum(1 for _ in page.find("h1"))
    if count != 1 and not page.redirect:
        yield Finding(page.place("<h1"), f"this page has {count} main headings.", REPORT)


@rule("OUT006", reads="page")
def nothing_is_loaded_from_elsewhere(page: BuiltPage) -> Iterator[Finding]:
    """No page loads anything from another host.

    Why: the other host would learn who reads about which pain.
    Fix: put the file into docs/assets and use it from there.
    """
    for node in page.find(LOADING):
        for link in map(node.attributes.get, LOADED_FROM):
            if link and REMOTE.match(link):
                yield Finding(
                    page.place(link), f'this page loads "{link}".',
                    "Put the file into docs/assets and use it from there.",
                )  # fmt: skip


@rule("OUT007", reads="page")
def links_have_words(page: BuiltPage) -> Iterator[Finding]:
    """Every link and button has words.

    Why: a screen reader would say just 'link'.
    Fix: give it a text or a label.
    """
    for node in page.find("a[href], button"):
        attributes = node.attributes
        named = attributes.get("aria-label") or attributes.get("title") or node.text(strip=True)
        if not named and not any(img.attributes.get("alt") for img in node.css("img")):
            yield Finding(
                page.place(node.attributes.get("href") or "<button"),
                f"this {(node.tag == 'a' and 'link') or 'button'} has no words.",
                "Give it a text or a label.",
            )


@rule("OUT009", reads="page")
def pages_say_what_they_are(page: BuiltPage) -> Iterator[Finding]:
    """Every page has a language, a title and a description.

    Why: screen readers, bookmarks and search engines show them.
    Fix: fill in the page's title and summary.
    """
    if page.redirect:
        return
    root, title = page.tree.css_first("html"), page.tree.css_first("title")
    missing = [
        name
        for name, there in (
            ("language", root is not None and root.attributes.get("lang")),
            ("title", title is not None and title.text(strip=True)),
            ("description", page.tree.css_first("meta[name=description][content]")),
        )
        if not there
    ]
    if missing:
        yield Finding(page.place(), f"this page has no {' and no '.join(missing)}.", REPORT)


@rule("OUT010", reads="page")
def images_have_descriptions(page: BuiltPage) -> Iterator[Finding]:
    """Every image says what it shows, or that it is decoration.

    Why: people who can't see it are told its file name otherwise.
    Fix: write a description where the picture is named.
    """
    for node in page.find("img:not([alt])"):
        yield Finding(
            page.place(node.attributes.get("src") or "<img"),
            "this image has no description.",
            "Write one where the picture is named.",
        )


@rule("OUT011", reads="page")
def nothing_runs_in_the_page(page: BuiltPage) -> Iterator[Finding]:
    """No page holds scripts, styles or actions of its own; they stand in files.

    Why: then a strict security policy can forbid everything that an attacker could add.
    Fix: move it into a file in overrides/assets.
    """
    for node in page.find("script:not([src])"):
        if (node.attributes.get("type") or "") not in DATA_SCRIPTS:
            yield Finding(page.place("<script>"), "a script stands in it.", REPORT)
    for node in page.find("style, [style]"):
        text = node.attributes.get("style") or "<style"
        yield Finding(page.place(text), "a style stands in the page.", REPORT)
    if re.search(r"\son[a-z]+=", page.html):
        for node in page.find("*"):
            for name in filter(HANDLER.match, node.attributes):
                yield Finding(page.place(f"{name}="), f'an action "{name}" stands in it.', REPORT)
