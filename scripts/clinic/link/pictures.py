"""The pictures that pages show: in their texts, and in their fields."""

from collections.abc import Iterator
from typing import Any

from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import ASSETS, Site


def shown_pictures(site: Site) -> Iterator[tuple[Place, str]]:
    """Where a page shows a picture, and the picture's path."""
    for edge in site.links.edges:
        if edge.kind == "image":
            yield edge.place, site.links.file_of(edge)
    for page in site.pages:
        for where, file in pictures_of(page):
            yield page.at(*where), f"{ASSETS}/{file}"


def pictures_of(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The files of a page's own pictures, with the path of each in its fields."""
    for name in ("hero", "photo"):
        if isinstance(picture := page.data.get(name), dict):
            yield from file_of_picture((name,), picture)
    media = page.data.get("media")
    for index, picture in enumerate(media if isinstance(media, list) else []):
        if isinstance(picture, dict):
            yield from file_of_picture(("media", index), picture)


def file_of_picture(
    path: tuple[str | int, ...], picture: dict[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The file of one picture, if it names one."""
    if isinstance(file := picture.get("file"), str):
        yield (*path, "file"), file
