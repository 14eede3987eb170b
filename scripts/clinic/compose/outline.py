"""The headings of a composed page: each gets an id, and together they are its table of contents."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from clinic.read.slug import slugged

HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ID = re.compile(r'\sid="([^"]+)"')


@dataclass
class Heading:
    """A heading. title: its words as HTML, without tags. children: the headings below it."""

    level: int
    id: str
    title: str
    children: list["Heading"] = field(default_factory=list)


def outlined(html: str) -> tuple[str, list[Heading]]:
    """The page with an id at every heading, and its outline."""
    taken = set(ID.findall(html))
    counts: dict[str, int] = {}
    found: list[Heading] = []

    def named(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        words = " ".join(unescape(TAG.sub("", inner)).split())
        own = ID.search(attributes)
        anchor = own[1] if own else free(slugged(words), taken, counts)
        taken.add(anchor)
        found.append(Heading(int(level), anchor, escape(words, quote=False)))
        mark = "" if own else f' id="{anchor}"'
        return f"<h{level}{mark}{attributes}>{inner}</h{level}>"

    return HEADING.sub(named, html), nested(found)


def nested(headings: list[Heading]) -> list[Heading]:
    """Each heading below the nearest one above it that has a higher level."""
    top: list[Heading] = []
    path: list[Heading] = []
    for heading in headings:
        while path and path[-1].level >= heading.level:
            path.pop()
        (path[-1].children if path else top).append(heading)
        path.append(heading)
    return top


def anchors(html: str) -> set[str]:
    """Every anchor that a link to this page can use."""
    return set(ID.findall(html))


def free(anchor: str, taken: set[str], counts: dict[str, int]) -> str:
    """The anchor, with a number where it is taken already. counts: the last number of each."""
    number, found = counts.get(anchor, 0), anchor
    while found in taken or not found:
        number += 1
        found = f"{anchor}_{number}"
    counts[anchor] = number
    return found
