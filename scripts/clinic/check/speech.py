"""Plain words for messages: fields, lists, near misses. No technical terms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rapidfuzz import fuzz, process

from clinic.read.place import Fault
from clinic.read.site import Site

LISTS = {
    "regions": "body region",
    "patterns": "movement pattern",
    "positions": "starting position",
    "goals": "goal",
    "muscles": "muscle",
    "equipment": "piece of equipment",
    "basis": "basis of a dose",
    "topics": "topic",
    "audiences": "audience",
}
CLOSE_ENOUGH = 70


def faults(site: Site, *kinds: str) -> Iterator[Fault]:
    """The reader's faults of these kinds, in files, fields and lists."""
    for source in site.sources:
        yield from (fault for fault in source.faults if fault.kind in kinds)
    yield from (fault for fault in site.field_faults if fault.kind in kinds)


def field_name(path: Iterable[str | int]) -> str:
    """'harder, item 2, when' for the path ('harder', 1, 'when')."""
    parts = [f"item {part + 1}" if isinstance(part, int) else str(part) for part in path]
    return ", ".join(parts) or "the page"


def listed(words: Iterable[str], last: str = "or") -> str:
    """'a, b or c'."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None where nothing is near."""
    found = process.extractOne(
        word.casefold(), {item: item.casefold() for item in known}, scorer=fuzz.ratio,
        score_cutoff=CLOSE_ENOUGH,
    )  # fmt: skip
    return found[2] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> tuple[str, str | None]:
    """A fix that offers the nearest known word, and that word; else the other advice."""
    near = nearest(word, known)
    return (f'Did you mean "{near}"?', near) if near else (otherwise, None)


def shown(value: Any) -> str:
    """A value as an author sees it, cut short."""
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def near_pairs(texts: list[str], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of places in a list whose texts are alike by at least this many percent.

    Only texts with a common stretch of words are compared, so a thousand take no time.
    """
    buckets: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        words = text.split()
        for word in {" ".join(words[:2]), " ".join(words[-2:])}:
            buckets[word].append(index)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        for position, first in enumerate(members):
            others = members[position + 1 : position + 60]
            matches = process.extract(
                texts[first],
                {other: texts[other] for other in others},
                scorer=fuzz.ratio,
                score_cutoff=least,
                limit=None,
            )
            seen |= {(first, other) for _, _, other in matches}
    yield from sorted(seen)
