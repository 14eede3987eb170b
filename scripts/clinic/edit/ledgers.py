"""Adding to the append-only lists: codes of exercises and published addresses."""

from pathlib import Path

from clinic.edit.change import Lines, write_whole
from clinic.link.codes import new_code
from clinic.read.site import Site

CODES = "exercises/codes.yml"
ADDRESSES = "docs/addresses.yml"


def add_codes(site: Site, slugs: list[str]) -> None:
    """Give each of these exercises a code, if it has none."""
    codes = site.data("codes")
    taken = set(codes.root)
    coded = {entry.exercise for entry in codes.root.values()}
    lines = []
    for slug in slugs:
        if slug not in coded:
            code = new_code(slug, taken)
            taken.add(code)
            lines.append(f'"{code}": {{exercise: {slug}, first: {slug}}}')
    append(site.root / CODES, lines)


def add_addresses(site: Site, addresses: list[str]) -> None:
    """List each of these addresses as published, if it is not listed yet."""
    known = site.data("addresses").root
    append(site.root / ADDRESSES, [f'"{a}":' for a in addresses if a not in known])


def append(path: Path, new: list[str]) -> None:
    """Add lines at the end of a list in YAML."""
    if new:
        lines = Lines.read(path) if path.exists() else Lines(b"", [""], [""])
        if [text.strip() for text in lines.texts if text.strip()] == ["{}"]:
            lines = Lines(lines.mark, [""], [""])
        lines.add(new)
        write_whole({path: lines.data})
