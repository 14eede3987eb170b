"""Files that can't be read, or that stand where no page may stand."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import NOTE, Finding
from clinic.check.speech import faults
from clinic.model.base import SLUG
from clinic.read.place import Place
from clinic.read.site import DATA_FILES, Site


@rule("FILE001")
def text_is_utf8(site: Site) -> Iterator[Finding]:
    """Every file is saved as UTF-8 text.

    Why: letters such as é or – turn into wrong signs on the page.
    Fix: save the file again with the encoding UTF-8.
    """
    for fault in faults(site, "not-utf8"):
        letter = fault.details["guess"]
        yield Finding(
            fault.place,
            f'this file is not saved as UTF-8; here stands what was probably meant as "{letter}".',
            "Save the file again and choose the encoding UTF-8.",
        )


@rule("FILE002")
def no_zero_bytes(site: Site) -> Iterator[Finding]:
    """A page holds text only.

    Why: a zero byte means that the file is damaged or is not a text.
    Fix: write the page again in a text editor, or take back the last good version.
    """
    for fault in faults(site, "nul-byte"):
        yield Finding(
            fault.place,
            "this line holds a zero byte, so the file is damaged or is not a text.",
            "Take back the last good version of the file, or write it again as plain text.",
        )


@rule("FILE003")
def size_is_sensible(site: Site) -> Iterator[Finding]:
    """A page has at most 512 KB.

    Why: no page of text is that long; something was pasted in by mistake.
    Fix: take out what does not belong to the page; pictures go to docs/assets.
    """
    for fault in faults(site, "too-large"):
        size = fault.details["bytes"] // 1024
        most = fault.details["most"] // 1024
        yield Finding(
            fault.place,
            f"this file has {size:,} KB; a page has at most {most} KB.",
            "Take out what was pasted in by mistake. Pictures go to docs/assets.",
        )


@rule("FILE004")
def extension_is_md(site: Site) -> Iterator[Finding]:
    """Folders of pages hold only files that end in .md.

    Why: a file with another ending would never appear on the site, and nobody would notice.
    Fix: rename it to end in .md, or move it to docs/assets.
    """
    for fault in faults(site, "extension"):
        stem = fault.place.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        yield Finding(
            fault.place,
            "this file does not end in .md, so it would not appear on the site.",
            f'If it is a page, rename it to "{stem}.md"; if it is a picture, move it to '
            "docs/assets; else take it out of this folder.",
        )


@rule("FILE005")
def files_are_real(site: Site) -> Iterator[Finding]:
    """Pages are ordinary files inside the clinic's folders.

    Why: a shortcut to another place can break, or show a file that was not meant for patients.
    Fix: put the file itself here instead of a shortcut, and only files, no folders.
    """
    for fault in faults(site, "symlink", "not-a-file", "unreadable"):
        what = {
            "symlink": f"this is a shortcut to {fault.details.get('target')}, not a page.",
            "not-a-file": "this is a folder or a device, not a page.",
            "unreadable": f"this file could not be opened ({fault.details.get('reason')}).",
        }[fault.kind]
        yield Finding(
            fault.place, what, "Put an ordinary file here, or take it out of this folder."
        )


@rule("FILE006")
def names_are_not_twins(site: Site) -> Iterator[Finding]:
    """No two files have names that differ only in capital letters or accents.

    Why: some computers can't keep both, so one page would silently vanish.
    Fix: rename one of the two.
    """
    for fault in faults(site, "twin"):
        twin = fault.details["twin"]
        yield Finding(
            fault.place,
            f"this file name differs from {twin} only in capital letters or in how letters are "
            "stored; some computers can keep only one of the two.",
            "Rename one of the two files.",
            also=Place(twin, 1, 1, 2),
        )


@rule("FILE007")
def names_are_slugs(site: Site) -> Iterator[Finding]:
    """File names use small letters, digits and single hyphens.

    Why: the file name is the page's address for ever, on paper and in links.
    Fix: rename the file, for example to single-leg-squat.md.
    """
    for page in site.pages:
        twin = any(fault.kind == "twin" for fault in page.source.faults)
        if not twin and not re.fullmatch(SLUG, page.slug):
            better = re.sub(r"[^a-z0-9]+", "-", page.slug.casefold()).strip("-") or "page"
            yield Finding(
                page.source.at(1),
                f'the file name "{page.slug}.md" becomes the address of the page, and addresses '
                "use small letters, digits and single hyphens only.",
                f'Rename the file to "{better}.md".',
            )


@rule("FILE008", NOTE)
def no_byte_order_mark(site: Site) -> Iterator[Finding]:
    """Files start with their text, not with an invisible mark.

    Why: the mark does no harm here, but other programs stumble over it.
    Fix: run 'build.py fix', which removes it.
    """
    for fault in faults(site, "bom"):
        yield Finding(
            fault.place,
            "the file starts with an invisible mark (a byte order mark).",
            "Run: python3 scripts/build.py fix",
        )


@rule("FILE009", NOTE)
def lines_end_plainly(site: Site) -> Iterator[Finding]:
    """Lines end the same way in all files.

    Why: other line ends make every line look changed when somebody compares versions.
    Fix: run 'build.py fix', which changes them.
    """
    for fault in faults(site, "crlf"):
        what = (
            "the lines of this file end in the way of Windows."
            if fault.details["windows"]
            else "some lines of this file end in the way of old Macs, as pasted text can."
        )
        yield Finding(fault.place, what, "Run: python3 scripts/build.py fix")


@rule("FILE010")
def front_matter_is_there(site: Site) -> Iterator[Finding]:
    """A page starts with its fields between two lines of three hyphens.

    Why: without them the page has no title, no author and no state, so it can't be published.
    Fix: start the very first line with ---, or copy the head of another page.
    """
    for fault in faults(site, "no-front-matter", "late-front-matter"):
        if fault.kind == "late-front-matter":
            what = "the first --- must stand on the very first line of the file."
            fix = "Delete the blank lines above the first ---."
        else:
            what = "the page does not start with its fields between two lines of ---."
            fix = "Make one with: python3 scripts/build.py new, and copy your text into it."
        yield Finding(fault.place, what, fix)


@rule("FILE011")
def front_matter_is_closed(site: Site) -> Iterator[Finding]:
    """The fields end with a line of three hyphens.

    Why: without it nobody can tell where the fields end and the text begins.
    Fix: add a line with --- after the last field.
    """
    for fault in faults(site, "open-front-matter"):
        yield Finding(
            fault.place,
            "the fields start with --- but no second --- ends them.",
            "Add a line with just --- after the last field.",
        )


@rule("FILE012")
def front_matter_has_fields(site: Site) -> Iterator[Finding]:
    """There are fields between the two lines of hyphens.

    Why: a page without fields has no title and no author.
    Fix: fill in the fields; 'build.py new' makes a page that has them all.
    """
    for fault in faults(site, "empty-front-matter"):
        yield Finding(
            fault.place,
            "there are no fields between the two lines of ---.",
            'Write fields such as "title: Calf strength", each on a line of its own.',
        )


@rule("FILE013")
def articles_have_text(site: Site) -> Iterator[Finding]:
    """An article or a shared block has text below its fields.

    Why: an empty article would be published as an empty page.
    Fix: write the text below the second ---.
    """
    for page in (*site.of_kind("article"), *site.of_kind("block")):
        if not page.body.raw.strip():
            yield Finding(
                page.source.at(len(page.source.lines)),
                f"this {page.kind} has fields but no text.",
                "Write its text below the second ---.",
            )


@rule("FILE014")
def clinic_is_there(site: Site) -> Iterator[Finding]:
    """The clinic has its lists, and at least one page.

    Why: if nothing was found, the command probably looked in the wrong folder.
    Fix: start it in the clinic's folder, or name that folder with --root.
    """
    for path in DATA_FILES:
        if not (site.root / path).exists():
            yield Finding(
                Place(path, 1, 1, 2),
                f"the file {path} is missing.",
                "Take it back from an earlier version, or check what --root names.",
            )
    if not site.pages:
        yield Finding(
            Place("docs", 1, 1, 2),
            "no pages were found at all.",
            "Check that --root names the clinic's folder, with docs and exercises in it.",
        )
