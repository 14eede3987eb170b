"""Problems for a person at a terminal: page first, the line itself, what to do."""

from collections.abc import Iterator

import click

from clinic.check.problem import ERROR, NOTE, Problem, Report

COLORS = {ERROR: "red", "warning": "yellow", NOTE: "blue"}
WIDEST = 160
"""A longer line of a page is cut around the place of its problem."""


def as_text(report: Report) -> str:
    """The whole report: a count, each problem, notes in a line each, the count again."""
    lines = [counted(report), ""]
    for problem in report.problems:
        if problem.severity != NOTE:
            lines += [*shown(problem), ""]
    notes = [problem for problem in report.problems if problem.severity == NOTE]
    lines += [f"{p.path}:{p.line}  note [{p.code}] {p.message}" for p in notes]
    if len(report.problems) > 5:
        lines += ["", counted(report)]
    return "\n".join(lines).rstrip() + "\n"


def news(before: list[Problem], now: list[Problem]) -> str:
    """What came and what went between two checks; nothing where all is as it was."""
    old = {(p.path, p.code, p.message) for p in before}
    new = {(p.path, p.code, p.message) for p in now}
    lines = [f"{p.path}:{p.line}  {p.severity} [{p.code}] {p.message} {p.fix}" for p in now
             if (p.path, p.code, p.message) not in old]  # fmt: skip
    lines += [f"{p.path}  mended: [{p.code}] {p.message}" for p in before
              if (p.path, p.code, p.message) not in new]  # fmt: skip
    return "\n".join(lines)


def counted(report: Report) -> str:
    """'2 errors, 1 warning and 0 notes in 48 pages.'"""
    numbers = [plural(report.count(s), s) for s in (ERROR, "warning", NOTE)]
    checked = f"{plural(report.pages, 'page')} with {plural(report.links, 'link')}"
    text = f"{numbers[0]}, {numbers[1]} and {numbers[2]} in {checked}."
    color = "red" if report.errors else "yellow" if report.count("warning") else "green"
    return click.style(text, fg=color, bold=True)


def plural(count: int, word: str) -> str:
    """'1 page', '1,200 pages'."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def shown(problem: Problem) -> Iterator[str]:
    """One problem: where, the line with the place underlined, what is wrong, what to do."""
    where = f"{problem.path}:{problem.line}:{problem.column}"
    name = f"{problem.title} ({where})" if problem.title else where
    severity = click.style(problem.severity, fg=COLORS[problem.severity], bold=True)
    yield f"{click.style(name, bold=True)}  {severity} [{problem.code}]"
    if problem.source.strip():
        yield from underlined(problem)
    yield f"  {problem.message[0].upper()}{problem.message[1:]}"
    yield f"  {problem.fix}"
    if problem.suggestion is not None and problem.source.strip():
        yield f"  Change line {problem.line} to:  {corrected(problem).strip()}"
    if problem.also is not None:
        yield f"  See also {problem.also.path}:{problem.also.line}"


def underlined(problem: Problem) -> Iterator[str]:
    """The line of a problem, with carets below the place."""
    label = f"  {problem.line} | "
    start = max(0, problem.column - 1 - WIDEST // 2) if len(problem.source) > WIDEST else 0
    source = problem.source[start : start + WIDEST].replace("\t", " ")
    width = min(problem.end_column, start + len(source) + 1) - problem.column
    column = problem.column - 1 - start
    yield label + printable(source)
    carets = "^" * max(1, width)
    yield " " * (len(label) + column) + click.style(carets, fg=COLORS[problem.severity])


def printable(text: str) -> str:
    """The text without control characters, which could play tricks with a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def corrected(problem: Problem) -> str:
    """The line of a problem with its suggestion in place."""
    line = problem.source
    end = max(problem.end_column, problem.column) - 1
    return line[: problem.column - 1] + (problem.suggestion or "") + line[end:]
