"""For hosts: old addresses as stub pages and as a list, and the headers of every page."""

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


def write_headers(folder: Path) -> None:
    """Write _headers, which several static hosts read: the policy of overrides/policy.txt.

    The pages carry the same policy; only a header can forbid to show them in foreign frames.
    """
    policy = (TEMPLATES / "policy.txt").read_text(encoding="utf-8").strip()
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    lines = [f"  {name}: {value}\n" for name, value in headers.items()]
    (folder / "_headers").write_text("".join(["/*\n", *lines]))
