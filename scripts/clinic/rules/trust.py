"""Safety: cautions, warning signs, and pages that are honest about their state."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import listed
from clinic.read.site import Site

REVIEWED_KINDS = ("exercise", "article", "program")
WARNING_BOXES = {"emergency", "urgent", "soon"}
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "you have had has a an the your or and in of to with that when is are it on for from been "
        "lately any do does at this by be as not if but up out than more very ever past now new",
    )
)
ENOUGH_WORDS = 0.5


@rule("SAFE001")
def cautions_are_given_or_denied(site: Site) -> Iterator[Finding]:
    """An exercise has cautions, or says why none is known.

    Why: an empty list looks like 'safe for everyone', which nobody has claimed.
    Fix: add "cautions", or "no_cautions" with the reason.
    """
    for page in site.of_kind("exercise"):
        if page.model.cautions and page.model.no_cautions:
            yield Finding(
                page.key("no_cautions"),
                "this page has cautions and also says that none is known.",
                "Delete one of the two.",
            )
        elif not page.model.cautions and not page.model.no_cautions:
            yield Finding(
                page.at("name"),
                f'"{page.title}" has no cautions and does not say that none is known.',
                'Add "cautions", or "no_cautions" with the reason.',
            )


@rule("SAFE011")
def pages_about_pain_show_warning_signs(site: Site) -> Iterator[Finding]:
    """An article about pain or injury says when to get care.

    Why: some pain is a sign of something that can't wait.
    Fix: add boxes such as '> [!emergency] Call 911 if:' to the text.
    """
    vocabulary = site.data("vocabulary")
    if vocabulary is None:
        return
    for page in site.of_kind("article"):
        topics = [t for t in page.model.topics if vocabulary.topics[t].warning_signs]
        texts = [page, *(block for _, block in site.links.blocks_of(page))]
        boxes = {box.kind for text in texts for box in text.body.callouts if box.filled}
        if topics and not boxes & WARNING_BOXES:
            yield Finding(
                page.key("topics"),
                f"an article about {listed(topics, 'and')} says when to get care, but this one "
                "does not.",
                'Add a box to the text that starts with "> [!urgent] Get care today if:".',
            )


@rule("SAFE012", WARNING)
def programs_repeat_the_cautions(site: Site) -> Iterator[Finding]:
    """Whoever must not do an exercise, or must ask first, is named in the program's not_for.

    Why: a patient reads the start of a program, not the cautions of each exercise.
    Fix: add the condition to "not_for".
    """
    exercises = {page.slug: page for page in site.of_kind("exercise")}
    for page in site.of_kind("program"):
        named = set().union(*(key_words(line) for line in page.model.not_for))
        for exercise in filter(None, (exercises.get(i.exercise) for i in page.model.items)):
            for caution in exercise.model.cautions:
                words = key_words(caution.if_)
                covered = len(words & named) >= ENOUGH_WORDS * len(words)
                if caution.then in ("do-not", "ask-first") and not covered:
                    yield Finding(
                        page.key("not_for"),
                        f'"{exercise.title}" says "{caution.then}" if {caution.if_}, but not_for '
                        "does not name it.",
                        'Add this condition to "not_for".',
                    )


@rule("SAFE014")
def updates_follow_publication(site: Site) -> Iterator[Finding]:
    """An article was changed after it was published, not before.

    Why: readers trust dates.
    Fix: correct one of the two days.
    """
    for page in site.of_kind("article"):
        if page.model.updated and page.model.updated < page.model.published:
            yield Finding(
                page.at("updated"),
                f"{page.model.updated} is before the publication on {page.model.published}.",
                "Correct one of the two days.",
                also=page.at("published"),
            )


@rule("SAFE016", WARNING)
def retired_pages_name_their_successor(site: Site) -> Iterator[Finding]:
    """A retired page says what takes its place; no other page does.

    Why: a reader with an old link wants to know where to go.
    Fix: add "replaced_by", or delete it where the page is not retired.
    """
    for kind in REVIEWED_KINDS:
        for page in site.of_kind(kind):
            if page.status == "retired" and not page.model.replaced_by:
                yield Finding(
                    page.at("status"),
                    "this page is retired, but does not say what takes its place.",
                    'Add "replaced_by" with the file name of another page.',
                )
            elif page.model.replaced_by and page.status != "retired":
                yield Finding(
                    page.key("replaced_by"),
                    f'this page is replaced, but its state is "{page.status}".',
                    'Write "status: retired", or delete this field.',
                )


def key_words(text: str) -> set[str]:
    """The words of a condition that carry its meaning, cut to their stems."""
    words = re.findall(r"[a-z]+", text.casefold())
    return {word.rstrip("s")[:7] for word in words if word not in SMALL_WORDS}
