"""New: a page with every required field, where its kind belongs, with a name that stays."""

import re
import unicodedata

from clinic.edit.change import write_whole
from clinic.edit.scaffold import scaffold
from clinic.read.site import FOLDERS, Site

KINDS = ("exercise", "article", "program", "person", "block")


class CannotMakeError(Exception):
    """The page can't be made, for a reason that is said in one line."""


def slug_of(name: str) -> str:
    """'Single-leg squat' becomes 'single-leg-squat'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


def new(site: Site, kind: str, name: str) -> str:
    """Make a page. Returns its path. Raises CannotMakeError, and then writes nothing."""
    name = " ".join(name.split())
    slug = slug_of(name)
    if not slug or len(name) > 60:
        raise CannotMakeError(f'"{name}" can\'t be a name: use letters, at most 60.')
    if slug in site.by_slug:
        raise CannotMakeError(f"There is one already: {site.by_slug[slug][0].path}")
    folder = next(folder for folder, of in FOLDERS.items() if of == kind)
    path = site.root / folder / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole({path: scaffold(site, kind, name).encode()})
    return f"{folder}/{slug}.md"
