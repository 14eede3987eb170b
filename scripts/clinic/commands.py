"""The commands: each takes the words of the command line and returns an exit code.

A command imports what it needs when it runs, so that a check with nothing to do starts at once.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path

from clinic.check import cache
from clinic.keys import committed_at, hashed, inputs, listed

GUIDE_PICTURES = ".github/images/figures"
Command = Callable[[argparse.Namespace], int]


class UsageError(Exception):
    """The command can't run as it was asked; the reason fits on one line."""


def build(given: argparse.Namespace) -> int:
    """Check, build and publish into the folder 'site'; with nothing changed, say what was said."""
    need_clinic(given.root)
    kept = cache.read(given.root, built_from(given))
    if kept is None:
        kept = build_anew(given)
    say(kept.text)
    return kept.exit_code


def built_from(given: argparse.Namespace) -> str:
    """The key of a build that stands: of all that it is made from, and of the site as it is."""
    said = [f"{path} {stamp}" for path, stamp in sorted(listed(given.root / "site").items())]
    made_from = inputs(given.root, "build", str(given.today), committed_at(given.root))
    return hashed([made_from, *said])


def build_anew(given: argparse.Namespace) -> cache.Answer:
    """Build, and keep what was said for as long as nothing changes."""
    from clinic.publish.build import NotBuiltError, build
    from clinic.publish.progress import Progress
    from clinic.report.text import as_text
    from renderers.mkdocs_build import render

    gc.disable()  # what is read stays until the end, so collections would find nothing
    progress = Progress()
    try:
        report = build(given.root, given.today, render, progress)
    except NotBuiltError as error:
        for line in str(error).splitlines():
            print(f"build.py: {line}", file=sys.stderr)
        print("build.py: nothing was published; the last site stays.", file=sys.stderr)
        return cache.Answer(2, "")
    text = as_text(report) + "\n" if report.problems else ""
    if report.errors:
        return cache.Answer(1, text + "Nothing was published; the last site stays.\n")
    pages = f"{report.shown} pages are in {given.root / 'site'}"
    cache.write(
        given.root, built_from(given), cache.Answer(0, f"{text}{pages}; nothing changed.\n")
    )
    return cache.Answer(0, f"{text}{pages}, after {progress.total:.1f} s.\n")


def check(given: argparse.Namespace) -> int:
    """Check the content; with nothing changed since the last time, say what was said then."""
    need_clinic(given.root)
    paths = [inside(given.root, path) for path in given.paths]
    words = (str(given.today), str(given.release), given.format, *paths)
    key = inputs(given.root, "check", *words)
    kept = cache.read(given.root, key)
    if kept is None:
        gc.disable()  # the process ends before a collection would pay
        from clinic.check.engine import check
        from clinic.link import load
        from clinic.report.formats import FORMATS

        report = check(load(given.root, given.today, given.release)).only(paths)
        kept = cache.Answer(1 if report.errors else 0, FORMATS[given.format](report))
        cache.write(given.root, key, kept)
    say(kept.text)
    return kept.exit_code


def serve(given: argparse.Namespace) -> int:
    """Show the site in a browser, and again after every save."""
    from renderers.mkdocs_serve import serve

    need_clinic(given.root)
    try:
        serve(given.root, given.address)
    except (OSError, ValueError) as error:
        raise UsageError(f"can't serve at {given.address}: {error}") from error
    return 0


def new(given: argparse.Namespace) -> int:
    """Make a page, then check it."""
    from clinic.check.engine import check
    from clinic.edit.new import CannotMakeError, new
    from clinic.link import load
    from clinic.report.text import as_text

    need_clinic(given.root)
    try:
        path = new(load(given.root, given.today), given.kind, given.name)
    except CannotMakeError as error:
        raise UsageError(str(error)) from error
    draft = "" if given.kind in ("person", "block") else ', then write "status: published"'
    print(f"Made {path}. Fill it in{draft}.")
    report = check(load(given.root, given.today)).only([path])
    say(as_text(report))
    return 1 if report.errors else 0


def move(given: argparse.Namespace) -> int:
    """Rename a page, and say everything that led to it."""
    from clinic.edit.move import CannotMoveError, found, leads_to, move
    from clinic.link import load

    need_clinic(given.root)
    site = load(given.root, given.today)
    try:
        page = found(site, given.old)
        lines = leads_to(site, page)
        changed = move(site, given.old, given.new)
    except CannotMoveError as error:
        raise UsageError(str(error)) from error
    print(f"{page.path} is now {changed[0]}. What leads to it:")
    print("\n".join(f"  {line}" for line in lines) or "  nothing")
    print(f"Changed: {', '.join(changed[1:]) or 'no other file'}.")
    return 0


def fix(given: argparse.Namespace) -> int:
    """Repair what can be repaired safely, then list what is left."""
    from clinic.edit.fix import fix
    from clinic.report.text import as_text

    need_clinic(given.root)
    repairs, report = fix(given.root, given.today)
    for path in sorted(repairs.changed):
        print(f"Repaired {path}")
    for reason in repairs.refused:
        print(f"Not repaired: {reason}")
    say(as_text(report))
    return 1 if report.errors else 0


def rules(given: argparse.Namespace) -> int:
    """List and explain the rules."""
    from clinic.check.engine import all_rules
    from clinic.guide import rule_guide

    known = {rule.code: rule for rule in all_rules()}
    unknown = [code for code in given.codes if code.upper() not in known]
    if unknown:
        raise UsageError(f"there is no rule {unknown[0]}; 'build.py rules' lists them all")
    if given.guide:
        say(rule_guide())
        return 0
    for code in [code.upper() for code in given.codes] or known:
        rule = known[code]
        print(f"{rule.code}  {rule.title}  ({rule.severity})")
        if given.codes:
            print(f"  Why: {rule.why}\n  Fix: {rule.fix}")
    return 0


def schema(given: argparse.Namespace) -> int:
    """Print the JSON Schema of one kind of page, or of all."""
    from clinic.guide import MODELS, field_guide, schema
    from clinic.link import load

    if given.guide:
        say(field_guide())
        return 0
    if given.kind and given.kind not in MODELS:
        raise UsageError(f"there is no kind {given.kind}; there are: {', '.join(MODELS)}")
    need_clinic(given.root)
    site = load(given.root, given.today)
    made = {kind: schema(site, kind) for kind in MODELS}
    say(json.dumps(made[given.kind] if given.kind else made, indent=1) + "\n")
    return 0


def figures(given: argparse.Namespace) -> int:
    """Write the pictures of some or all exercises on one page, and say what the checks say."""
    from clinic.check.engine import check
    from clinic.compose.sheet import unmoved, write_sheet
    from clinic.guide import write_figure_guide
    from clinic.link import load
    from clinic.report.text import as_text

    need_clinic(given.root)
    if given.guide:
        folder = given.out or given.root / GUIDE_PICTURES
        print(f"{write_figure_guide(folder)} pictures of the guide are in {folder}.")
        return 0
    site = load(given.root, given.today)
    pages = {page.slug: page for page in site.of_kind("exercise")}
    broken = {page.slug: page.path for page in site.pages if page.kind == "exercise"}
    for slug in given.slugs:
        if slug not in broken:
            raise UsageError(f"there is no exercise {slug}")
    chosen = [pages[slug] for slug in given.slugs or pages if slug in pages]
    path = given.out or given.root / ".cache" / "figures.html"
    write_sheet(site, chosen, path)
    report = check(site).only([broken[slug] for slug in given.slugs])
    report.problems = [p for p in report.problems if p.code.startswith("FIG") or given.slugs]
    say(as_text(report))
    for line in unmoved(site, chosen):
        print(line)
    print(f"The pictures are in {path}.")
    return 1 if report.errors else 0


def review(given: argparse.Namespace) -> int:
    """Write the review pack for clinicians: what awaits review, and one sheet a page."""
    from clinic.check.engine import check
    from clinic.compose.review import ALL, INDEX, write_review
    from clinic.link import load
    from clinic.report.text import as_text, plural

    need_clinic(given.root)
    site = load(given.root, given.today)
    if not site.composable:
        say(as_text(check(site)))
        return 1
    folder = given.out or given.root / ".cache" / "review"
    made = write_review(site, folder)
    print(f"{plural(made['waiting'], 'page')} await review; {made['reviewed']} were reviewed.")
    print(f"The median reading grade is {made['median']}, the highest {made['highest']}.")
    for path in made["left_out"]:
        print(f"Left out, since it has mistakes: {path}")
    print(f"The list is in {folder / INDEX}; all sheets to print are in {folder / ALL}.")
    return 1 if made["left_out"] else 0


def stage(given: argparse.Namespace) -> int:
    """Write the composed site as plain Markdown for another generator."""
    from clinic.check.engine import check
    from clinic.link import load
    from clinic.report.text import as_text
    from renderers.stage import NotEmptyError, stage

    need_clinic(given.root)
    site = load(given.root, given.today)
    report = check(site)
    if report.errors:
        say(as_text(report))
        return 1
    try:
        count = stage(site, given.folder)
    except NotEmptyError as error:
        raise UsageError(str(error)) from error
    print(f"{count} pages are in {given.folder}.")
    return 0


def need_clinic(root: Path) -> None:
    """Refuse a folder that holds no clinic."""
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"{root} holds no clinic: there is no mkdocs.yml in it")


def inside(root: Path, path: str) -> str:
    """A path from the command line, relative to the clinic's folder."""
    full = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    for candidate in (full, root / path):
        if candidate.exists() and candidate.resolve().is_relative_to(root):
            return candidate.resolve().relative_to(root).as_posix()
    raise UsageError(f"there is no {path} in {root}")


def say(text: str) -> None:
    """Print a text; colors only where a person is looking."""
    import click

    click.echo(text, nl=False)
