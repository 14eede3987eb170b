"""Photographs for the web: upright, without their metadata, in small sizes as AVIF and WebP.

A photograph from a phone has several megabytes, and often says where it was taken. Readers get
none of that: the built pages show small copies, and the file itself is not published.
"""

import hashlib
import json
import os
import posixpath
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from PIL import Image, ImageOps, __version__
from selectolax.lexbor import LexborHTMLParser

from clinic.compose.html import environment
from clinic.read.site import PHOTOGRAPHS

WIDTHS = (480, 800, 1280)
"""In pixels: a phone, a sharp phone or a column of text, the same on a sharp screen."""
FORMS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 6, "max_threads": 1},
    "webp": {"quality": 76, "method": 6},
}
"""With one thread the same photograph always gives the same bytes."""
IMG = re.compile(r"<img\b[^>]*>")


Link = dict[str, str | int]
"""One file of a source set: its address and its width."""


@dataclass(frozen=True)
class Copies:
    """The small copies of a photograph: paths in the built folder by form, then by width.

    width, height: of the largest copy.
    """

    width: int
    height: int
    files: dict[str, dict[int, str]]

    @property
    def paths(self) -> list[str]:
        """The path of every copy."""
        return [path for files in self.files.values() for path in files.values()]


def shrink_pictures(folder: Path, originals: Path, cache: Path) -> dict[str, list[str]]:
    """Put small copies in place of every photograph of the pages in a new site.

    folder: the new site, with the pages that are made now. originals: where the photographs stand,
    with the paths of the site. cache: where copies are kept, under the hash of what decides them.
    Returns the copies of each page, by its file.
    """
    shelf = Shelf(folder, originals, cache / "pictures")
    pages = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    pages = {file: path for file, path in sorted(pages.items()) if path.stat().st_nlink == 1}
    texts = {file: path.read_text(encoding="utf-8") for file, path in pages.items()}
    shelf.prepare(path for file, html in texts.items() for path in shown_in(file, html))
    found: dict[str, list[str]] = {}
    for file, html in texts.items():
        pictures = Pictures(shelf, posixpath.dirname(file))
        shown = pictures.smaller(html)
        if shown != html:
            pages[file].write_text(shown, encoding="utf-8")
            found[file] = pictures.copies
    return found


def shown_in(file: str, html: str) -> list[str]:
    """The paths of the pictures that a page of the site shows."""
    sources = (LexborHTMLParser(tag).css_first("img") for tag in IMG.findall(html))
    return [target(posixpath.dirname(file), node.attributes.get("src")) for node in sources if node]


def target(place: str, source: str | None) -> str:
    """The path in the site that a source names, as seen from a folder."""
    return posixpath.normpath(posixpath.join(place, unquote(source or "")))


class Shelf:
    """The photographs of a site, each made small once."""

    def __init__(self, folder: Path, originals: Path, cache: Path) -> None:
        self.folder, self.originals, self.cache = folder, originals, cache
        self.copies: dict[str, Copies | None] = {}

    def prepare(self, paths: Iterable[str]) -> None:
        """Make the copies of these photographs, on all processors at once."""
        wanted = list(dict.fromkeys(paths))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            self.copies |= dict(zip(wanted, pool.map(self.made, wanted), strict=True))

    def made(self, path: str) -> Copies | None:
        """Make the copies, or take those of an earlier build; None for anything else."""
        original = self.originals / path
        if not path.lower().endswith(PHOTOGRAPHS) or not original.is_file():
            return None
        data = original.read_bytes()
        digest = hashlib.blake2b(data, digest_size=12)
        digest.update(f"{WIDTHS} {FORMS} {__version__}".encode())
        kept = Kept(self.cache, digest.hexdigest())
        width, height, copies = kept.read() or kept.make(original)
        files: dict[str, dict[int, str]] = {form: {} for form in FORMS}
        for (form, size), copy in copies.items():
            files[form][size] = f"{path}-{size}.{form}"
            there = self.folder / files[form][size]
            there.parent.mkdir(parents=True, exist_ok=True)
            there.unlink(missing_ok=True)  # it may be shared with the last site
            there.write_bytes(copy)
        return Copies(width, height, files)


Made = tuple[int, int, dict[tuple[str, int], bytes]]
"""The width and height of the largest copy, and each copy by its form and width."""


@dataclass
class Kept:
    """The copies of one photograph in the cache. key: the hash of what decides them."""

    folder: Path
    key: str

    def read(self) -> Made | None:
        """The kept copies; None where they are not there, or not whole."""
        try:
            about = json.loads((self.folder / f"{self.key}.json").read_text(encoding="utf-8"))
            copies = {}
            for form, width, checked in about["copies"]:
                data = (self.folder / f"{self.key}-{width}.{form}").read_bytes()
                if hashlib.blake2b(data, digest_size=12).hexdigest() != checked:
                    return None
                copies[str(form), int(width)] = data
            return int(about["width"]), int(about["height"]), copies
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def make(self, original: Path) -> Made:
        """Make the copies, and keep them where that can be done."""
        with Image.open(original) as opened:
            photograph = ImageOps.exif_transpose(opened)
        largest = min(photograph.width, WIDTHS[-1])
        copies = {}
        for width in [width for width in WIDTHS if width < largest] + [largest]:
            copy = resized(photograph, width)
            for form, options in FORMS.items():
                written = BytesIO()
                copy.save(written, format=form, **options)
                copies[form, width] = written.getvalue()
        height = height_at(photograph, largest)
        self.keep((largest, height, copies))
        return largest, height, copies

    def keep(self, made: Made) -> None:
        """Write the copies, and last what says that they are whole."""
        width, height, copies = made
        checked = [[form, size, hashlib.blake2b(data, digest_size=12).hexdigest()]
                   for (form, size), data in copies.items()]  # fmt: skip
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for (form, size), data in copies.items():
                (self.folder / f"{self.key}-{size}.{form}").write_bytes(data)
            about = {"width": width, "height": height, "copies": checked}
            (self.folder / f"{self.key}.json").write_text(json.dumps(about), encoding="utf-8")
        except OSError:
            pass


def height_at(photograph: Image.Image, width: int) -> int:
    """The height that goes with a width."""
    return max(1, round(photograph.height * width / photograph.width))


def resized(photograph: Image.Image, width: int) -> Image.Image:
    """A smaller copy in plain color; colors and transparency stay, everything else is left out."""
    alpha = "A" in photograph.getbands() or "transparency" in photograph.info
    plain = photograph.convert("RGBA" if alpha else "RGB")
    copy = plain.resize((width, height_at(plain, width)), Image.Resampling.LANCZOS)
    copy.info = {}
    return copy


class Pictures:
    """The pictures of one page. place: its folder, relative to the built folder."""

    def __init__(self, shelf: Shelf, place: str) -> None:
        self.shelf, self.place = shelf, place
        self.shown = 0
        self.copies: list[str] = []
        """The paths of the copies that it shows."""

    def smaller(self, html: str) -> str:
        """The page with its photographs replaced."""
        return IMG.sub(self.replaced, html)

    def replaced(self, found: re.Match[str]) -> str:
        """The tag of a picture, with its small copies where it is a photograph of ours."""
        node = LexborHTMLParser(found[0]).css_first("img")
        given = node.attributes if node else {}
        made = self.shelf.copies.get(target(self.place, given.get("src")))
        if made is None:
            return found[0]
        self.shown += 1
        self.copies += made.paths
        sources = {f"image/{form}": self.links(files) for form, files in made.files.items()}
        return (
            environment()
            .get_template("picture.html")
            .render(
                sources=sources,
                src=self.links(made.files["webp"])[-1]["src"],
                alt=given.get("alt") or "",
                width=made.width,
                height=made.height,
                first=self.shown == 1,
            )
        )

    def links(self, files: dict[int, str]) -> list[Link]:
        """The files as seen from this page."""
        return [
            {"src": quote(posixpath.relpath(file, self.place)), "width": width}
            for width, file in files.items()
        ]
