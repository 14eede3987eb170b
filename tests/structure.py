"""The same text as our HTML and as GitHub's, as trees that can be compared.

What differs on purpose is made equal here, each with its reason; whatever still differs is a
mistake of ours.
"""

import re
from collections.abc import Iterator
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from clinic.compose.body import Composer
from clinic.read.body import Body
from clinic.read.grammar import CALLOUT, UNTITLED, events
from clinic.read.parts import Anchor, Parts, Shown
from clinic.read.scan import Scan

HTML = "<!-- HTML -->"
TASK = "[?]"
"""A box of a task: GitHub's parser finds none in quotations and wrongly takes some for done."""
OPEN_TASK = re.compile(r"^\s*\[[ x]\](?=\s|$)", re.IGNORECASE)
TASKED = ("h1", "h2", "li", "p")
BLANK = " \t\n"
BLOCKS = {
    "body", "blockquote", "box", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "ol", "p",
    "pre", "table", "td", "th", "thead", "tbody", "title", "tr", "ul",
}  # fmt: skip
Tree = tuple[Any, ...]


class Marking(Scan):
    """Reads a text and shows where HTML was typed, as GitHub's parser does in its safe mode.

    Ours prints HTML as text (and makes it an error), GitHub takes it as it is.
    """

    def typed_html(self, value: str, start: int, end: int) -> None:
        if self.open and self.open[-1][0].kind == "Paragraph":
            self.write_paragraph()
        self.out.append(HTML)


class Unlinked(Composer):
    """Fills in a text without a site around it: links keep the targets that were written."""

    def pieces(self, parts: Parts) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Anchor):
                yield f'<a href="{escape(part.link.target)}">{"".join(self.pieces(part.label))}</a>'
            elif isinstance(part, Shown):
                yield f'<img src="{escape(part.link.target)}" alt="{escape(part.link.text)}">'
            else:
                yield from super().pieces([part])


def our_html(text: str) -> str:
    """A text as we show it."""
    raw = text.encode()
    body = Body(raw, 1, written=raw)
    Marking(body).run(events(text))
    page: Any = SimpleNamespace(slug="page", body=body)
    site: Any = None
    return str(Unlinked(site, page, {}, lambda _: Markup("")).body())


def github_html(text: str) -> str:
    """A text as GitHub shows it."""
    return cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES)


def our_tree(text: str) -> Tree:
    """The structure that we show."""
    return tree(our_html(text))


def github_tree(text: str) -> Tree:
    """The structure that GitHub shows."""
    return tree(github_html(text))


def tree(html: str) -> Tree:
    """A piece of HTML as nested tuples: name, what matters of its attributes, content."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    return normal("body", (), list(content(body)))


def content(node: LexborNode) -> Iterator[Any]:
    """What stands in an element."""
    child = node.child
    while child is not None:
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "-comment":
            yield ("html",)
        else:
            yield from element(child)
        child = child.next


def element(node: LexborNode) -> Iterator[Any]:
    """One element, or what stands for it where both write it in different ways."""
    tag, has = str(node.tag), node.attributes
    kind, target = has.get("class") or "", has.get("href") or ""
    if tag == "a" and ("backref" in kind or target.startswith("#noted-")):
        return  # the way back from a footnote: other words, the same place
    if tag == "sup" and kind.startswith("footnote"):
        yield ("mark", re.sub(r"\D", "", node.text()))  # the mark: *1 with us, 1 with GitHub
    elif tag == "section" or (tag == "div" and kind == "table"):
        yield from content(node)  # the frame of notes and of a table that may be too wide
    elif tag == "div" and kind.startswith("box "):
        yield box(kind.rpartition("box-")[2], list(content(node)))
    elif tag == "blockquote" and (made := alert(list(content(node)))):
        yield made
    elif tag == "pre":  # at the end of a text GitHub adds the line end that is missing
        yield ("pre", node.text().removesuffix("\n"))
    elif tag == "input":
        yield TASK
    elif tag == "tbody" and not node.css("tr"):
        return  # GitHub writes no body of a table without rows
    else:
        yield normal(tag, attributes(tag, has), list(content(node)))


def attributes(tag: str, has: dict[str, str | None]) -> tuple[Any, ...]:
    """The attributes that make a difference to readers."""
    if tag in ("td", "th"):  # a class with us, since our pages allow no other styling
        return (has.get("align") or has.get("class") or "",)
    wanted = {"a": ("href",), "img": ("src", "alt"), "ol": ("start",)}.get(tag, ())
    return tuple(unquote(has.get(name) or "") for name in wanted)


def box(kind: str, inside: list[Any]) -> Tree:
    """A box as we write it: its title is a heading."""
    first = next((part for part in inside if isinstance(part, tuple)), ("",))
    titled = first[0] == "h3"
    rest = inside[inside.index(first) + 1 :] if titled else inside
    title = list(first[1:]) if titled else []
    return ("box", kind, normal("title", (), title), *normal("box", (), rest)[1:])


def alert(inside: list[Any]) -> Tree | None:
    """A quotation that we show as a box: GitHub's parser leaves that to GitHub's pages."""
    first = next((part for part in inside if isinstance(part, tuple)), ("",))
    opening = first[1] if first[0] == "p" and len(first) > 1 else None
    mark = CALLOUT.match(opening) if isinstance(opening, str) else None
    if mark is None or not isinstance(opening, str):
        return None
    words = [opening[mark.end() :], *first[2:]]
    title, rest = split_at_line_end(words)
    below = inside[inside.index(first) + 1 :]
    paragraph = [] if blank(rest) else [normal("p", (), rest)]
    filled = normal("box", (), [*paragraph, *below])[1:]
    kind = mark[1].lower()
    if blank(title) and kind not in UNTITLED and filled and filled[0][0] == "h3":
        title, filled = filled[0][1:], filled[1:]  # a heading of its own looks like our title
    shown = [UNTITLED[kind]] if blank(title) and kind in UNTITLED else title
    return ("box", kind, normal("title", (), list(shown)), *filled)


def split_at_line_end(words: list[Any]) -> tuple[list[Any], list[Any]]:
    """The first line of a paragraph, and what follows it."""
    for index, part in enumerate(words):
        if part == ("br",):
            return words[:index], words[index + 1 :]
        if isinstance(part, str) and "\n" in part:
            before, _, after = part.partition("\n")
            return [*words[:index], before], [after, *words[index + 1 :]]
    return words, []


def normal(tag: str, kept: tuple[Any, ...], inside: list[Any]) -> Tree:
    """An element with its white space as a browser shows it."""
    if tag == "code":
        return (tag, re.sub(r"\s+", " ", "".join(inside)))
    parts = list(joined(inside, merged="strong" if tag == "strong" else ""))
    shown = [
        white(part, index, parts, tag) if isinstance(part, str) else part
        for index, part in enumerate(parts)
    ]
    out = [part for part in shown if part]
    return (tag, *kept, *(task_first(out) if tag == "li" else out))


def white(text: str, index: int, parts: list[Any], tag: str) -> str:
    """One text among the parts of an element, with its white space as a browser shows it."""
    text = re.sub(r"[ \t]+", " ", re.sub(r"[ \t]*\n[ \t\n]*", "\n", text))
    if index == 0 and tag in TASKED:
        text = OPEN_TASK.sub(TASK, text, 1)
    if edge(parts[index - 1] if index else None, tag):
        text = text.lstrip(BLANK)
    if edge(parts[index + 1] if index + 1 < len(parts) else None, tag):
        text = text.rstrip(BLANK)
    return text


def task_first(inside: list[Any]) -> list[Any]:
    """An item with its task before its first paragraph, where GitHub writes it."""
    first = inside[0] if inside else None
    opening = first[1] if isinstance(first, tuple) and len(first) > 1 else None
    if not isinstance(opening, str) or not opening.startswith(TASK):
        return inside
    words = opening.removeprefix(TASK).lstrip(BLANK)
    return [TASK, (first[0], *([words] if words else []), *first[2:]), *inside[1:]]


def joined(inside: list[Any], merged: str = "") -> Iterator[Any]:
    """Neighboring texts and neighboring pieces of HTML as one.

    merged: an element in itself is one, such as strong in strong with GitHub.
    """
    parts: list[Any] = []
    for child in inside:
        for part in (
            child[1:] if merged and isinstance(child, tuple) and child[:1] == (merged,) else [child]
        ):
            if parts and isinstance(part, str) and isinstance(parts[-1], str):
                parts[-1] += part
            elif part == ("html",) and parts[-1:] == [("html",)]:
                continue
            elif part == ("html",) and blank(parts[-1:]) and parts[-2:-1] == [("html",)]:
                parts.pop()
            else:
                parts.append(part)
    return iter(parts)


def blank(parts: list[Any]) -> bool:
    """Whether these parts are white space."""
    return all(isinstance(part, str) and not part.strip(BLANK) for part in parts)


def edge(neighbor: Any, tag: str) -> bool:
    """Whether white space beside this neighbor, or at the edge of this element, is not seen."""
    if neighbor == ("html",):
        return tag != "p"
    return tag in BLOCKS if neighbor is None else neighbor[0] in BLOCKS or neighbor == ("br",)
