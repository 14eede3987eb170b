"""Every rule fires on its bad fixture, at the marked lines only, and is silent on the good one."""

import re
from pathlib import Path

import pytest

from clinic.check.engine import Registered, all_rules, check
from clinic.check.problem import SEVERITIES, Problem
from clinic.link import load
from overlays import RULES, TODAY, Overlay, fresh_clinic, marks_of

CODES = [rule.code for rule in all_rules()]
CONTENT_CODES = [rule.code for rule in all_rules() if rule.reads == "content"]
FOLDERS = sorted(path.name for path in RULES.iterdir() if path.name in CONTENT_CODES)
JARGON = re.compile(
    r"\b(?:schema|enum|null|none type|nonetype|object|parse|parser|regex|instance of|traceback"
    r"|exception|validation|invalid syntax|mapping|scalar|token|dict|boolean|integer|string|node"
    r"|yaml|literal|undefined)\b",
    re.IGNORECASE,
)
PYTHON_NONE = re.compile(r"\bNone\b")


@pytest.fixture(scope="session")
def bad_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """The problems of every bad fixture, checked once."""
    reports = {}
    for code in FOLDERS:
        overlay = Overlay(RULES / code / "bad")
        root = overlay.build(tmp_path_factory.mktemp(code) / "clinic")
        reports[code] = overlay.check(root).problems
    return reports


@pytest.mark.parametrize("release", [False, True])
def test_the_clinic_below_all_fixtures_is_clean(release: bool, tmp_path: Path) -> None:
    assert check(load(fresh_clinic(tmp_path / "clinic"), TODAY, release)).problems == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("side", ["bad", "good"])
def test_every_rule_has_fixtures(code: str, side: str) -> None:
    files = [path for path in (RULES / code / side).glob("**/*") if path.is_file()]
    assert files, f"tests/rules/{code}/{side} is missing or empty"


def test_every_fixture_belongs_to_a_rule() -> None:
    assert {path.name for path in RULES.iterdir() if path.is_dir()} <= set(CODES)


@pytest.mark.parametrize("code", FOLDERS)
def test_bad_fires_at_exactly_the_marked_lines(
    code: str, bad_reports: dict[str, list[Problem]]
) -> None:
    marks = Overlay(RULES / code / "bad").marks
    reported = {(problem.path, problem.line, problem.code) for problem in bad_reports[code]}
    assert reported == marks
    assert code in {mark[2] for mark in marks}


@pytest.mark.parametrize("code", FOLDERS)
def test_good_is_silent(code: str, tmp_path: Path) -> None:
    overlay = Overlay(RULES / code / "good")
    assert marks_of(overlay.check(overlay.build(tmp_path / "clinic"))) == set()


@pytest.mark.parametrize("rule", all_rules(), ids=CODES)
def test_every_rule_says_what_why_and_how_to_fix(rule: Registered) -> None:
    assert rule.title.endswith(".")
    assert rule.why
    assert rule.fix
    assert rule.severity in SEVERITIES


@pytest.mark.parametrize("code", FOLDERS)
def test_messages_hold_no_jargon(code: str, bad_reports: dict[str, list[Problem]]) -> None:
    for problem in bad_reports[code]:
        said = f"{problem.message} {problem.fix}"
        assert not JARGON.search(said), said
        assert not PYTHON_NONE.search(said), said


@pytest.mark.parametrize("code", FOLDERS)
def test_every_problem_has_a_place_and_a_fix(
    code: str, bad_reports: dict[str, list[Problem]]
) -> None:
    for problem in bad_reports[code]:
        assert problem.line >= 1
        assert 1 <= problem.column < problem.end_column
        assert problem.message.strip().endswith((".", ")"))
        assert problem.fix.strip()
        assert "\n" not in problem.message + problem.fix


@pytest.mark.parametrize("code", FOLDERS)
def test_json_has_the_documented_keys(code: str, bad_reports: dict[str, list[Problem]]) -> None:
    keys = {"code", "severity", "path", "line", "column", "message", "fix"}
    for problem in bad_reports[code]:
        suggested = {"suggestion"} if problem.suggestion is not None else set()
        assert set(problem.as_json()) == keys | suggested


@pytest.mark.parametrize("code", FOLDERS)
def test_suggestion_mends(code: str, bad_reports: dict[str, list[Problem]], tmp_path: Path) -> None:
    overlay = Overlay(RULES / code / "bad")
    before = {(p.path, p.line, p.code) for p in bad_reports[code]}
    for number, problem in enumerate(p for p in bad_reports[code] if p.suggestion is not None):
        root = overlay.build(tmp_path / str(number))
        apply(problem, root)
        after = overlay.check(root).problems
        assert on_line(after, problem) == on_line(bad_reports[code], problem) - 1
        assert {(p.path, p.line, p.code) for p in after} <= before, "it breaks something else"


def test_an_overdue_review_stops_a_release_only(tmp_path: Path) -> None:
    overlay = Overlay(RULES / "SAFE004" / "bad")
    root = overlay.build(tmp_path / "clinic")
    assert check(load(root, TODAY)).errors == 0
    assert check(load(root, TODAY, release=True)).errors > 0


def apply(problem: Problem, root: Path) -> None:
    """Write the suggestion over the place of its problem."""
    path = root / problem.path
    lines = path.read_text("utf-8").split("\n")
    line = lines[problem.line - 1]
    start, end = problem.column - 1, problem.end_column - 1
    lines[problem.line - 1] = line[:start] + str(problem.suggestion) + line[end:]
    path.write_text("\n".join(lines), "utf-8")


def on_line(problems: list[Problem], like: Problem) -> int:
    """How often the same rule fires on the same line."""
    wanted = (like.path, like.line, like.code)
    return sum((p.path, p.line, p.code) == wanted for p in problems)
