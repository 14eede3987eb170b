"""One file of the clinic, decoded, with the mistakes that make it unreadable or untidy."""

import os
import re
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from clinic.read.place import Fault, Place

MOST_BYTES = 512 * 1024
BOM = b"\xef\xbb\xbf"
LINE_END = re.compile("(\r\n|\r|\n)")
"""What ends a line, for all that read or write. No other sign does: a place must mean one thing."""


@dataclass
class Source:
    """The text of one file; line ends are '\\n', a byte order mark is removed.

    path: relative to the root of the clinic, with '/' on every system.
    """

    path: str
    data: bytes = b""
    text: str = ""
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """The line with this number, counted from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def at(self, line: int, column: int = 1, length: int = 0) -> Place:
        """A place in this file. Without a length it reaches to the end of the line."""
        end = column + length if length else max(len(self.line(line)) + 1, column + 1)
        return Place(self.path, line, column, end)

    def fault(self, kind: str, place: Place | None = None, **details: object) -> None:
        """Keep a mistake; without a place it belongs to the file's first line."""
        self.faults.append(Fault(kind, place or self.at(1), details))


def read_source(root: Path, path: str) -> Source:
    """Read one file. Mistakes in it become faults; only a vanished file has no text and no fault.

    A file with a fault that makes it unreadable keeps an empty text.
    """
    source = Source(path)
    full = f"{root}/{path}"
    try:
        details = os.lstat(full)
        if stat.S_ISLNK(details.st_mode):
            source.fault("symlink", target=str(Path(full).readlink()))
            return source
        if not stat.S_ISREG(details.st_mode):
            source.fault("not-a-file")
            return source
        if details.st_size > MOST_BYTES:
            source.fault("too-large", bytes=details.st_size, most=MOST_BYTES)
            return source
        with open(full, "rb") as file:  # noqa: PTH123 - a thousand paths cost as much as reading
            source.data = file.read()
    except OSError as error:
        source.fault("unreadable", reason=error.strerror or "it could not be opened")
        return source
    decode(source)
    return source


def decode(source: Source) -> None:
    """Fill the text of a source from its bytes."""
    data = source.data
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        source.fault("nul-byte", Place(source.path, line, 1, 2))
        return
    if data.startswith(BOM):
        data = data[3:]
        source.fault("bom", Place(source.path, 1, 1, 2))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        line_start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
        byte = data[error.start]
        source.fault(
            "not-utf8", Place(source.path, line, column, column + 1), byte=byte,
            guess=bytes([byte]).decode("cp1252", "replace"),
        )  # fmt: skip
        return
    if "\r" in text:
        windows = text.count("\r") == text.count("\r\n")
        source.fault("crlf", Place(source.path, 1, 1, 2), windows=windows)
        text = LINE_END.sub("\n", text)
    source.text = text
