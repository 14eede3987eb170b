"""The figure of an exercise, drawn and checked once and kept under a hash of what decides it."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic.compose.words import muscle_titles
from clinic.figures.look import Look
from clinic.model.exercise import Exercise
from clinic.read.page import Page
from clinic.read.site import Site

if TYPE_CHECKING:
    from clinic.figures.drawing import Drawing

CODE = Path(__file__).resolve().parents[1] / "figures"
FOLDER = ".cache/figures"
FIGURES = "assets/figures"
"""Where the moving figures stand on the site."""
MUSCLES = f"{FIGURES}/muscles.svg"
"""The shapes of the muscles, once for all pages."""
POSTURE = re.compile(r"(?:Stand|Lie|Sit|Kneel|Get|Start|Step|Place)\b")
"""How a step starts that says where the body is."""
SIDES = {"bilateral": "bilateral", "each-side": "unilateral", "alternating": "alternating"}


@dataclass(frozen=True)
class Remark:
    """What a check says of a figure. where: the path inside the figure."""

    code: str
    where: tuple[str | int, ...]
    message: str
    fix: str


@dataclass(frozen=True)
class Illustration:
    """A figure's pictures, and what the checks say of it."""

    drawing: "Drawing"
    remarks: tuple[Remark, ...]


def illustration(site: Site, page: Page) -> Illustration | None:
    """The illustration of an exercise, or None where it has no figure."""
    if page.model is None or page.model.figure is None:
        return None
    if page.path not in site.illustrations:
        look = look_of(site, page)
        key = key_of(page.model, look)
        kept = stored(site.root, key)
        if kept is None:
            kept = made(page.model, look)
            store(site.root, key, kept)
        site.illustrations[page.path] = kept
    return site.illustrations[page.path]


def look_of(site: Site, page: Page) -> Look:
    """How the person of an exercise looks: one of the clinic's people, chosen by the page's name
    alone, so that no other page changes who is shown.
    """
    clinic = site.data("clinic")
    if clinic is None:
        return Look()
    people = clinic.figures.people
    number = int.from_bytes(hashlib.blake2b(page.slug.encode(), digest_size=4).digest(), "big")
    person = people[number % len(people)]
    return Look(person.build, person.skin, person.hair, clinic.figures.one_tone)


def made(model: Exercise, look: Look) -> Illustration:
    """Draw and check a figure."""
    from clinic.figures.check import check
    from clinic.figures.drawing import draw

    assert model.figure is not None
    drawing = draw(
        model.figure,
        name=model.name,
        alt=alt_text(model),
        highlight_primary=model.muscles.primary,
        highlight_secondary=model.muscles.secondary,
        look=look,
    )
    found = check(
        model.figure,
        steps=[text for _, text in model.instructions],
        laterality=SIDES[model.laterality],
        primary=model.muscles.primary,
        support=model.support,
    )
    return Illustration(drawing, tuple(Remark(f.code, f.where, f.message, f.fix) for f in found))


def alt_text(model: Exercise) -> str:
    """What the pair of pictures shows, in the exercise's own words."""
    start, end = captions(model)
    return f"{model.name}. Start: {start} End: {end}"


def captions(model: Exercise) -> tuple[str, str]:
    """What the first and the second picture show. Without pictures: how to get ready, and the
    first move.
    """
    if model.figure is not None:
        return caption(model, model.figure.shows.start), caption(model, model.figure.shows.end)
    setups = [text for role, text in model.instructions if role == "setup"]
    setup = next(filter(POSTURE.match, setups), setups[0] if setups else "")
    moves = [text for role, text in model.instructions if role == "move"]
    return setup, moves[0] if moves else ""


def caption(model: Exercise, shown: int | str) -> str:
    """A written sentence, or the text of the step with this number; FIG014 reports a wrong one."""
    if isinstance(shown, str):
        return shown
    known = 1 <= shown <= len(model.instructions)
    return model.instructions[shown - 1][1] if known else ""


def figure_files(site: Site) -> Iterator[tuple[str, str]]:
    """The address and the text of every file of pictures: the muscles; for each figure whose
    movement can be shown, its drawing and its keyframes.
    """
    from clinic.figures.bodymap import shared

    yield MUSCLES, shared(muscle_titles(site.data("vocabulary")))
    for page in site.of_kind("exercise"):
        made = illustration(site, page) if page.status == "published" else None
        if made is not None and made.drawing.moves:
            yield f"{FIGURES}/{page.slug}.svg", made.drawing.animated
            yield f"{FIGURES}/{page.slug}.css", made.drawing.css


def key_of(model: Exercise, look: Look) -> str:
    """A hash of everything that decides the pictures and the remarks, our own code included."""
    words = [
        model.name, model.instructions, model.laterality, model.support, model.muscles.model_dump(),
        model.figure.model_dump() if model.figure else None, asdict(look),
    ]  # fmt: skip
    text = json.dumps(words, sort_keys=True) + code_hash()
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@cache
def code_hash() -> str:
    """A hash of the code that draws."""
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted([*CODE.glob("*.py"), Path(__file__)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stored(root: Path, key: str) -> Illustration | None:
    """The kept illustration, or None."""
    from clinic.figures.drawing import Drawing

    try:
        data: dict[str, Any] = json.loads((root / FOLDER / f"{key}.json").read_text())
        drawing = Drawing(**{name: retyped(value) for name, value in data["drawing"].items()})
        remarks = (Remark(**{**r, "where": tuple(r["where"])}) for r in data["remarks"])
        return Illustration(drawing, tuple(remarks))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def retyped(value: Any) -> Any:
    """A value from JSON, with its tuples back."""
    return tuple(value) if isinstance(value, list) else value


def store(root: Path, key: str, made: Illustration) -> None:
    """Keep an illustration. A folder that can't be written to is no problem."""
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{key}.{os.getpid()}"
        new.write_text(json.dumps(asdict(made)))
        new.replace(folder / f"{key}.json")
    except OSError:
        pass
