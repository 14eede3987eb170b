"""Set-up: give a fresh machine what the two commands need, once.

Runs on the plain Python of the machine, so it uses the standard library only.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NoReturn

from check_python import OLDEST

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MADE_WITH = VENV / "pyvenv.cfg"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NEEDED = 64 * 1024 * 1024
"""With fewer bytes free, a set-up that failed most likely failed for want of room."""
FULL = "The disk is full: make room, then run this again."
CAUSES = {
    r"\[Errno (28|122)\]|No space left on device|Disk quota exceeded": FULL,
    r"\[Errno (1|13|30)\]|Permission denied|Read-only file system":
        f"{ROOT} can't be written to: run this as its owner, or copy it to a folder of your own.",
}  # fmt: skip
"""What a failure most likely means, by what was said about it."""


def enter(lock_name: str) -> None:
    """Continue this program inside the project's own environment, made first if need be.

    lock_name: the lock file, beside pyproject.toml, whose packages the program needs.
    Returns only inside that environment; leaves with exit code 2 and one line if it can't.
    """
    try:
        prepare(ROOT / lock_name)
        if Path(sys.prefix).resolve() != VENV.resolve():
            hand_over([str(PYTHON), *sys.argv])
    except KeyboardInterrupt:
        stop("Stopped. Run the command again: it goes on with what is missing.")
    except OSError as error:
        stop(cause(str(error)) or f"Setting up failed: {error}")


def prepare(lock: Path) -> None:
    """See to it that the environment holds the packages of this lock file."""
    if not is_ready(lock):
        with turn():
            if not is_ready(lock):
                install(lock)
                stamp_of(lock).write_text(fingerprint(lock), encoding="utf-8")


def stamp_of(lock: Path) -> Path:
    """The file in the environment that says for what it was made ready."""
    return VENV / (lock.name + ".installed")


def is_ready(lock: Path) -> bool:
    """Whether nothing changed since the packages of this lock file were installed."""
    try:
        return stamp_of(lock).read_text(encoding="utf-8") == fingerprint(lock)
    except FileNotFoundError:
        return False


def fingerprint(lock: Path) -> str:
    """Hash of everything that decides what the environment holds.

    Of the Pythons on a machine, only the one that the environment was made with counts: whichever
    runs the command just hands over.
    """
    digest = hashlib.sha256(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(MADE_WITH.read_bytes())
    interpreter = PYTHON.stat()
    digest.update(f"{PYTHON.resolve()} {interpreter.st_size} {interpreter.st_mtime_ns}".encode())
    digest.update(os.fsencode(ROOT))
    return digest.hexdigest()


@contextlib.contextmanager
def turn() -> Iterator[None]:
    """Wait until no other command sets up this checkout, and let others wait meanwhile."""
    path = ROOT / ".cache" / "set-up.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if not is_mine(file):
            say("Another command is setting up this checkout; waiting for it ...")
            while not is_mine(file):
                time.sleep(0.2)
        yield


def is_mine(file: IO[str]) -> bool:
    """Whether this file could be locked; the system unlocks it when this process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks: better no waiting than no set-up
    return True


def install(lock: Path) -> None:
    """Make .venv if it is missing, broken or too old, then install the locked, hashed packages."""
    say("Setting up this checkout (once; a minute or two) ...")
    interpreter = sys.executable
    if Path(sys.prefix).resolve() == VENV.resolve():
        interpreter = getattr(sys, "_base_executable", sys.executable)
    if not answers(PYTHON):
        run(
            [interpreter, "-m", "venv", "--clear", str(VENV)],
            "Python's 'venv' module is missing; on Debian or Ubuntu: apt install python3-venv",
        )
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    run(
        [*pip, "--require-hashes", "--requirement", str(lock)],
        f"The packages in {lock.name} could not be installed; is there a network?",
    )
    run(
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        "The project could not be installed into .venv; delete .venv and try again.",
    )


def browser() -> str:
    """Path of a Chromium for the tests: the system's own, else installed by its own means."""
    found = installed_browser()
    if found:
        return found
    say("Installing a browser for the tests (once) ...")
    if not installed("chromium"):
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False)
    found = installed_browser() or playwright_browser()
    if not found:
        stop("No browser for the tests: install Chromium or Google Chrome, then run this again.")
    return found


def web_server() -> None:
    """Install nginx for the tests where that works; elsewhere a server in Python stands in."""
    if not shutil.which("nginx"):
        installed("nginx")


def installed(package: str) -> bool:
    """Whether the system's own package manager could install a package, without any question."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    for words in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        done = subprocess.run(
            [*sudo, "apt-get", "--quiet", *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    return done.returncode == 0


def installed_browser() -> str | None:
    """Path of a Chromium or Chrome on the search path, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def playwright_browser() -> str | None:
    """Path of the Chromium that Playwright installed, or None."""
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    shown = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    path = shown.stdout.strip()
    return path if path and Path(path).is_file() else None


def answers(python: Path) -> bool:
    """Whether this interpreter starts, is new enough and holds pip (a moved one does not)."""
    code = f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        done = subprocess.run([str(python), "-c", code], stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return done.returncode == 0


def run(command: list[str], advice: str) -> None:
    """Run a set-up command quietly; on failure say in one line what to do.

    Where the cause is not known, its last lines stand above the advice.
    """
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        if known := cause(done.stdout):
            stop(known)
        say("\n".join(done.stdout.strip().splitlines()[-5:]))
        stop(advice)


def cause(said: str) -> str | None:
    """What to do about a failure, or None where it has another cause than the folder or disk."""
    for pattern, advice in CAUSES.items():
        if re.search(pattern, said):
            return advice
    return FULL if shutil.disk_usage(ROOT).free < NEEDED else None


def hand_over(command: list[str]) -> None:
    """Replace this process by the command; where that can't be done, run it and leave with it."""
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def say(line: str) -> None:
    """One line for the person at the terminal, apart from the program's own output."""
    print(line, file=sys.stderr, flush=True)


def stop(line: str) -> NoReturn:
    """Leave with one line and the exit code for 'usage or environment'."""
    say(line)
    sys.exit(2)
