"""A problem as it is reported: one object, however it is shown."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from clinic.read.place import Place

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)


class Finding(NamedTuple):
    """What a rule yields: a place, what is wrong and why, and what to do about it.

    suggestion: the text that may replace what stands at the place, ready to paste.
    also: a second place that belongs to the problem, such as the other of two twins.
    severity: only where it differs from the rule's own.
    old: what the suggestion replaces, as the author typed it. A rule that 'fix' mends names it,
    and where it does not stand at the place, the suggestion is dropped.
    """

    place: Place
    message: str
    fix: str
    suggestion: str | None = None
    also: Place | None = None
    severity: str | None = None
    old: str | None = None


@dataclass(frozen=True, order=True)
class Problem:
    """A finding with the code and severity of its rule."""

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: str
    severity: str
    end_column: int = 0
    suggestion: str | None = None
    also: Place | None = None
    title: str = ""
    """The name of the page, for people who do not think in files."""
    source: str = field(default="", compare=False)
    """The line it stands on."""

    def as_json(self) -> dict[str, Any]:
        """The form that other programs read."""
        data: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "fix": self.fix,
        }
        if self.suggestion is not None:
            data["suggestion"] = self.suggestion
        return data


@dataclass
class Report:
    """All problems of one check, in order, with what was checked."""

    problems: list[Problem]
    pages: int = 0
    exercises: int = 0
    links: int = 0
    shown: int = 0
    """How many pages readers can open."""

    def count(self, severity: str) -> int:
        """How many problems have this severity."""
        return sum(problem.severity == severity for problem in self.problems)

    @property
    def errors(self) -> int:
        """How many problems stop publishing."""
        return self.count(ERROR)

    @property
    def counts(self) -> dict[str, int]:
        """What was checked and what was found, in numbers."""
        found = {severity + "s": self.count(severity) for severity in SEVERITIES}
        return {**found, "pages": self.pages, "exercises": self.exercises, "links": self.links}

    def only(self, paths: list[str]) -> "Report":
        """The problems in these files and folders; all of them where none is named."""
        if not paths:
            return self
        kept = [
            problem
            for problem in self.problems
            if any(problem.path == p or problem.path.startswith(p.rstrip("/") + "/") for p in paths)
        ]
        return Report(kept, self.pages, self.exercises, self.links, self.shown)
