"""One pass over the parser's events: what the checks know of a text, and what readers get of it."""

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Any

import pyromark

from clinic.read.body import CITED, Block, Body, Callout, Citation, Leftover, Link, Span
from clinic.read.grammar import (
    CALLOUT,
    CITATION,
    CITED_KEY,
    DEFINITION,
    WIDTH,
    Event,
    addresses,
    events,
    may_hold_address,
    uncommented,
)
from clinic.read.leftovers import items, leftovers
from clinic.read.parts import Anchor, Boxed, Cited, Noted, Notes, Parts, Shown
from clinic.read.run import Run

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
BARS = re.compile(rb"(?<!\\)\|")
CLOSED = re.compile(rb"(?<!\\)\|\Z")
MOST_LEFTOVERS = 100
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


class Quote:
    """A quotation that is being read, and may turn out to be a box."""

    def __init__(self, callout: Callout, outer: Parts) -> None:
        self.callout = callout
        self.outer = outer
        self.title: Parts = []
        self.fresh = True
        """Whether nothing of it was read yet: then its first words may say that it is a box."""


class Scan:
    """One pass over the events of one text."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.out: Parts = body.parts
        self.outer: list[Parts] = []
        self.closing: list[str] = []
        self.open: list[tuple[Block, list[str]]] = []
        self.links: list[Link] = []
        self.words: list[str] = []
        self.run_of_text = Run()
        self.quotes: list[Quote] = []
        self.depth = 0
        self.paragraph = (-1, -1)
        self.waiting = False
        """Whether a paragraph has begun and nothing of it was written yet."""
        self.titling: Parts | None = None
        """What the title of a box is written into; None outside of titles."""
        self.inline = 0
        """How many links and emphases are open: a title goes on until they are closed."""
        self.line_start = True
        self.code = False
        self.aligned: list[str] = []
        self.column = 0
        self.cell = "td"
        self.comment: Span | None = None
        """Where a comment in HTML started that goes on over several lines."""
        self.notes: dict[str, Parts] = {}
        self.noted: dict[str, Span] = {}
        self.used: dict[str, list[int]] = {}
        self.items: list[tuple[str, int, int]] = []
        self.defined: set[str] = set()
        """The names of definitions that links use."""

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

    # Text

    def text(self, text: str, start: int) -> None:
        """Text belongs to the run that goes on until some markup ends it."""
        self.run_of_text.add(text, start)

    def flush(self) -> None:
        """Write the run of text that has ended."""
        run, self.run_of_text = self.run_of_text, Run()
        if self.code:
            self.out.append(escape(run.text, quote=False))
            return
        if self.quotes and self.quotes[-1].fresh and self.waiting:
            run = self.opened(run)
        self.say(run.text.replace("\n", " "))
        if not self.links:
            self.write_paragraph()
            self.marked(run)
        elif self.links[-1].unnamed:
            self.out.append(escape(run.text, quote=False))
        elif self.links[-1].kind != "image":
            self.plain(run, 0, len(run.text))
        self.line_start = False

    def say(self, text: str) -> None:
        """Text is part of the innermost block, of the link that it stands in, and of its box."""
        if self.links:
            self.links[-1].text += text
            if self.links[-1].unnamed:
                return
        if self.titling is not None:
            self.words.append(text)
        elif self.open:
            self.open[-1][1].append(text)
            self.fill()

    def fill(self) -> None:
        """Something that readers see stands in the innermost box."""
        if self.quotes:
            self.quotes[-1].callout.filled = True

    def marked(self, run: Run) -> None:
        """Write a run with its citations and its bare addresses."""
        here = 0
        for match in CITATION.finditer(run.text) if "[@" in run.text else ():
            if run.escaped(match.start(), self.body.raw):
                continue
            self.plain(run, here, match.start(), cut=True)
            self.cite(run, match)
            here = match.end()
        self.plain(run, here, len(run.text))

    def cite(self, run: Run, match: re.Match[str]) -> None:
        """Keep a citation, with the place of each key."""
        keys = [
            (key[1], run.at(match.start(1) + key.start()), run.at(match.start(1) + key.end()))
            for key in CITED_KEY.finditer(match[1])
        ]
        citation = Citation(keys, run.at(match.start()), run.at(match.end()))
        self.body.citations.append(citation)
        self.out.append(Cited(citation))

    def plain(self, run: Run, start: int, end: int, cut: bool = False) -> None:
        """Write a stretch of a run that holds no citation. cut: without the space at its end."""
        text = run.text[start:end]
        self.leave(run, start, text)
        here = 0
        for first, last, target in addresses(text) if self.may_link(text) else ():
            self.out.append(escape(text[here:first], quote=False))
            span = run.at(start + first), run.at(start + last)
            link = Link("web", target, text[first:last], *span, label=span)
            self.body.links.append(link)
            self.out.append(Anchor(link, [escape(text[first:last], quote=False)]))
            here = last
        if rest := text[here:].rstrip() if cut else text[here:]:
            self.out.append(escape(rest, quote=False))

    def may_link(self, text: str) -> bool:
        """Whether bare addresses in this text become links."""
        return not self.links and may_hold_address(text)

    def leave(self, run: Run, start: int, text: str) -> None:
        """Find in this stretch of a run what did not become markup."""
        line_start = run.text[start - 1] == "\n" if start else self.line_start
        for kind, first, last in leftovers(text, line_start):
            if len(self.body.leftovers) >= MOST_LEFTOVERS:
                break
            if not run.escaped(start + first, self.body.raw):
                self.left(kind, text[first:last], run.at(start + first), run.at(start + last))
        for shape, first, last in items(text, line_start):
            self.items.append((shape, run.at(start + first), run.at(start + last)))
        for at in (0, len(run.text) - 1) if start == 0 and text else ():
            self.beside_markup(run, at)

    def beside_markup(self, run: Run, at: int) -> None:
        """A star at the edge of a text, beside those of emphasis, is one too many."""
        here, sign = run.at(at), run.text[at]
        other = self.body.raw[here - 1 : here] if at == 0 else self.body.raw[here + 1 : here + 2]
        doubled = run.text[max(at - 1, 0) : at + 2].count(sign) > 1
        if sign not in "*_" or other not in (b"*", b"_") or doubled:
            return
        if not run.escaped(at, self.body.raw):
            self.left("bold", sign, here, here + 1)

    def left(self, kind: str, text: str, start: int, end: int) -> None:
        """Keep a piece of text that did not become markup; of very many, the first."""
        if len(self.body.leftovers) < MOST_LEFTOVERS:
            self.body.leftovers.append(Leftover(kind, " ".join(text.split()), start, end))

    def opened(self, run: Run) -> Run:
        """The first run of a quotation, without the mark that makes a box of it."""
        quote = self.quotes[-1]
        quote.fresh = False
        match = CALLOUT.match(run.text)
        if match is None or run.escaped(0, self.body.raw):
            return run
        callout = quote.callout
        callout.kind = match[1].lower()
        callout.mark = run.at(0), run.at(match.end(1) + 1)
        self.titling, self.words = self.out, []
        self.out = quote.title
        self.waiting = False
        return run.after(match.end())

    def close_title(self) -> None:
        """The first line of a box ends."""
        assert self.titling is not None
        self.quotes[-1].callout.title = CITED.sub("", "".join(self.words)).strip()
        self.out, self.titling = self.titling, None
        self.waiting = True

    # Marks that are no text

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

    def goes_on(self) -> bool:
        """Whether the text of the next line belongs to the run of this one."""
        fresh = bool(self.quotes) and self.quotes[-1].fresh
        return self.titling is None and not fresh and bool(self.run_of_text.texts)

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

    def typed_html(self, value: str, start: int, end: int) -> None:
        """HTML is shown as it was typed; comments in it vanish."""
        shown = self.uncommented(value, start)
        if not shown.strip():
            return
        self.body.html.append((start, end))
        self.write_paragraph()
        self.out.append(escape(shown, quote=False))

    def uncommented(self, value: str, start: int) -> str:
        """A line of HTML without the comments that stand in it or go on over it."""
        kept, here = [], 0
        while here < len(value):
            if self.comment is None:
                opening = value.find("<!--", here)
                kept.append(value[here : opening if opening >= 0 else len(value)])
                if opening < 0:
                    break
                self.comment, here = (start, start + 4), opening + 2
            closing = value.find("-->", here)
            if closing < 0:
                break
            self.comment, here = None, closing + 3
        return "".join(kept)

    # Blocks

    def write_paragraph(self) -> None:
        """Open the paragraph that has begun, before something of it is written."""
        if self.waiting:
            self.waiting = False
            self.out.append("<p>")

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

    def start_note(self, name: str, start: int) -> None:
        """Open a footnote; of two with one name readers get the first."""
        self.depth += 1
        self.outer.append(self.out)
        self.out = []
        place = start, start + len(f"[^{name}]:".encode())
        if name in self.notes:
            self.left("second note", f"[^{name}]:", *place)
        else:
            self.notes[name] = self.out
            self.noted[name] = place

    def start_structure(self, name: str, details: Any) -> None:
        """Open a list, a heading or a part of a table."""
        if name == "List":
            self.depth += 1
            kind = "ul" if details is None else "ol"
            first = "" if details in (None, 1) else f' start="{details}"'
            self.structure(f"<{kind}{first}>\n", f"</{kind}>\n")
        elif name == "Heading":
            level = details["level"][1]
            self.structure(f"<h{level}>", f"</h{level}>\n")
        elif name == "Table":
            self.aligned = [side.lower() for side in details]
            self.structure('<div class="table"><table>\n', "</tbody></table></div>\n")
        elif name == "TableHead":
            self.cell = "th"
            self.structure("<thead><tr>", "</tr></thead>\n<tbody>")
        else:
            side = self.aligned[self.column] if self.column < len(self.aligned) else "none"
            mark = "" if side == "none" else f' class="{side}"'
            self.structure(f"<{self.cell}{mark}>", f"</{self.cell}>")
            self.column += 1

    def count_cells(self, start: int, end: int) -> None:
        """A row has as many cells as its table: others are lost, or missing."""
        row = self.body.raw[start:end].strip()
        cells = len(BARS.findall(row)) + 1 - row.startswith(b"|") - bool(CLOSED.search(row))
        if cells != len(self.aligned):
            self.left_line("row", start, end)

    def structure(self, opening: str, closing: str) -> None:
        """Open something that ends with these words."""
        self.out.append(opening)
        self.closing.append(closing)

    def start_code(self, details: Any, start: int, end: int) -> None:
        """Open a block of code; one that is never closed swallows what follows."""
        self.code = True
        self.body.code.append((start, end))
        self.out.append("<pre><code>")
        if not isinstance(details, dict):
            self.left_line("indented", start, end)
        else:
            lines = self.body.raw[start:end].rstrip().split(b"\n")
            if len(lines) == 1 or lines[-1].strip(b"> \t`~"):
                self.left_line("fence", start, end)

    def left_line(self, kind: str, start: int, end: int) -> None:
        """Keep the first line of a block that is not what its author meant."""
        line = self.body.raw[start:end].split(b"\n", 1)[0].rstrip()
        self.left(kind, line.decode("utf-8", "replace"), start, start + len(line))

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

    def end_paragraph(self) -> None:
        """Close a paragraph, unless nothing of it was written."""
        if self.titling is not None:
            self.close_title()
        elif not self.waiting:
            self.out.append("</p>\n")
        self.waiting = False
        self.paragraph = (-1, -1)
        if self.quotes:
            self.quotes[-1].fresh = False

    def end_quote(self) -> None:
        """Close a quotation or a box."""
        quote = self.quotes.pop()
        self.depth -= 1
        content, self.out = self.out, quote.outer
        if quote.callout.filled or content:
            self.fill()
        if quote.callout.kind == "quote":
            self.out += ["<blockquote>\n", *content, "</blockquote>\n"]
        else:
            self.out.append(Boxed(quote.callout, quote.title, content))

    def end_structure(self, name: str) -> None:
        """Close a list, a heading or a part of a table."""
        self.out.append(self.closing.pop())
        if name == "List":
            self.depth -= 1
        elif name == "Table":
            self.aligned = []
        elif name == "TableHead":
            self.cell, self.column = "td", 0

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
