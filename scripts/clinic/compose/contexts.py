"""For each kind of page: the values that its template shows."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from markupsafe import Markup

from clinic.compose import sums, words
from clinic.compose.chain import chain, substitutes
from clinic.compose.finder import finder
from clinic.compose.illustration import FIGURES, MUSCLES, captions, illustration
from clinic.compose.ledger import shown_ledger
from clinic.compose.view import View
from clinic.compose.ways import way_to_file
from clinic.figures.bodymap import marked
from clinic.model.exercise import Caution, Exercise
from clinic.read.page import Page

LIBRARY = "assets/data/library.json"
"""Where the data of the library stands on the site."""
GROUP_TITLES = {"warm-up": "Warm up", "main": "Main part", "cool-down": "Cool down"}
LISTED = {
    "exercises": "exercise",
    "articles": "article",
    "programs": "program",
    "people": "person",
    "claims": "claim",
}


def exercise(view: View) -> dict[str, Any]:
    """An exercise page."""
    x: Exercise = view.page.model
    vocabulary, links = view.site.data("vocabulary"), view.site.links
    slug = view.page.slug
    two_leg = view.to_slugs([x.two_leg_version] if x.two_leg_version else [])
    return {
        "trust": view.trust(x),
        "code": code_of(view),
        "muscles": {
            "primary": [muscle(view, term) for term in x.muscles.primary],
            "secondary": [muscle(view, term) for term in x.muscles.secondary],
            "map": muscle_map(view),
        },
        "equipment": [vocabulary.plain("equipment", term) for term in x.equipment],
        "goals": [vocabulary.plain("goals", term) for term in x.goal],
        "laterality": words.LATERALITY[x.laterality],
        "impact": words.IMPACT[x.impact],
        "support": words.SUPPORT[x.support],
        "figure": figure(view),
        "steps": words.grouped_steps(x),
        "dose": words.dose_in_words(x.dose),
        "basis": vocabulary.plain("basis", x.dose.basis),
        "cautions": words.CAUTIONS,
        "easier": [
            {**view.to(page), "when": step.when}
            for page, step in links.easier.get(slug, [])
            if page.status == "published"
        ],
        "harder": [
            {**target, "when": step.when, "change": words.CHANGES[step.change]}
            for step in x.harder
            for target in view.to_slugs([step.to])
        ],
        "stop_if": x.stop_if,
        "two_leg": two_leg[0] if two_leg else None,
        "one_leg": [view.to(page) for page in links.one_leg_versions.get(slug, [])],
        "chain": [
            {**view.to(page), "here": page is view.page} for page in chain(view.site, view.page)
        ],
        "substitutes": [view.to(page) for page in substitutes(view.site, view.page)],
        "used_in": [view.to(page) for page in links.used_in(view.page)],
    }


def figure(view: View) -> dict[str, Any] | None:
    """The two pictures of an exercise with their captions, and where the moving one stands, if
    it can be shown.
    """
    made = illustration(view.site, view.page)
    if made is None:
        return None
    start, end = captions(view.page.model)
    return {
        "start": Markup(made.drawing.start),
        "end": Markup(made.drawing.end),
        "captions": (start, end),
        "stacked": made.drawing.stacked,
        "moves": made.drawing.moves,
        "moving": way_to_file(view.page, f"{FIGURES}/{view.page.slug}.svg"),
        "keyframes": way_to_file(view.page, f"{FIGURES}/{view.page.slug}.css"),
    }


def muscle_map(view: View) -> Markup:
    """The body with the muscles of an exercise, from the shapes that all pages share."""
    muscles = view.page.model.muscles
    file = way_to_file(view.page, MUSCLES)
    return Markup(marked(file, muscles.primary, muscles.secondary))


def article(view: View) -> dict[str, Any]:
    """An article page."""
    x, clinic = view.page.model, view.site.data("clinic")
    actions = {action.id: action for action in clinic.actions}
    return {
        "trust": view.trust(x),
        "code": "",
        "action": actions.get(x.call_to_action),
        "related": view.to_slugs(x.related),
    }


def program(view: View) -> dict[str, Any]:
    """A program page, with everything that follows from its exercises."""
    x, vocabulary = view.page.model, view.site.data("vocabulary")
    blocks = sums.planned(view.site, x)
    items = [item for block in blocks.values() for item in block]
    needed = sums.equipment(items)
    return {
        "trust": view.trust(x),
        "code": "",
        "sessions": words.counted(x.sessions_per_week, "session", "sessions"),
        "weeks": words.counted(x.weeks, "week", "weeks"),
        "minutes": sums.minutes(items),
        "equipment": [vocabulary.plain("equipment", term).lower() for term in needed],
        "goals": [vocabulary.plain("goals", term) for term in x.goal],
        "one_leg": sums.one_leg_share(items),
        "blocks": [
            {
                "title": GROUP_TITLES[name],
                "entries": [view.card(i.page, i.dose, i.item.note) for i in block],
            }
            for name, block in blocks.items()
        ],
        "cautions": cautions_of(view, items),
        "stop_if": list(dict.fromkeys(rule for i in items for rule in i.exercise.stop_if)),
        "weekly": [
            (muscle(view, term), f"{count:g}")
            for term, count in sums.weekly_sets(items, x.sessions_per_week)
        ],
    }


def cautions_of(view: View, items: list[sums.Planned]) -> list[dict[str, Any]]:
    """Each caution of a program's exercises once, with the exercises that it belongs to."""
    found: dict[tuple[str, str, bool], list[Page]] = {}
    for item in items:
        for caution in item.exercise.cautions:
            key = (caution.if_, advice(caution), caution.forbids)
            found.setdefault(key, []).append(item.page)
    return [
        {"if_": reason, "advice": what, "forbids": forbids,
         "pages": [view.to(page) for page in unique(pages)]}
        for (reason, what, forbids), pages in found.items()
    ]  # fmt: skip


def unique(pages: list[Page]) -> list[Page]:
    """The pages, each once."""
    return list({page.path: page for page in pages}.values())


def advice(caution: Caution) -> str:
    """What a caution asks the reader to do. One that forbids always says so."""
    if caution.forbids:
        return " ".join(filter(None, [words.CAUTIONS["do-not"], caution.how]))
    return caution.how or words.CAUTIONS[caution.then]


def person(view: View) -> dict[str, Any]:
    """A person's page, with the pages that the person wrote or began."""
    slug = view.page.slug
    pages = [
        page
        for kind in ("article", "program")
        for page in view.site.of_kind(kind)
        if page.status == "published"
        and slug in (*page.model.authors, *getattr(page.model, "adapted_from", ()))
    ]
    return {"pages": [view.to(page) for page in sorted(pages, key=by_title)]}


def page(view: View) -> dict[str, Any]:
    """A plain page, with the list that it asks for."""
    if view.page.model.lists == "claims":
        return {"groups": [], "ledger": shown_ledger(view)}
    kind = LISTED.get(view.page.model.lists or "")
    listed = view.site.shown(kind or "")
    if kind == "exercise":
        return {
            "groups": exercise_groups(view, listed),
            "finder": finder(view.site, listed),
            "library": way_to_file(view.page, LIBRARY),
        }
    titles = {"article": "All articles", "program": "All programs", "person": "Who we are"}
    entries = [view.card(p) for p in sorted(listed, key=by_title)]
    return {"groups": [{"title": titles[kind], "entries": entries}] if kind and entries else []}


def exercise_groups(view: View, pages: list[Page]) -> list[dict[str, Any]]:
    """The library: exercises by the region that each trains most, the easiest first."""
    vocabulary = view.site.data("vocabulary")
    order = list(vocabulary.regions)
    ordered = sorted(
        pages, key=lambda p: (order.index(p.model.region[0]), p.model.level, by_title(p))
    )
    return [
        {"title": vocabulary.plain("regions", region), "entries": [view.card(p) for p in group]}
        for region, group in groupby(ordered, key=lambda p: p.model.region[0])
    ]


def glossary(view: View) -> dict[str, Any]:
    """The glossary, by first letter."""
    terms = sorted(view.page.model.terms, key=lambda entry: entry.term.casefold())
    return {
        "groups": [
            {
                "title": letter,
                "entries": [
                    {**dict(entry), "id": anchor(entry.term),
                     "related": view.to_slugs(entry.related)}
                    for entry in entries
                ],
            }
            for letter, entries in groupby(terms, key=lambda entry: entry.term[0].upper())
        ]
    }  # fmt: skip


def anchor(term: str) -> str:
    """The anchor of a glossary term: 'Range of motion' has '#range-of-motion'."""
    return "-".join(term.casefold().replace("'", "").split())


def muscle(view: View, term: str) -> str:
    """'front thigh (Quadriceps femoris)'."""
    entry = view.site.data("vocabulary").muscles[term]
    return f"{entry.plain} ({entry.name.partition(' (')[0].lower()})" if entry.name else entry.plain


def code_of(view: View) -> str:
    """The permanent code of an exercise, or nothing."""
    return view.site.links.codes.get(view.page.slug, "")


def by_title(page: Page) -> str:
    """For sorting."""
    return page.title.casefold()


CONTEXTS: dict[str, Callable[[View], dict[str, Any]]] = {
    "exercise": exercise,
    "article": article,
    "program": program,
    "person": person,
    "page": page,
    "glossary": glossary,
}
