"""Names of exercises: one for each, told apart, true to the muscles."""

import re
from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import listed, near_pairs
from clinic.read.page import Page
from clinic.read.site import Site

NEAR_NAME = 92
NAMED_MUSCLES = {
    r"\badduct": ("adductor-magnus", "adductor-longus", "gracilis"),
    r"\bcopenhagen\b": ("adductor-magnus", "adductor-longus", "gracilis"),
    r"\babduct": ("gluteus-medius", "gluteus-minimus", "tensor-fasciae-latae"),
    r"\bcalf\b": ("gastrocnemius", "soleus"),
    r"\bheel (?:raise|drop)\b": ("gastrocnemius", "soleus"),
    r"\btibialis\b": ("tibialis-anterior", "tibialis-posterior"),
    r"\b(?:hamstring|nordic)\b": ("hamstrings",),
    r"\b(?:bridge|hip thrust)\b": ("gluteus-maximus", "hamstrings"),
    r"\bsquat\b": ("quadriceps-femoris",),
}


@rule("DATA001")
def names_are_unique(site: Site) -> Iterator[Finding]:
    """No exercise has a name or other name that belongs to another.

    Why: a search for it would find the wrong one.
    Fix: choose another name, or delete the double.
    """
    owners: dict[str, tuple[Page, tuple[str | int, ...]]] = {}
    for page in site.finished("exercise"):
        names: list[tuple[str, tuple[str | int, ...]]] = [(page.model.name, ("name",))]
        names += [(name, ("aliases", i)) for i, name in enumerate(page.model.aliases)]
        for name, path in names:
            owner, owned = owners.setdefault(name.casefold(), (page, path))
            if (owner, owned) != (page, path):
                what = f'"{name}" is a name of "{owner.title}" already.'
                fix = "Choose another name, or delete it."
                yield Finding(page.at(*path), what, fix, also=owner.at(*owned))


@rule("DATA002", WARNING)
def names_are_distinct(site: Site) -> Iterator[Finding]:
    """No two exercises have nearly the same name.

    Why: they are probably the same exercise, written twice.
    Fix: keep one of the two pages, or make the names tell them apart.
    """
    pages = sorted(site.finished("exercise"), key=lambda page: page.model.name)
    names = [" ".join(page.model.name.casefold().replace("-", " ").split()) for page in pages]
    for first, second in near_pairs(names, NEAR_NAME):
        if names[first] == names[second] and pages[first].model.name == pages[second].model.name:
            continue
        yield Finding(
            pages[second].at("name"),
            f'"{pages[second].title}" is nearly the name of "{pages[first].title}".',
            "If they are the same exercise, keep one page; else make the names tell them apart.",
            also=pages[first].at("name"),
        )


@rule("DATA007")
def muscles_agree_with_the_name(site: Site) -> Iterator[Finding]:
    """The muscles are those that the name speaks of.

    Why: a well-known public set lists the buttock for an exercise of the inner thigh.
    Fix: correct the muscles, or the name.
    """
    for page in site.finished("exercise"):
        for pattern, muscles in NAMED_MUSCLES.items():
            named = re.search(pattern, page.model.name, re.IGNORECASE)
            if named and not set(muscles) & set(page.model.muscle_list):
                yield Finding(
                    page.key("muscles"),
                    f'the name says "{named[0]}", but none of {listed(muscles)} is listed.',
                    "Correct the muscles, or the name.",
                    also=page.at("name"),
                )


@rule("DATA020", WARNING)
def names_have_one_capital(site: Site) -> Iterator[Finding]:
    """A name has a capital at its start only, and 'Single-leg' has a hyphen.

    Why: names that are written in two ways are found in one way only.
    Fix: write it like 'Single-leg squat'.
    """
    for page in site.finished("exercise"):
        name = page.model.name
        better = re.sub(r"\b([Ss])ingle leg\b", r"\1ingle-leg", name)
        better = better[0].upper() + re.sub(
            r"(?<=[ -])[A-Z](?=[a-z]{3})", lambda m: m[0].lower(), better[1:]
        )
        proper = any(word in name for word in ("Nordic", "Copenhagen", "Romanian", "Bulgarian"))
        if better != name and not (proper and name[0].isupper() and "ingle leg" not in name):
            yield Finding(
                page.at("name"),
                f'"{name}" is not written like our other names.',
                f'Write "{better}".',
                better,
            )
