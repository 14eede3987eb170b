"""The build, from top to bottom: check, render, index, redirect, check again, swap in."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from clinic.check.built import check_built
from clinic.check.engine import check
from clinic.check.problem import Report
from clinic.link import load
from clinic.publish.hosts import write_headers, write_redirects
from clinic.publish.offline import write_offline
from clinic.publish.output import Output
from clinic.publish.pictures import shrink_pictures
from clinic.publish.progress import Progress
from clinic.publish.swap import recover, swap_in
from clinic.read.site import Site

WORK = ".cache"
NOT_SEARCHED = ".references, .state, .people, .box-stop"
"""What stands on many pages alike would only drown what a reader looks for."""
UNUSED = ("*-ui.*", "pagefind-worker.js", "pagefind-highlight.js", "wasm.unknown.*")
"""Files of the search that pages of ours never ask for."""
FIXED_TIME = "946684800"
"""1 January 2000: the time stamp of a build outside version control."""


class NotBuiltError(Exception):
    """The build stopped, for a reason that is said in one line; the last site stays."""


Renderer = Callable[[Site, Path], str]
"""Renders a checked clinic into an empty folder; returns the address of the site. Raises
NotBuiltError."""


def build(root: Path, today: date, render: Renderer, progress: Progress) -> Report:
    """Build the site of a clinic into its folder 'site'.

    Returns the report that decided: with errors in it, nothing was published.
    Raises NotBuiltError when rendering failed for another reason than the content.
    """
    os.environ["SOURCE_DATE_EPOCH"] = committed_at(root)
    place = root / "site"
    recover(place)
    with progress.stage("Reading and checking the content"):
        site = load(root, today)
        report = check(site)
    if report.errors:
        return report
    (root / WORK).mkdir(exist_ok=True)
    clear_left_overs(root / WORK)
    new = Path(tempfile.mkdtemp(prefix="site-", dir=root / WORK))
    try:
        new.chmod(0o755)
        with progress.stage(f"Rendering {report.shown} pages"):
            address = render(site, new)
        with progress.stage("Making photographs small"):
            shrink_pictures(new, root / WORK)
        with progress.stage("Indexing for search"):
            index(new)
        base = urlsplit(address).path or "/"
        with progress.stage("Writing what hosts and devices need"):
            write_redirects(site, new)
            write_headers(site, new, base)
            write_offline(site, new)
        with progress.stage("Checking the built pages"):
            built = check_built(site, Output(new, "site", base))
        if built.errors:
            return built
        with progress.stage("Publishing into site"):
            swap_in(new, place)
        report.problems.extend(built.problems)
        return report
    finally:
        shutil.rmtree(new, ignore_errors=True)


def index(folder: Path) -> None:
    """Build the search index of the built pages into folder/pagefind."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    done = subprocess.run(
        [*command, "--exclude-selectors", NOT_SEARCHED], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotBuiltError("the search index could not be built: " + done.stderr.strip()[-200:])
    for pattern in UNUSED:
        for unused in (folder / "pagefind").glob(pattern):
            unused.unlink()


def committed_at(root: Path) -> str:
    """The time of the last commit, in seconds, so that one commit always gives the same bytes."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    try:
        shown = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return FIXED_TIME
    return shown.stdout.strip() or FIXED_TIME


def clear_left_overs(folder: Path) -> None:
    """Remove what killed builds of earlier days left behind."""
    for path in folder.glob("site-*"):
        if time.time() - path.stat().st_mtime > 86_400:
            shutil.rmtree(path, ignore_errors=True)
