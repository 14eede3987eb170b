"""The claim ledger: every sentence that cites a source, with how sure its page says it is.

A claim is a sentence in a body that carries a citation. The sentences before it that carry none
belong to it. Nothing is rated here: the strength is what the page itself says, in the words that
docs/about.md explains.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clinic.check.prose import sentences
from clinic.read.body import CITED, Block, Callout
from clinic.read.page import Page
from clinic.read.site import Site

CLAIMS = "assets/data/claims.json"
"""Where the ledger stands on the site, as data."""
KEY = re.compile(r"@([^\s;,\]]+)")
NOT_STATED = "not stated"
WARNING_BOXES = ("emergency", "urgent", "soon")
STRENGTHS = {
    "good": "Good evidence",
    "some": "Some evidence",
    "mixed": "Mixed evidence",
    "opinion": "Our clinic's opinion",
    NOT_STATED: "Strength not named there",
}
"""Each strength as readers see it, the strongest first."""
SAID = (
    ("opinion", re.compile(r"\bclinic's opinion\b", re.IGNORECASE)),
    ("mixed", re.compile(r"\bmixed evidence\b|\bevidence\b[^.:;]{0,200}\bmixed\b", re.IGNORECASE)),
    ("some", re.compile(r"\bsome evidence\b", re.IGNORECASE)),
    ("good", re.compile(r"(?<!\bno )\bgood evidence\b|\bevidence\b[^.:;]{0,200}\bis good\b", re.I)),
)
"""How a text names a strength. Where it names two, the more careful one counts."""


@dataclass(frozen=True)
class Claim:
    """One claim.

    page: where it is written, which may be a shared block. pages: where readers find it.
    box: the title of the box that it stands in. before: the sentences that lead to it.
    sign: whether it is a warning sign, in a box that says when to get care.
    """

    page: Page
    pages: tuple[Page, ...]
    section: str
    box: str
    before: str
    text: str
    keys: tuple[str, ...]
    strength: str
    sign: bool

    @property
    def passage(self) -> str:
        """The claim with all that is needed to understand it."""
        return " ".join(filter(None, (self.box, self.before, self.text)))


def claims(site: Site) -> list[Claim]:
    """Every claim on the site, page by page. Pages that nobody can open make none."""
    found = []
    for page in site.pages:
        pages = [shown for shown in site.links.shown_in(page) if shown.status == "published"]
        if pages and page.status == "published":
            found += [claim for claim in claims_of(page, tuple(pages)) if claim.keys]
    return found


def claims_of(page: Page, pages: tuple[Page, ...]) -> Iterator[Claim]:
    """The claims in one body, in order."""
    section, lead = "", ""
    for block in page.body.blocks:
        if block.kind == "Heading":
            section, lead = block.text.strip(), ""
            continue
        box = box_of(page, block)
        title = "" if box is None or box.kind == "quote" else with_colon(box.title)
        kind = "" if box is None else box.kind
        parts = sentences(block.text)
        first = 0
        for index, part in enumerate(parts):
            if cited := CITED.findall(part):
                near = [*reversed(parts[:index]), *parts[index + 1 :]]
                around = [lead, section] if block.kind == "Item" else [section]
                strength = said_in([part, *uncited(near)]) or said_in(around, rated=True)
                yield Claim(
                    page, pages, section, title,
                    plain(parts[first:index]), plain([part]),
                    tuple(dict.fromkeys(KEY.findall(" ".join(cited)))),
                    "opinion" if kind == "opinion" else strength or NOT_STATED,
                    kind in WARNING_BOXES,
                )  # fmt: skip
                first = index + 1
        if block.kind == "Paragraph":
            lead = " ".join(uncited(parts))


def said_in(texts: list[str], rated: bool = False) -> str:
    """The strength that the first of these texts to name one names, or nothing.

    They come in the order of trust: the sentence itself, those before it from near to far, those
    after it. Where a paragraph is silent, the words that lead to its list or the heading of its
    section may speak. rated: only of evidence; 'this list is our clinic's opinion' does not make
    an opinion of the guideline that one of its items cites.
    """
    for text in texts:
        for strength, pattern in SAID:
            if pattern.search(text) and not (rated and strength == "opinion"):
                return strength
    return ""


def box_of(page: Page, block: Block) -> Callout | None:
    """The box that a piece of text stands in."""
    if not block.quoted:
        return None
    boxes = (box for box in page.body.callouts if box.start <= block.start < box.end)
    return next(boxes, None)


def uncited(parts: list[str]) -> list[str]:
    """The sentences without a citation; the words of one that cites speak of itself alone."""
    return [part for part in parts if not CITED.search(part)]


def plain(parts: list[str]) -> str:
    """Sentences without their citations."""
    return " ".join(CITED.sub("", part).strip() for part in parts)


def with_colon(title: str) -> str:
    """The title of a box, as the start of a sentence."""
    return title if not title or title.endswith((":", ".", "?", "!")) else title + ":"


def short_name(reference: Any) -> str:
    """'Beyer and others, 2015', 'Kahanov and Eberman, 2015', 'Example Agency'."""
    names = [surname(author) for author in reference.authors]
    many = reference.et_al or len(names) > 2
    who = f"{names[0]} and others" if many else " and ".join(names)
    return f"{who}, {reference.year}" if reference.year else who


def surname(author: str) -> str:
    """'Balsalobre-Fernández' for 'Balsalobre-Fernández C'; an institution keeps its name."""
    name, _, initials = author.rpartition(" ")
    return name if name and initials.isupper() and len(initials) <= 3 else author


def counted(found: list[Claim]) -> dict[str, int]:
    """How many claims have each strength, the strongest first."""
    counts = Counter(claim.strength for claim in found)
    return {strength: counts[strength] for strength in STRENGTHS}


def claims_file(site: Site) -> tuple[str, str]:
    """The address and the text of the ledger; the same content gives the same bytes."""
    return CLAIMS, json.dumps(ledger(site), ensure_ascii=False, separators=(",", ":"))


def ledger(site: Site) -> dict[str, Any]:
    """Every claim with its pages, strength and sources. Addresses start at the site's root."""
    found = claims(site)
    references = site.data("references").root
    used = sorted({key for claim in found for key in claim.keys} & references.keys())
    return {
        "version": 1,
        "counts": counted(found),
        "claims": [
            {
                "written_in": claim.page.path,
                "pages": [{"title": page.title, "url": page.address} for page in claim.pages],
                "section": claim.section,
                "box": claim.box,
                "before": claim.before,
                "text": claim.text,
                "strength": claim.strength,
                "warning_sign": claim.sign,
                "references": list(claim.keys),
            }
            for claim in found
        ],
        "references": {
            key: {
                "name": short_name(references[key]),
                "kind": references[key].kind,
                "title": references[key].title,
                "url": references[key].link,
                "finding": references[key].finding,
                "limits": references[key].limits,
            }
            for key in used
        },
    }
