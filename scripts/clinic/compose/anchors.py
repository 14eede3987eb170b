"""The anchors of a page, as the renderer will make them from its headings."""

import re
import unicodedata

from clinic.compose.pages import composed
from clinic.read.body import read_body
from clinic.read.page import Page
from clinic.read.site import Site

OWN_ID = re.compile(r"\s*\{:?\s*#([\w-]+)\s*\}\s*$")
GIVEN_ID = re.compile(r"\{:? #([\w-]+) \}")


def anchors(site: Site, page: Page) -> set[str]:
    """Every anchor that a link to this page can use."""
    markdown = composed(site, page).markdown
    found: set[str] = set(GIVEN_ID.findall(markdown))
    for heading in read_body(markdown, 1).headings:
        if not OWN_ID.search(heading.text):
            found.add(free(slugged(heading.text), found))
    return found


def slugged(text: str) -> str:
    """A heading as an anchor: small letters, hyphens for spaces (Python-Markdown's rule)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def free(anchor: str, taken: set[str]) -> str:
    """The anchor, with a number where it is taken already."""
    number, found = 0, anchor
    while found in taken or not found:
        number += 1
        found = f"{anchor}_{number}"
    return found
