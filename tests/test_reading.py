"""Whatever stands in a file, reading it never fails, and what is wrong is said at its place."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.check.engine import check
from clinic.check.problem import Report
from clinic.edit.fix import fix
from clinic.link import load
from clinic.read.frontmatter import read_fields
from clinic.read.source import Source
from clinic.report.text import corrected
from overlays import SITE, TODAY, fresh_clinic, marks_of

INDEX = "docs/index.md"
SQUAT = "exercises/squat.md"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.md"))
DATA = (
    "docs/addresses.yml", "docs/references.yml", "exercises/codes.yml",
    "exercises/vocabulary.yml", "mkdocs.yml",
)  # fmt: skip
quickly = settings(
    max_examples=120,
    deadline=5000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the tiny clean clinic."""
    return fresh_clinic(tmp_path / "clinic")


def checked(root: Path) -> Report:
    """The report on a clinic."""
    return check(load(root, TODAY))


def checked_with(root: Path, data: bytes | str, path: str = INDEX) -> Report:
    """The report where one file holds this."""
    (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    return checked(root)


def framed(fields: str, body: str = "Text.\n") -> str:
    """A page with this front matter."""
    return f"---\n{fields}\n---\n\n{body}"


def alone(tmp: Path) -> Path:
    """A clinic of one page, quick to read, for many examples."""
    (tmp / "docs").mkdir(parents=True, exist_ok=True)
    return tmp


# Anything at all


@quickly
@given(data=st.binary(max_size=2000))
def test_any_bytes_can_be_a_page(tmp_path: Path, data: bytes) -> None:
    checked_with(alone(tmp_path), data)


@quickly
@given(fields=st.text(max_size=400), body=st.text(max_size=400))
def test_any_text_can_be_front_matter_and_body(tmp_path: Path, fields: str, body: str) -> None:
    text = framed(fields, body).encode("utf-8", "surrogatepass")
    checked_with(alone(tmp_path), text)


marks_of_yaml = st.sampled_from(
    [*"-:[]{},#&*!|>'\"%@` \n\t?~", "\n  ", "\n- ", ": ", "a", "0", "---", "...", "<<", "é"]
)


@quickly
@given(fields=st.lists(marks_of_yaml, max_size=60).map("".join))
def test_any_signs_of_front_matter_can_be_read(tmp_path: Path, fields: str) -> None:
    checked_with(alone(tmp_path), framed(fields))


marks_of_markdown = st.sampled_from(
    (
        "```\n", "\n", "\n\n", "- ", "1. ", "> ", "!!! note", "    ", " ", "[[", "]]", "![[", "[@",
        "]", "(", ")", "![", "[!note]", "#", "`", "<b>", "<!--", "-->", "|", "squat",
        "*", "\\", "é", "{#a}", "&amp;",
    )
)  # fmt: skip


@quickly
@given(body=st.lists(marks_of_markdown, max_size=60).map("".join))
def test_any_signs_of_markdown_can_be_read(tmp_path: Path, body: str) -> None:
    report = checked_with(alone(tmp_path), framed("title: A\nsummary: B", body))
    assert all(p.line > 5 for p in report.problems if p.path == INDEX and p.code != "LINK014")


@pytest.mark.parametrize("path", DATA)
@settings(parent=quickly, max_examples=40)
@given(data=st.one_of(st.binary(max_size=300), st.lists(marks_of_yaml).map("".join)))
def test_any_bytes_can_be_a_list(tmp_path: Path, path: str, data: bytes | str) -> None:
    (alone(tmp_path) / "exercises").mkdir(exist_ok=True)
    checked_with(tmp_path, data, path)


WRONG: list[object] = [
    None, 5, -1, 1.5, True, "word", "a\nb", " a", "|", "[[squat]]", [], ["a"], [["a"]], {},
    [5, {"b": 1}], {"a": "b"},
]  # fmt: skip


@settings(parent=quickly, max_examples=100)
@given(path=st.sampled_from([*PAGES, *DATA]), value=st.sampled_from(WRONG), data=st.data())
def test_any_value_may_stand_anywhere(
    tmp_path_factory: pytest.TempPathFactory, path: str, value: object, data: st.DataObject
) -> None:
    root = fresh_clinic(tmp_path_factory.mktemp("any") / "clinic")
    text = (root / path).read_text()
    head, body = text.split("---\n")[1:] if path.endswith(".md") else (text, "")
    fields = yaml.safe_load(head)
    put(fields, data.draw(st.sampled_from(list(places(fields)))), value)
    written = yaml.safe_dump(fields, sort_keys=False)
    checked_with(root, framed(written, body) if path.endswith(".md") else written, path)


def places(data: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The path of every value in plain data."""
    inner = data.items() if isinstance(data, dict) else []
    for key, value in enumerate(data) if isinstance(data, list) else inner:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(data: Any, path: tuple[Any, ...], value: object) -> None:
    """Write another value at this path."""
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value


# Hostile files


def test_an_alias_bomb_is_one_short_error(root: Path) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    report = checked_with(root, framed(f"l0: &l0 [a, b]\n{levels}"))
    assert marks_of(report) == {(INDEX, 2, "YAML007")}


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: "])
def test_deep_nesting_is_one_error(root: Path, opening: str) -> None:
    report = checked_with(root, framed(f"title: {opening * 10_000}"))
    assert len(report.problems) == 1
    assert report.problems[0].code in ("YAML001", "YAML009")


def test_deep_quotes_in_a_body_do_no_harm(root: Path) -> None:
    checked_with(root, framed("title: A\nsummary: B", "> " * 5_000 + "text\n" + "[" * 5_000))


def test_a_hundred_thousand_lines_of_front_matter_can_be_read(root: Path) -> None:
    report = checked_with(root, framed("\n".join(["a:"] * 100_000)))
    assert {problem.path for problem in report.problems} == {INDEX}


def test_a_line_of_half_a_megabyte_can_be_read(root: Path) -> None:
    report = checked_with(root, framed(f"title: {'long ' * 100_000}\nsummary: B"))
    assert marks_of(report) == {(INDEX, 2, "META007")}
    assert len(report.problems[0].message) < 300


@pytest.mark.parametrize(
    "odd",
    ["\ud800", "\x00", "\x1b[31m", "\u202e", "\ufffe", "\u2028", "\x85", "🙂" * 100, "\u0301"],
)
def test_odd_characters_do_no_harm(root: Path, odd: str) -> None:
    data = framed(f"title: A{odd}B\nsummary: B", f"A{odd}B\n").encode("utf-8", "surrogatepass")
    report = checked_with(root, data)
    assert {problem.path for problem in report.problems} <= {INDEX}


@pytest.mark.parametrize("data", ["", "\n", "---", "---\n", "---\n---", "---\n---\n", "\ufeff"])
def test_an_empty_file_is_one_error(root: Path, data: str) -> None:
    errors = [p for p in checked_with(root, data).problems if p.severity == "error"]
    assert [problem.path for problem in errors] == [INDEX]


def test_a_folder_with_the_name_of_a_page_is_one_error(root: Path) -> None:
    (root / "exercises/folder.md").mkdir()
    assert marks_of(checked(root)) == {("exercises/folder.md", 1, "FILE005")}


def test_a_circle_of_shortcuts_is_one_error_each(root: Path) -> None:
    (root / "exercises/a.md").symlink_to("b.md")
    (root / "exercises/b.md").symlink_to("a.md")
    (root / "exercises/c.md").symlink_to("../exercises")
    expected = {(f"exercises/{name}.md", 1, "FILE005") for name in "abc"}
    assert marks_of(checked(root)) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "exercises/pipe.md")
    assert marks_of(checked(root)) == {("exercises/pipe.md", 1, "FILE005")}


def test_a_folder_that_is_no_clinic_says_so(tmp_path: Path) -> None:
    assert {problem.code for problem in checked(tmp_path).problems} == {"FILE014"}


# Everything in one run, and nothing twice

TWELVE = """\
---
status: publishd
name: Squat
aliases: [sit to stand]
summary: Now: everything.
region: [kne]
pattern: squat
position: standing
goal: strength
laterality: bilateral
level: 9
impact: none
support: none
muscles:
  primary: [quadriceps-femoris]
  secondary: []
equipment: [none]
dose:
  sets: 3-2
  reps: ten
  per: set
  rest: 60
  days: 2
  basis: opinion
  colour: red
  basis: study
steps:
  - setup: Stand.
  - move: Bend.
  - return: Rise.
feel: @home
cues:
  - Slow.
mistakes:
  - see: You fall.
no_harder: Rest.
no_cautions: None.
authors: [example-tem]
review:
  status: awaiting
---

See [[split-squatt]].

#### Too deep
"""


def test_many_mistakes_on_one_page_are_found_in_one_run(root: Path) -> None:
    found = {(line, code) for path, line, code in marks_of(checked_with(root, TWELVE, SQUAT))
             if path == SQUAT}  # fmt: skip
    assert found == {
        (2, "META010"), (5, "YAML003"), (6, "META004"), (9, "META003"), (11, "META005"),
        (19, "META013"), (20, "META014"), (25, "META002"), (26, "YAML006"), (31, "YAML004"),
        (35, "META001"), (38, "LINK019"), (43, "LINK001"), (45, "WORD005"),
    }  # fmt: skip


BREAKING = {
    "quote": lambda page: page.replace("---\n", '---\nodd: "open\n', 1),
    "not closed": lambda page: page.replace("\n---\n", "\n", 1),
    "not there": lambda page: page.replace("---\n", "", 1),
    "tab": lambda page: page.replace("\n  ", "\n\t", 1),
    "unknown": lambda page: page.replace("---\n", "---\nxyzzy: 1\n", 1),
    "double": lambda page: page.replace("---\n", f"---\n{page.splitlines()[1]}\n", 1),
    "state": lambda page: page.replace("status: published", "status: publishd"),
    "zero": lambda page: page + "\0",
}


@pytest.mark.parametrize("how", BREAKING)
@pytest.mark.parametrize("path", PAGES)
def test_a_broken_page_makes_no_other_page_wrong(root: Path, path: str, how: str) -> None:
    original = (root / path).read_text()
    broken = BREAKING[how](original)
    if broken != original:
        problems = checked_with(root, broken, path).problems
        assert {problem.path for problem in problems} == {path}
        assert len(problems) == 1


@pytest.mark.parametrize("data", ["", "\0", "a: [", "- a", "a: 1\na: 2", "xyzzy: {plain: A}"])
@pytest.mark.parametrize("path", [*DATA, None])
def test_a_broken_list_makes_no_page_wrong(root: Path, path: str | None, data: str) -> None:
    for name in [path] if path else DATA:
        (root / name).write_text(data)
    quiet = {"LINK014", "LINK016"} if data == "" else set()
    wrong = {p.path for p in checked(root).problems if p.code not in quiet}
    cited_from_nothing = data in ("", "a: 1\na: 2", "xyzzy: {plain: A}")
    if not (cited_from_nothing and path in ("docs/references.yml", None)):
        assert wrong <= set(DATA)


@pytest.mark.parametrize("path", DATA)
def test_a_missing_list_is_one_error(root: Path, path: str) -> None:
    (root / path).unlink()
    assert marks_of(checked(root)) == {(path, 1, "FILE014")}


def test_two_broken_pages_leave_the_rest_alone(root: Path) -> None:
    (root / SQUAT).write_text("---\nname: [open\n---\n")
    report = checked_with(root, '---\ntitle: "open\n---\n')
    assert marks_of(report) == {(INDEX, 2, "YAML005"), (SQUAT, 2, "YAML001")}


# Places

names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
plain = st.from_regex(r"[A-Za-z][A-Za-z0-9é ,.]{0,20}[a-zé]", fullmatch=True).filter(
    lambda text: text.strip() == text
)
quoted = st.text("abc: #'é🙂-", min_size=1, max_size=12)
values = st.one_of(
    plain.map(lambda text: (text, text)),
    quoted.map(lambda text: ('"' + text + '"', text)),
    quoted.map(lambda text: ("'" + text.replace("'", "''") + "'", text)),
    st.integers(0, 999).map(lambda number: (str(number), number)),
)


@settings(max_examples=200, deadline=5000)
@given(fields=st.dictionaries(names, values, min_size=1, max_size=8), indent=st.integers(0, 3))
def test_the_place_of_a_value_is_exactly_its_text(
    fields: dict[str, tuple[str, object]], indent: int
) -> None:
    text = "\n".join(
        f"{name}: {shown}\nlist{name}:\n{' ' * indent}- first\n{' ' * indent}- {shown} # note"
        for name, (shown, _) in fields.items()
    )
    source = Source(INDEX, text=text)
    read = read_fields(source, text)
    for name, (shown, value) in fields.items():
        for path in ((name,), ("list" + name, 1)):
            place = read.place(path)
            assert source.line(place.line)[place.column - 1 : place.end_column - 1] == shown
        assert read.data[name] == value
        key = read.place((name,), key=True)
        assert source.line(key.line)[key.column - 1 : key.end_column - 1] == name


not_code = st.text("ab é🙂\n", max_size=40).map(lambda text: re.sub("\n +", "\n", text))


@settings(max_examples=100, deadline=5000)
@given(before=not_code, word=st.sampled_from(["[[squatt]]", "[@nobody]"]))
def test_the_place_of_a_link_is_exactly_its_text(
    tmp_path_factory: pytest.TempPathFactory, before: str, word: str
) -> None:
    root = alone(tmp_path_factory.mktemp("clinic"))
    text = framed("title: A\nsummary: B", f"x{before} {word} y\n")
    (root / "docs/references.yml").write_text("{}")
    report = checked_with(root, text)
    found = [p for p in report.problems if p.code in ("LINK001", "LINK004")]
    assert len(found) == 1
    line = text.split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 : found[0].end_column - 1] in (word, word[1:-1])


# Texts that YAML would cut


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("title: Go back to step #2, stand tall", 'title: "Go back to step #2, stand tall"'),
        ('title: Say "step" #2', r'title: "Say \"step\" #2"'),
        ("title: #1 of 5", 'title: "#1 of 5"'),
        ("title: Now: step #2", 'title: "Now: step #2"'),
        ("title: 5 #2", 'title: "5 #2"'),
    ],
)
def test_a_cut_text_is_shown_whole_between_quotes(root: Path, line: str, wanted: str) -> None:
    report = checked_with(root, framed(f"{line}\nsummary: B"))
    (found,) = [p for p in report.problems if p.code == "YAML011"]
    assert corrected(found) == wanted
    assert "YAML011" not in {
        code for _, _, code in marks_of(checked_with(root, framed(f"{wanted}\nsummary: B")))
    }


def test_an_empty_text_before_a_number_sign_is_one_error(root: Path) -> None:
    report = checked_with(root, framed("title: #1 of 5\nsummary: B"))
    assert marks_of(report) == {(INDEX, 2, "YAML011")}


def test_fix_never_decides_what_a_number_sign_means(root: Path) -> None:
    text = framed("title: Now: step #2\nsummary: a: b")
    checked_with(root, text)
    fix(root, TODAY)
    assert (root / INDEX).read_text() == text.replace("a: b", '"a: b"')
