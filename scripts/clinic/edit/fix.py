"""Fix: repairs that keep the meaning, every value and every comment. Running it twice is safe."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from clinic.check.engine import RULES, check
from clinic.check.problem import Problem, Report
from clinic.edit.change import Change, apply, write_whole
from clinic.edit.history import refusal
from clinic.edit.ledgers import ADDRESSES, CODES, add_addresses, add_codes
from clinic.link import load
from clinic.link.seal import seal
from clinic.read.site import Site
from clinic.read.source import BOM, LINE_END

MOST_ROUNDS = 20
REVIEW_AGAIN = 'Review the page again, then write the new days in "on" and "due".'


@dataclass
class Repairs:
    """What was done: the changed files, and what was not written, each with its reason."""

    changed: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def make(self, root: Path, changes: list[Change]) -> None:
        """Make these changes where the old text stands at its place."""
        done, refused = apply(root, changes)
        self.changed |= done
        self.refused += [change.refusal for change in refused]


def fix(root: Path, today: date) -> tuple[Repairs, Report]:
    """Repair what can be repaired safely. Returns what was done, and what is left to do."""
    changed: set[str] = set()
    for _ in range(MOST_ROUNDS):
        site = load(root, today)
        report = check(site)
        repairs = one_round(site, report)
        if not repairs.changed:
            break
        changed |= repairs.changed
    report.problems = [explained(site, problem) for problem in report.problems]
    return Repairs(changed, repairs.refused), report


def explained(site: Site, problem: Problem) -> Problem:
    """A review without a seal says why it gets none; it was sealed if nothing forbade it."""
    reason = refusal(site, site.by_path[problem.path]) if problem.code == "SAFE008" else None
    return replace(problem, message=reason, fix=REVIEW_AGAIN) if reason else problem


def one_round(site: Site, report: Report) -> Repairs:
    """Make all repairs that do not touch each other."""
    repairs = Repairs()
    suggested = [p for p in report.problems if p.suggestion is not None and RULES[p.code].fixable]
    repairs.make(site.root, [Change.suggested(problem) for problem in suggested])
    for code, repair in REPAIRS.items():
        problems = [p for p in report.problems if p.code == code and p.path not in repairs.changed]
        if problems:
            repair(site, problems, repairs)
    return repairs


def plain_bytes(site: Site, problems: list[Problem], repairs: Repairs) -> None:
    """Take away byte order marks, and end lines plainly."""
    for problem in problems:
        path = site.root / problem.path
        text = path.read_bytes().removeprefix(BOM).decode("utf-8")
        write_whole({path: LINE_END.sub("\n", text).encode()})
        repairs.changed.add(problem.path)


def codes(site: Site, problems: list[Problem], repairs: Repairs) -> None:
    """Give codes to published exercises that have none."""
    add_codes(site, [site.by_path[problem.path].slug for problem in problems])
    repairs.changed.add(CODES)


def addresses(site: Site, problems: list[Problem], repairs: Repairs) -> None:
    """List published pages that are not listed yet."""
    add_addresses(site, [site.by_path[problem.path].address for problem in problems])
    repairs.changed.add(ADDRESSES)


def seals(site: Site, problems: list[Problem], repairs: Repairs) -> None:
    """Seal reviews that were just given, unless the page changed since or they are overdue."""
    changes = []
    for page in (site.by_path[problem.path] for problem in problems):
        if refusal(site, page) is not None:
            continue
        due = page.at("review", "due")
        line = page.source.line(due.line)
        indent = " " * (page.key("review", "due").column - 1)
        text = f'{line}\n{indent}seal: "{seal(site, page)}"'
        changes.append(Change.at(page.source, page.source.at(due.line), text))
    repairs.make(site.root, changes)


REPAIRS: dict[str, Callable[[Site, list[Problem], Repairs], None]] = {
    "FILE008": plain_bytes,
    "FILE009": plain_bytes,
    "LINK016": codes,
    "LINK014": addresses,
    "SAFE008": seals,
}
