"""The blocks of a text: lists, tables, code, boxes and notes, opened and closed."""

import re
from html import escape
from typing import Any

from clinic.read.parts import Boxed
from clinic.read.texts import Texts

BARS = re.compile(rb"(?<!\\)\|")
CLOSED = re.compile(rb"(?<!\\)\|\Z")


class Blocks(Texts):
    """What one pass does with blocks."""

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

    def end_structure(self, name: str) -> None:
        """Close a list, a heading or a part of a table."""
        self.out.append(self.closing.pop())
        if name == "List":
            self.depth -= 1
        elif name == "Table":
            self.aligned = []
        elif name == "TableHead":
            self.cell, self.column = "td", 0

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
