"""What an author most likely meant where libyaml gives up, and how to mend it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml


@dataclass(frozen=True)
class Mistake:
    """A place (counted from 0) in a YAML text where reading stopped, and its likely cause."""

    kind: str
    line: int
    column: int
    length: int = 0
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mend:
    """Another text for a stretch of one line, in memory only (line and column from 0)."""

    line: int
    column: int
    old: str
    new: str

    def made_in(self, text: str) -> str:
        """The text with this mend made."""
        lines = text.split("\n")
        line = lines[self.line]
        after = line[self.column + len(self.old) :]
        lines[self.line] = line[: self.column] + self.new + after
        return "\n".join(lines)

    def before(self, line: int, column: int) -> int:
        """The column that a column of the mended text had before."""
        if line != self.line or column <= self.column:
            return column
        beyond = column - self.column - len(self.new)
        end = self.column + len(self.old)
        return end + beyond if beyond >= 0 else min(column, end)


COLON = re.compile(r"^(\s*(?:- )?[\w-]+:\s+|\s*- )(.*?\S)(\s+#.*|\s*)$")


def describe(error: yaml.YAMLError, text: str) -> Mistake:
    """The likely cause of an error, with the place where the author made it."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", ""))
    lines = text.split("\n")
    if mark is None:
        return Mistake("odd-character", *place_of_odd_character(text), length=1)
    line, column = spot(text, mark)
    if tab := next((n for n in (line, line - 1) if indented_by_tab(lines, n)), None):
        return Mistake("tab", tab, lines[tab].index("\t"), 1)
    if indented_by_tab(lines, 0) and line == 0:
        return Mistake("tab", 0, lines[0].index("\t"), 1)
    doing = str(getattr(error, "context", ""))
    if context is not None and "quoted scalar" in doing:
        return Mistake("open-quote", *spot(text, context))
    if context is not None and ("an anchor" in doing or "an alias" in doing):
        return Mistake("alias", *spot(text, context))
    if context is not None and "a tag" in doing:
        return Mistake("tag", *spot(text, context))
    if context is not None and ("simple key" in doing or "parsing a flow" in doing):
        return Mistake("yaml", *spot(text, context))
    if "mapping values are not allowed" in problem:
        return colon(lines, line, column)
    if "cannot start any token" in problem:
        return special(lines, line, column)
    return Mistake("yaml", line, column)


def spot(text: str, mark: Any) -> tuple[int, int]:
    """Line and column of a mark of libyaml.

    Its own line and column don't serve: it also ends lines at signs that end none in a file.
    """
    starts = line_starts(text)
    line = bisect_right(starts, mark.index) - 1
    return line, mark.index - starts[line]


@lru_cache(maxsize=8)  # a file with a problem often has many
def line_starts(text: str) -> list[int]:
    """Where each line starts."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def indented_by_tab(lines: list[str], number: int) -> bool:
    """Whether this line starts with white space that holds a tab."""
    return 0 <= number < len(lines) and bool(re.match(r"[ ]*\t", lines[number]))


def colon(lines: list[str], line: int, column: int) -> Mistake:
    """A value that holds ': ' without quotes around it."""
    match = COLON.match(lines[line])
    if not match or column < len(match[1]):
        return Mistake("yaml", line, column)
    return Mistake(
        "bare-colon", line, len(match[1]), len(match[2]),
        {"value": match[2], "remark": match[3].strip()},
    )  # fmt: skip


def special(lines: list[str], line: int, column: int) -> Mistake:
    """A value that starts with a character which YAML keeps for itself, such as @ or %."""
    match = COLON.match(lines[line])
    if not match or column != len(match[1]):
        return Mistake("yaml", line, column)
    return Mistake(
        "bare-special", line, column, len(match[2]),
        {"value": match[2], "remark": match[3].strip()},
    )  # fmt: skip


def place_of_odd_character(text: str) -> tuple[int, int]:
    """Line and column of the first character that may not stand in YAML."""
    match = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    start = match.start() if match else 0
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1


def quoted(value: str) -> str:
    """The value between double quotes."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def repair(text: str, mistake: Mistake) -> Mend | None:
    """How this mistake is mended on its own line, or None where there is no one way."""
    if mistake.kind in ("bare-colon", "bare-special"):
        value = mistake.details["value"]
        return Mend(mistake.line, mistake.column, value, quoted(value))
    if mistake.kind == "tab":
        line = text.split("\n")[mistake.line]
        indent = line[: len(line) - len(line.lstrip())]
        return Mend(mistake.line, 0, indent, indent.replace("\t", "  "))
    return None
