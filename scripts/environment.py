"""Set-up: give a fresh machine what the two commands need, once.

Runs on the plain Python of the machine, so it uses the standard library only and syntax that
old versions can read far enough to say that they are too old.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def enter(lock_name: str) -> None:
    """Continue this program inside the project's own environment, made first if need be.

    lock_name: the lock file, beside pyproject.toml, whose packages the program needs.
    Returns only inside that environment; leaves with exit code 2 and one line if it can't.
    """
    if sys.version_info < OLDEST:
        stop("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))
    lock = ROOT / lock_name
    stamp = VENV / (lock_name + ".installed")
    wanted = fingerprint(lock)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        install(lock)
        stamp.write_text(wanted, encoding="utf-8")
    if Path(sys.prefix).resolve() != VENV.resolve():
        hand_over([str(PYTHON), *sys.argv])


def fingerprint(lock: Path) -> str:
    """Hash of everything that decides what the environment holds."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(sys.version.encode())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def install(lock: Path) -> None:
    """Make .venv if it is missing or broken, then install the locked, hashed packages."""
    say("Setting up this checkout (once; a minute or two) ...")
    interpreter = sys.executable
    if Path(sys.prefix).resolve() == VENV.resolve():
        interpreter = getattr(sys, "_base_executable", sys.executable)
    if not PYTHON.exists() or not answers(PYTHON):
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
    """Whether this interpreter still starts (a moved or half-made environment does not)."""
    return (
        subprocess.run(
            [str(python), "-c", "import pip"], stderr=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )


def run(command: list[str], advice: str) -> None:
    """Run a set-up command quietly; on failure show its last lines and one line of advice."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        say("\n".join(done.stdout.strip().splitlines()[-5:]))
        stop(advice)


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
