"""The way from one page of the site to another, and to a file, as links say it."""

import posixpath
from functools import lru_cache
from urllib.parse import quote

from clinic.read.page import Page


def way(page: Page, address: str, anchor: str = "") -> str:
    """The link from a page to an address of the site, which ends in '/' or is empty for the home.

    anchor: the section that it leads to.
    """
    if address == page.address and anchor:
        return f"#{anchor}"
    return between(page.address, address) + (f"#{anchor}" if anchor else "")


@lru_cache(maxsize=65536)
def between(here: str, there: str) -> str:
    """The relative link from one address to another."""
    return quote(posixpath.relpath("/" + there, "/" + here)) + "/"


def way_to_file(page: Page, file: str) -> str:
    """The link from a page to a file of the site, given by its path from the site's root."""
    return quote(posixpath.relpath(file, page.address or "."))
