"""The printed sheet of a ready program: one or two pages, with pictures, a diary and a QR code.

It is a page of its own, so that the program's page stays small: the pictures of eight exercises
weigh three times as much as all its words. It is complete as it is, without any script.
"""

import re
from collections.abc import Iterator
from typing import Any

from clinic.compose import sums, words
from clinic.compose.contexts import GROUP_TITLES, advice, code_of
from clinic.compose.flow import flow
from clinic.compose.html import environment
from clinic.compose.illustration import illustration
from clinic.compose.plan_link import plan_text
from clinic.compose.qr import Code, qr
from clinic.compose.view import PLAN, View
from clinic.compose.ways import way_to_file
from clinic.read.page import Page
from clinic.read.site import Site

PRINT = "print/"
"""Where the sheet stands, below the address of its program."""
NAMED = re.compile(r' width="\d+" height="\d+" role="img"[^>]*><title.*?</desc>', re.DOTALL)


def sheet_files(site: Site, root: str) -> Iterator[tuple[str, str]]:
    """The file and the text of each program's sheet. root: the site's address, '' if not known."""
    for page in site.of_kind("program"):
        if page.status == "published":
            yield file_of(page), sheet(site, page, root)


def file_of(page: Page) -> str:
    """The file of a program's sheet."""
    return f"{page.address}{PRINT}index.html"


def sheet(site: Site, page: Page, root: str) -> str:
    """The sheet of one program."""
    view, x = View(site, page), page.model
    blocks = sums.planned(site, x)
    items = [item for block in blocks.values() for item in block]
    vocabulary = site.data("vocabulary")
    values = {
        "x": x,
        "clinic": site.data("clinic"),
        "trust": view.trust(x),
        "root": way_to_file(page, "."),
        "sessions": words.counted(x.sessions_per_week, "session", "sessions"),
        "weeks": words.counted(x.weeks, "week", "weeks"),
        "minutes": sums.minutes(items),
        "equipment": [vocabulary.plain("equipment", t).lower() for t in sums.equipment(items)],
        "blocks": [
            {"title": GROUP_TITLES[name], "entries": [entry(view, item) for item in block]}
            for name, block in blocks.items()
        ],
        "forbidden": cautions(items, forbid=True),
        "cautions": cautions(items, forbid=False),
        "flow": flow(site, page, lambda _: ""),
        "stop_if": list(dict.fromkeys(rule for i in items for rule in i.exercise.stop_if)),
        "address": short(root + page.address) if root else "",
        "code": code(view, root),
    }
    return environment().get_template("paper.html").render(values)


def entry(view: View, item: sums.Planned) -> dict[str, Any]:
    """One exercise, as the paper shows it."""
    made = illustration(view.site, item.page)
    return {
        "title": item.page.title,
        "code": code_of(View(view.site, item.page)),
        "pictures": [unnamed(made.drawing.start), unnamed(made.drawing.end)] if made else [],
        "steps": [text for _, text in item.exercise.instructions],
        "work": words.work_in_words(item.dose),
        "rest": words.rest_in_words(item.dose),
        "note": item.item.note,
        "cues": item.exercise.cues,
    }


def unnamed(picture: str) -> str:
    """A picture without its words: the name and the steps stand beside it."""
    return NAMED.sub(' aria-hidden="true">', picture)


def cautions(items: list[sums.Planned], forbid: bool) -> dict[str, dict[str, list[int]]]:
    """Each condition once, with its advice and the numbers of the exercises on the sheet.

    forbid: those that forbid an exercise, or the others.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for number, item in enumerate(items, 1):
        for caution in item.exercise.cautions:
            if caution.forbids == forbid:
                found.setdefault(caution.if_, {}).setdefault(advice(caution), []).append(number)
    return found


def code(view: View, root: str) -> Code | None:
    """The code that opens the program as a plan; none where no address or no plan page is known."""
    plan = view.site.by_path.get(PLAN)
    text = program_text(view.site, view.page) if root and plan else ""
    return qr(f"{root}{plan.address}#p={text}") if plan and text else None


def program_text(site: Site, page: Page) -> str:
    """A program as the text of a plan; nothing where an exercise has no permanent code yet."""
    items = [item for block in sums.planned(site, page.model).values() for item in block]
    coded = [(code_of(View(site, item.page)), item) for item in items]
    return plan_text(page.model.weeks.high, coded) if all(code for code, _ in coded) else ""


def short(address: str) -> str:
    """An address as people type it."""
    return address.partition("://")[2].rstrip("/")
