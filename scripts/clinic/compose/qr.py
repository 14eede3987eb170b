"""QR codes for paper, as one path: no picture file, and sharp at every size."""

from typing import NamedTuple

QUIET = 4
"""Light modules around a code, as its standard asks."""


class Code(NamedTuple):
    """A QR code. size: its side in modules, the quiet zone included. path: the dark modules."""

    size: int
    path: str


def qr(text: str) -> Code:
    """The code of a text, at the level (M) that survives a crease or a drop of coffee."""
    import segno  # only here: a check of the content needs no code

    rows = segno.make(text, error="m", boost_error=False, micro=False).matrix
    runs = (run for y, row in enumerate(rows, QUIET) for run in dark_runs(bytes(row), y))
    return Code(len(rows) + 2 * QUIET, "".join(runs))


def dark_runs(row: bytes, y: int) -> list[str]:
    """The dark stretches of one row as strips, one module high."""
    strips, start = [], 0
    for x, light in enumerate([*(not dark for dark in row), True]):
        if light:
            if x > start:
                strips.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
            start = x + 1
    return strips
