"""Pictures: each can be shown."""

from collections.abc import Iterator

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.read.place import Place
from clinic.read.site import ASSETS, PHOTOGRAPHS, Site
from clinic.rules.links import pictures_of

DRAWINGS = (".svg", ".gif")


@rule("FILE015")
def pictures_can_be_shown(site: Site) -> Iterator[Finding]:
    """Every picture is whole, and of a kind that browsers can show.

    Why: a damaged picture, or one in a phone's own format, leaves a hole on the page.
    Fix: save the picture again as JPEG, PNG, WebP, AVIF or SVG.
    """
    for place, path in shown_pictures(site):
        if path not in site.assets or path.lower().endswith(DRAWINGS):
            continue
        if not path.lower().endswith(PHOTOGRAPHS):
            ending = path.rsplit(".", 1)[-1]
            yield Finding(
                place,
                f'not all browsers can show a picture that ends in ".{ending}".',
                "Save it as JPEG or PNG, put that into docs/assets, and write its name here.",
            )
        elif not whole(site, path):
            yield Finding(
                place,
                f'the picture "{path.removeprefix(ASSETS + "/")}" is damaged or is no picture.',
                "Save it again as JPEG or PNG, and put it into docs/assets once more.",
            )


def shown_pictures(site: Site) -> Iterator[tuple[Place, str]]:
    """Where a page shows a picture, and the picture's path."""
    for edge in site.links.edges:
        if edge.kind == "image":
            yield edge.place, site.links.file_of(edge)
    for page in site.pages:
        for where, file in pictures_of(page):
            yield page.at(*where), f"{ASSETS}/{file}"


def whole(site: Site, path: str) -> bool:
    """Whether a photograph can be read to its end."""
    from PIL import Image  # Most checks meet no photograph, and need not wait for this.

    try:
        with Image.open(site.root / path) as photograph:
            photograph.draft("RGB", (64, 64))  # A JPEG is then read fast, and still to its end.
            photograph.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True
