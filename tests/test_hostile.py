"""Whatever an author types: the page is made, fast, and nothing in it runs, loads or hides text."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from clinic.check.engine import check
from clinic.compose.pages import composed
from clinic.link import load
from overlays import SITE, TODAY, fresh_clinic

INDEX = "docs/index.md"
FIELDS = (SITE / INDEX).read_text().split("---\n")[1]
LONG = 400_000
ELEMENTS = {
    "a": {"href", "id", "aria-label"},
    "img": {"alt", "src", "width", "height", "loading", "srcset", "sizes"},
    "input": {"type", "disabled", "checked"},
    "li": {"id"}, "ol": {"start"}, "section": {"aria-label", "class"}, "sup": {"class"},
    "div": {"class"}, "td": {"class"}, "th": {"class"}, "p": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "blockquote": set(), "br": set(), "code": set(), "del": set(), "em": set(), "hr": set(),
    "pre": set(), "strong": set(), "table": set(), "tbody": set(), "thead": set(), "tr": set(),
    "ul": set(),
}  # fmt: skip
"""Every element that a text can become, with every attribute that it can have."""
CLASSES = re.compile(
    r"box box-[\w-]+|card card-[\w-]+|cites|details|footnote|footnotes|note|references|table"
    r"|left|right|center"
)
TARGET = re.compile(r"(?:https?://|mailto:|tel:|#|(?:\.\./)*[\w./-]*(?:#.*)?$)")
quickly = settings(
    max_examples=100,
    deadline=10_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny clean clinic, whose first page gets other texts."""
    return fresh_clinic(tmp_path_factory.mktemp("hostile") / "clinic")


def made_of(root: Path, body: bytes) -> str:
    """The HTML of the first page with this text, after a check."""
    (root / INDEX).write_bytes(f"---\n{FIELDS}---\n\n".encode() + body)
    site = load(root, TODAY)
    check(site)
    page = site.by_path[INDEX]
    return str(composed(site, page).html) if page.model else ""


def nothing_hostile(html: str) -> None:
    """Only elements that we write stand in it, with attributes that we write."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    for node in body.css("*"):
        if node.tag == "body":
            continue
        assert node.tag in ELEMENTS, node.html
        has = node.attributes
        assert has.keys() <= ELEMENTS[node.tag], node.html
        assert CLASSES.fullmatch(has.get("class") or "note"), node.html
        assert TARGET.match(has.get("href") or "#"), node.html
        assert re.match(r"assets/[\w./%-]+$", has.get("src") or "assets/x"), node.html


signs = st.sampled_from(
    (
        "```\n", "\n", "\n\n", "- ", "1. ", "> ", "    ", "\t", " ", "[[", "]]", "![[", "[@", "]",
        "(", ")", "![", "[!note]", "[!urgent] ", "[^1]", "[^1]: ", "[x]: ", "#", "`", "|",
        "|-|-|\n",
        "squat", "squat#", "*", "**", "_", "~~", "\\", "é", "{: hidden }", "&lt;", "&#60;", "&#0;",
        "%%", "<script>", "</script>", "<b onclick='a()'>", "<style>", "<!--", "-->", "<", ">",
        "javascript:alert(1)", "data:text/html,x", "https://example.org/", "www.example.org",
        "//example.org", '"', "'", "'onload=a()", '" onclick="a()', "style=", "pat@example.org",
        "example-2020", "assets/squat.svg", "<svg/onload=a()>", "\x00", "\u202e", "[ ] ", "  \n",
    )
)  # fmt: skip


@quickly
@given(text=st.lists(signs, max_size=50).map("".join))
@example(text="> [!note] **a\n> b** c")
@example(text="> [!note] [a\n> b](https://example.org/) c")
@example(text="[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>")
@example(text="![x](data:image/svg+xml,<svg/onload=a()>) ![x](https://example.org/x.png)")
@example(text='[x](https://example.org/"onclick="a()) [x](<https://example.org/"onclick="a()>)')
@example(text='[[squat|<img src=x onerror=a()>]] !["onload=a()](assets/squat.svg)')
def test_nothing_that_is_typed_can_run_or_hide(root: Path, text: str) -> None:
    nothing_hostile(made_of(root, text.encode()))


@quickly
@given(data=st.binary(max_size=400))
def test_any_bytes_can_be_composed(root: Path, data: bytes) -> None:
    nothing_hostile(made_of(root, data))


@quickly
@given(text=st.text(max_size=400))
def test_any_text_can_be_composed(root: Path, text: str) -> None:
    nothing_hostile(made_of(root, text.encode("utf-8", "surrogatepass")))


WORDS = "Call 911 if your chest hurts."


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"{WORDS}\n{{: hidden }}",
        f"<div hidden>\n\n{WORDS}\n\n</div>",
        f"<div hidden>{WORDS}</div>",
        f"<!-- a --> {WORDS}",
        f"<!-- a --> {WORDS} <!-- b -->",
        f"<details>\n{WORDS}\n</details>",
        f"<style>\n{WORDS}\n</style>",
        f"<?php {WORDS} ?>",
        f"<![CDATA[ {WORDS} ]]>",
        f"> [!urgent]- Look\n> {WORDS}",
        f"%%a\n\n{WORDS}\n\nb%% c",
        f"    {WORDS}",
        f"```\n{WORDS}",
        f"| a |\n|---|\n| {WORDS} |",
    ],
)
def test_no_markup_hides_a_warning(root: Path, text: str) -> None:
    html = made_of(root, text.encode())
    nothing_hostile(html)
    assert WORDS in LexborHTMLParser(html).text()


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    ["[@a; ", "> ", "[[a", "![[", "*a ", "- ", "`a ", "%%a", "[x]: ", "|a", "[^a", "[a](", "~~a ",
     "(@a ", "@a ", "<!-- ", "{: ", "[TODO ", "http://a.b)", "a.", "evidence ", "[", "`", "&a;",
     "[!a] ", "# ", "\u00a0", "> !!!!!!"],
)  # fmt: skip
def test_a_long_run_of_one_sign_is_read_at_once(root: Path, unit: str) -> None:
    text = (unit * LONG)[:LONG].encode()
    seconds = []
    for _ in range(2):
        start = time.process_time()
        made_of(root, text)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 1, seconds
