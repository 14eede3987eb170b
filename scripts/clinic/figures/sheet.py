"""A contact sheet for authors: all figures of a poses file, light, dark and as printed.

Run as `python -m clinic.figures.sheet OUT.html [POSES.yml]`.
"""

import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

import yaml

from clinic.figures.check import check
from clinic.figures.drawing import Drawing, draw
from clinic.figures.pose import Figure

ROOT: Final = Path(__file__).resolve().parents[3]
POSES: Final = ROOT / "tests/figures/poses.yml"
STYLES: Final = ROOT / "overrides/assets/figures.css"
PAGE: Final = """
body { margin: 0; font: 13px system-ui, sans-serif; }
section { padding: 16px; } section.dark { background: #1e2129; color: #ddd; }
main { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-end; }
figure { margin: 0; padding: 6px; border: 1px solid #8884; }
figcaption { max-width: 40em; } .stacked svg { display: block; }
"""
THEMES: Final = {"Light": "default", "Dark": "slate", "As printed": "default"}


def main(arguments: list[str]) -> int:
    """Write the sheet; 2 when the arguments make no sense."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    poses = Path(arguments[1]) if len(arguments) == 2 else POSES
    written = yaml.safe_load(poses.read_text(encoding="utf-8"))
    figures = {slug: Figure.model_validate(figure) for slug, figure in written.items()}
    Path(arguments[0]).write_text(sheet(figures), encoding="utf-8")
    return 0


def sheet(figures: Mapping[str, Figure]) -> str:
    """The page: every figure in every theme, with what the checks say."""
    drawings = {slug: plain(slug, figure) for slug, figure in figures.items()}
    notes = {slug: remarks(figure) for slug, figure in figures.items()}
    styles = STYLES.read_text(encoding="utf-8")
    printed = "".join(between(styles, "@media print {", "@media (forced-colors"))
    sections = []
    for title, scheme in THEMES.items():
        shown = "".join(entry(slug, drawings[slug], notes[slug]) for slug in drawings)
        kind = {"Dark": "dark", "As printed": "printed"}.get(title, "light")
        sections.append(
            f'<section class="{kind}" data-md-color-scheme="{scheme}">'
            f"<h2>{title}</h2><main>{shown}</main></section>"
        )
    extra = printed.replace(".figure", ".printed .figure")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title>'
        f"<style>{PAGE}{styles}{extra}</style>{''.join(sections)}</html>"
    )


def plain(slug: str, figure: Figure) -> Drawing:
    """A drawing without highlights, which belong to the exercise and not to its pose."""
    name = slug.replace("-", " ")
    return draw(figure, name=name, alt=name, highlight_primary=(), highlight_secondary=())


def remarks(figure: Figure) -> str:
    """What the checks that need no steps say, in one line."""
    found = check(figure, steps=(), laterality="", primary=())
    return " ".join(f"{finding.code}: {finding.message}." for finding in found)


def entry(slug: str, drawing: Drawing, note: str) -> str:
    """One exercise on the sheet."""
    stacked = ' class="stacked"' if drawing.stacked else ""
    told = f"<br>{escape(note)}" if note else ""
    return (
        f"<figure{stacked}>{drawing.start}{drawing.end}"
        f"<figcaption><b>{slug}</b>{told}</figcaption></figure>"
    )


def between(text: str, first: str, last: str) -> list[str]:
    """The rules inside one block of the stylesheet, so that a screen can show the print."""
    _, _, rest = text.partition(first)
    inside, _, _ = rest.partition(last)
    return [inside.rstrip().removesuffix("}")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
