"""The answer of the last check, kept under a hash of everything that decides it."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CODE = Path(__file__).resolve().parents[1]
FOLDER = ".cache"
READ = ("docs", "exercises", "mkdocs.yml")
MOST_KEPT = 8


@dataclass
class Answer:
    """What a check said, and the exit code that it ended with."""

    exit_code: int
    text: str


def key(root: Path, words: list[Any]) -> str:
    """A hash of the content, of our own code and of the words of the command."""
    digest = hashlib.blake2b(json.dumps(words).encode(), digest_size=16)
    for start in (*(root / name for name in READ), CODE):
        for path in files_below(start):
            digest.update(os.fsencode(path))
            digest.update(content(path))
    return digest.hexdigest()


def files_below(start: Path) -> Iterator[str]:
    """Every file that counts, in a fixed order. Pictures count by size and time."""
    if start.is_file():
        yield str(start)
    for where, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(where, name) for name in sorted(names))  # noqa: PTH118


def content(path: str) -> bytes:
    """What stands for a file: its text, or its size and time where it is a picture or a link."""
    try:
        if path.endswith((".md", ".yml", ".py")) and not os.path.islink(path):  # noqa: PTH114
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read()
        details = os.lstat(path)
        return f"{details.st_mode} {details.st_size} {details.st_mtime_ns}".encode()
    except OSError as error:
        return str(error.errno).encode()


def read(root: Path, key: str) -> Answer | None:
    """The kept answer, or None."""
    try:
        data = json.loads((root / FOLDER / f"check-{key}.json").read_text(encoding="utf-8"))
        return Answer(int(data["exit_code"]), str(data["text"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(root: Path, key: str, answer: Answer) -> None:
    """Keep an answer; the oldest ones go. A folder that can't be written to is no problem."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        new = folder / f"check-{key}.{os.getpid()}"
        new.write_text(json.dumps({"exit_code": answer.exit_code, "text": answer.text}))
        new.replace(folder / f"check-{key}.json")
        kept = sorted(folder.glob("check-*.json"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
