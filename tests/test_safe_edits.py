"""An edit touches its own stretch of text and nothing else, whatever signs stand around it."""

import errno
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.check.engine import RULES, Registered, check
from clinic.check.problem import Finding
from clinic.edit.change import Change, Lines, apply, write_whole
from clinic.edit.fix import Repairs, fix
from clinic.edit.ledgers import append
from clinic.edit.move import CannotMoveError, move
from clinic.link import load
from clinic.read.place import Place
from clinic.read.source import LINE_END
from overlays import fresh_clinic
from running import SQUAT, collecting, content

TODAY = date(2026, 11, 22)
PAGE = "docs/index.md"
ENDS = ("\n", "\r\n", "\r")
ODD = ("\r", "\x85", "\x0b", "\x0c", "\u2028", "\u2029", "\x1c", "\x1e", "\xa0", "\ufeff", "🙂")
"""Signs that some programs take for the end of a line, and some that have other widths."""
quickly = settings(
    max_examples=150,
    deadline=5000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

words = st.text("ab é🙂" + "".join(ODD), max_size=12)
repairs = st.sampled_from(
    [
        ("[[Squat]]", "[[squat|Squat]]"),
        ("[[Squat|two legs]]", "[[squat|two legs]]"),
        ("[[squat]] and ![[Squat]]", "[[squat]] and ![[squat]]"),
        ("plain words", "plain words"),
    ]
)
pieces = st.lists(st.tuples(words, repairs, words, st.sampled_from(ENDS)), max_size=6)


def tiny(root: Path, page: str, name: str = PAGE) -> Path:
    """A clinic of two pages, quick to read; one of them holds this text."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for old in root.rglob("*.md"):
        old.unlink()
    (root / "docs/squat.md").write_text("---\ntitle: Squat\nsummary: B\n---\n\nText.\n")
    (root / name).write_bytes(page.encode())
    return root


def plain_ends(text: str) -> str:
    """The text after the one repair that concerns line ends."""
    return LINE_END.sub("\n", text)


@quickly
@given(parts=pieces, head=words, end=st.sampled_from(ENDS))
def test_fix_changes_the_repaired_stretches_only(
    tmp_path: Path, parts: list[tuple[str, tuple[str, str], str, str]], head: str, end: str
) -> None:
    top = f"---{end}title: A{end}summary: x{head}y{end}---{end}{end}"
    written = top + "".join(f"x{a}x {old} y{b}y.{e}{e}" for a, (old, _), b, e in parts)
    wanted = top + "".join(f"x{a}x {new} y{b}y.{e}{e}" for a, (_, new), b, e in parts)
    root = tiny(tmp_path, written)
    fix(root, TODAY)
    assert (root / PAGE).read_bytes().decode() == plain_ends(wanted)
    once = content(root)
    fix(root, TODAY)
    assert content(root) == once


@quickly
@given(
    parts=st.lists(
        st.tuples(words, st.sampled_from(["[[squat]]", "[[squat|a]]", "[[ squat ]]", "b"]), words,
                  st.sampled_from(ENDS)), max_size=6),
    head=words, end=st.sampled_from(ENDS),
)  # fmt: skip
def test_move_changes_the_name_only(
    tmp_path: Path, parts: list[tuple[str, str, str, str]], head: str, end: str
) -> None:
    top = f"---{end}title: A{end}summary: x{head}y{end}---{end}{end}"
    page = top + "".join(f"x{a}x {link} y{b}y.{e}{e}" for a, link, b, e in parts)
    root = tiny(tmp_path, page)
    move(load(root, TODAY), "squat", "deep-squat")
    assert (root / PAGE).read_bytes().decode() == (
        re.sub(r"\[\[( ?)squat", r"[[\1deep-squat", page)
    )
    assert (root / "docs/deep-squat.md").exists()


MISTAKES = {
    "active: yes": "active: true",
    'active: "no"': "active: false",
    "name: 5": 'name: "5"',
    "role: a: b": 'role: "a: b"',
    "role: a: b #2": "role: a: b #2",
    "role: @home": 'role: "@home"',
    "photo:\n\tfile: a: b": 'photo:\n  file: "a: b"',
    "active: >-\n  yes": "active: >-\n  yes",
}


@pytest.mark.parametrize("sign", [*ODD, "\r\n"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_fields_below_an_odd_sign_are_mended_at_their_own_place(
    tmp_path: Path, mistake: str, sign: str
) -> None:
    person = f"---\nkind: person\nbio: one{sign}  two\n{mistake}\n---\n\n{sign}\n"
    (tmp_path / "docs/people").mkdir(parents=True)
    root = tiny(tmp_path, person, "docs/people/pat.md")
    fix(root, TODAY)
    mended = (root / "docs/people/pat.md").read_bytes().decode()
    wanted = plain_ends(person.replace(mistake, MISTAKES[mistake]))
    unread = plain_ends(person)  # some of these signs may not stand in fields at all
    assert mended in ((wanted, unread) if sign in "\x0b\x0c\x1c\x1e\r\n" else (wanted,))


@quickly
@given(data=st.data())
def test_fix_loses_no_word_of_any_page_with_odd_signs(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = fresh_clinic(tmp_path_factory.mktemp("odd") / "clinic")
    path = data.draw(
        st.sampled_from([SQUAT, "docs/articles/squats.md", "docs/programs/two-days.md"])
    )
    text = (root / path).read_text() + "\nSee [[Squat]] too.\n\n#### Deep\n"
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(ODD)) + text[at:]
    (root / path).write_bytes(text.encode())
    fix(root, TODAY)
    mended = (root / path).read_bytes().decode()
    said, kept = (
        re.findall(r"\w+", each.casefold()) for each in (text, mended.replace("|Squat", ""))
    )
    assert kept == said
    once = content(root)
    fix(root, TODAY)
    assert content(root) == once


# Refused rather than written in the wrong place


def test_a_change_is_refused_where_another_text_stands(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\rtwo\r\nthree\n")
    right = Change(Place("a.md", 3, 1, 6), "3", "three")
    wrong = Change(Place("a.md", 2, 1, 4), "2", "TWO")
    beyond = Change(Place("a.md", 9, 1, 4), "9", "nine")
    done, refused = apply(tmp_path, [right, wrong, beyond])
    assert done == {"a.md"}
    assert (tmp_path / "a.md").read_bytes() == b"one\rtwo\r\n3\n"
    repairs = Repairs()
    repairs.make(tmp_path, [wrong])
    assert repairs.refused == [
        'a.md, line 2: "TWO" does not stand there any more, so nothing was written.'
    ]
    assert refused == [beyond, wrong]


def test_a_suggestion_that_misses_its_place_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(site: object) -> object:
        """Name a place where another text stands. Why: x. Fix: y."""
        yield Finding(Place(PAGE, 2, 1, 6), "m.", "f.", "TITLE", old="tilte")

    root = tiny(tmp_path, "---\ntitle: A\nsummary: B\n---\n\nText.\n")
    monkeypatch.setitem(
        RULES, "ZZZ001", Registered("ZZZ001", "error", astray, True, "content", False)
    )
    monkeypatch.setattr("clinic.check.engine.rules_of", lambda built: [RULES["ZZZ001"]])
    (problem,) = check(load(root, TODAY)).problems
    assert problem.suggestion is None


def test_a_page_that_changes_while_it_is_repaired_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from clinic.cli import main

    root = tiny(tmp_path, "---\ntitle: A\nsummary: B\n---\n\nSee [[Squat]].\n")
    (root / "mkdocs.yml").write_text("site_name: A\n")
    other = b"---\ntitle: A\nsummary: B\n---\n\nWritten by somebody else.\n"

    def checked(site: object) -> object:
        report = check(site)  # type: ignore[arg-type]
        (root / PAGE).write_bytes(other)
        return report

    monkeypatch.setattr("clinic.edit.fix.check", checked)
    with collecting():
        main(["fix", "--root", str(root)])
    assert (root / PAGE).read_bytes() == other
    assert (
        f'Not repaired: {PAGE}, line 6: "[[Squat]]" does not stand there' in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two_leg_version: squat", "two_leg_version: >-\n  squat"),
        ("two_leg_version: squat", 'two_leg_version: "sq\\u0075at"'),
    ],
)
def test_move_refuses_a_name_that_it_could_not_rewrite(tmp_path: Path, old: str, new: str) -> None:
    root = fresh_clinic(tmp_path / "clinic")
    page = root / "exercises/single-leg-squat.md"
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new))
    before = content(root)
    with pytest.raises(CannotMoveError, match=r'line 10: write "squat" on one line, plainly'):
        move(load(root, TODAY), "squat", "deep-squat")
    assert content(root) == before


# Line ends, remarks, room on the disk


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lists_keep_their_line_ends_and_remarks(tmp_path: Path, end: str) -> None:
    root = fresh_clinic(tmp_path / "clinic")
    path = root / "docs/addresses.yml"
    text = path.read_text().replace("exercises/squat/:", "exercises/squat/:  # since 2020")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    move(load(root, TODAY), "squat", "deep-squat")
    append(path, ['"articles/more/":'])
    wanted = text.replace(
        "exercises/squat/:  # since 2020",
        '"exercises/squat/": "exercises/deep-squat/"  # since 2020',
    )
    wanted += '"exercises/deep-squat/":\n"articles/more/":\n'
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", end).encode()


def test_a_page_can_be_renamed_and_renamed_back(tmp_path: Path) -> None:
    root = fresh_clinic(tmp_path / "clinic")
    before = content(root)
    move(load(root, TODAY), "squat", "deep-squat")
    move(load(root, TODAY), "deep-squat", "squat")
    after = content(root)
    assert {path for path in before if before[path] != after[path]} == {"docs/addresses.yml"}
    assert [p for p in check(load(root, TODAY)).problems if p.severity == "error"] == []


@pytest.mark.parametrize("text", ["", "{}\n", "a:", "a:\n", "a:\r\n", "a:\n\n"])
def test_a_line_is_added_on_a_line_of_its_own(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.yml"
    path.write_bytes(text.encode())
    append(path, ["b:"])
    kept = "" if text == "{}\n" else text
    lines = Lines.read(path)
    assert lines.texts[-2:] == ["b:", ""]
    assert lines.data.decode().startswith(kept)


def test_a_full_disk_leaves_every_file_whole_and_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_bytes(b"old")
    second.write_bytes(b"old")
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".b"):
            write_bytes(path, data[:1])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole({first: b"new", second: b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.md": b"old", "b.md": b"old"
    }  # fmt: skip
