"""Plain words: short steps, easy sentences, honest links, headings in order, boxes we know."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.prose import ENOUGH_WORDS, muscle_words, reading_grade
from clinic.check.speech import did_you_mean, listed
from clinic.read.body import plain_words
from clinic.read.grammar import BOXES, UNTITLED
from clinic.read.place import Place
from clinic.read.site import Site
from clinic.rules.steps import steps_of

HARDEST_GRADE = 8.5
LONGEST_STEP = 20
JARGON = (
    "eccentric", "concentric", "isometric", "proprioception", "unilateral", "plyometric",
    "plyometrics", "dorsiflexion", "plantarflexion", "tendinopathy", "patellofemoral",
    "hypertrophy", "running economy", "range of motion", "osteoporosis", "stress fracture",
    "tendon",
)  # fmt: skip
EMPTY_LINK = re.compile(
    r"^\s*(?:click(?: here)?|here|this|link|read more|more|learn more|this (?:page|link))\s*$", re.I
)
POOR_ALT = re.compile(
    r"^\s*(?:an? |the )?(?:image|picture|photo|photograph|graphic)s? of\b"
    r"|\.(?:jpe?g|png|webp|avif|svg|gif)\s*$|^\s*(?:img|dsc|image)[-_ ]?\d+",
    re.IGNORECASE,
)


@rule("WORD001", WARNING)
def pages_are_easy_to_read(site: Site) -> Iterator[Finding]:
    """The reading grade of a page is at most 8.5 (Flesch-Kincaid).

    Why: half of all adults read at grade 8 or below, and nobody minds an easy page.
    Fix: shorter sentences first, then shorter words. Names of muscles do not count.
    """
    ignored = muscle_words(site)
    for page in site.pages:
        if len(page.body.words) >= ENOUGH_WORDS:
            grade = reading_grade(page.body, ignored)
            if grade > HARDEST_GRADE:
                yield Finding(
                    page.source.at(page.body.first_line),
                    f"the text has a reading grade of {grade:.1f}; at most {HARDEST_GRADE} is "
                    "easy enough.",
                    "Make sentences shorter, then use shorter words.",
                )


@rule("WORD002", WARNING)
def steps_are_short(site: Site) -> Iterator[Finding]:
    """A step has at most 20 words.

    Why: a patient reads it between two movements.
    Fix: make two steps of it, or take out what the picture shows.
    """
    for page in site.of_kind("exercise"):
        for path, text in steps_of(page):
            count = len(text.split())
            if count > LONGEST_STEP:
                yield Finding(
                    page.at(*path),
                    f"this step has {count} words; {LONGEST_STEP} are enough.",
                    "Make two steps of it, or take words out.",
                )


@rule("WORD003", WARNING)
def special_words_are_explained(site: Site) -> Iterator[Finding]:
    """A special word in a text stands in the glossary.

    Why: the reader must be able to look it up.
    Fix: add it to the glossary, or use plain words.
    """
    explained = glossary_words(site)
    if any(page.kind == "glossary" and page.model is None for page in site.pages):
        return
    vocabulary = site.data("vocabulary")
    muscles = [entry.name.partition(" (")[0] for entry in vocabulary.muscles.values() if entry.name
               ] if vocabulary else []  # fmt: skip
    known = [word for word in (*JARGON, *muscles) if word.casefold() not in explained]
    if not known:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE)
    first_words = {words[0] for word in known if (words := plain_words(word))}
    for page in site.pages:
        if page.kind == "glossary" or first_words.isdisjoint(page.body.words):
            continue
        seen: set[str] = set()
        for match in pattern.finditer(text := page.body.raw.decode("utf-8", "replace")):
            start = len(text[: match.start()].encode())
            new = match[0].casefold() not in seen and page.body.outside_code(start)
            if new and pattern.search(page.body.prose):
                seen.add(match[0].casefold())
                yield Finding(
                    page.at_body(start, start + len(match[0].encode())),
                    f'"{match[0]}" is a special word that the glossary does not explain.',
                    "Add it to docs/glossary.md, or use plain words.",
                )


@rule("WORD004", WARNING)
def links_say_where_they_lead(site: Site) -> Iterator[Finding]:
    """The words of a link say where it leads.

    Why: a screen reader lists links alone, and 'here' leads anywhere.
    Fix: link the words that name the page.
    """
    for edge in site.links.edges:
        if edge.link is None or edge.kind not in ("wiki", "page", "web"):
            continue
        if EMPTY_LINK.match(edge.link.text) or not edge.link.text.strip():
            yield Finding(
                edge.place,
                f'the words "{edge.link.text}" do not say where the link leads.',
                "Link the words that name the page.",
            )


@rule("WORD005", WARNING, fixable=True)
def heading_levels_are_not_skipped(site: Site) -> Iterator[Finding]:
    """Headings go down one level at a time, starting with ##.

    Why: people who can't see the page find their way by its levels.
    Fix: use one # less.
    """
    for page in site.pages:
        level = 1
        for heading in page.body.headings:
            if heading.level > level + 1:
                yield Finding(
                    page.at_body(heading.start, heading.start + heading.level),
                    f'"{heading.text}" has level {heading.level}, but the heading above it has '
                    f"level {level}.",
                    f'Write it with "{"#" * (level + 1)}".',
                    "#" * (level + 1),
                    old="#" * heading.level,
                )
            level = max(heading.level, 1)


@rule("WORD006")
def pictures_have_a_description(site: Site) -> Iterator[Finding]:
    """Every picture in the text has a description.

    Why: people who can't see it learn from it what it shows.
    Fix: write it between the square brackets.
    """
    for edge in site.links.edges:
        if edge.kind == "image" and edge.link is not None and not edge.link.text.strip():
            yield Finding(
                edge.place,
                "this picture has no description.",
                "Write what it shows between the square brackets: ![A runner on one leg](…).",
            )


@rule("WORD007", WARNING)
def descriptions_describe(site: Site) -> Iterator[Finding]:
    """A picture's description says what it shows, not that it is a picture or a file.

    Why: 'image of' is what the screen reader says anyway.
    Fix: describe what a person would see.
    """
    for page in site.pages:
        for link in page.body.links:
            if link.kind == "image" and POOR_ALT.search(link.text):
                yield poor_description(page.at_body(link.start, link.end), link.text)
        for name in ("hero", "photo"):
            picture = page.data.get(name)
            if isinstance(picture, dict) and POOR_ALT.search(str(picture.get("alt", ""))):
                yield poor_description(page.at(name, "alt"), str(picture["alt"]))
        media = page.data.get("media")
        for index, picture in enumerate(media if isinstance(media, list) else []):
            if isinstance(picture, dict) and POOR_ALT.search(str(picture.get("alt", ""))):
                yield poor_description(page.at("media", index, "alt"), str(picture["alt"]))


@rule("WORD008", fixable=True)
def pages_have_one_title(site: Site) -> Iterator[Finding]:
    """The text has no heading with a single #; the title field is the only one.

    Why: a page with two titles confuses readers and search engines.
    Fix: use ## in the text.
    """
    for page in site.pages:
        for heading in page.body.headings:
            if heading.level == 1:
                yield Finding(
                    page.at_body(heading.start, heading.start + 1),
                    f'"{heading.text}" is a second title; the first comes from the fields.',
                    'Write it with "##".',
                    "##",
                    old="#",
                )


@rule("WORD010")
def boxes_are_known(site: Site) -> Iterator[Finding]:
    """A box is a quotation that starts with a kind we know and a title.

    Why: an unknown box has no color, no icon and no meaning.
    Fix: write '> [!note] Title', then lines that start with '>'.
    """
    for page in site.pages:
        for callout in page.body.callouts:
            if callout.kind not in (*BOXES, "quote"):
                fix, near = did_you_mean(callout.kind, BOXES, f"Use {listed(sorted(BOXES))}.")
                yield Finding(
                    page.at_body(*callout.mark),
                    f'"{callout.kind}" is not a box that we use.',
                    fix,
                    f"[!{near}]" if near else None,
                )
            elif callout.kind in BOXES and not callout.title and callout.kind not in UNTITLED:
                yield Finding(
                    page.at_body(callout.start, callout.end),
                    "this box has no title.",
                    f'Write it behind the kind: "> [!{callout.kind}] When to get care".',
                )
        for start, end in page.body.admonitions:
            yield Finding(
                page.at_body(start, end),
                "boxes with !!! or ??? are not used here.",
                'Write "> [!note] Title", and start the lines below with ">".',
            )


@rule("WORD011")
def texts_hold_no_html(site: Site) -> Iterator[Finding]:
    """Texts are Markdown, without HTML.

    Why: HTML can break the page, its print and its safety.
    Fix: use Markdown: ** for bold, ## for headings, - for lists.
    """
    for page in site.pages:
        for start, end in page.body.html:
            shown = page.body.raw[start:end].strip().split(b"\n", 1)[0].decode("utf-8", "replace")
            yield Finding(
                page.at_body(start, end),
                f'"{shown[:40]}" is HTML, and texts are Markdown only.',
                "Write it in Markdown, or put a backslash before < to show it as it is.",
            )


def poor_description(place: Place, text: str) -> Finding:
    """A description that does not describe."""
    return Finding(
        place,
        f'"{text}" does not say what the picture shows.',
        "Describe what a person would see, without 'image of' and without the file name.",
    )


def glossary_words(site: Site) -> set[str]:
    """Every word that the glossary explains, in small letters."""
    return {
        word.casefold()
        for page in site.of_kind("glossary")
        for entry in page.model.terms
        for word in (entry.term, *entry.aliases)
    }
