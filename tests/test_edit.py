"""The commands that write: new pages are right, moves take every link along, repairs are safe."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic.check.engine import all_rules, check
from clinic.cli import main
from clinic.edit.fix import REPAIRS
from clinic.link import load
from overlays import RULES, Overlay
from running import (
    INDEX,
    SQUAT,
    append,
    assert_one_line,
    build_py,
    collecting,
    content,
    errors,
    problems,
    replace,
)

FIXABLE = sorted({rule.code for rule in all_rules() if rule.fixable} | set(REPAIRS))


# new


@pytest.mark.parametrize(
    ("kind", "folder"),
    [("exercise", "exercises"), ("article", "docs/articles"), ("program", "docs/programs"),
     ("person", "docs/people")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Pogo hops", 'Jo\'s "new" é: 5 things, #1'])
def test_a_new_page_checks_clean(clinic: Path, kind: str, folder: str, name: str) -> None:
    before = content(clinic)
    done = build_py("new", kind, name, root=clinic)
    (path,) = set(content(clinic)) - set(before)
    assert path.startswith(folder)
    assert f"Made {path}." in done.stdout
    if kind == "person":  # what a person does can't be guessed, so the check asks for it
        assert [p["message"] for p in problems(clinic, path) if p["severity"] == "error"] == [
            '"Write here" was left over here.'
        ]
        replace(clinic, path, "role: Write here.", "role: Physical therapist")
    else:
        assert done.returncode == 0, done.stdout
    assert errors(clinic) == []
    assert {key: value for key, value in content(clinic).items() if key in before} == before


@pytest.mark.parametrize("kind", ["exercise", "article", "program", "person"])
def test_new_never_writes_over_a_page(clinic: Path, kind: str) -> None:
    before = content(clinic)
    for name in ("Squat", "squats", "Two days", "Pat Example", "  SQUAT  "):
        assert_one_line(build_py("new", kind, name, root=clinic))
    assert content(clinic) == before


def test_a_new_page_explains_every_field_that_it_has(clinic: Path) -> None:
    build_py("new", "exercise", "Pogo hops", root=clinic)
    lines = (clinic / "exercises/pogo-hops.md").read_text().splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"[a-z_]+:", line)]
    assert len(keys) > 15
    assert all(re.match(r"# \S+", lines[number - 1]) for number in keys)


def test_a_new_exercise_has_a_figure_to_begin_with(clinic: Path) -> None:
    build_py("new", "exercise", "Pogo hops", root=clinic)
    name = "exercises/pogo-hops.md"
    path = clinic / name
    before, _, figure = path.read_text().partition("# figure:")
    path.write_text(f"{before}figure:{figure.replace(chr(10) + '# ', chr(10))}")
    assert "\nfigure:\n  base:" in path.read_text()
    found = {problem["code"] for problem in problems(clinic, name)}
    found.discard("FIG006")  # the steps, which it compares, are still to be written
    assert {code for code in found if code.startswith(("FIG", "META"))} == set()


# move

LINKS = """
[[squat]], [[squat|words]], [[squat#how-to-do-it|steps]], [[ squat ]],
[a](../../exercises/squat.md),
[b](../../exercises/squat.md#how-much "Title"), [c][ref] and `[[squat]]`. [[squat|over two
lines]], [over two
lines](../../exercises/squat.md) and [squat.md](../../exercises/squat.md "squat.md").

![[squat]]

- ![[squat]]

[[exercises/squat]], [[squat.md]], [[exercises/squat.md#How to do it]] and [[squat#How much|so]].

| squat | [[squat\\|squat]] |
|---|---|
| [[exercises/squat\\|two legs]] | [[squat#How much\\|so]] |

> [!note] See also
> [[squat]] and [d](../../exercises/squat.md)

```
[[squat]] stays
```

[ref]: ../../exercises/squat.md
"""
KEPT = ("`[[squat]]`", "[[squat]] stays")


@pytest.fixture
def linked(clinic: Path) -> Path:
    """A clinic in which everything that can lead to an exercise leads to the squat."""
    page = "docs/articles/heel-raises.md"
    append(clinic, page, LINKS)
    replace(clinic, page, "status: reviewed\n  by: pat-example\n  on: 2026-10-01\n  due: 2029-10-01"
            '\n  seal: "d39543188d91"', "status: awaiting")  # fmt: skip
    replace(clinic, "docs/addresses.yml", "exercises/chair-squat/: exercises/sit-to-stand/",
            "exercises/chair-squat/: exercises/squat/")  # fmt: skip
    replace(clinic, "docs/glossary.md", "[heel-raises]", "[heel-raises, squat]")
    replace(clinic, "docs/programs/two-days.md", "- exercise: split-squat", "- exercise: squat")
    build_py("new", "exercise", "Old squat", root=clinic)
    replace(clinic, "exercises/old-squat.md", "status: draft", "status: draft\nreplaced_by: squat")
    reseal(clinic, "docs/programs/two-days.md")
    assert errors(clinic) == []
    return clinic


def reseal(root: Path, path: str) -> None:
    """Review a page again, as the tests changed it."""
    text = re.sub(r"\n  seal: .*", "", (root / path).read_text())
    (root / path).write_text(text)
    build_py("fix", root=root)


def test_move_takes_every_link_along(linked: Path) -> None:
    codes = (linked / "exercises/codes.yml").read_text()
    done = build_py("move", "squat", "deep-squat", root=linked)
    assert done.returncode == 0, done.stderr
    assert not (linked / SQUAT).exists()
    assert errors(linked) == []
    texts = {
        path: (linked / path).read_text()
        for path in content(linked)
        if path.endswith((".md", ".yml"))
    }
    for path, text in texts.items():
        assert not re.search(r"\[\[\s*(?:exercises/)?squat\b(?!`|\]\] stays|\]\]`)", text), path
        assert "/squat.md" not in text, path
    article = texts["docs/articles/heel-raises.md"]
    assert all(kept in article for kept in KEPT)
    assert "[[deep-squat#how-to-do-it|steps]]" in article
    assert "[[exercises/deep-squat]], [[deep-squat.md]], [[exercises/deep-squat.md#How" in article
    assert "| squat | [[deep-squat\\|squat]] |" in article
    assert "| [[exercises/deep-squat\\|two legs]] | [[deep-squat#How much\\|so]] |" in article
    assert '[b](../../exercises/deep-squat.md#how-much "Title")' in article
    assert (
        "[[deep-squat|over two\nlines]], [over two\nlines](../../exercises/deep-squat.md)"
        in article
    )
    assert '[squat.md](../../exercises/deep-squat.md "squat.md")' in article
    assert "\n[ref]: ../../exercises/deep-squat.md" in article
    assert "two_leg_version: deep-squat" in texts["exercises/split-squat.md"]
    assert "to: deep-squat" in texts["exercises/sit-to-stand.md"]
    assert "- exercise: deep-squat" in texts["docs/programs/two-days.md"]
    assert "replaced_by: deep-squat" in texts["exercises/old-squat.md"]
    assert "[heel-raises, deep-squat]" in texts["docs/glossary.md"]
    assert texts["exercises/codes.yml"] == codes.replace(
        "{exercise: squat, first: squat}", "{exercise: deep-squat, first: squat}"
    )


def test_move_says_everything_that_led_to_the_page(linked: Path) -> None:
    shown = build_py("move", "squat", "deep-squat", root=linked).stdout
    for path in ("docs/articles/squats.md", INDEX, "exercises/split-squat.md", "docs/glossary.md",
                 "exercises/sit-to-stand.md", "docs/programs/two-days.md"):  # fmt: skip
        assert re.search(rf"^  {path}:\d+ ", shown, re.MULTILINE), path
    assert 'printed plans with the code "xgb7" mean it' in shown
    assert 'the old address "/exercises/chair-squat/" leads to it' in shown
    assert 'it was published at "/exercises/squat/"' in shown


def test_move_names_every_file_that_it_changed(linked: Path) -> None:
    before = content(linked)
    shown = build_py("move", "squat", "deep-squat", root=linked).stdout
    named = set(shown.rpartition("Changed: ")[2].strip().rstrip(".").split(", "))
    after = content(linked)
    assert {path for path in before if path in after and before[path] != after[path]} == named


def test_old_addresses_lead_to_a_moved_page(linked: Path) -> None:
    build_py("move", "squat", "deep-squat", root=linked)
    build_py("move", "deep-squat", "low-squat", root=linked)
    assert build_py(root=linked).returncode == 0
    for old in ("squat", "deep-squat", "chair-squat"):
        stub = (linked / "site/exercises" / old / "index.html").read_text()
        assert 'url=../low-squat/"' in stub
        assert f"/exercises/{old}/ /exercises/low-squat/ 301\n" in (
            linked / "site/_redirects").read_text()  # fmt: skip
    assert (linked / "site/exercises/low-squat/index.html").is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [("docs/people/pat-example.md", "jo-example"), ("squats", "two-to-one"),
     ("programs/two-days/", "docs/programs/short-week.md"), ("sit-to-stand", "chair-stand"),
     ("people", "team")],
)  # fmt: skip
def test_a_move_keeps_the_clinic_clean_and_its_reviews_valid(
    clinic: Path, old: str, new: str
) -> None:
    done = build_py("move", old, new, root=clinic)
    assert done.returncode == 0, done.stderr
    assert errors(clinic) == []
    assert build_py(root=clinic).returncode == 0


def test_a_move_does_not_renew_a_review_that_is_out_of_date(clinic: Path) -> None:
    replace(clinic, "exercises/split-squat.md", "Press through your front foot", "Push")
    (before,) = errors(clinic)
    build_py("move", "squat", "deep-squat", root=clinic)
    (after,) = errors(clinic)
    assert (before[0], before[2]) == (after[0], after[2]) == ("exercises/split-squat.md", "SAFE009")


# fix


@pytest.fixture(params=FIXABLE)
def fixable(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """The bad fixture of each rule that 'fix' mends."""
    return request.param, Overlay(RULES / request.param / "bad").build(tmp_path / "clinic")


def run_fix(root: Path) -> int:
    """One run of 'fix'; the command itself, without the start of a process."""
    with collecting():
        return main(["fix", "--root", str(root)])


def words_in(root: Path) -> Counter[str]:
    """Every word of a clinic's files."""
    return Counter(
        word
        for path in sorted(root.rglob("*"))
        if path.suffix in (".md", ".yml")
        for word in re.findall(r"[^\W_]+", path.read_bytes().decode("utf-8-sig").casefold())
    )


SAID_OTHERWISE = {
    "META011": {"maybe", "yes", "no", "on", "off"},
    "DATA012": {"1", "2", "3", "step"},
    "LINK007": {"chair"},
}
"""Words that a repair puts in another form: yes becomes true, a typed number becomes a real one."""


def test_fix_mends_what_it_can(fixable: tuple[str, Path]) -> None:
    code, root = fixable
    before = [p for p in in_process(root) if p["code"] == code]
    run_fix(root)
    after = [p for p in in_process(root) if p["code"] == code]
    wrong = [p for p in after if "suggestion" in p or code in REPAIRS]
    assert before
    assert wrong == []
    assert len(after) < len(before)


def test_fix_brings_no_new_problems(fixable: tuple[str, Path]) -> None:
    code, root = fixable
    before = {p["code"] for p in in_process(root)}
    run_fix(root)
    assert {p["code"] for p in in_process(root)} <= before, code


def test_fixing_twice_changes_nothing_more(fixable: tuple[str, Path]) -> None:
    _, root = fixable
    run_fix(root)
    once = content(root)
    run_fix(root)
    assert content(root) == once


def test_fix_keeps_every_word_and_comment(fixable: tuple[str, Path]) -> None:
    code, root = fixable
    for path in ("exercises/squat.md", "docs/references.yml"):
        if b"\r" not in (root / path).read_bytes():
            append_comment(root / path)
    before = words_in(root)
    run_fix(root)
    lost = set(before - words_in(root)) - SAID_OTHERWISE.get(code, set())
    assert lost == set()


def append_comment(path: Path) -> None:
    """A remark of an author beside a value that nobody complains about."""
    text = path.read_text()
    mark = "---\n" if path.suffix == ".md" else ""
    path.write_text(mark + "# Zebra: a remark, kept as it is\n" + text.removeprefix(mark))


def in_process(root: Path) -> list[dict[str, Any]]:
    """What a check reports, without the start of a process."""
    return [p.as_json() for p in check(load(root, date.today())).problems]


def test_fix_leaves_a_clean_clinic_alone(clinic: Path) -> None:
    before = content(clinic)
    done = build_py("fix", root=clinic)
    assert done.returncode == 0
    assert content(clinic) == before
