"""For hosts: old addresses as stub pages and as lists, and the headers of every page."""

import posixpath
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from clinic.compose.html import OVERRIDES, environment
from clinic.read.site import Site


def write_redirects(site: Site, folder: Path) -> int:
    """Write a stub for each moved address into the built folder, and _redirects. Returns how many.

    _redirects is the list that several static hosts read.
    """
    stub = environment().get_template("redirect.html")
    moves = moved(site)
    for old, new in moves:
        page = folder / old / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(stub.render(target=posixpath.relpath("/" + new, "/" + old) + "/"))
    (folder / "_redirects").write_text("".join(f"/{old} /{new} 301\n" for old, new in moves))
    return len(moves)


def moved(site: Site) -> list[tuple[str, str]]:
    """Each old address and where it leads now, relative to the site's root, sorted."""
    addresses = site.data("addresses")
    return sorted((old, new) for old, new in addresses.root.items() if new is not None)


def write_headers(site: Site, folder: Path, base: str) -> None:
    """Write the headers of every page: _headers, which several static hosts read, and _nginx.conf.

    base: the path part of the site's address.
    """
    lines = [f"  {name}: {value}\n" for name, value in headers().items()]
    (folder / "_headers").write_text("".join(["/*\n", *lines]))
    rules = plain("nginx.conf", base=base, headers=headers(), redirects=moved(site))
    (folder / "_nginx.conf").write_text(rules)


def headers() -> dict[str, str]:
    """The policy of overrides/policy.txt and what else a host says with each page.

    The pages carry the same policy; only a header can forbid to show them in foreign frames.
    """
    policy = (OVERRIDES / "policy.txt").read_text(encoding="utf-8").strip()
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def plain(template: str, **values: object) -> str:
    """A file for hosts and browsers from its template in overrides/hosts; no HTML."""
    templates = Environment(
        loader=FileSystemLoader(OVERRIDES / "hosts"), autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return templates.get_template(template + ".j2").render(values)
