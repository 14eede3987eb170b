"""Pictures: each can be shown."""

from collections.abc import Iterator
from io import BytesIO

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.link.pictures import shown_pictures
from clinic.read.site import ASSETS, PHOTOGRAPHS, Site

DRAWINGS = (".svg", ".gif")
SHORTEST_WEBP = 26
"""Bytes: its marks and the size of the smallest picture."""


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
                f'"{path.removeprefix(ASSETS + "/")}" is damaged, far too large, or no picture.',
                "Save it again as JPEG or PNG, and put it into docs/assets once more.",
            )


def whole(site: Site, path: str) -> bool:
    """Whether a photograph is there to its end. What can tell without decoding is asked first."""
    data = (site.root / path).read_bytes()
    if data.startswith(b"RIFF"):  # WebP says how long it is, and where its picture starts.
        long_enough = len(data) >= max(8 + int.from_bytes(data[4:8], "little"), SHORTEST_WEBP)
        return long_enough and data[8:15] == b"WEBPVP8"
    ended = data.startswith(b"\xff\xd8") and b"\xff\xd9" in data[-64:]  # The last mark of a JPEG.
    return opens(data, decoded=not ended)


def opens(data: bytes, decoded: bool = False) -> bool:
    """Whether a photograph can be opened, and decoded to its end if that is asked."""
    from PIL import Image  # Most checks meet no photograph, and need not wait for this.

    try:
        with Image.open(BytesIO(data)) as photograph:
            if decoded:
                photograph.draft("RGB", (64, 64))
                photograph.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
