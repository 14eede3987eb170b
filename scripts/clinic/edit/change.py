"""Changes to files: a stretch of a line gets another text; everything else stays as it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clinic.read.place import Place
from clinic.read.source import BOM


@dataclass(frozen=True)
class Change:
    """A new text for what stands at a place."""

    place: Place
    text: str


def apply(root: Path, changes: Iterable[Change]) -> list[str]:
    """Write the changes. Returns the paths of the changed files.

    Changes of one file are made from its end to its start, so that no place moves; of two that
    overlap, the later one in the file is made. Line ends and byte order marks stay.
    """
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_path[change.place.path].append(change)
    for path, group in by_path.items():
        data = (root / path).read_bytes()
        mark, data = (BOM, data[3:]) if data.startswith(BOM) else (b"", data)
        lines = data.decode("utf-8").split("\n")
        last = (len(lines) + 1, 0)
        for change in sorted(set(group), key=lambda c: c.place, reverse=True):
            line, start, end = change.place.line, change.place.column, change.place.end_column
            if (line, end) <= last:
                text = lines[line - 1]
                lines[line - 1] = text[: start - 1] + change.text + text[end - 1 :]
                last = (line, start)
        write_whole(root / path, mark + "\n".join(lines).encode())
    return sorted(by_path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is the old or the new one at every moment."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
