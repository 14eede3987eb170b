"""The way from one page of the site to another, and to a file, as links say it."""

import posixpath
from urllib.parse import quote

from clinic.read.page import Page


def way(page: Page, address: str, anchor: str = "") -> str:
    """The link from a page to an address of the site, which ends in '/' or is empty for the home.

    anchor: the section that it leads to.
    """
    if address == page.address and anchor:
        return f"#{anchor}"
    path = posixpath.relpath("/" + address, "/" + page.address)
    return quote(path) + "/" + (f"#{anchor}" if anchor else "")


def way_to_file(page: Page, file: str) -> str:
    """The link from a page to a file of the site, given by its path from the site's root."""
    return quote(posixpath.relpath(file, page.address or "."))
