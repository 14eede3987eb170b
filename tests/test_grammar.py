"""Readers get the structure that GitHub shows for the same text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from structure import github_tree, our_tree, tree

EXAMPLES = [
    (f"{path.stem} {example['number']}", example)
    for path in sorted((Path(__file__).parent / "spec").glob("*.json"))
    for example in json.loads(path.read_text())
]
TOGETHER = [
    "> [!note] **a\n> b** c\n> d",
    "> [!note] [a\n> b](c.md) d\n> e",
    "> [!note] a  \n> b",
    "> [!NOTE]\n> a\n>\n> > [!soon]+ b\n> > c",
    "- a\n\n  | b | c |\n  |---|---|\n  | d | e |\n\n- f",
    "1. a\n   - b\n   - c\n2. d",
    "a\n| b | c |\n|---|---|\n| d | e |",
    "3) a\n4) b",
    "1. a\n\n   b\n2. c",
    "- [ ] a\n- [x] b",
    "a\\\nb  \nc",
]
"""What stands together in clinicians' texts, and was printed in another way before."""
NEWER = "GitHub reads CommonMark 0.29; 0.31.2 says what we do"
BY_NAME = "[[name]] is a link by name with us"
DIFFERENCES = {
    "commonmark-0.31.2 28": NEWER,
    "commonmark-0.31.2 354": NEWER,
    "commonmark-0.31.2 548": BY_NAME,
    "commonmark-0.31.2 559": BY_NAME,
    "commonmark-0.31.2 590": BY_NAME,
}
"""The examples that GitHub shows in another way, each with the reason.

What differs in every text stands in structure.py.
"""


def test_the_examples_are_all_there() -> None:
    assert len(EXAMPLES) == 704
    assert DIFFERENCES.keys() <= dict(EXAMPLES).keys()


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=dict(EXAMPLES))
def test_an_example_looks_as_on_github(name: str, example: dict[str, Any]) -> None:
    same = our_tree(example["markdown"]) == github_tree(example["markdown"])
    assert same == (name not in DIFFERENCES), DIFFERENCES.get(name, our_tree(example["markdown"]))


@pytest.mark.parametrize("markdown", TOGETHER)
def test_what_stands_together_looks_as_on_github(markdown: str) -> None:
    assert our_tree(markdown) == github_tree(markdown)


@pytest.mark.parametrize("name", [name for name, why in DIFFERENCES.items() if why == NEWER])
def test_the_newer_specification_counts(name: str) -> None:
    example = dict(EXAMPLES)[name]
    assert our_tree(example["markdown"]) == tree(example["html"])


# Documents as clinicians write them

words = st.sampled_from(
    [
        "squat", "one leg", "Slowly.", "a-b", "é", "3 to 5", "it's", "so (far)", "snake_case_word",
        "5 * 3", "C#", "AT&T", "&amp;", "&nbsp;", "1.5 km", "10:30", "$5", "a|b", "100%", "[sic]",
        "#1", "+1", "~5 min", "<5", "“so”", "2 ** 3", "\\*", "\\[", "!", "]", "*", "_", "`",
        "e.g. this", "1. up", "- so", "=", "--", "> 5",
    ]
)  # fmt: skip
targets = st.sampled_from(
    ["a.md", "../b/c.md#d", "https://example.org/e", "assets/f.png", "#g", "<a b.md>", "<a(b.md>",
     "a%23b.md", "a_(b).md", "", "a.md 'A title'"]
)  # fmt: skip
bare = st.sampled_from(
    ["https://example.org/a", "www.example.org", "pat@example.org", "http://example.org/a_b.",
     "(https://example.org/x(y))", "https://example.org?a=b&c;", "<https://example.org>",
     "<pat@example.org>", "*https://example.org*"]
).map("so {} so".format)  # fmt: skip
codes = st.sampled_from(["`[x](y.md)`", "`` [x](y.md) ` ``", "`code`", r"\[x](y.md)", "` a `"])
notes = st.sampled_from(["[^1]", "[^two]", "[^none]"])


def link(mark: str) -> st.SearchStrategy[str]:
    """A link or, with '!', a picture."""
    labels = words.filter(lambda text: text != "]")
    return st.builds(lambda text, target: f"{mark}[{text}]({target})", labels, targets)


def holds_no_link(text: str) -> bool:
    """Whether a text can be the words of a link."""
    return "](" not in text and "example" not in text


nested_spans = st.recursive(
    st.one_of(words, words, link(""), link("!"), codes, bare, st.just("[a link][used]")),
    lambda inner: st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"_{text}_"),
        inner.map(lambda text: f"***{text}***"),
        inner.map(lambda text: f"~~{text}~~"),
        inner.filter(holds_no_link).map("[{}](a.md)".format),
        st.lists(inner, min_size=2, max_size=3).map(" and ".join),
    ),
    max_leaves=5,
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Words with markup, and now and then a footnote."""
    text = draw(nested_spans)
    return text if draw(st.integers(0, 3)) else f"{text} {draw(notes)}"


spans = sentences()
line_ends = st.sampled_from(["\n", "\n", "\n", "  \n", "\\\n", "\n   "])


def prefixed(text: str, first: str, rest: str) -> str:
    """A text whose first line starts in one way and whose other lines in another."""
    return first + text.replace("\n", "\n" + rest)


paragraphs = st.lists(st.tuples(spans, line_ends), min_size=1, max_size=3).map(
    lambda lines: "".join(text + end for text, end in lines[:-1]) + lines[-1][0]
)
rules = st.sampled_from(["| --- | --- |", "|:--|--:|", "--|:-:", "| --- |", "|-|-|-|"])
tables = st.builds(
    lambda above, rule, rows: "\n".join([*above, "| A | B |", rule, *rows]),
    st.lists(spans, max_size=1),
    rules,
    st.lists(
        st.one_of(
            st.tuples(spans, spans).map(lambda row: f"| {row[0]} | {row[1]} |"),
            spans.map(lambda cell: f"| {cell} |"),
            st.tuples(spans, spans).map(lambda row: f"{row[0]} | {row[1]}"),
        ),
        min_size=1,
        max_size=3,
    ),
)
markers = st.sampled_from(["-", "-", "*", "+", "1.", "1.", "1)", "5.", "0.", "10.", "-  ", "1.  "])
kinds = st.sampled_from(["[!urgent]", "[!NOTE]", "[!Soon]", "[!note]- ", "[!opinion]+"])


def listed(marker: str, items: list[str], loose: bool, indent: int) -> str:
    """A list whose items are indented by so many blanks."""
    lines = [prefixed(item, f"{marker} ", " " * indent) for item in items]
    return ("\n\n" if loose else "\n").join(lines)


blocks = st.recursive(
    st.one_of(
        paragraphs,
        paragraphs,
        st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 7), spans),
        st.builds(lambda text, line: f"{text}\n{line}", paragraphs, st.sampled_from("-=")),
        st.builds(lambda text, line: f"{text}\n{line}", spans, st.sampled_from(["---", "==="])),
        paragraphs.map(lambda text: prefixed(text, "    ", "    ")),
        paragraphs.map(lambda text: f"```text\n{text}\n```"),
        paragraphs.map(lambda text: f"~~~\n{text}"),
        st.sampled_from(["<b>so</b>", "<div>\nso\n</div>", "<!-- so -->"]),
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: prefixed(text, "> ", "> ")),
        st.builds(
            lambda kind, title, text: prefixed(f"{kind} {title}\n{text}", "> ", "> "),
            kinds,
            st.one_of(st.just(""), spans),
            inner,
        ),
        inner.map(lambda text: prefixed(text, "> ", "")),
        st.builds(
            listed,
            markers,
            st.lists(inner, min_size=1, max_size=3),
            st.booleans(),
            st.sampled_from([2, 3, 4]),
        ),
        st.builds(
            listed,
            st.sampled_from(["- [ ]", "- [x]", "1. [ ]"]),
            st.lists(spans, min_size=1, max_size=3),
            st.booleans(),
            st.sampled_from([2, 3, 4]),
        ),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
    ),
    max_leaves=6,
)
apart = st.one_of(
    tables,
    tables.map(lambda text: prefixed(text, "> ", "> ")),
    st.sampled_from(["---", "***", "* * *", "[used]: a.md", "- so\n- ---\n- so"]),
    spans.map(lambda text: f"[^1]: {text}"),
    st.tuples(spans, spans).map(lambda texts: f"[^two]: {texts[0]}\n\n    {texts[1]}"),
)
BY_ITSELF = re.compile(r"\[\[|\*{4}|[*_]~~|~~[*_]|\*[_~]+\*|_[*~]+_")
"""What both read in their own ways: links by name, and runs of signs that nobody writes."""


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole text."""
    drawn = draw(st.lists(st.one_of(blocks, blocks, blocks, apart), min_size=1, max_size=4))
    text = "\n\nAnd then:\n\n".join(drawn)
    assume(not BY_ITSELF.search(text))
    return text


@settings(max_examples=600, deadline=5000, derandomize=True)
@given(markdown=documents())
def test_a_text_looks_as_on_github(markdown: str) -> None:
    assert our_tree(markdown) == github_tree(markdown)
