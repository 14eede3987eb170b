"""The words of a text: runs of them become HTML, citations, bare addresses and leftovers."""

import re
from html import escape

from clinic.read.body import CITED, Block, Body, Callout, Citation, Leftover, Link, Span
from clinic.read.grammar import (
    CALLOUT,
    CITATION,
    CITED_KEY,
    addresses,
    may_hold_address,
)
from clinic.read.leftovers import NOTES, items, leftovers
from clinic.read.parts import Anchor, Cited, Parts
from clinic.read.run import Run

MOST_LEFTOVERS = 100


class Quote:
    """A quotation that is being read, and may turn out to be a box."""

    def __init__(self, callout: Callout, outer: Parts) -> None:
        self.callout = callout
        self.outer = outer
        self.title: Parts = []
        self.fresh = True
        """Whether nothing of it was read yet: then its first words may say that it is a box."""


class Texts:
    """What one pass over a text knows so far, and what it does with words."""

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
        self.reminders = any(note.encode() in body.raw for note in NOTES)
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
        for kind, first, last in leftovers(text, line_start, self.reminders):
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
        sign = run.text[at]
        if sign not in "*_":
            return
        here = run.at(at)
        other = self.body.raw[here - 1 : here] if at == 0 else self.body.raw[here + 1 : here + 2]
        doubled = run.text[max(at - 1, 0) : at + 2].count(sign) > 1
        if other not in (b"*", b"_") or doubled:
            return
        if not run.escaped(at, self.body.raw):
            self.left("bold", sign, here, here + 1)

    def left(self, kind: str, text: str, start: int, end: int) -> None:
        """Keep a piece of text that did not become markup; of very many, the first."""
        if len(self.body.leftovers) < MOST_LEFTOVERS:
            self.body.leftovers.append(Leftover(kind, " ".join(text.split()), start, end))

    def left_line(self, kind: str, start: int, end: int) -> None:
        """Keep the first line of a block that is not what its author meant."""
        line = self.body.raw[start:end].split(b"\n", 1)[0].rstrip()
        self.left(kind, line.decode("utf-8", "replace"), start, start + len(line))

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

    def write_paragraph(self) -> None:
        """Open the paragraph that has begun, before something of it is written."""
        if self.waiting:
            self.waiting = False
            self.out.append("<p>")

    def goes_on(self) -> bool:
        """Whether the text of the next line belongs to the run of this one."""
        fresh = bool(self.quotes) and self.quotes[-1].fresh
        return self.titling is None and not fresh and bool(self.run_of_text.texts)
