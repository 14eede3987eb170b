"""Old addresses: a stub page for any host, and a list for hosts that redirect themselves."""

import posixpath
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from clinic.compose.markdown import OWN_TEMPLATES
from clinic.read.site import Site

TEMPLATES = OWN_TEMPLATES.parent


def write_redirects(site: Site, folder: Path) -> int:
    """Write a stub for each moved address into the built folder, and _redirects. Returns how many.

    _redirects is the list that several static hosts read.
    """
    addresses = site.data("addresses")
    moved = {old: new for old, new in addresses.root.items() if new is not None}
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    stub = templates.get_template("redirect.html")
    for old, new in moved.items():
        page = folder / old / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(stub.render(target=posixpath.relpath("/" + new, "/" + old) + "/"))
    lines = [f"/{old} /{new} 301\n" for old, new in sorted(moved.items())]
    (folder / "_redirects").write_text("".join(lines))
    return len(moved)
