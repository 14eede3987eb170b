"""The build, from top to bottom: check, render, index, redirect, check again, swap in."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from clinic.check.built import check_built
from clinic.check.engine import check
from clinic.check.problem import Report
from clinic.keys import committed_at, hashed, listed
from clinic.link import load
from clinic.publish import last
from clinic.publish.hosts import write_headers, write_redirects
from clinic.publish.last import Last
from clinic.publish.offline import write_offline
from clinic.publish.output import Output
from clinic.publish.page_keys import Keys
from clinic.publish.pictures import shrink_pictures
from clinic.publish.progress import Progress
from clinic.publish.reuse import Reuse
from clinic.publish.swap import recover, swap_in
from clinic.read.site import Site

WORK = ".cache"
SITE = "site-"
"""How the names of new sites start that are being made there."""
NOT_SEARCHED = ".references, .state, .people, .box-stop"
"""What stands on many pages alike would only drown what a reader looks for."""
UNUSED = ("*-ui.*", "pagefind-worker.js", "pagefind-highlight.js", "wasm.unknown.*")
"""Files of the search that pages of ours never ask for."""


class NotBuiltError(Exception):
    """The build stopped, for a reason that is said in one line; the last site stays."""


Renderer = Callable[[Site, Path, Reuse], str]
"""Renders a checked clinic into an empty folder, but for the pages that it takes from the last
build; returns the address of the site. Raises NotBuiltError."""


def build(root: Path, today: date, render: Renderer, progress: Progress) -> Report:
    """Build the site of a clinic into its folder 'site'.

    Returns the report that decided: with errors in it, nothing was published.
    Raises NotBuiltError when rendering failed for another reason than the content.
    """
    os.environ["SOURCE_DATE_EPOCH"] = committed_at(root)
    place, work = root / "site", root / WORK
    recover(place)
    with progress.stage("Reading and checking the content"):
        site = load(root, today)
        report = check(site)
    if report.errors:
        return report
    work.mkdir(exist_ok=True)
    clear_left_overs(work)
    new = Path(tempfile.mkdtemp(prefix=f"{SITE}{os.getpid()}-", dir=work))
    new.chmod(0o755)
    try:
        made, built = make(site, Reuse(last.read(work), Keys(site), place, new), render, progress)
        if built.errors:
            return built
        with progress.stage("Publishing into site"):
            swap_in(new, place)
        report.problems.extend(built.problems)
        made.files = listed(place)
        last.write(work, made)
        return report
    finally:
        shutil.rmtree(new, ignore_errors=True)


def make(site: Site, reuse: Reuse, render: Renderer, progress: Progress) -> tuple[Last, Report]:
    """Make the new site in its folder, and check it.

    Returns what the next build may use again, and the problems of the built pages.
    """
    new, work = reuse.new, site.root / WORK
    with progress.stage("Rendering the pages"):
        address = render(site, new, reuse)
    with progress.stage("Making photographs small"):
        copies = shrink_pictures(new, site.root / "docs", work)
    base = urlsplit(address).path or "/"
    searched = reuse.searched()
    key = hashed(f"{file} {text}" for file, text in sorted(searched.items()))
    if not reuse.search(key):
        with progress.stage("Indexing for search"):
            index(new)
    with progress.stage("Writing what hosts and devices need"):
        write_redirects(site, new)
        write_headers(site, new, base)
        write_offline(site, new)
    output = Output(new, "site", base, {file: old.facts for file, old in reuse.kept.items()})
    with progress.stage("Checking the built pages"):
        report = check_built(site, output)
    pages = reuse.remembered(output.facts, searched, copies)
    return Last(pages, key), report


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


def clear_left_overs(folder: Path) -> None:
    """Remove what killed builds left behind; builds that still run keep their folders."""
    for path in folder.glob(f"{SITE}*"):
        number = path.name.removeprefix(SITE).partition("-")[0]
        if not (number.isdigit() and runs(int(number))):
            shutil.rmtree(path, ignore_errors=True)


def runs(process: int) -> bool:
    """Whether a process is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
