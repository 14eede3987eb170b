"""Signs of squeezed nerves, and sharp pain: one sign has one urgency, wherever it is said."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.prose import sentences
from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import Site

FELT = r"(?:weak|numb|tingl)\w*"
BOTH_LEGS = re.compile(
    rf"\bboth legs\b[^.;]*\b{FELT}|\b{FELT}\b[^.;]*\bboth legs\b"
    rf"|\b{FELT}\b[^.;]*\b(?:between (?:your|the) legs|genitals|bottom|inner thighs)\b"
    r"|\b(?:bladder|bowels?)\b|\bsexual (?:function|feeling)|\bdown both legs\b"
    rf"|\bnew\w*\b[^.;]*\b{FELT}\b[^.;]*\bfeet\b",
    re.IGNORECASE,
)
"""Signs of cauda equina syndrome. Source: docs/references.yml, norfolk-ces, healthify-sciatica."""
ONE_LEG = re.compile(
    r"\bone leg\b[^.;]*\bweak\b|\bgetting weaker\b|\bweakness\b[^.;]*\b(?:a|one|your|the) leg\b"
    r"|\bleg is (?:numb or )?weak\b|\bfoot drops\b",
    re.IGNORECASE,
)
NAMED = ("weak", "numb", "Numb", "Weak", "ingl", "ladder", "owel", "exual", "own both", "oot drops")
"""A quick look before the long one: without any of these a text names no sign."""
NOW, TODAY = re.compile(r"\b911\b"), re.compile(r"\b911\b|\btoday\b", re.IGNORECASE)
SHARP = re.compile(r"\bsharp\b", re.IGNORECASE)
LOWER = re.compile(r"\bgo back\b|\bone step\b|\beasier\b|\bdo less\b", re.IGNORECASE)
STOP = re.compile(r"\bstop\b", re.IGNORECASE)


@rule("SAFE017")
def nerve_signs_keep_their_urgency(site: Site) -> Iterator[Finding]:
    """Weak or numb legs have the same urgency wherever they are named.

    Why: signs in both legs, or with bladder or bowels, are an emergency; a leg that gets weak is
    for today. A patient who reads 'ask a clinician soon' may lose the use of both.
    Fix: say 911 for both legs, numbness between the legs, bladder, bowels or sex; say today for
    weakness in one leg or a foot that drops.
    """
    for _, place, sign, advice in warnings(site):
        if BOTH_LEGS.search(sign) and not NOW.search(advice):
            yield Finding(
                place, "this is a sign of squeezed nerves at the base of the spine, and 911 is "
                "not named beside it.", "Write: Call 911 or go to an emergency room.",
            )  # fmt: skip
        elif ONE_LEG.search(sign) and not TODAY.search(advice):
            yield Finding(
                place, "a leg that gets weak must be seen today, and that is not said here.",
                "Write: Get care today. Without weakness, name only tingling or numbness.",
            )  # fmt: skip


@rule("SAFE018")
def sharp_pain_means_stop(site: Site) -> Iterator[Finding]:
    """Whoever feels sharp pain is told to stop, not to go on with an easier step.

    Why: the stop rules of the clinic say so; two rules that differ help nobody.
    Fix: Stop for today. When it has settled, start again one step lower.
    """
    for page in site.of_kind("program"):
        for index, line in enumerate(page.model.progress_rule):
            if softened(line):
                yield softer(page.at("progress_rule", index))
    for page in site.pages:
        for block in page.body.blocks:
            if softened(block.text):
                yield softer(page.at_body(block.start, block.start + 1))


def softened(text: str) -> bool:
    """Whether a sentence answers sharp pain with an easier step alone."""
    return "harp" in text and any(
        SHARP.search(sentence) and LOWER.search(sentence) and not STOP.search(sentence)
        for sentence in sentences(text)
    )


def softer(place: Place) -> Finding:
    """Sharp pain that does not end the session."""
    return Finding(
        place, "here sharp pain leads to an easier step, but our stop rules end the session.",
        "Write: Stop for today. When it has settled, start again one step lower.",
    )  # fmt: skip


def warnings(site: Site) -> Iterator[tuple[Page, Place, str, str]]:
    """Every place that may name a sign: page, place, the sign's words, and the advice with it."""
    for page in site.of_kind("exercise"):
        for index, caution in enumerate(page.model.cautions):
            yield page, page.at("cautions", index, "if"), caution.if_, caution.how or ""
        for index, line in enumerate(page.model.stop_if):
            yield page, page.at("stop_if", index), line, line
    for page in site.of_kind("program"):
        for index, line in enumerate(page.model.not_for):
            yield page, page.at("not_for", index), line, line
    for page in site.pages:
        titles = {box.start: f"{box.kind} {box.title}" for box in page.body.callouts}
        for block in page.body.blocks:
            if (
                block.kind in ("Item", "Paragraph")
                and any(named in block.text for named in NAMED)
                and said(block.text)
            ):
                box = max((start for start in titles if start <= block.start), default=-1)
                title = urgency(titles[box]) if block.quoted else ""
                yield page, page.at_body(block.start, block.start + 1), block.text, (
                    f"{title} {block.text}"
                )  # fmt: skip


def said(text: str) -> bool:
    """Whether a text tells the reader of a sign, rather than what an illness is."""
    return bool(re.search(r"\b(?:if|you|your)\b|^(?:one|both|new|weak|numb|tingl)", text, re.I))


def urgency(title: str) -> str:
    """What the title and the kind of a box ask for."""
    kind = title.partition(" ")[0]
    return title + {"emergency": " 911", "urgent": " today"}.get(kind, "")
