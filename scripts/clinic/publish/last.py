"""The last build: what it made, under which keys, and what of it still stands as it was."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from clinic.keys import stamp
from clinic.publish.output import Facts

FILE = "last-build.json"


@dataclass
class Made:
    """One page that a build made.

    key: what it was composed from. framed: what its file was made from. facts: what the checks know
    of it. searched: what the search reads of it. copies: the small pictures beside it.
    """

    key: str
    framed: str
    facts: Facts
    searched: str
    copies: list[str]


@dataclass
class Last:
    """A build.

    pages: each page by its file in the site. searched: the key of the search index.
    files: every file of the site with its size and time, so that a later build sees whether it is
    still as it was.
    """

    pages: dict[str, Made] = field(default_factory=dict)
    searched: str = ""
    files: dict[str, tuple[int, int]] = field(default_factory=dict)

    def stands(self, place: Path, path: str) -> bool:
        """Whether a file of the site is still as this build left it."""
        return path in self.files and stamp(place / path) == self.files[path]


ADAPTER = TypeAdapter(Last)


def read(folder: Path) -> Last:
    """The last build; an empty one where nothing, or nothing whole, is kept."""
    try:
        return ADAPTER.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return Last()


def write(folder: Path, last: Last) -> None:
    """Keep a build. Where that can't be done, the next one is only slower."""
    try:
        new = folder / f"{FILE}.{os.getpid()}"
        new.write_bytes(ADAPTER.dump_json(last))
        new.replace(folder / FILE)
    except OSError:
        pass
