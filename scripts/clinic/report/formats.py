"""The report for other programs: GitHub's annotations, JSON and SARIF."""

import json
from collections.abc import Callable
from urllib.parse import quote

from clinic.check.engine import RULES
from clinic.check.problem import Problem, Report
from clinic.report.text import as_text, counted

SARIF_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def as_json(report: Report) -> str:
    """{"problems": [...], "counts": {...}}; each problem as Problem.as_json has it."""
    data = {"problems": [p.as_json() for p in report.problems], "counts": report.counts}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def as_github(report: Report) -> str:
    """One workflow command a problem, which GitHub shows at the line of a pull request."""
    return (
        "".join(annotation(problem) + "\n" for problem in report.problems) + counted(report) + "\n"
    )


def annotation(problem: Problem) -> str:
    """'::error file=...,line=...::message'. Source: GitHub's workflow commands."""
    place = f"file={value(problem.path)},line={problem.line},col={problem.column}"
    end = f",endColumn={problem.end_column}" if problem.end_column > problem.column else ""
    message = f"{problem.message} {problem.fix}"
    if problem.suggestion is not None:
        message += f"\nWrite here: {problem.suggestion}"
    level = GITHUB_LEVELS[problem.severity]
    return f"::{level} {place}{end},title={value(problem.code)}::{escaped(message)}"


def escaped(text: str) -> str:
    """Text as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """Text as a property of a workflow command."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(report: Report) -> str:
    """SARIF 2.1.0, the OASIS standard for results of checks."""
    used = {problem.code for problem in report.problems}
    rules = [
        {
            "id": rule.code,
            "name": rule.run.__name__,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": f"{rule.why} {rule.fix}"},
        }
        for rule in map(RULES.__getitem__, sorted(used))
    ]
    driver = {"name": "clinic check", "rules": rules}
    run = {"tool": {"driver": driver}, "results": [result(p) for p in report.problems]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{**run, "columnKind": "unicodeCodePoints"}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def result(problem: Problem) -> dict[str, object]:
    """One problem in SARIF."""
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": max(problem.end_column, problem.column + 1),
    }
    place = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    found: dict[str, object] = {
        "ruleId": problem.code,
        "level": SARIF_LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.fix}"},
        "locations": [{"physicalLocation": place}],
    }
    if problem.suggestion is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": problem.suggestion}}
        change = {"artifactLocation": {"uri": quote(problem.path)}, "replacements": [replacement]}
        found["fixes"] = [{"description": {"text": problem.fix}, "artifactChanges": [change]}]
    return found


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}
