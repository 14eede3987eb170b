"""Runs the project's own commands as a person would, on copies of clinics."""

import contextlib
import gc
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import environment
from overlays import SITE

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "scripts" / "build.py"
LIBRARY = ROOT / "tests" / "library"
"""A clinic with as much content as a real one, which no edit of the real one changes."""
PUBLISHED = {
    "SITE_URL": "https://example.github.io/clinic/",
    "REPO_URL": "https://github.com/example/clinic",
    "EDIT_URI": "edit/main/docs/",
}
"""What the workflow says about the place where the site is published."""
FORGOTTEN = (
    "SOURCE_DATE_EPOCH", "CLINIC_TRACEBACK", "PYTHONHASHSEED", "TZ", "FORCE_COLOR", *PUBLISHED,
)  # fmt: skip
DRAWN = ".cache/figures"
"""Pictures that were drawn already, under the hash of what decides them: only to save time."""
SQUAT = "exercises/squat.md"
INDEX = "docs/index.md"

Done = subprocess.CompletedProcess[str]


def surroundings(**more: str) -> dict[str, str]:
    """The environment variables of a command, without those that change what it does."""
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    return {**kept, **more}


def build_py(*words: str | Path, root: Path | None = None, cwd: Path = ROOT, **env: str) -> Done:
    """One run of scripts/build.py, to its end."""
    command = [sys.executable, str(BUILD), *map(str, words)]
    if root is not None:
        command += ["--root", str(root)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env=surroundings(**env), timeout=600,
        check=False,
    )  # fmt: skip


def small_clinic(folder: Path) -> Path:
    """A copy of the tiny clean clinic."""
    return Path(shutil.copytree(SITE, folder, ignore=shutil.ignore_patterns(".cache", "site")))


def large_clinic(folder: Path, content: Path = LIBRARY) -> Path:
    """A copy of the large clinic, with the templates of the site."""
    folder.mkdir(parents=True)
    for name in ("docs", "exercises"):
        shutil.copytree(content / name, folder / name)
    shutil.copy(content / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    if (ROOT / DRAWN).is_dir():
        shutil.copytree(ROOT / DRAWN, folder / DRAWN)
    return folder


def replace(root: Path, path: str, old: str, new: str, count: int = 1) -> None:
    """Write other words into a file of a clinic; the old ones must be there."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    (root / path).write_text(text.replace(old, new, count), encoding="utf-8")


def append(root: Path, path: str, text: str) -> None:
    """Write more words at the end of a file."""
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def content(root: Path) -> dict[str, str]:
    """Every file of a clinic that people wrote, with the hash of its bytes."""
    return {path: digest for path, digest in tree(root).items() if not path.startswith(".cache/")}


def addresses(folder: Path) -> set[str]:
    """The addresses of the pages in a built folder, without the sheets to print."""
    return {
        path.parent.relative_to(folder).as_posix().removeprefix(".")
        for path in folder.rglob("index.html")
        if path.parent.name != "print"
    }


def built(root: Path, **surrounding: str) -> Path:
    """Build a clinic; a failure says its first problem, not all of them for every test."""
    done = build_py(root=root, **surrounding)
    said = (done.stdout + done.stderr)[:800]
    if done.returncode:
        pytest.fail(f"the clinic does not build: {said}", pytrace=False)
    return root


def assert_one_line(done: Done, code: int = 2) -> None:
    """The command refused with one line that is no traceback."""
    assert done.returncode == code, done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("build.py: ")
    assert "Traceback" not in done.stdout + done.stderr
    assert "a fault of the program" not in done.stderr


def browser_path() -> str:
    """The Chromium of the tests: the one that scripts/test.py chose, else the system's."""
    path = os.environ.get("CLINIC_BROWSER") or environment.installed_browser()
    assert path, "no browser: run the tests with scripts/test.py, which finds one"
    return path


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def problems(root: Path, *words: str) -> list[dict[str, Any]]:
    """What a check reports."""
    done = build_py("check", "--format", "json", *words, root=root)
    assert done.stderr == ""
    found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
    return found


def errors(root: Path) -> list[tuple[str, int, str, str]]:
    """The errors that a check reports, in short."""
    return [
        (p["path"], p["line"], p["code"], p["message"])
        for p in problems(root)
        if p["severity"] == "error"
    ]


@contextlib.contextmanager
def collecting() -> Iterator[None]:
    """A check in this process switches garbage collection off; here it goes on."""
    try:
        yield
    finally:
        gc.enable()
