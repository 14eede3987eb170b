"""One pass over the parser's events: what the checks know of a text, and what readers get of it."""

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Any

import pyromark

from clinic.read.blocks import Blocks
from clinic.read.body import Block, Body, Callout, Leftover, Link
from clinic.read.grammar import (
    DEFINITION,
    WIDTH,
    Event,
    events,
    uncommented,
)
from clinic.read.parts import Anchor, Noted, Notes, Shown
from clinic.read.texts import MOST_LEFTOVERS, Quote

PROSE = ("Paragraph", "Item", "Heading", "TableCell")
TAGS = {
    "Emphasis": "em", "Strong": "strong", "Strikethrough": "del", "Item": "li", "TableRow": "tr",
}  # fmt: skip
INLINE = ("Emphasis", "Strong", "Strikethrough", "Link", "Image")
DEEPEST = 24
"""How many lists, quotations and notes may stand in each other."""
MARKS_OF_ITEMS = b"-+*0123456789.) \t"
LONGEST_MARK = 16
ADMONITION = re.compile(rb"^(?:!!!|\?\?\?\+?)[ \t]+\w+", re.MULTILINE)
NEXT_LINE = re.compile(rb"[^\n]*\n[ \t>]*(?:\n[ \t>]*)?")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def read_body(text: str, first_line: int) -> Body:
    """Read the Markdown of a page that starts on this line of its file."""
    written = text.encode("utf-8", "surrogatepass")
    raw, cuts = uncommented(written) if b"%%" in written else (written, [])
    if cuts:
        text = raw.decode("utf-8", "surrogatepass")
    body = Body(raw, first_line, written=written, cuts=cuts)
    scan = Scan(body)
    scan.run(events(text))
    if b"]:" in raw:
        find_unused_definitions(body, text, scan.defined)
    if b"!!!" in raw or b"???" in raw:
        spans = (match.span() for match in ADMONITION.finditer(raw))
        body.admonitions = [span for span in spans if body.outside_code(span[0])]
    return body


def find_unused_definitions(body: Body, text: str, used: set[str]) -> None:
    """Note lines such as '[words]: address' that no link uses: nobody would ever see them."""
    known = pyromark.reference_definitions(text) if DEFINITION.search(body.raw) else {}
    for name, definition in known.items():
        noted = name.startswith("^")
        if not noted and folded(name) not in used and len(body.leftovers) < MOST_LEFTOVERS:
            start, end = definition["span"]["start"], definition["span"]["end"]
            body.leftovers.append(Leftover("definition", f"[{name}]:", start, end))


def folded(name: str) -> str:
    """The name of a definition as links find it."""
    return " ".join(name.split()).casefold()


class Scan(Blocks):
    """One pass over the events of one text."""

    def run(self, found: Iterable[Event]) -> None:
        """Fill the body."""
        for event, span in found:
            if self.links and span["end"] < self.links[-1].end:
                link = self.links[-1]
                link.label = (link.label[0], max(link.label[1], span["end"]))
            if event.__class__ is str:
                self.sign(event, span["start"])
                continue
            for name, value in event.items():
                if name == "Text":
                    self.text(value, span["start"])
                    continue
                if self.run_of_text.texts:
                    self.flush()
                if name == "Start":
                    self.start(value, span["start"], span["end"])
                elif name == "End":
                    self.end(value if value.__class__ is str else next(iter(value)), span["end"])
                else:
                    self.piece(name, value, span["start"], span["end"])
            if self.depth > DEEPEST:
                self.body.too_deep = (span["start"], span["end"])
                return
        self.finish()

    def sign(self, name: str, start: int) -> None:
        """An event without a value: the end of a line, or a rule."""
        if name == "SoftBreak" and self.goes_on():
            self.run_of_text.add("\n", start)
            return
        if self.run_of_text.texts:
            self.flush()
        if name == "Rule":
            self.out.append("<hr>\n")
            return
        if self.titling is not None and not self.inline:
            self.close_title()
        elif not self.waiting:
            self.out.append("<br>\n" if name == "HardBreak" else "\n")
            self.say(" ")
        self.line_start = True

    def piece(self, name: str, value: Any, start: int, end: int) -> None:
        """Code in a sentence, HTML, the mark of a footnote or of a task."""
        if name == "Code":
            self.write_paragraph()
            self.body.code.append((start, end))
            self.say(value)
            self.out.append(f"<code>{escape(value, quote=False)}</code>")
        elif name in ("Html", "InlineHtml"):
            self.typed_html(value, start, end)
        elif name == "FootnoteReference":
            self.write_paragraph()
            uses = self.used.setdefault(value, [len(self.used) + 1, 0])
            self.out.append(Noted(uses[0], uses[1]))
            uses[1] += 1
        elif name == "TaskListMarker":
            self.write_paragraph()
            self.out.append(f'<input type="checkbox" disabled{" checked" if value else ""}> ')
        self.line_start = False
        if self.quotes:
            self.quotes[-1].fresh = False

    def start(self, value: Any, start: int, end: int) -> None:
        """Open a block, a link or an emphasis."""
        details: Any = None
        name, details = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name in PROSE:
            level = int(details["level"][1]) if name == "Heading" else 0
            self.open.append((Block(name, "", start, level, bool(self.quotes)), []))
            self.line_start = True
        if name in ("Paragraph", "Item"):
            self.paragraph = start, end
        if name == "Paragraph":
            self.waiting = True
            return
        if self.quotes:
            self.quotes[-1].fresh = False
        self.inline += name in INLINE
        if name in ("Link", "Image"):
            self.start_link(name, details, start, end)
        elif name == "BlockQuote":
            self.depth += 1
            callout = Callout("quote", "", start, end)
            self.body.callouts.append(callout)
            self.quotes.append(Quote(callout, self.out))
            self.out = []
        elif name == "CodeBlock":
            self.start_code(details, start, end)
        elif name == "FootnoteDefinition":
            self.start_note(details, start)
        elif name in ("List", "Table", "TableHead", "TableCell", "Heading"):
            self.start_structure(name, details)
        elif name in TAGS:
            self.write_paragraph()
            self.out.append(f"<{TAGS[name]}>")
            if name == "TableRow":
                self.count_cells(start, end)

    def start_link(self, name: str, details: dict[str, Any], start: int, end: int) -> None:
        """Open a link, and say what kind it is."""
        how, target = details["link_type"], details["dest_url"]
        if details["id"]:
            self.defined.add(folded(details["id"]))
        wiki = isinstance(how, dict)
        alone = self.is_alone(start, end)
        if wiki:
            kind = "card" if name == "Image" else "wiki"
            target = target.removesuffix("\\") if self.aligned else target
        elif name == "Image":
            kind = "image"
        else:
            kind = "web" if SCHEME.match(target) or how == "Email" else "page"
        target = f"mailto:{target}" if how == "Email" else target
        link = Link(kind, target, "", start, end, alone)
        begin = start + (2 if name == "Image" else 1)
        link.label = (begin, begin)
        link.unnamed = wiki and not how["WikiLink"]["has_pothole"]
        if not (kind == "card" and alone):
            self.write_paragraph()
        self.body.links.append(link)
        self.links.append(link)
        self.outer.append(self.out)
        self.out = []

    def is_alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the paragraph, or in the item of a list."""
        first, last = self.paragraph
        if not 0 <= start - first <= LONGEST_MARK:
            return False
        raw = self.body.raw
        return not raw[first:start].strip(MARKS_OF_ITEMS) and not raw[end:last].strip()

    def end(self, name: str, end: int) -> None:
        """Close a block, a link or an emphasis."""
        self.inline -= name in INLINE
        if name in ("Link", "Image"):
            self.end_link()
            return
        if name in PROSE:
            block, words = self.open.pop()
            block.text = "".join(words)
            if block.text.strip():
                self.body.blocks.append(block)
        if name == "Paragraph":
            self.end_paragraph()
        elif name == "BlockQuote":
            self.end_quote()
        elif name == "CodeBlock":
            self.code = False
            self.out.append("</code></pre>\n")
        elif name == "FootnoteDefinition":
            self.depth -= 1
            self.out = self.outer.pop()
        elif name in ("List", "Table", "TableHead", "TableCell", "Heading"):
            self.end_structure(name)
        elif name in TAGS:
            self.out.append(f"</{TAGS[name]}>" + ("\n" if name in ("Item", "TableRow") else ""))
            if name == "TableRow":
                self.column = 0
        self.line_start = False

    def end_link(self) -> None:
        """Close a link or a picture."""
        link, label = self.links.pop(), self.out
        self.out = self.outer.pop()
        if link.kind in ("image", "card"):
            link.text = WIDTH.sub("", link.text) if link.kind == "image" else link.text
            self.out.append(Shown(link))
            self.say(link.text if self.links else "")
            self.fill()
        else:
            self.out.append(Anchor(link, label))
            if self.links:
                self.links[-1].text += link.text

    def finish(self) -> None:
        """Write the footnotes that are used, in the order of their first use."""
        if self.run_of_text.texts:
            self.flush()
        self.find_lists()
        if self.comment:
            self.left("comment", "<!--", *self.comment)
        for name, place in self.noted.items():
            if name not in self.used:
                self.left("unused note", f"[^{name}]:", *place)
        notes = [self.notes.get(name, []) for name in self.used]
        if notes:
            self.out.append(Notes(notes))

    def find_lists(self) -> None:
        """Note lines that start like the items of a list of another program."""
        found = set()
        for (shape, start, end), (next_shape, next_start, next_end) in pairwise(self.items):
            between = self.body.raw[end:next_start]
            alike = shape == next_shape or {shape, next_shape} == {"letter", "roman"}
            if alike and NEXT_LINE.fullmatch(between):
                found |= {(start, end), (next_start, next_end)}
        for start, end in sorted(found):
            self.left("item", self.body.raw[start:end].decode("utf-8", "replace"), start, end)
