"""Prints how long a check of 1,000 pages takes, beside the least that it could take.

Use: .venv/bin/python -m tests.benchmark.run [rounds]
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmark.big_clinic import ROOT, write_clinic

CHECK = [sys.executable, str(ROOT / "scripts/build.py"), "check", "--format", "json", "--root"]
FLOOR = [sys.executable, str(ROOT / "tests/benchmark/floor.py")]


def cpu_seconds(command: list[str]) -> float:
    """User and system seconds of one process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(root: Path, rounds: int) -> dict[str, float]:
    """Medians in CPU seconds: the floor, a cold check, a check with nothing changed; the ratio."""
    floors, colds, warms = [], [], []
    for _ in range(rounds):
        floors.append(cpu_seconds([*FLOOR, str(root)]))
        shutil.rmtree(root / ".cache", ignore_errors=True)
        colds.append(cpu_seconds([*CHECK, str(root)]))
        warms.append(cpu_seconds([*CHECK, str(root)]))
    ratio = median(cold / floor for cold, floor in zip(colds, floors, strict=True))
    return {
        "floor": median(floors), "cold": median(colds), "unchanged": median(warms), "ratio": ratio,
    }  # fmt: skip


def main() -> None:
    """Write the clinic, measure, print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "clinic"
        print(f"1,000 pages with {write_clinic(root):,} links")
        for name, value in measure(root, rounds).items():
            print(f"{name:10} {value:.3f}{'' if name == 'ratio' else ' CPU s'}")


if __name__ == "__main__":
    main()
