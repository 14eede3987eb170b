"""What test.py runs, inside the project's own environment: style, types, tests."""

import os
import subprocess
import sys

import environment

CHECKS = (
    ("Style", ["ruff", "check", "."]),
    ("Format", ["ruff", "format", "--check", "."]),
    ("Types", ["mypy"]),
)

ROUNDS = [["--numprocesses", "auto", "-m", "not timed"], ["-m", "timed", "-s"]]
"""What measures time runs alone, after everything else."""


def main(words: list[str]) -> int:
    """Run the checks and the tests; words go to pytest. Returns 0 when all pass."""
    os.chdir(environment.ROOT)
    os.environ["CLINIC_BROWSER"] = environment.browser()
    environment.web_server()
    failed = [name for name, command in CHECKS if not passes(name, command)]
    rounds = [words] if words else ROUNDS
    failed += [
        f"tests ({' '.join(each)})"
        for each in rounds
        if subprocess.run([sys.executable, "-m", "pytest", *each], check=False).returncode
    ]
    if failed:
        print(f"Not clean: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check; say its name only when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(f"{name}:\n{done.stdout}", file=sys.stderr)
    return done.returncode == 0
