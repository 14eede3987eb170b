"""Put a finished folder in the place of the last one, in one step that can't be half done."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def swap_in(new: Path, place: Path) -> None:
    """Make the new folder stand at the place; the old one is removed after that.

    Both are on one file system. If this is killed, the place holds the old or the new folder,
    whole. Raises OSError if neither way of renaming is possible.
    """
    if not place.exists():
        new.rename(place)
        return
    if exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system can't."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(rename(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)


def recover(place: Path) -> None:
    """Bring the last site back if a build was killed between two renames."""
    old = place.with_name(place.name + ".old")
    if old.exists() and not place.exists():
        old.rename(place)
