"""The commands of scripts/build.py, run as a clinician or as CI runs them."""

import contextlib
import gc
import json
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clinic.check.engine import all_rules
from clinic.cli import main
from clinic.edit.fix import REPAIRS
from overlays import RULES, Overlay
from running import (
    INDEX,
    ROOT,
    SQUAT,
    addresses,
    append,
    assert_one_line,
    build_py,
    content,
    free_port,
    replace,
    small_clinic,
    tree,
)

FIXABLE = sorted({rule.code for rule in all_rules() if rule.fixable} | set(REPAIRS))
FIXTURES = sorted(folder.parent.name for folder in RULES.glob("*/bad"))
FORMATS = ("text", "github", "json", "sarif")
KEYS = {"code", "severity", "path", "line", "column", "message", "fix"}
ODD_PAGE = "docs/articles/50%,half.md"


@pytest.fixture
def broken(clinic: Path) -> Path:
    """A clinic with problems of every severity, one of them in a file with an odd name."""
    replace(clinic, SQUAT, "region: [knee, hip]", "region: [kne, hip]")
    replace(clinic, SQUAT, "goal: [strength]", 'goal: ["50%, or so"]')
    append(clinic, INDEX, "\nSee [[sqat]].\n")
    append(clinic, "docs/references.yml", (clinic / "docs/references.yml").read_text().replace(
        "example-2020:", "\nuncited-2020:").partition("\nexample-guideline:")[0])  # fmt: skip
    (clinic / ODD_PAGE).write_bytes((clinic / "docs/articles/squats.md").read_bytes())
    return clinic


def problems(root: Path, *words: str) -> list[dict[str, Any]]:
    """What a check reports."""
    done = build_py("check", "--format", "json", *words, root=root)
    assert done.stderr == ""
    found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
    return found


def errors(root: Path) -> list[tuple[str, int, str, str]]:
    """The errors that a check reports, in short."""
    return [
        (p["path"], p["line"], p["code"], p["message"])
        for p in problems(root)
        if p["severity"] == "error"
    ]


@contextlib.contextmanager
def collecting() -> Iterator[None]:
    """A check in this process switches garbage collection off; here it goes on."""
    try:
        yield
    finally:
        gc.enable()


# Exit codes


def test_a_clean_clinic_ends_with_0(clinic: Path) -> None:
    done = build_py("check", root=clinic)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 errors, ")


def test_content_problems_end_with_1(broken: Path) -> None:
    for words in (("check",), ("fix",), ("stage", str(broken.parent / "staged")), ()):
        done = build_py(*words, root=broken)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stdout + done.stderr


USAGE = [
    ["frobnicate"],
    ["--frobnicate"],
    ["check", "nowhere.md"],
    ["check", "/etc/hostname"],
    ["check", "../elsewhere.md"],
    ["check", "--format", "xml"],
    ["new"],
    ["new", "exercise"],
    ["new", "poem", "Squat"],
    ["new", "exercise", "!!!"],
    ["new", "exercise", "x" * 61],
    ["new", "exercise", "Squat"],
    ["move", "squat"],
    ["move", "nowhere", "somewhere"],
    ["move", "squat", "Bad Name"],
    ["move", "squat", "../outside"],
    ["move", "squat", "docs/articles/squat"],
    ["move", "squat", "heel-raise"],
    ["move", "glossary", "words"],
    ["rules", "NOPE123"],
    ["schema", "poem"],
    ["stage"],
    ["stage", "/dev/null/folder"],
    ["serve", "--address", "nonsense"],
    ["serve", "--address", "127.0.0.1:99999"],
]


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_wrong_usage_is_one_line_and_changes_nothing(clinic: Path, words: list[str]) -> None:
    before = content(clinic)
    assert_one_line(build_py(*words, root=clinic))
    assert content(clinic) == before


@pytest.mark.parametrize(
    "words",
    [[], ["check"], ["serve"], ["new", "exercise", "A"], ["move", "a", "b"], ["fix"], ["stage", "d"],
     ["schema"]],
    ids=lambda words: " ".join(words) or "build",
)  # fmt: skip
@pytest.mark.parametrize("root", ["nowhere", "empty"])
def test_a_folder_without_a_clinic_is_one_line(tmp_path: Path, root: str, words: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_line(build_py(*words, root=tmp_path / root, cwd=tmp_path))
    assert list(tmp_path.rglob("*")) == [tmp_path / "empty"]


def test_a_folder_that_can_not_be_written_is_one_line(clinic: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (clinic / ".cache").write_text("in the way")
    assert_one_line(build_py("stage", tmp_path / "file", root=clinic))
    assert_one_line(build_py("stage", tmp_path / "file" / "folder", root=clinic))
    done = build_py(root=clinic)
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not re.match(r" +[\d.]+ s  ", line)]
    assert len(said) == 1, done.stderr
    assert said[0].startswith("build.py: ")
    assert "a fault of the program" not in said[0]


def test_a_check_needs_no_folder_to_write_to(clinic: Path) -> None:
    (clinic / ".cache").write_text("in the way")
    assert build_py("check", root=clinic).returncode == 0


def test_a_port_in_use_is_one_line(clinic: Path) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = build_py("serve", "--address", address, root=clinic)
    assert_one_line(done)
    assert address in done.stderr
    assert done.stdout == ""


def test_help_of_every_command_ends_with_0() -> None:
    top = build_py("--help")
    assert top.returncode == 0
    for command in ("check", "serve", "new", "move", "fix", "rules", "schema", "stage"):
        assert command in top.stdout
        done = build_py(command, "--help")
        assert done.returncode == 0
        assert "--root" in done.stdout


@pytest.mark.parametrize("code", FIXTURES)
def test_a_printed_error_never_ends_with_0(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Overlay(RULES / code / "bad").build(tmp_path / "clinic")
    with collecting():
        exit_code = main(["check", "--root", str(root)])
        shown = capsys.readouterr().out
        main(["check", "--format", "json", "--root", str(root)])
    report = json.loads(capsys.readouterr().out)
    assert exit_code == (1 if report["counts"]["errors"] else 0)
    assert exit_code == (1 if re.search(r"  error \[[A-Z]+\d+\]$", shown, re.MULTILINE) else 0)


# The four formats of a check


def test_json_holds_what_other_programs_need(broken: Path) -> None:
    done = build_py("check", "--format", "json", root=broken)
    report = json.loads(done.stdout)
    assert set(report) == {"problems", "counts"}
    assert {p["severity"] for p in report["problems"]} == {"error", "warning", "note"}
    for problem in report["problems"]:
        assert set(problem) - {"suggestion"} == KEYS
        assert isinstance(problem["line"], int)
        assert isinstance(problem["column"], int)
        assert (broken / problem["path"]).is_file()
    for severity in ("error", "warning", "note"):
        counted = sum(p["severity"] == severity for p in report["problems"])
        assert report["counts"][severity + "s"] == counted
    assert report["counts"]["pages"] == len(list(broken.rglob("*.md")))
    slip = next(p for p in report["problems"] if p["code"] == "META004" and "kne" in p["message"])
    assert (slip["path"], slip["line"], slip["column"]) == (SQUAT, 5, 10)
    assert slip["suggestion"] == "knee"


def test_problems_are_sorted(broken: Path) -> None:
    places = [(p["path"], p["line"], p["column"], p["code"]) for p in problems(broken)]
    assert places == sorted(places)
    assert len({path for path, *_ in places}) > 2


def test_text_has_carets_under_the_value(broken: Path) -> None:
    lines = build_py("check", root=broken).stdout.splitlines()
    number = next(n for n, line in enumerate(lines) if "region: [kne, hip]" in line)
    start, end = lines[number + 1].index("^"), lines[number + 1].rindex("^") + 1
    assert lines[number][start:end] == "kne"
    assert set(lines[number + 1]) == {" ", "^"}
    assert f"Squat ({SQUAT}:5:10)" in lines[number - 1]
    assert any("Change line 5 to:  region: [knee, hip]" in line for line in lines[number:])


def test_github_lines_are_escaped(broken: Path) -> None:
    lines = build_py("check", "--format", "github", root=broken).stdout.splitlines()
    lines, count = lines[:-1], lines[-1]
    assert count.split()[1] == "errors,"
    pattern = r"::(error|warning|notice) file=([^,:]+),line=\d+,col=\d+(,endColumn=\d+)?," \
              r"title=[A-Z]+\d+::(\S.*)"  # fmt: skip
    found = [re.fullmatch(pattern, line) for line in lines]
    assert all(found), lines
    assert {"error", "warning", "notice"} == {match[1] for match in found if match}
    assert any(match and match[2] == "docs/articles/50%25%2Chalf.md" for match in found)
    said = [match[4] for match in found if match]
    assert any('"50%25, or so" is not' in text for text in said)
    assert any("%0AWrite here: knee" in text for text in said)
    assert not any(re.search(r"%(?!25|0A|0D)", text) for text in said)


def test_sarif_has_its_basic_shape(broken: Path) -> None:
    document = json.loads(build_py("check", "--format", "sarif", root=broken).stdout)
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    (run,) = document["runs"]
    assert run["tool"]["driver"]["name"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert len(known) == len(run["tool"]["driver"]["rules"])
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert not place["physicalLocation"]["artifactLocation"]["uri"].startswith("/")
        region = place["physicalLocation"]["region"]
        assert 1 <= region["startColumn"] < region["endColumn"]
        assert region["startLine"] >= 1


def test_sarif_addresses_are_real_addresses(broken: Path) -> None:
    document = json.loads(build_py("check", "--format", "sarif", root=broken).stdout)
    places = [result["locations"][0] for result in document["runs"][0]["results"]]
    found = {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    assert "docs/articles/50%25%2Chalf.md" in found


def test_all_formats_report_the_same(broken: Path) -> None:
    shown = {name: build_py("check", "--format", name, root=broken) for name in FORMATS}
    assert {done.returncode for done in shown.values()} == {1}
    listed = json.loads(shown["json"].stdout)["problems"]
    codes = Counter(p["code"] for p in listed)
    assert Counter(re.findall(r"title=(\w+)::", shown["github"].stdout)) == codes
    results = json.loads(shown["sarif"].stdout)["runs"][0]["results"]
    assert Counter(result["ruleId"] for result in results) == codes
    assert Counter(re.findall(r" \[([A-Z]+\d+)\]", shown["text"].stdout)) == codes


def test_colors_and_controls_stay_out_of_files(broken: Path) -> None:
    replace(broken, INDEX, "See [[sqat]].", "See [[sq\x1b[31mat]].")
    assert "\x1b" not in build_py("check", root=broken).stdout


def test_paths_narrow_the_report(broken: Path) -> None:
    everything = problems(broken)
    for word, wanted in (
        (SQUAT, SQUAT), ("exercises", "exercises/"), ("docs/articles/", "docs/articles/"),
        (str(broken / INDEX), INDEX),
    ):  # fmt: skip
        expected = [p for p in everything if p["path"].startswith(wanted)]
        assert problems(broken, word) == expected
        assert 0 < len(expected) < len(everything)
    both = problems(broken, SQUAT, INDEX)
    assert {p["path"] for p in both} == {SQUAT, INDEX}


def test_a_path_is_taken_from_where_the_person_stands(broken: Path) -> None:
    done = build_py("check", "--format", "json", "squat.md", root=broken, cwd=broken / "exercises")
    assert {p["path"] for p in json.loads(done.stdout)["problems"]} == {SQUAT}


def test_a_clean_path_ends_with_0_beside_broken_ones(broken: Path) -> None:
    assert build_py("check", "docs/people/sam-sample.md", root=broken).returncode == 0
    assert build_py("check", SQUAT, root=broken).returncode == 1


def test_an_overdue_review_is_an_error_only_in_a_release(tmp_path: Path) -> None:
    root = Overlay(RULES / "SAFE004" / "bad").build(tmp_path / "clinic")
    for words, code, severity in (([], 0, "warning"), (["--release"], 1, "error")):
        done = build_py("check", "--format", "json", *words, root=root)
        found = [p for p in json.loads(done.stdout)["problems"] if p["code"] == "SAFE004"]
        assert {p["severity"] for p in found} == {severity}
        assert done.returncode == code


# The answer that is kept while nothing changes


@pytest.mark.parametrize("form", FORMATS)
def test_a_kept_answer_is_the_same_answer(broken: Path, form: str) -> None:
    first = build_py("check", "--format", form, root=broken)
    second = build_py("check", "--format", form, root=broken)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert list((broken / ".cache").glob("check-*.json"))


def test_every_kind_of_change_is_seen(clinic: Path) -> None:
    assert build_py("check", root=clinic).returncode == 0
    picture = clinic / "docs/assets/squat.svg"
    data = picture.read_bytes()
    picture.unlink()
    assert build_py("check", root=clinic).returncode == 1
    picture.write_bytes(data)
    assert build_py("check", root=clinic).returncode == 0
    replace(clinic, "exercises/vocabulary.yml", "  knee:", "  nee:")
    assert build_py("check", root=clinic).returncode == 1


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


# move

LINKS = """
[[squat]], [[squat|words]], [[squat#how-to-do-it|steps]], [[ squat ]], [a](../../exercises/squat.md),
[b](../../exercises/squat.md#how-much "Title"), [c][ref] and `[[squat]]`. [[squat|over two
lines]], [over two
lines](../../exercises/squat.md) and [squat.md](../../exercises/squat.md "squat.md").

![[squat]]

- ![[squat]]

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
        assert not re.search(r"\[\[\s*squat\b(?!`|\]\] stays|\]\]`)", text), path
        assert "/squat.md" not in text, path
    article = texts["docs/articles/heel-raises.md"]
    assert all(kept in article for kept in KEPT)
    assert "[[deep-squat#how-to-do-it|steps]]" in article
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
    from datetime import date

    from clinic.check.engine import check
    from clinic.link import load

    return [p.as_json() for p in check(load(root, date.today())).problems]


def test_fix_leaves_a_clean_clinic_alone(clinic: Path) -> None:
    before = content(clinic)
    done = build_py("fix", root=clinic)
    assert done.returncode == 0
    assert content(clinic) == before


def test_the_guide_says_what_fix_mends() -> None:
    guide = build_py("rules", "--guide").stdout
    sections = dict(re.findall(r"^### ([A-Z]+\d+)\n(.*?)(?=^##|\Z)", guide, re.M | re.S))
    mended = {code for code, text in sections.items() if "build.py fix" in text}
    assert set(FIXABLE) <= mended


# rules, guides


def test_rules_lists_every_rule() -> None:
    done = build_py("rules")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [r.code for r in all_rules()]


def test_rules_explains_the_rules_that_are_asked_for() -> None:
    rules = {rule.code: rule for rule in all_rules()}
    shown = build_py("rules", *rules).stdout
    for rule in rules.values():
        assert f"{rule.code}  {rule.title}  ({rule.severity})\n  Why: {rule.why}\n" in shown
        assert f"  Fix: {rule.fix}\n" in shown
    assert build_py("rules", "yaml001").stdout.startswith("YAML001  ")


@pytest.mark.parametrize(
    ("path", "command"),
    [(".github/FIELDS.md", ("schema", "--guide")), (".github/RULES.md", ("rules", "--guide"))],
)
def test_the_generated_guides_are_up_to_date(path: str, command: tuple[str, str]) -> None:
    renew = f"run: python3 scripts/build.py {' '.join(command)} > {path}"
    assert (ROOT / path).is_file(), f"{path} is missing; {renew}"
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert kept == build_py(*command).stdout, f"{path} is out of date; {renew}"


# stage


def test_stage_never_touches_a_foreign_folder(clinic: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.md").write_text("Years of work.")
    assert_one_line(build_py("stage", foreign, root=clinic))
    assert tree(foreign).keys() == {"thesis.md"}


def test_stage_never_touches_the_clinic_itself(clinic: Path) -> None:
    before = content(clinic)
    for folder in (clinic, clinic / "docs", clinic / "exercises"):
        assert_one_line(build_py("stage", folder, root=clinic))
    assert content(clinic) == before


def test_staging_again_leaves_nothing_old_behind(clinic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    assert build_py("stage", folder, root=clinic).returncode == 0
    first = tree(folder)
    (folder / "docs/old.md").write_text("Old.")
    assert build_py("stage", folder, root=clinic).returncode == 0
    assert tree(folder) == first


def test_a_staged_site_builds_with_zensical_to_the_same_addresses(
    built_clinic: Path, tmp_path: Path
) -> None:
    import subprocess
    import sys

    folder = tmp_path / "staged"
    assert build_py("stage", folder, root=built_clinic).returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder, text=True,
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert addresses(folder / "site") == addresses(built_clinic / "site")
    for address in ("exercises/squat", "docs/articles/squats".removeprefix("docs/")):
        page = (folder / "site" / address / "index.html").read_text()
        assert "[[" not in page
        assert "![[" not in page


# Speed of the start


def test_the_start_imports_no_more_than_it_needs(clinic: Path) -> None:
    build_py("check", root=clinic)
    begun = time.process_time()
    done = build_py("check", root=clinic, PYTHONPROFILEIMPORTTIME="1")
    assert time.process_time() - begun < 1
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({"pydantic", "mkdocs", "jinja2", "yaml", "material"})


def test_two_clinics_do_not_share_answers(clinic: Path, tmp_path: Path) -> None:
    other = small_clinic(tmp_path / "other")
    append(other, INDEX, "\n[[nowhere]]\n")
    assert build_py("check", root=clinic).returncode == 0
    assert build_py("check", root=other).returncode == 1
    assert build_py("check", root=clinic).returncode == 0
