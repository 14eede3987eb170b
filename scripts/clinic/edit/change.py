"""Changes to files: a stretch of a line gets another text; everything else stays as it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from clinic.check.problem import Problem
from clinic.read.place import Place
from clinic.read.source import BOM, LINE_END, Source


@dataclass(frozen=True, order=True)
class Change:
    """A new text for the old one that stands at a place."""

    place: Place
    text: str
    old: str

    @classmethod
    def at(cls, source: Source, place: Place, text: str) -> "Change":
        """A change of what stood at this place when the file was read."""
        return cls(place, text, stretch(source.line(place.line), place))

    @classmethod
    def suggested(cls, problem: Problem) -> "Change":
        """What a rule suggests."""
        place = Place(problem.path, problem.line, problem.column, problem.end_column)
        return cls(place, problem.suggestion or "", stretch(problem.source, place))

    @property
    def refusal(self) -> str:
        """Why it was not made, where another text stands at its place."""
        where = f"{self.place.path}, line {self.place.line}"
        return f'{where}: "{self.old}" does not stand there any more, so nothing was written.'


def stretch(line: str, place: Place) -> str:
    """The part of a line that a place names."""
    return line[place.column - 1 : place.end_column - 1]


@dataclass
class Lines:
    """The lines of a file, with what ends each, so that what is not changed stays as it was."""

    mark: bytes
    texts: list[str]
    ends: list[str]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The lines as the reader of pages counts them."""
        data = path.read_bytes()
        mark = BOM if data.startswith(BOM) else b""
        parts = LINE_END.split(data.removeprefix(BOM).decode("utf-8"))
        return cls(mark, parts[::2], [*parts[1::2], ""])

    @property
    def end(self) -> str:
        """How a new line of this file ends: as its first one does."""
        return self.ends[0] or "\n"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        pairs = zip(self.texts, self.ends, strict=True)
        return self.mark + "".join(text + end for text, end in pairs).encode()

    def holds(self, change: Change) -> bool:
        """Whether the old text of a change stands at its place."""
        line = change.place.line
        return line <= len(self.texts) and stretch(self.texts[line - 1], change.place) == change.old

    def make(self, change: Change) -> None:
        """Write the new text of a change."""
        line, start, end = change.place[1:]
        text = self.texts[line - 1]
        new = change.text.replace("\n", self.end)
        self.texts[line - 1] = text[: start - 1] + new + text[end - 1 :]

    def add(self, lines: list[str]) -> None:
        """Put more lines at the end."""
        if self.texts[-1]:
            self.ends[-1] = self.end
            self.texts.append("")
            self.ends.append("")
        self.texts[-1:-1] = lines
        self.ends[-1:-1] = [self.end] * len(lines)


def changed(root: Path, changes: Iterable[Change]) -> tuple[dict[str, Lines], list[Change]]:
    """The changed files, not written yet, and the changes whose old text is not there.

    Changes of one file are made from its end to its start, so that no place moves; of two that
    overlap, the later one in the file is made.
    """
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_path[change.place.path].append(change)
    files: dict[str, Lines] = {}
    refused: list[Change] = []
    for path, group in by_path.items():
        lines = Lines.read(root / path)
        last = (len(lines.texts) + 1, 0)
        for change in sorted(set(group), reverse=True):
            if not lines.holds(change):
                refused.append(change)
            elif (change.place.line, change.place.end_column) <= last:
                lines.make(change)
                files[path] = lines
                last = (change.place.line, change.place.column)
    return files, refused


def apply(root: Path, changes: Iterable[Change]) -> tuple[set[str], list[Change]]:
    """Write the changes. Returns the paths of the changed files, and what was refused."""
    files, refused = changed(root, changes)
    write(root, files)
    return set(files), refused


def write(root: Path, files: dict[str, Lines]) -> None:
    """Write changed files: all of them, or none where there is no room for all."""
    write_whole({root / path: lines.data for path, lines in files.items()})


def write_whole(files: dict[Path, bytes]) -> None:
    """Write files so that each is the old or the new one at every moment.

    Nothing is left behind where it fails, for example because the disk is full.
    """
    ready: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            ready[path] = path.with_name(f".{path.name}.new")
            ready[path].write_bytes(data)
        for path, new in ready.items():
            new.replace(path)
    finally:
        for new in ready.values():
            new.unlink(missing_ok=True)
