"""Photographs for the web: upright, without their metadata, in small sizes as AVIF and WebP.

A photograph from a phone has several megabytes, and often says where it was taken. Readers get
none of that: the built pages show small copies, and the file itself is not published.
"""

import hashlib
import os
import posixpath
import re
import shutil
from dataclasses import dataclass
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


def shrink_pictures(folder: Path, cache: Path) -> int:
    """Put small copies in place of every photograph of the built pages. Returns how many.

    folder: the built site. cache: where copies are kept, under the hash of what decides them.
    """
    shelf = Shelf(folder, cache / "pictures")
    for page in sorted(folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        shown = Pictures(shelf, page.parent.relative_to(folder).as_posix()).smaller(html)
        if shown != html:
            page.write_text(shown, encoding="utf-8")
    for path in shelf.copies:
        (folder / path).unlink()
    return len(shelf.copies)


class Shelf:
    """The photographs of a built folder, each made small once."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder, self.cache = folder, cache
        self.copies: dict[str, Copies] = {}

    def copies_of(self, path: str) -> Copies | None:
        """The copies of a photograph; None for anything else."""
        if not path.lower().endswith(PHOTOGRAPHS) or not (self.folder / path).is_file():
            return None
        if path not in self.copies:
            self.copies[path] = self.made(path)
        return self.copies[path]

    def made(self, path: str) -> Copies:
        """Make the copies, or take those of an earlier build."""
        with Image.open(self.folder / path) as opened:
            photograph = ImageOps.exif_transpose(opened)
        largest = min(photograph.width, WIDTHS[-1])
        widths = [width for width in WIDTHS if width < largest] + [largest]
        digest = hashlib.blake2b((self.folder / path).read_bytes(), digest_size=12)
        digest.update(f"{WIDTHS} {FORMS} {__version__}".encode())
        files: dict[str, dict[int, str]] = {form: {} for form in FORMS}
        for form, options in FORMS.items():
            for width in widths:
                kept = self.cache / f"{digest.hexdigest()}-{width}.{form}"
                if not kept.exists():
                    store(resized(photograph, width), kept, form, options)
                files[form][width] = f"{path}-{width}.{form}"
                shutil.copyfile(kept, self.folder / files[form][width])
        return Copies(largest, height_at(photograph, largest), files)


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


def store(copy: Image.Image, kept: Path, form: str, options: dict[str, Any]) -> None:
    """Keep a copy; a build that is killed halfway leaves no half file under its name."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_name(f"{os.getpid()}-{kept.name}")
    copy.save(new, format=form, **options)
    new.replace(kept)


class Pictures:
    """The pictures of one page. place: its folder, relative to the built folder."""

    def __init__(self, shelf: Shelf, place: str) -> None:
        self.shelf, self.place = shelf, place
        self.shown = 0

    def smaller(self, html: str) -> str:
        """The page with its photographs replaced."""
        return IMG.sub(self.replaced, html)

    def replaced(self, found: re.Match[str]) -> str:
        """The tag of a picture, with its small copies where it is a photograph of ours."""
        node = LexborHTMLParser(found[0]).css_first("img")
        given = node.attributes if node else {}
        path = posixpath.normpath(posixpath.join(self.place, unquote(given.get("src") or "")))
        made = self.shelf.copies_of(path)
        if made is None:
            return found[0]
        self.shown += 1
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
