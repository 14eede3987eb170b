"""Markup that did not become any: readers would see the bare signs, or lose what they stand for."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.read.body import Callout, Leftover, Span
from clinic.read.grammar import BOXES
from clinic.read.page import Page
from clinic.read.site import Site
from clinic.rules.links import titled

BARE_BOX = re.compile(
    rf"(?=[^\w\n>]{{0,9}}[!\[])[^\w\n>]{{1,9}}({'|'.join(BOXES)})\b[^\w\n]{{0,9}}", re.IGNORECASE
)
LONGEST_START = 200
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
KEY = re.compile(r"[a-z-]+-\d{4}[a-z]?\Z")
"""How the key of a study looks."""


def found(site: Site, *kinds: str) -> Iterator[tuple[Page, Leftover]]:
    """The leftovers of these kinds, with their pages."""
    for page in site.pages:
        for leftover in page.body.leftovers:
            if leftover.kind in kinds:
                yield page, leftover


def finding(page: Page, left: Leftover, what: str, fix: str, better: str | None = None) -> Finding:
    """A finding at a leftover. better: what can stand in its place."""
    place = page.at_body(left.start, left.end)
    return Finding(place, what, fix, better, old=left.text)


@rule("TEXT001")
def links_become_links(site: Site) -> Iterator[Finding]:
    """What is written as a link is one.

    Why: otherwise the reader sees the brackets, and cannot go where they point.
    Fix: write [[file-name]], [[file-name|words]] or [words](address), without a space between.
    """
    for page, left in found(site, "link"):
        inside = left.text.strip("![]")
        better = f"[[{inside}]]" if inside in site.by_slug else None
        apart = re.fullmatch(r"(!?\[[^\]]+\])\s+(\(.*\))", left.text)
        if apart and b"\n" not in page.body.raw[left.start : left.end]:
            better = apart[1] + apart[2]
        yield finding(
            page, left, f'"{left.text}" is printed as it stands: it did not become a link.',
            "Write [[file-name]], [[file-name|words]] (in a table with \\| in the middle) or "
            "[words](address).", better,
        )  # fmt: skip
    for page, left in found(site, "bracket"):
        inside = left.text[1:-1]
        if inside in site.by_slug or titled(site, inside):
            better = f"[[{inside}]]" if inside in site.by_slug else None
            picture = page.body.raw[left.start - 1 : left.start] == b"!"
            yield finding(
                page, left, f'"{left.text}" is printed as it stands: a link has two brackets.',
                f"Write {better or '[[file-name]]'}", None if picture else better,
            )  # fmt: skip
    for edge in site.links.edges:
        if edge.kind in ("page", "image") and edge.path is None and not edge.target:
            yield Finding(
                edge.place, "this link has no address between its round brackets.",
                "Write the address, or take the brackets away.",
            )  # fmt: skip
        elif edge.kind in ("wiki", "card") and not edge.name and not edge.anchor:
            yield Finding(
                edge.place, "this link names no page between its brackets.",
                "Write [[file-name]], or take the brackets away.",
            )  # fmt: skip


@rule("TEXT002")
def citations_become_citations(site: Site) -> Iterator[Finding]:
    """What is written as a citation is one.

    Why: otherwise the claim has lost its source, and the reader sees the key.
    Fix: write [@key], with square brackets on both sides.
    """
    references = site.data("references")
    sources = references.root if references else {}
    for page, left in found(site, "citation"):
        key = left.text.strip("()[]@ ")
        better = f"[@{key}]" if key in sources else None
        yield finding(
            page, left, f'"{left.text}" is printed as it stands: it did not become a citation.',
            f"Write {better or '[@key]'}", better,
        )  # fmt: skip
    for page, left in found(site, "at", "bracket"):
        key = left.text.strip("[]@ ").removeprefix("see @").removeprefix("cite:")
        if key in sources or (sources and left.kind == "at" and KEY.match(key)):
            yield finding(
                page, left, f'"{left.text}" is printed as it stands: it did not become a citation.',
                f"Write [@{key}]",
            )  # fmt: skip


@rule("TEXT003")
def bold_is_closed(site: Site) -> Iterator[Finding]:
    """Bold words have two stars on both sides, italic words one, words struck out two tildes.

    Why: otherwise the reader sees the stars.
    Fix: add the missing signs, without a space between them and the words.
    """
    for page, left in found(site, "bold", "strike"):
        yield finding(
            page, left, f'"{left.text}" is printed as it stands: its second half is missing.',
            f"Write {left.text} on both sides of the words, without a space inside; or put a "
            "backslash before it to show it.",
        )  # fmt: skip


@rule("TEXT004")
def code_is_closed(site: Site) -> Iterator[Finding]:
    """A backtick, and a line of three, has its partner.

    Why: all text below an open line of three is shown as it was typed, its warnings included.
    Fix: take the signs away; a page for patients rarely needs them.
    """
    for page, left in found(site, "code", "fence"):
        what = f'"{left.text}" is printed as it stands: its second half is missing.'
        if left.kind == "fence":
            what = (
                f'"{left.text}" opens a part that is never closed: all below it is shown as typed.'
            )
        yield finding(page, left, what, "Take it away, or write the same signs where it ends.")
    for page, left in found(site, "indented"):
        yield finding(
            page, left, "this line starts with four blanks or a tab, so it is shown as typed.",
            "Take the blanks away; in a list, indent it as far as the text of the item above.",
        )  # fmt: skip


@rule("TEXT005", fixable=True)
def lists_and_headings_have_a_space(site: Site) -> Iterator[Finding]:
    """The number, dash or # that starts a list or a heading has a space behind it.

    Why: otherwise all items run together into one paragraph.
    Fix: put a space behind it; write a dash in place of a pasted bullet.
    """
    for page, left in found(site, "number", "bullet", "heading"):
        yield finding(
            page, left, f'"{left.text}" did not become a list or a heading.',
            'Write "- " for it.' if pasted(left) else f'Put a space behind "{left.text}".',
            spaced(page, left),
        )  # fmt: skip
    for page, left in found(site, "item", "task"):
        yield finding(
            page, left, f'"{left.text.strip()}" did not become a list: its lines run together.',
            'Start each line with "- " or "1. "; a task with "- [ ] ".',
        )  # fmt: skip


def pasted(left: Leftover) -> bool:
    """Whether a bullet came from another program."""
    return left.kind == "bullet" and left.text not in "-+*"


def spaced(page: Page, left: Leftover) -> str | None:
    """What can stand in place of the start of a list or a heading, where that is certain."""
    if left.kind == "heading" and (len(left.text) > 6 or left.text.startswith("=")):
        return None
    if not pasted(left):
        return left.text + " "
    return "-" if page.body.raw[left.end : left.end + 1] in b" \t" else "- "


@rule("TEXT006")
def tables_become_tables(site: Site) -> Iterator[Finding]:
    """What is written as a table is one.

    Why: otherwise the reader sees bars and dashes.
    Fix: give each line the same number of cells, with a line |---|---| below the first.
    """
    for page, left in found(site, "table"):
        yield finding(
            page, left, "these bars are printed as they stand: they did not become a table.",
            "Write a blank line above it, the same number of cells in each line, and |---|---| "
            "below the first line.",
        )  # fmt: skip
    for page, left in found(site, "row"):
        yield finding(
            page, left, "this row has more or fewer cells than its table: cells get lost.",
            "Give it as many cells as the first line; leave a blank line below the table.",
        )  # fmt: skip


@rule("TEXT007")
def no_attributes(site: Site) -> Iterator[Finding]:
    """Texts hold no attributes, placeholders or codes that other programs know.

    Why: they are printed as they stand, and where they worked they could hide a warning.
    Fix: take them away; write the sign itself in place of a code such as &deg.
    """
    for page, left in found(site, "attributes", "entity"):
        yield finding(page, left, f'"{left.text}" is printed as it stands.', "Take it away.")


@rule("TEXT008")
def comments_are_closed(site: Site) -> Iterator[Finding]:
    """A comment between %% and %% is closed.

    Why: what is not closed is published, and comments are not meant for readers.
    Fix: write %% at the end of the comment, or take it away.
    """
    for page, left in found(site, "comment"):
        yield finding(
            page, left, f'"{left.text}" opens a comment that is never closed: readers would see '
            "it, or nothing of what follows.",
            f"Write {'%%' if left.text == '%%' else '-->'} at its end, or take the comment away.",
        )  # fmt: skip


@rule("TEXT009")
def notes_have_both_ends(site: Site) -> Iterator[Finding]:
    """A footnote has its mark in the text and its note below; an address line has its link.

    Why: otherwise the reader sees the mark, or never sees the note.
    Fix: write [^1] in the text and a line "[^1]: the note" below.
    """
    for page, left in found(site, "footnote"):
        yield finding(
            page, left, f'"{left.text}" has no note.', f'Add a line "{left.text}: the note" below.'
        )
    for page, left in found(site, "unused note"):
        yield finding(
            page, left, f'no text has the mark "{left.text[:-1]}" of this note, so nobody sees it.',
            f"Write {left.text[:-1]} where it belongs, or take the note away.",
        )  # fmt: skip
    for page, left in found(site, "second note"):
        yield finding(
            page, left, f'this is a second note for "{left.text[:-1]}", so nobody sees it.',
            "Give it another name, here and at its mark.",
        )  # fmt: skip
    for page, left in found(site, "definition"):
        yield finding(
            page, left, f'this line names an address for "{left.text[:-1]}", and no link uses it, '
            "so readers never see it.",
            "Take it away, or put a backslash before the first bracket to show it as text.",
        )  # fmt: skip


@rule("TEXT010")
def notes_to_colleagues_are_gone(site: Site) -> Iterator[Finding]:
    """No note to a colleague and no dummy text is left.

    Why: patients would read it.
    Fix: do what it says, and take it out; a comment between %% and %% is never published.
    """
    advice = "Do what it says, then take it out."
    for page, left in found(site, "note"):
        if page.status != "draft":
            yield finding(page, left, f'"{left.text}" is a note to a colleague.', advice)


@rule("TEXT011", alone=True)
def no_merge_conflicts(site: Site) -> Iterator[Finding]:
    """Two versions of a text are not left in it.

    Why: where two people changed the same lines, both versions stand there, one below the other.
    Fix: keep the right version; delete the lines that start with <<<<<<<, ======= and >>>>>>>.
    """
    for source in site.sources:
        told = False
        marked = "<<<<<<<" in source.text
        for match in CONFLICT.finditer(source.text) if marked else ():
            if match[0].startswith("<") or not told:
                line = source.text.count("\n", 0, match.start()) + 1
                yield Finding(
                    source.at(line, 1, 7),
                    "here two versions of the same lines are left, from two people's changes.",
                    "Keep the right one, and delete the lines that start with <<<<<<<, ======= "
                    "and >>>>>>>.",
                )
            told = not match[0].startswith(">")


@rule("TEXT012")
def boxes_have_their_mark(site: Site) -> Iterator[Finding]:
    """A box starts with its kind in brackets and an exclamation mark.

    Why: without the mark a warning is printed as a plain quotation.
    Fix: write > [!urgent] Title.
    """
    for page in site.pages:
        boxes = list(bare_boxes(page))
        for _, kind, mark in boxes:
            yield Finding(
                page.at_body(*mark),
                f'"{said(page, mark)}" is printed as it stands: it did not become a box.',
                f"Write [!{kind}]",
                f"[!{kind}]",
            )
        for left in page.body.leftovers:
            if left.kind == "box" and not any(c.start <= left.start < c.end for c, _, _ in boxes):
                yield finding(
                    page, left, f'"{left.text}" is printed as it stands: it did not become a box.',
                    'Start its line with "> ", below an empty line, and write nothing before it.',
                )  # fmt: skip


def bare_boxes(page: Page) -> Iterator[tuple[Callout, str, Span]]:
    """The quotations that were meant as boxes: each with its kind, and where that stands."""
    for callout in page.body.callouts:
        if callout.kind == "quote":
            end = min(callout.end, callout.start + LONGEST_START)
            text = page.body.raw[callout.start : end].decode("utf-8", "replace")
            signs = len(text) - len(text.removeprefix(">").lstrip(" \t"))
            if bare := BARE_BOX.match(text[signs:]):
                start = callout.start + signs
                yield callout, bare[1].lower(), (start, start + len(bare[0].rstrip().encode()))


def said(page: Page, span: Span) -> str:
    """What stands there."""
    return page.body.raw[span[0] : span[1]].decode("utf-8", "replace")


@rule("TEXT013")
def boxes_hold_their_text(site: Site) -> Iterator[Finding]:
    """A box holds what its title announces.

    Why: an empty warning box warns of nothing, and what stands below it looks like plain text.
    Fix: start each line of the box with ">".
    """
    for page in site.pages:
        for callout in page.body.callouts:
            if callout.kind in BOXES and not callout.filled:
                yield Finding(
                    page.at_body(*callout.mark), "this box has nothing below its title.",
                    'Start the lines that belong into it with ">".',
                )  # fmt: skip


@rule("TEXT014")
def texts_are_shallow(site: Site) -> Iterator[Finding]:
    """Lists and quotations stand only a few deep in each other.

    Why: nobody can follow them deeper, so something was pasted in by mistake.
    Fix: write the text again, with one list or quotation.
    """
    for page in site.pages:
        if page.body.too_deep:
            yield Finding(
                page.at_body(*page.body.too_deep),
                "here lists or quotations stand too deep in each other.",
                "Write it with one list or quotation.",
            )
