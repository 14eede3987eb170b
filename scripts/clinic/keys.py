"""Short hashes of what decides a result, so that it can be used again while they stay the same.

A key holds more than it must, never less. Only the standard library is needed here: a command with
nothing to do ends before anything heavy is loaded.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

OWN = Path(__file__).resolve().parents[2]
CONTENT = ("docs", "exercises", "mkdocs.yml")
PROGRAM = ("scripts", "overrides", "requirements.lock", "requirements-test.lock")
TEXTS = (".md", ".yml", ".py", ".j2", ".html", ".css", ".js", ".txt", ".lock", ".svg")
"""How the names of files end whose text counts; others count by size and time."""
FIXED_TIME = "946684800"
"""1 January 2000: the time stamp of a build outside version control."""
SAID = ("SITE_URL", "REPO_URL", "EDIT_URI")
"""What the surroundings of a build say about the place where its site will stand."""


def hashed(parts: Iterable[bytes | str]) -> str:
    """The hash of parts, each kept apart from the next."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def files_in(root: Path, names: Iterable[str]) -> Iterator[bytes]:
    """The path and the content of every file below these, in a fixed order."""
    for name in names:
        for path in files_below(root / name):
            yield os.fsencode(path)
            yield content(path)


@cache
def program() -> str:
    """The hash of the program: our code and templates, the locked packages, this Python."""
    said = [f"{name}={os.environ.get(name, '')}" for name in SAID]
    return hashed([sys.version, *said, *files_in(OWN, PROGRAM)])


def inputs(root: Path, *words: str) -> str:
    """The hash of all that decides a result: the clinic, the program, the words of the command."""
    names = CONTENT if root == OWN else (*CONTENT, "overrides")
    return hashed([program(), *words, *files_in(root, names)])


def files_below(start: Path) -> Iterator[str]:
    """Every file that counts, in a fixed order."""
    if start.is_file():
        yield str(start)
    for where, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(where, name) for name in sorted(names))  # noqa: PTH118


def content(path: str) -> bytes:
    """What stands for a file: its text, or its size and time where it is a picture or a link."""
    try:
        if path.endswith(TEXTS) and not os.path.islink(path):  # noqa: PTH114
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read()
        details = os.lstat(path)
        return f"{details.st_mode} {details.st_size} {details.st_mtime_ns}".encode()
    except OSError as error:
        return str(error.errno).encode()


def listed(place: Path) -> dict[str, tuple[int, int]]:
    """Every file of a site, with its size and time."""
    found: dict[str, tuple[int, int]] = {}
    start = len(str(place)) + 1
    for where, _, names in os.walk(place):
        for name in names:
            path = f"{where}{os.sep}{name}"
            found[path[start:].replace(os.sep, "/")] = stamp(path)
    return found


def stamp(path: Path | str) -> tuple[int, int]:
    """The size and the time of a file, in nanoseconds; nothing of one that is gone."""
    try:
        details = os.stat(path)  # noqa: PTH116
    except OSError:
        return -1, -1
    return details.st_size, details.st_mtime_ns


def committed_at(root: Path) -> str:
    """The time of the last commit, in seconds, so that one commit always gives the same bytes."""
    import subprocess  # only here: a check needs no git

    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    try:
        shown = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return FIXED_TIME
    return shown.stdout.strip() or FIXED_TIME
