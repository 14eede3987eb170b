"""The contact sheet of figures, for those who draw: light, dark and as printed, on one page."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from clinic.compose.html import OVERRIDES
from clinic.compose.illustration import illustration
from clinic.read.page import Page
from clinic.read.site import Site

STYLES = OVERRIDES / "assets/css/figures.css"
THEMES = (("Light", "light"), ("Dark", "dark"), ("As printed", "print"))


def sheet(site: Site, pages: list[Page]) -> str:
    """An HTML page with the figures of these exercises and what the checks say of each."""
    entries = []
    for page in pages:
        if made := illustration(site, page):
            entries.append(
                {
                    "name": page.slug,
                    "start": made.drawing.start,
                    "end": made.drawing.end,
                    "stacked": made.drawing.stacked,
                    "remarks": [f"{r.code}: {r.message}" for r in made.remarks],
                }
            )
    css = STYLES.read_text(encoding="utf-8")
    templates = Environment(loader=FileSystemLoader(OVERRIDES), autoescape=False)
    return templates.get_template("sheet.html").render(
        entries=entries, themes=THEMES, styles=with_classes(css), printed=printed(css)
    )


def unmoved(site: Site, pages: list[Page]) -> Iterator[str]:
    """Which of these exercises show no movement, and why, a line for each."""
    for page in pages:
        made = illustration(site, page)
        if made is not None and made.drawing.stretched:
            parts = ", ".join(made.drawing.stretched)
            yield f"{page.slug} does not offer its movement: it would deform the {parts}."


def with_classes(css: str) -> str:
    """The style sheet, with its dark colors under a class, so that both stand on one page."""
    return css.replace(':root[data-colors="dark"] .figure', ".dark .figure").replace(
        ':root:not([data-colors="light"]) .figure', ".never .figure"
    )


def printed(css: str) -> str:
    """The rules for paper, under a class, so that a screen can show them."""
    inside = css.partition("@media print {")[2].partition("@media (forced-colors")[0]
    return inside.rstrip().removesuffix("}").replace(".figure", ".print .figure")


def write_sheet(site: Site, pages: list[Page], path: Path) -> None:
    """Write the contact sheet to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sheet(site, pages), encoding="utf-8")
