"""What was published stays: addresses, redirects and printed codes."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import WARNING, Finding
from clinic.check.speech import did_you_mean
from clinic.link.codes import code_for
from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import Site

RUN_FIX = "Run: python3 scripts/build.py fix"


@rule("LINK013")
def published_addresses_stay(site: Site) -> Iterator[Finding]:
    """An address that was once published still leads somewhere.

    Why: people have it in bookmarks, on paper and in other sites.
    Fix: give the old file back, or use 'build.py move', which leaves a redirect.
    """
    addresses = site.data("addresses")
    here = on_site(site)
    for address, target in (addresses.root if addresses else {}).items():
        if target is None and address not in here:
            hidden = next((p for p in site.pages if p.address == address), None)
            if hidden is not None and hidden.model is None:
                continue
            what = f'the page at "/{address}" was published, but it is gone.'
            if hidden is not None:
                what = f'the page at "/{address}" was published, but is now "{hidden.status}".'
            yield Finding(
                address_place(site, address), what,
                "Give it back, retire it, or name its new address here, after the colon.",
            )  # fmt: skip


@rule("LINK014", WARNING)
def published_addresses_are_listed(site: Site) -> Iterator[Finding]:
    """Every published page stands in docs/addresses.yml.

    Why: only what is listed there is protected from vanishing.
    Fix: run 'build.py fix', which adds it.
    """
    addresses = site.data("addresses")
    if addresses is not None:
        for page in on_site(site).values():
            if page.address not in addresses.root:
                yield Finding(
                    page.source.at(1),
                    f'the address of this page, "/{page.address}", is not in docs/addresses.yml '
                    "yet.",
                    RUN_FIX,
                )


@rule("LINK015")
def redirects_lead_to_pages(site: Site) -> Iterator[Finding]:
    """An old address leads straight to a page that is there.

    Why: a reader with an old link should arrive in one step.
    Fix: name the address of the page that took its place.
    """
    addresses = site.data("addresses")
    here = on_site(site)
    for address, target in (addresses.root if addresses else {}).items():
        if target is None:
            continue
        place = address_place(site, address, value=True)
        if address in here:
            yield Finding(
                place,
                f'"/{address}" leads to "/{target}", but a page stands at it, too.',
                "Delete the text after the colon, or move the page.",
            )
        elif target not in here and not any(
            page.address == target and page.model is None for page in site.pages
        ):
            fix, near = did_you_mean(target, here, "Name the address of a published page.")
            yield Finding(place, f'"/{address}" leads to "/{target}", where no page is.', fix, near)


@rule("LINK016")
def published_exercises_have_codes(site: Site) -> Iterator[Finding]:
    """Every published exercise has a code in exercises/codes.yml.

    Why: printed plans name exercises by code, so the code must be there before the first print.
    Fix: run 'build.py fix', which adds it.
    """
    codes = site.data("codes")
    coded = {entry.exercise for entry in codes.root.values()} if codes else set()
    for page in site.of_kind("exercise"):
        if codes is not None and page.status == "published" and page.slug not in coded:
            yield Finding(page.at("name"), f'"{page.title}" has no code yet.', RUN_FIX)


@rule("LINK017")
def codes_are_permanent(site: Site) -> Iterator[Finding]:
    """A code means the same exercise for ever.

    Why: a printed plan with this code would show another exercise.
    Fix: take the line back from an earlier version; codes are never written by hand.
    """
    codes = site.data("codes")
    if codes is None:
        return
    file = site.files["codes"]
    seen: dict[str, str] = {}
    for code, entry in codes.root.items():
        place = file.fields.place((code,), key=True)
        if code not in code_for(entry.first):
            yield Finding(
                place,
                f'the code "{code}" was not given for "{entry.first}"; it was changed or reused.',
                "Take the line back from an earlier version. Never change codes by hand.",
            )
        elif entry.exercise in seen:
            yield Finding(
                place,
                f'"{entry.exercise}" already has the code "{seen[entry.exercise]}".',
                "Take the line back from an earlier version. Never change codes by hand.",
            )
        elif not any(page.kind == "exercise" for page in site.by_slug.get(entry.exercise, [])):
            yield Finding(
                file.fields.place((code, "exercise")),
                f'the code "{code}" stands for "{entry.exercise}", which is gone.',
                'Give the exercise back with "status: retired", so that printed plans still work.',
            )
        seen.setdefault(entry.exercise, code)


def on_site(site: Site) -> dict[str, Page]:
    """The pages that readers can open, by address."""
    return {page.address: page for page in site.pages if page.on_site}


def address_place(site: Site, address: str, value: bool = False) -> Place:
    """Where an address stands in docs/addresses.yml."""
    return site.files["addresses"].fields.place((address,), key=not value)
