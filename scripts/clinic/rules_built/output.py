"""The built HTML: complete, linked, private, safe and small. Checked before it is published."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.publish.output import BuiltPage, Output, is_redirect
from clinic.read.page import Page
from clinic.read.site import Site

MOST_BYTES = 30_000
REPORT = "This is a fault of the templates in overrides/; please report it."
LOADED = (
    ("script[src]", "src"), ("img[src]", "src"), ("img[srcset]", "srcset"), ("iframe", "src"),
    ("video", "src"), ("audio", "src"), ("source", "src"), ("source", "srcset"),
    ("embed", "src"), ("object", "data"), ("form", "action"), ("input[src]", "src"),
    ("link[rel~=stylesheet]", "href"), ("link[rel~=icon]", "href"), ("link[rel~=preload]", "href"),
    ("link[rel~=preconnect]", "href"), ("link[rel~=dns-prefetch]", "href"),
    ("link[rel~=modulepreload]", "href"), ("link[rel~=manifest]", "href"), ("use", "href"),
)  # fmt: skip
REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
REMOTE_STYLE = re.compile(r"@import[^;]*//|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
HANDLER = re.compile(r"^on[a-z]+$")
DATA_SCRIPTS = {"application/ld+json", "application/json", "importmap", "speculationrules"}


def output(site: Site) -> Output:
    """The built site; rules for it run only when there is one."""
    assert site.output is not None
    return site.output


@rule("OUT001")
def published_pages_are_there(site: Site) -> Iterator[Finding]:
    """Every published page is in the built site.

    Why: a page that silently vanished is found by patients first.
    Fix: build again; if it stays away, please report it.
    """
    for path, page in missing_pages(site).items():
        yield Finding(page.source.at(1), f'"{page.title}" was not built ({path}).', REPORT)


@rule("OUT002")
def links_hold(site: Site) -> Iterator[Finding]:
    """Every link within the site leads to a file of the site.

    Why: the reader would get 'page not found'.
    Fix: correct the link on the page that the message names.
    """
    built = output(site)
    known = built.files | missing_pages(site).keys()
    for page in built.pages:
        for node in page.find("a[href], link[href], script[src], img[src], source[src], use[href]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            target = target_of(built, page, link)
            if target is not None and target not in known:
                yield Finding(
                    page.place(built.name, link), f'the link "{link}" leads nowhere.',
                    "Correct it on the page, or in overrides/ if it is part of every page.",
                )  # fmt: skip


@rule("OUT003")
def anchors_hold(site: Site) -> Iterator[Finding]:
    """Every link to a section leads to a section that is there.

    Why: the reader would land at the top of the page.
    Fix: correct the part of the link after '#'.
    """
    built = output(site)
    ids = {page.path: {*page.ids, "", "top"} for page in built.pages}
    for page in built.pages:
        for node in page.find("a[href*='#']"):
            link = node.attributes.get("href") or ""
            target = target_of(built, page, link) or page.path
            anchor = unquote(urlsplit(link).fragment)
            local = not urlsplit(link).scheme
            if local and target in ids and anchor not in ids[target]:
                yield Finding(
                    page.place(built.name, link), f'"{link}" leads to a section that is not there.',
                    'Correct the part after "#".',
                )  # fmt: skip


@rule("OUT004")
def ids_are_unique(site: Site) -> Iterator[Finding]:
    """No id stands twice on a page.

    Why: links, labels and pictures find the first one only.
    Fix: use another heading, or report it if the id comes from a template.
    """
    built = output(site)
    for page in built.pages:
        for name, count in Counter(page.ids).items():
            if count > 1:
                yield Finding(
                    page.place(built.name, f'id="{name}"'),
                    f'the id "{name}" stands {count} times on this page.',
                    "Give the second heading other words.",
                )


@rule("OUT005")
def pages_have_one_heading_of_level_one(site: Site) -> Iterator[Finding]:
    """Every page has exactly one main heading.

    Why: screen readers use it to say what the page is.
    Fix: check the page's title; use ## for headings in the text.
    """
    built = output(site)
    for page in built.pages:
        count = sum(1 for _ in page.find("h1"))
        if count != 1 and not is_redirect(page):
            yield Finding(
                page.place(built.name, "<h1"), f"this page has {count} main headings.", REPORT
            )


@rule("OUT006")
def nothing_is_loaded_from_elsewhere(site: Site) -> Iterator[Finding]:
    """No page loads anything from another host.

    Why: the other host would learn who reads about which pain.
    Fix: put the file into docs/assets and use it from there.
    """
    built = output(site)
    for page in built.pages:
        for selector, attribute in LOADED:
            for node in page.find(selector):
                link = node.attributes.get(attribute) or ""
                if REMOTE.match(link):
                    yield Finding(
                        page.place(built.name, link), f'this page loads "{link}".',
                        "Put the file into docs/assets and use it from there.",
                    )  # fmt: skip
    for path, text in built.styles.items():
        if found := REMOTE_STYLE.search(text):
            style = BuiltPage(path, text)
            yield Finding(
                style.place(built.name, found[0]), "this style sheet loads from another host.",
                "Put the file into docs/assets and use it from there.",
            )  # fmt: skip


@rule("OUT007")
def links_have_words(site: Site) -> Iterator[Finding]:
    """Every link and button has words.

    Why: a screen reader would say just 'link'.
    Fix: give it a text or a label.
    """
    built = output(site)
    for page in built.pages:
        for node in page.find("a[href], button"):
            attributes = node.attributes
            named = node.text(strip=True) or attributes.get("aria-label") or attributes.get("title")
            if not named and not any(img.attributes.get("alt") for img in node.css("img")):
                yield Finding(
                    page.place(built.name, node.attributes.get("href") or "<button"),
                    f"this {(node.tag == 'a' and 'link') or 'button'} has no words.",
                    "Give it a text or a label.",
                )


@rule("OUT008", WARNING)
def pages_are_small(site: Site) -> Iterator[Finding]:
    """A page has at most 30 KB of HTML, except lists and sheets to print.

    Why: patients read in gyms with a weak signal, and size grows unnoticed.
    Fix: split a very long page.
    """
    from clinic.compose.paper import file_of  # only here: it brings the templates with it

    built = output(site)
    lists = {page.address + "index.html" for page in site.of_kind("page") if page.model.lists}
    lists |= {page.address + "index.html" for page in site.of_kind("glossary")}
    lists |= {file_of(page) for page in site.of_kind("program")}
    for page in built.pages:
        size = built.bytes_of(page)
        if size > MOST_BYTES and page.path not in lists:
            yield Finding(
                page.place(built.name),
                f"this page has {size // 1000} KB; at most {MOST_BYTES // 1000} are wanted.",
                "Split it into two pages.",
            )


@rule("OUT009")
def pages_say_what_they_are(site: Site) -> Iterator[Finding]:
    """Every page has a language, a title and a description.

    Why: screen readers, bookmarks and search engines show them.
    Fix: fill in the page's title and summary.
    """
    built = output(site)
    for page in built.pages:
        if is_redirect(page):
            continue
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
            yield Finding(
                page.place(built.name), f"this page has no {' and no '.join(missing)}.", REPORT
            )


@rule("OUT010")
def images_have_descriptions(site: Site) -> Iterator[Finding]:
    """Every image says what it shows, or that it is decoration.

    Why: people who can't see it are told its file name otherwise.
    Fix: write a description where the picture is named.
    """
    built = output(site)
    for page in built.pages:
        for node in page.find("img:not([alt])"):
            yield Finding(
                page.place(built.name, node.attributes.get("src") or "<img"),
                "this image has no description.",
                "Write one where the picture is named.",
            )


@rule("OUT011")
def nothing_runs_in_the_page(site: Site) -> Iterator[Finding]:
    """No page holds scripts, styles or actions of its own; they stand in files.

    Why: then a strict security policy can forbid everything that an attacker could add.
    Fix: move it into a file in overrides/assets.
    """
    built = output(site)
    for page in built.pages:
        for node in page.find("script:not([src])"):
            if (node.attributes.get("type") or "") not in DATA_SCRIPTS:
                yield Finding(page.place(built.name, "<script>"), "a script stands in it.", REPORT)
        for node in page.find("style, [style]"):
            text = node.attributes.get("style") or "<style"
            yield Finding(page.place(built.name, text), "a style stands in the page.", REPORT)
        if re.search(r"\son[a-z]+=", page.html):
            for node in page.find("*"):
                for name in filter(HANDLER.match, node.attributes):
                    yield Finding(
                        page.place(built.name, f"{name}="), f'an action "{name}" stands in it.',
                        REPORT,
                    )  # fmt: skip


def missing_pages(site: Site) -> dict[str, Page]:
    """The pages that belong on the site but were not built, by the file that should be there."""
    files = output(site).files
    pages = {page.address + "index.html": page for page in site.pages if page.on_site}
    return {path: page for path, page in pages.items() if path not in files}


def target_of(built: Output, page: BuiltPage, link: str) -> str | None:
    """The file that a link of a page leads to; None for other sites and the page itself."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path.removeprefix(built.base)
    else:
        path = posixpath.join(posixpath.dirname(page.path), path)
    folder = path.endswith(("/", "/.", "/..")) or path in ("", ".", "..")
    path = posixpath.normpath(path) if path else "."
    path = "" if path == "." else path
    if folder or not posixpath.splitext(path)[1]:
        return posixpath.join(path, "index.html")
    return path
