"""The Markdown that authors write: CommonMark and GitHub's additions, with links by name.

One parser reads it, and no other sees it: what the checks know of a text and what readers get of
it come from the same events. Which marks are understood beyond the parser's own stands here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_WIKILINKS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
Event = tuple[Any, Any]
BOXES = ("emergency", "urgent", "soon", "opinion", "note")
"""The kinds of boxes, the most urgent first."""
UNTITLED = {"note": "Note"}
"""The kinds that may do without a title, with the one that they get: GitHub's notes have none."""
CALLOUT = re.compile(r"\[!([\w-]+)\][-+]?:?[ \t]*")
CITATION = re.compile(r"\[(@[^\s;,\]\[][^\]\[]*)\]")
CITED_KEY = re.compile(r"@([^\s;,\]]+)")
BLANK_LINE = re.compile(rb"\n[ \t>]*\n")
DEFINITION = re.compile(rb"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)
WIDTH = re.compile(r"\|\d+(?:x\d+)?$")
"""How Obsidian writes the width of a picture, behind its description."""
ADDRESS = re.compile(
    r"(?P<web>(?<![a-z])(?:https?|ftp)://[^\s<]+|(?<![^\s*_~(])www\.[^\s<]+)"
    r"|(?<![\w/.@+-])(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE | re.ASCII,
)
HOST = re.compile(r"(?:[a-z]+://)?([^\s!-,/:-@\[-^`{-~]*)", re.IGNORECASE)
ENTITY = re.compile(r"&[a-z]+;\Z", re.IGNORECASE)
LONGEST_ENTITY = 34
ENDS_SENTENCE = "?!.,:*_~'\";"


def events(text: str) -> Iterable[Event]:
    """The parser's events over a text, each with the bytes that it stands in."""
    return pyromark.events_with_range(text, options=OPTIONS)


def uncommented(raw: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """A text without its %%comments%%, which Obsidian keeps from readers, too.

    Returns also the cuts, as Body keeps them. What stands in code is no comment.
    """
    code = code_in(raw)
    kept, cuts, here, removed = [], [], 0, 0
    start = raw.find(b"%%")
    while start >= 0:
        end = raw.find(b"%%", start + 2) + 2
        index = bisect_right(code, (start, len(raw) + 1)) - 1
        if (index >= 0 and start < code[index][1]) or not is_comment(raw, start, end):
            start = raw.find(b"%%", start + 2)
            continue
        kept.append(raw[here:start])
        here, removed = end, removed + end - start
        cuts.append((end - removed, removed))
        start = raw.find(b"%%", end)
    return b"".join([*kept, raw[here:]]), cuts


def is_comment(raw: bytes, start: int, end: int) -> bool:
    """Whether a comment stands between these marks.

    Over blank lines only where %% stands alone on its line: two comments that were not closed
    would hide all that stands between them.
    """
    if end < start + 4:
        return False
    if not BLANK_LINE.search(raw, start, end):
        return True
    line_start, line_end = raw.rfind(b"\n", 0, start) + 1, raw.find(b"\n", start)
    return not (raw[line_start:start] + raw[start + 2 : line_end]).strip(b" \t>")


def code_in(raw: bytes) -> list[tuple[int, int]]:
    """Where code stands in a text."""
    return [
        (span["start"], span["end"])
        for event, span in events(raw.decode("utf-8", "surrogatepass"))
        if isinstance(event, dict) and ("Code" in event or is_code_block(event.get("Start")))
    ]


def is_code_block(value: Any) -> bool:
    """Whether the value of a 'Start' opens a block of code."""
    return isinstance(value, dict) and "CodeBlock" in value


def may_hold_address(text: str) -> bool:
    """A quick look before the long one."""
    return "@" in text or (":" in text and "://" in text) or "www." in text


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """The web and mail addresses that stand bare in a text: start, end and target of each.

    As GitHub reads them: signs that end a sentence, and brackets that were not opened in it, do
    not belong to an address.
    """
    for match in ADDRESS.finditer(text):
        found = match[0]
        if not match["web"]:
            if found[-1].isalpha():
                target = found if found.lower().startswith("mailto:") else f"mailto:{found}"
                yield match.start(), match.end(), target
            continue
        found = found[: end_of_address(found)]
        if names_a_host(found):
            target = found if "://" in found else f"http://{found}"
            yield match.start(), match.start() + len(found), target


def end_of_address(text: str) -> int:
    """How much of a text without blanks is an address."""
    end, surplus = len(text), text.count(")") - text.count("(")
    while end:
        last = text[end - 1]
        if last == ";" and (entity := ENTITY.search(text, max(0, end - LONGEST_ENTITY), end)):
            end = entity.start()
        elif last in ENDS_SENTENCE or (last == ")" and surplus > 0):
            surplus -= last == ")"
            end -= 1
        else:
            break
    return end


def names_a_host(address: str) -> bool:
    """Whether an address names a computer; without its scheme, with a dot in the name."""
    match = HOST.match(address)
    host = match[1] if match else ""
    known = "://" in address or "." in host[:-1]
    return known and host.strip("-._") != "" and "_" not in "".join(host.split(".")[-2:])
