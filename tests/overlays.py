"""Fixtures of rules: a few files laid over a copy of the tiny clean clinic in tests/site.

A line that must be reported carries 'expect: CODE' in a comment. Behind a value in YAML it is
taken away before the check, since a text without quotes may have none. Where no comment can stand:
.expect holds lines 'path:line CODE'. Files that a repository can't hold well are described:
.remove lists files to delete, .link lines 'path target' of shortcuts, .pad lines 'path size'
that a file is filled up to with line ends. .release makes it the check before a release.
A folder site/ is the built HTML for rules that read that.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from clinic.check.built import check_built
from clinic.check.engine import check
from clinic.check.problem import Report
from clinic.link import load
from clinic.publish.output import Output

HERE = Path(__file__).parent
SITE = HERE / "site"
RULES = HERE / "rules"
KEPT = Path(gettempdir()) / "clinic-figures-of-tests"
TODAY = date(2026, 11, 22)
CONTROLS = (".expect", ".remove", ".link", ".pad", ".release")
EXPECTED = re.compile(r"expect: ([A-Z]+[0-9]+(?:,? [A-Z]+[0-9]+)*)")
BEHIND_A_VALUE = re.compile(rf"(?<=\S)[ \t]+# {EXPECTED.pattern}(?=[\r\n]|$)".encode())

Mark = tuple[str, int, str]


@dataclass(frozen=True)
class Overlay:
    """One fixture folder, tests/rules/CODE/good or bad."""

    folder: Path

    def lines(self, control: str) -> list[str]:
        """The lines of a control file, without empty ones."""
        path = self.folder / control
        return [line for line in path.read_text().splitlines() if line] if path.exists() else []

    @property
    def files(self) -> list[Path]:
        """The files that are laid over the clinic."""
        return [
            path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name not in CONTROLS
        ]

    @property
    def marks(self) -> set[Mark]:
        """What must be reported: path, line and code."""
        return {*self.marks_in_files(), *self.marks_in_control()}

    def marks_in_files(self) -> Iterator[Mark]:
        """The marks that stand on their own lines."""
        for path in self.files:
            name = path.relative_to(self.folder).as_posix()
            for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
                for found in EXPECTED.finditer(line.decode("latin-1")):
                    yield from ((name, number, code) for code in re.findall(r"\w+", found[1]))

    def marks_in_control(self) -> Iterator[Mark]:
        """The marks that stand in .expect."""
        for line in self.lines(".expect"):
            place, _, code = line.rpartition(" ")
            path, _, number = place.rpartition(":")
            yield path, int(number), code

    def build(self, root: Path) -> Path:
        """A copy of the tiny clinic with this overlay on top."""
        return self.lay_over(fresh_clinic(root))

    def lay_over(self, root: Path) -> Path:
        """A clinic with this overlay on top; the clinic is changed."""
        for path in self.files:
            target = root / path.relative_to(self.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(BEHIND_A_VALUE.sub(b"", path.read_bytes()))
        for line in self.lines(".remove"):
            (root / line).unlink()
        for line in self.lines(".link"):
            path, target = line.split(" ", 1)
            (root / path).symlink_to(target)
        for line in self.lines(".pad"):
            path, size = line.rsplit(" ", 1)
            text = (root / path).read_bytes()
            (root / path).write_bytes(text + b"\n" * (int(size) - len(text)))
        return root

    def check(self, root: Path) -> Report:
        """The report on a clinic that this overlay was laid over."""
        site = load(root, TODAY, release=(self.folder / ".release").exists())
        if (root / "site").is_dir():
            return check_built(site, Output(root / "site"))
        return check(site)


def fresh_clinic(root: Path) -> Path:
    """A copy of the tiny clean clinic. Its drawn figures are kept from copy to copy."""
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache"))
    KEPT.mkdir(exist_ok=True)
    (root / ".cache").symlink_to(KEPT)
    return root


def marks_of(report: Report) -> set[Mark]:
    """What was reported: path, line and code."""
    return {(problem.path, problem.line, problem.code) for problem in report.problems}
