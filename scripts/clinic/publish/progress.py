"""Progress: a moving display in a terminal, plain lines elsewhere, and the time of each stage."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Tells a person which stage is running, and keeps how long each took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.started = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Show a stage while it runs."""
        begun = time.perf_counter()
        if sys.stderr.isatty():
            from rich.console import Console

            with Console(stderr=True).status(name):
                yield
        else:
            yield
        self.seconds[name] = time.perf_counter() - begun
        print(f"  {self.seconds[name]:6.2f} s  {name}", file=sys.stderr, flush=True)

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started
