"""The answer of the last check, kept under a hash of everything that decides it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".cache"
MOST_KEPT = 8


@dataclass
class Answer:
    """What a check said, and the exit code that it ended with."""

    exit_code: int
    text: str


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
