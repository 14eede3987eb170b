"""Fields whose writing can't be read: colons, tabs, quotes, doubles."""

from collections.abc import Iterator

from clinic.check.cut import cut_texts
from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.speech import faults, shown
from clinic.read.site import Site
from clinic.read.yaml_mistakes import quoted


@rule("YAML001")
def fields_can_be_read(site: Site) -> Iterator[Finding]:
    """The fields are written as 'name: value', lists with one item a line after a dash.

    Why: what can't be read can't be shown.
    Fix: compare the line, and the one above it, with the same field of another page.
    """
    for fault in faults(site, "yaml", "odd-key"):
        yield Finding(
            fault.place,
            "this line, or the one above it, is not written as a field or a list.",
            'Write "name: value" on one line, and list items one a line, each after a dash, '
            "all with the same number of spaces in front.",
        )


@rule("YAML002", fixable=True)
def no_tabs(site: Site) -> Iterator[Finding]:
    """Lines are indented with spaces, never with the tab key.

    Why: a tab has no fixed width, so nobody can tell what belongs together.
    Fix: put two spaces in place of each tab.
    """
    for fault in faults(site, "tab"):
        yield Finding(
            fault.place,
            "this line is indented with the tab key.",
            "Put two spaces in place of each tab.",
            "  ",
            old="\t",
        )


@rule("YAML003", fixable=True)
def colons_are_quoted(site: Site) -> Iterator[Finding]:
    """A value with a colon and a space in it stands between double quotes.

    Why: a colon separates a field's name from its value, so a second one confuses.
    Fix: put double quotes around the whole value.
    """
    for fault in faults(site, "bare-colon"):
        yield Finding(
            fault.place,
            f'"{shown(fault.details["value"])}" holds a colon, and a colon separates a name '
            "from its value.",
            "Put double quotes around the whole value.",
            suggestion=None if fault.details["remark"] else quoted(fault.details["value"]),
            old=fault.details["value"],
        )


@rule("YAML004", fixable=True)
def special_starts_are_quoted(site: Site) -> Iterator[Finding]:
    """A value that starts with @, % or ` stands between double quotes.

    Why: these signs have a special meaning at the start of a value.
    Fix: put double quotes around the whole value.
    """
    for fault in faults(site, "bare-special"):
        yield Finding(
            fault.place,
            f'"{shown(fault.details["value"])}" starts with a sign that has a special meaning.',
            "Put double quotes around the whole value.",
            suggestion=None if fault.details["remark"] else quoted(fault.details["value"]),
            old=fault.details["value"],
        )


@rule("YAML005")
def quotes_are_closed(site: Site) -> Iterator[Finding]:
    """A quote that is opened is closed.

    Why: everything up to the end of the page would belong to this value.
    Fix: add the missing quote at the end of the value.
    """
    for fault in faults(site, "open-quote"):
        yield Finding(
            fault.place,
            "here a quote opens that is never closed.",
            "Add the same quote at the end of the value. A quote inside quotes is written twice.",
        )


@rule("YAML006")
def fields_stand_once(site: Site) -> Iterator[Finding]:
    """Each field stands once.

    Why: if it stands twice, nobody can tell which value counts.
    Fix: delete one of the two lines.
    """
    for fault in faults(site, "duplicate-key"):
        first = fault.details["first"]
        yield Finding(
            fault.place,
            f'"{fault.details["key"]}" stands here a second time; the first is on line '
            f"{first.line}.",
            "Keep the right one and delete the other.",
            also=first,
        )


@rule("YAML007")
def no_copies_by_reference(site: Site) -> Iterator[Finding]:
    """Values are written out, not copied with & and *.

    Why: such copies can grow without limit and are hard to read.
    Fix: write the value out; put a text that starts with & or * between double quotes.
    """
    for fault in faults(site, "alias"):
        yield Finding(
            fault.place,
            "a value that starts with & or * is read as a copy of another value.",
            "Write the value out, or put double quotes around a text that starts with & or *.",
        )


@rule("YAML008")
def no_type_marks(site: Site) -> Iterator[Finding]:
    """Values have no marks that start with an exclamation mark.

    Why: such marks tell a program what to make of the value, which no page needs.
    Fix: delete the mark, or put double quotes around a text that starts with !.
    """
    for fault in faults(site, "tag"):
        yield Finding(
            fault.place,
            "a value that starts with ! is read as an instruction.",
            "Delete the mark, or put double quotes around a text that starts with !.",
        )


@rule("YAML009")
def nesting_is_shallow(site: Site) -> Iterator[Finding]:
    """Lists in lists go at most a few levels deep.

    Why: no field needs more, so something was pasted in by mistake.
    Fix: write the value as the field guide shows it.
    """
    for fault in faults(site, "too-deep"):
        yield Finding(
            fault.place,
            f"here lists stand inside lists, more than {fault.details['most']} deep.",
            "Write the value as the field guide shows it.",
        )


@rule("YAML010")
def characters_are_printable(site: Site) -> Iterator[Finding]:
    """Fields hold only characters that can be seen.

    Why: invisible control characters come from copying out of other programs.
    Fix: type the value again by hand.
    """
    for fault in faults(site, "odd-character"):
        yield Finding(
            fault.place,
            "this line holds an invisible character that no field may hold.",
            "Type the value again by hand.",
        )


@rule("YAML011")
def texts_are_not_cut(site: Site) -> Iterator[Finding]:
    """A text with a space and # in it stands between double quotes.

    Why: there a remark starts that no reader sees, so the sentence would be cut in the middle.
    Fix: put double quotes around the whole text; a remark goes on a line of its own.
    """
    for cut in cut_texts(site):
        yield Finding(
            cut.place,
            f'"{shown(cut.lost)}" would be cut off: a space and # start a remark that no reader '
            "sees.",
            "Put double quotes around the whole text. If it is a remark, write it on a line of its "
            "own above.",
            quoted(cut.whole) if cut.whole else None,
        )
