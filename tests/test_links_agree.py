"""The reader that checks links and the renderer that makes pages agree on what a link is."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from clinic.compose.pages import compose
from clinic.link import load
from clinic.read.body import read_body
from overlays import SITE, TODAY
from running import LIBRARY

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


HTML_LINK = re.compile(r'<a [^>]*href="([^"]+)"')
"""A link that a template writes as HTML, beside the Markdown that both parsers read."""


def seen_by_the_renderer(markdown: str) -> Counter[tuple[str, str]]:
    """The kind and target of every link and picture in the HTML."""
    html = Markdown(extensions=EXTENSIONS).convert(markdown)
    tree = LexborHTMLParser(f"<body>{html}</body>")
    links = [("link", node.attributes["href"]) for node in tree.css("a[href]")]
    links += [("image", node.attributes["src"]) for node in tree.css("img[src]")]
    return Counter((kind, unquote(target or "")) for kind, target in links)


def seen_by_the_reader(markdown: str) -> Counter[tuple[str, str]]:
    """The kind and target of every link and picture that the checks see."""
    return Counter(
        ("image" if link.kind in ("image", "card") else "link", unquote(link.target))
        for link in read_body(markdown, 1).links
    )


@pytest.mark.parametrize("root", [LIBRARY, SITE], ids=["the large clinic", "the tiny clinic"])
def test_they_agree_on_every_composed_page(root: Path) -> None:
    pages = list(compose(load(root, TODAY), drafts=True))
    assert pages
    for page in pages:
        written_as_html = Counter(("link", target) for target in HTML_LINK.findall(page.markdown))
        rendered = seen_by_the_renderer(page.markdown)
        assert seen_by_the_reader(page.markdown) == rendered - written_as_html, page.source


words = st.sampled_from(["squat", "one leg", "Slowly.", "a-b", "é", "3 to 5", "it's", "so (far)"])
targets = st.sampled_from(["a.md", "../b/c.md#d", "https://example.org/e", "assets/f.png", "#g"])
codes = st.sampled_from(["`[x](y.md)`", "`` [x](y.md) ` ``", "`code`", r"\[x](y.md)"])


def link(mark: str) -> st.SearchStrategy[str]:
    """A link or, with '!', a picture."""
    return st.builds(lambda text, target: f"{mark}[{text}]({target})", words, targets)


spans = st.recursive(
    st.one_of(words, link(""), link("!"), codes),
    lambda inner: st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*" if not text.startswith("*") else text),
        st.lists(inner, min_size=2, max_size=3).map(" and ".join),
    ),
    max_leaves=5,
)


def prefixed(text: str, first: str, rest: str) -> str:
    """A text whose first line starts in one way and whose other lines in another."""
    return first + text.replace("\n", "\n" + rest)


paragraphs = st.lists(spans, min_size=1, max_size=3).map("\n".join)
cells = spans.filter(lambda text: "`` " not in text)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=3).map(
    lambda rows: "| A | B |\n| --- | --- |\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
)
blocks = st.recursive(
    st.one_of(
        paragraphs,
        spans.map(lambda text: f"## {text}"),
        paragraphs.map(lambda text: prefixed(text, "    ", "    ")),
        tables,
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: prefixed(text, "> ", "> ")),
        st.lists(paragraphs, min_size=1, max_size=3).map(
            lambda items: "\n".join(prefixed(item, "- ", "    ") for item in items)
        ),
        st.lists(paragraphs, min_size=1, max_size=3).map(
            lambda items: "\n".join(prefixed(item, "1. ", "    ") for item in items)
        ),
    ),
    max_leaves=3,
)
documents = st.lists(blocks, min_size=1, max_size=4).map("\n\nAnd then:\n\n".join)


@settings(max_examples=300, deadline=5000)
@given(markdown=documents)
def test_they_agree_on_usual_markdown(markdown: str) -> None:
    assert seen_by_the_reader(markdown) == seen_by_the_renderer(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "`[x](a.md)` [y](b.md)",
        "    [x](a.md)",
        "- item\n\n    [x](a.md) in the item",
        "> [x](a.md)",
        "[**bold**](a.md)",
        "[![A squat](a.png)](b.md)",
        "[x](a.md 'A title')",
        "[x](<a b.md>)",
        "[x][y]\n\n[y]: a.md",
        "<https://example.org>",
        r"\[x](a.md) and [y\]](b.md)",
        "| A |\n| --- |\n| [x](a.md) |",
        "[x](a_(b).md)",
        "a_[x](b.md)_c",
    ],
)
def test_they_agree_on_the_edges(markdown: str) -> None:
    assert seen_by_the_reader(markdown) == seen_by_the_renderer(markdown)
