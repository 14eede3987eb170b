"""The review pack: what a clinician needs on paper to check a page and to sign it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinic.check.grades import grades, middle
from clinic.compose import sums, words
from clinic.compose.claims import STRENGTHS, Claim, claims, short_name
from clinic.compose.contexts import GROUP_TITLES, cautions_of, code_of, muscle
from clinic.compose.flow import flow, sources
from clinic.compose.html import OVERRIDES, environment
from clinic.compose.illustration import captions, illustration
from clinic.compose.view import View, review_state
from clinic.model.exercise import Exercise
from clinic.model.program import Program
from clinic.read.page import Page
from clinic.read.site import Site

KINDS = {"exercise": "Exercises", "article": "Articles", "program": "Programs"}
INDEX, ALL = "index.html", "all.html"


def write_review(site: Site, folder: Path) -> dict[str, Any]:
    """Write the pack into a folder: a list, one file a page, and all in one. Returns the list."""
    known = claims(site)
    graded = grades(site)
    sheets = [sheet(site, page, known, graded) for page in pages_of(site)]
    overview = overview_of(site, graded)
    write(folder / INDEX, overview=overview, sheets=[], root="")
    write(folder / ALL, overview=overview, sheets=sheets, root="")
    for one in sheets:
        write(folder / one["file"], overview=None, sheets=[one], root="../")
    return overview


def write(path: Path, **values: Any) -> None:
    """Write one file of the pack."""
    css = (OVERRIDES / "assets/css/figures.css").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = environment().get_template("review.html").render(figure_styles=css, **values)
    path.write_text(text, encoding="utf-8")


def pages_of(site: Site) -> list[Page]:
    """What a clinician reads: exercises, articles and programs, then the shared blocks."""
    kinds = [page for kind in KINDS for page in site.of_kind(kind) if page.status != "retired"]
    return [*sorted(kinds, key=in_order), *site.of_kind("block")]


def in_order(page: Page) -> tuple[int, str]:
    """For sorting: by kind, then by title."""
    return list(KINDS).index(page.kind), page.title.casefold()


def overview_of(site: Site, graded: dict[str, float]) -> dict[str, Any]:
    """Everything that awaits review, what the doses rest on, and how easy the pages are."""
    pages = [page for page in pages_of(site) if not page.part]
    waiting = [page for page in pages if review_state(site, page.model) != "reviewed"]
    vocabulary = site.data("vocabulary")
    basis = Counter(page.model.dose.basis for page in pages if page.kind == "exercise")
    hardest = max(graded, key=lambda path: graded[path], default="")
    return {
        "clinic": site.data("clinic"),
        "today": site.today,
        "waiting": len(waiting),
        "reviewed": len(pages) - len(waiting),
        "groups": [
            {"title": title, "rows": [row(site, page, graded) for page in waiting
                                      if page.kind == kind]}
            for kind, title in KINDS.items()
        ],
        "blocks": [file_of(page) | {"title": page.title} for page in site.of_kind("block")],
        "basis": [(vocabulary.plain("basis", term), count) for term, count in basis.most_common()],
        "graded": len(graded),
        "median": f"{middle(graded):.1f}",
        "hardest": site.by_path[hardest].title if hardest else "",
        "highest": f"{graded.get(hardest, 0):.1f}",
        "left_out": [page.path for page in site.pages if page.kind in KINDS and not page.model],
    }  # fmt: skip


def row(site: Site, page: Page, graded: dict[str, float]) -> dict[str, Any]:
    """One line of the list."""
    dose = page.model.dose if page.kind == "exercise" else None
    plain = site.data("vocabulary").plain
    return file_of(page) | {
        "title": page.title,
        "status": page.status,
        "overdue": review_state(site, page.model) == "overdue",
        "dose": words.dose_in_words(dose) if dose else "",
        "basis": plain("basis", dose.basis) if dose else "",
        "grade": number(graded, page),
    }


def file_of(page: Page) -> dict[str, str]:
    """Where a page's sheet stands in the pack, and the file that people edit."""
    return {"file": f"{page.kind}s/{page.slug}.html", "path": page.path}


def number(graded: dict[str, float], page: Page) -> str:
    """The reading grade of a page, where it has one."""
    return f"{graded[page.path]:.1f}" if page.path in graded else ""


def sheet(site: Site, page: Page, known: list[Claim], graded: dict[str, float]) -> dict[str, Any]:
    """Everything about one page that a clinician checks."""
    view = View(site, page)
    parts = {page.path, *(block.path for _, block in site.links.blocks_of(page))}
    references = site.data("references").root
    names = {key: short_name(reference) for key, reference in references.items()}
    return file_of(page) | {
        "kind": page.kind,
        "title": page.title,
        "address": "" if page.part else page.address,
        "status": page.status,
        "shown_in": [shown.title for shown in site.links.shown_in(page)] if page.part else [],
        "x": page.model,
        "review": None if page.part else page.model.review,
        "clinic": site.data("clinic"),
        "grade": number(graded, page),
        "flow": flow(site, page, lambda text: sources(text, lambda key: names.get(key, key))),
        "sources": [
            dict(references[key]) | {
                "name": names[key],
                "link": references[key].link,
                "claims": [(claim.passage, STRENGTHS[claim.strength]) for claim in known
                           if claim.page.path in parts and key in claim.keys],
            }
            for key in view.numbers
        ],
        **DETAILS.get(page.kind, nothing)(view),
    }  # fmt: skip


def nothing(view: View) -> dict[str, Any]:
    """Articles and blocks have no more than their text."""
    return {}


def exercise(view: View) -> dict[str, Any]:
    """The clinical fields of an exercise, with its figure."""
    x: Exercise = view.page.model
    plain, links = view.site.data("vocabulary").plain, view.site.links
    references = view.site.data("references").root
    made = illustration(view.site, view.page)
    return {
        "code": code_of(view),
        "figure": made and {
            "start": made.drawing.start,
            "end": made.drawing.end,
            "captions": captions(x),
            "remarks": [f"{remark.code}: {remark.message}" for remark in made.remarks],
        },
        "facts": list(facts(view, x)),
        "dose": words.dose_in_words(x.dose),
        "basis": plain("basis", x.dose.basis),
        "dose_sources": [short_name(r) for r in map(references.get, x.dose.references) if r],
        "steps": words.grouped_steps(x),
        "cautions": words.CAUTIONS,
        "easier": [
            {"title": page.title, "when": step.when}
            for page, step in links.easier.get(view.page.slug, [])
        ],
        "harder": [
            {"title": title_of(view.site, step.to), "when": step.when,
             "change": words.CHANGES[step.change]}
            for step in x.harder
        ],
    }  # fmt: skip


def facts(view: View, x: Exercise) -> Iterator[tuple[str, str]]:
    """The fields that are terms and numbers, with their names."""
    plain = view.site.data("vocabulary").plain
    yield "Most work", ", ".join(muscle(view, term) for term in x.muscles.primary)
    yield "Also work", ", ".join(muscle(view, term) for term in x.muscles.secondary) or "none"
    yield "Body parts", ", ".join(plain("regions", term) for term in x.region)
    yield "Movement", plain("patterns", x.pattern)
    yield "Position", plain("positions", x.position)
    yield "Sides", words.LATERALITY[x.laterality]
    if x.two_leg_version:
        yield "On two legs", title_of(view.site, x.two_leg_version)
    yield "Level", f"{x.level} of 5"
    yield "Impact, support", f"{words.IMPACT[x.impact]}; {words.SUPPORT[x.support].lower()}"
    yield "Good for", ", ".join(plain("goals", term) for term in x.goal)
    yield "Equipment", ", ".join(plain("equipment", term) for term in x.equipment)
    for each in x.household:
        yield "In its place", f"{plain('equipment', each.instead_of)}: {each.use}"


def title_of(site: Site, slug: str) -> str:
    """The name of an exercise, or its file name where it is not known."""
    pages = site.by_slug.get(slug)
    return pages[0].title if pages else slug


def program(view: View) -> dict[str, Any]:
    """A program with the doses that its exercises have there, and the cautions that follow."""
    x: Program = view.page.model
    blocks = sums.planned(view.site, x)
    items = [item for block in blocks.values() for item in block]
    return {
        "sessions": words.counted(x.sessions_per_week, "session", "sessions"),
        "weeks": words.counted(x.weeks, "week", "weeks"),
        "minutes": sums.minutes(items),
        "blocks": [
            {
                "title": GROUP_TITLES[name],
                "items": [
                    {"title": item.page.title, "dose": words.dose_in_words(item.dose),
                     "note": item.item.note, "changed": item.item.dose is not None}
                    for item in block
                ],
            }
            for name, block in blocks.items()
        ],
        "cautions": cautions_of(view, items),
        "weekly": [
            (muscle(view, term), f"{count:g}")
            for term, count in sums.weekly_sets(items, x.sessions_per_week)
        ],
    }  # fmt: skip


DETAILS = {"exercise": exercise, "program": program}
