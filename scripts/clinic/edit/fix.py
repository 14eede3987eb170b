"""Fix: repairs that keep the meaning, every value and every comment. Running it twice is safe."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinic.check.engine import RULES, check
from clinic.check.problem import Problem, Report
from clinic.edit.change import Change, apply, write_whole
from clinic.edit.history import refusal
from clinic.edit.ledgers import add_addresses, add_codes
from clinic.link import load
from clinic.link.seal import seal
from clinic.read.place import Place
from clinic.read.site import Site
from clinic.read.source import BOM

MOST_ROUNDS = 20
REVIEW_AGAIN = 'Review the page again, then write the new days in "on" and "due".'


def fix(root: Path, today: date) -> tuple[list[str], Report]:
    """Repair what can be repaired safely. Returns the changed files and what is left."""
    changed: set[str] = set()
    for _ in range(MOST_ROUNDS):
        site = load(root, today)
        report = check(site)
        repaired = one_round(site, report)
        if not repaired:
            break
        changed |= repaired
    report.problems = [explained(site, problem) for problem in report.problems]
    return sorted(changed), report


def explained(site: Site, problem: Problem) -> Problem:
    """A review without a seal says why it gets none; it was sealed if nothing forbade it."""
    reason = refusal(site, site.by_path[problem.path]) if problem.code == "SAFE008" else None
    return replace(problem, message=reason, fix=REVIEW_AGAIN) if reason else problem


def one_round(site: Site, report: Report) -> set[str]:
    """Make all repairs that do not touch each other. Returns the changed files."""
    suggested = [
        Change(Place(p.path, p.line, p.column, p.end_column), p.suggestion)
        for p in report.problems
        if p.suggestion is not None and RULES[p.code].fixable
    ]
    changed = set(apply(site.root, suggested))
    for code, repair in REPAIRS.items():
        problems = [p for p in report.problems if p.code == code and p.path not in changed]
        if problems:
            changed |= repair(site, problems)
    return changed


def plain_bytes(site: Site, problems: list[Problem]) -> set[str]:
    """Take away byte order marks, and end lines plainly."""
    for problem in problems:
        path = site.root / problem.path
        data = path.read_bytes().removeprefix(BOM)
        write_whole(path, data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return {problem.path for problem in problems}


def codes(site: Site, problems: list[Problem]) -> set[str]:
    """Give codes to published exercises that have none."""
    add_codes(site, [site.by_path[problem.path].slug for problem in problems])
    return {"exercises/codes.yml"}


def addresses(site: Site, problems: list[Problem]) -> set[str]:
    """List published pages that are not listed yet."""
    add_addresses(site, [site.by_path[problem.path].address for problem in problems])
    return {"docs/addresses.yml"}


def seals(site: Site, problems: list[Problem]) -> set[str]:
    """Seal reviews that were just given, unless the page changed since or they are overdue."""
    pages = [site.by_path[problem.path] for problem in problems]
    fresh = [page for page in pages if refusal(site, page) is None]
    for page in fresh:
        lines = page.source.text.split("\n")
        after = page.at("review", "due").line
        indent = page.key("review", "due").column - 1
        lines.insert(after, " " * indent + f'seal: "{seal(site, page)}"')
        write_whole(site.root / page.path, "\n".join(lines).encode())
    return {page.path for page in fresh}


REPAIRS: dict[str, Callable[[Site, list[Problem]], set[str]]] = {
    "FILE008": plain_bytes,
    "FILE009": plain_bytes,
    "LINK016": codes,
    "LINK014": addresses,
    "SAFE008": seals,
}
