"""Link: every reference is resolved once; what leads here, and what is easier, is derived."""

from datetime import date
from pathlib import Path

from clinic.link.links import Links
from clinic.read.site import Site, read_site


def load(root: Path, today: date, release: bool = False) -> Site:
    """Read and link a whole clinic: what checks and pages start from."""
    return linked(read_site(root, today, release))


def linked(site: Site) -> Site:
    """A site that was read, with its links."""
    site.links = Links(site)
    return site
