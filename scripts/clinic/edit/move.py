"""Move: a page gets another name; every link to it follows, and its old address redirects."""

import re
from collections.abc import Iterator
from pathlib import Path

from clinic.edit.change import Change, apply
from clinic.edit.ledgers import ADDRESSES
from clinic.link import load
from clinic.link.links import Edge
from clinic.link.seal import seal
from clinic.model.base import SLUG
from clinic.read.page import Page
from clinic.read.site import Site

DEFINITION = re.compile(rb"^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)


class CannotMoveError(Exception):
    """The page can't be moved, for a reason that is said in one line."""


def leads_to(site: Site, page: Page) -> list[str]:
    """Everything that leads to a page, each in one line: links, fields, printed codes."""
    lines = [
        f"{edge.place.path}:{edge.place.line} {'names' if edge.path else 'links to'} it"
        for edge in site.links.incoming.get(page.path, [])
    ]
    codes = site.data("codes")
    for code, entry in codes.root.items() if codes else ():
        if entry.exercise == page.slug and page.kind == "exercise":
            lines.append(f'printed plans with the code "{code}" mean it')
    addresses = site.data("addresses")
    for old, new in addresses.root.items() if addresses else ():
        if new == page.address:
            lines.append(f'the old address "/{old}" leads to it')
    if addresses and page.address in addresses.root:
        lines.append(f'it was published at "/{page.address}"')
    return sorted(lines)


def found(site: Site, name: str) -> Page:
    """The page with this name or path. Raises CannotMoveError where there is not exactly one."""
    pages = [p for p in site.pages if name in (p.path, p.slug, p.address, p.address.rstrip("/"))]
    if len(pages) != 1:
        many = ", ".join(page.path for page in pages)
        raise CannotMoveError(
            f'"{name}" can mean {many}.' if pages else f'No page is called "{name}".'
        )
    return pages[0]


def move(site: Site, old: str, new: str) -> list[str]:
    """Rename a page. Returns the paths of the changed files, the new page first.

    old: its name, path or address. new: its new name, in the same folder.
    Raises CannotMoveError before anything is written.
    """
    page = found(site, old)
    name = new.rstrip("/").rsplit("/", 1)[-1].removesuffix(".md")
    if not re.fullmatch(SLUG, name):
        raise CannotMoveError(f'"{name}" is no file name: use small letters, digits and hyphens.')
    target = page.path.rsplit("/", 1)[0] + f"/{name}.md"
    if "/" in new and new.rstrip("/").removesuffix(".md") != target.removesuffix(".md"):
        raise CannotMoveError("A page stays in its folder, since the folder says what it is.")
    if (site.root / target).exists() or name in site.by_slug:
        raise CannotMoveError(f'There is a page called "{name}" already.')
    if page.path in ("docs/index.md", "docs/glossary.md"):
        raise CannotMoveError(f"{page.path} has a fixed name.")
    sealed = {page.path for page in site.pages if holds_its_seal(site, page)}
    changes = [*link_changes(site, page, name), *ledger_changes(site, page, name)]
    changed = set(apply(site.root, changes))
    (site.root / page.path).rename(site.root / target)
    changed |= redirect(site.root, page.address, address_of(target))
    renew_seals(site, {target if path == page.path else path for path in sealed})
    return [target, *sorted(changed - {page.path})]


def holds_its_seal(site: Site, page: Page) -> bool:
    """Whether a review is sealed and nothing clinical changed since."""
    review = page.data.get("review")
    return isinstance(review, dict) and review.get("seal") == seal(site, page)


def renew_seals(site: Site, paths: set[str]) -> None:
    """Seal these pages again: of what was reviewed, only a file's name changed."""
    now = load(site.root, site.today)
    broken = [p for p in now.pages if p.path in paths and not holds_its_seal(now, p)]
    apply(site.root, [Change(p.at("review", "seal"), f'"{seal(now, p)}"') for p in broken])


def link_changes(site: Site, page: Page, name: str) -> Iterator[Change]:
    """The new text of every link and field that names the page."""
    edges = [edge for edge, target in site.links.resolved if target is page]
    edges += [edge for edge in definitions(site) if site.links.page_of(edge) is page]
    for edge in edges:
        if edge.path is not None:
            line = edge.page.source.line(edge.place.line)
            text = line[edge.place.column - 1 : edge.place.end_column - 1]
            yield Change(edge.place, text.replace(page.slug, name))
        elif (start := target_start(edge, page.slug)) >= 0:
            yield Change(edge.page.at_body(start, start + len(page.slug)), name)


def target_start(edge: Edge, slug: str) -> int:
    """Where a link in the body names its page, as an offset; -1 where it says it elsewhere."""
    raw = edge.page.body.raw
    if edge.kind != "page":
        named = re.compile(rb"[\[/]\s*(" + slug.encode() + rb")(?=(?:\.md)?\s*(?:#|\\?\||\]\]))")
        found = named.search(raw, edge.start, edge.end)
        return found.start(1) if found else -1
    after = edge.link.label[1] if edge.link else edge.start
    return raw.find(f"{slug}.md".encode(), after, edge.end)


def definitions(site: Site) -> Iterator[Edge]:
    """The targets that stand apart from their links, in lines such as '[words]: squat.md'."""
    for page in site.pages:
        for match in DEFINITION.finditer(page.body.raw):
            if page.body.outside_code(match.start()):
                yield Edge(page, "page", match[1].decode("utf-8", "replace"), None, *match.span(1))


def ledger_changes(site: Site, page: Page, name: str) -> Iterator[Change]:
    """The code keeps meaning this exercise; redirects to it lead to its new address."""
    if page.kind == "exercise" and (codes := site.data("codes")):
        for code, entry in codes.root.items():
            if entry.exercise == page.slug:
                yield Change(site.files["codes"].fields.place((code, "exercise")), name)
    if addresses := site.data("addresses"):
        for old, new in addresses.root.items():
            if new == page.address:
                place = site.files["addresses"].fields.place((old,))
                yield Change(place, f'"{address_of(page.path, name)}"')


def address_of(path: str, name: str = "") -> str:
    """The address of the page at this path, or of its neighbor with this name."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    return (stem.rpartition("/")[0] + "/" + name if name else stem).lstrip("/") + "/"


def redirect(root: Path, old: str, new: str) -> set[str]:
    """Let a published address lead to a new one, and list the new one as published.

    Returns the changed files: none, where the old address was never published.
    """
    path = root / ADDRESSES
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if re.fullmatch(rf"[\"']?{re.escape(old)}[\"']?:\s*(?:#.*)?", line):
            lines[number] = f'"{old}": "{new}"'
            lines = [line for line in lines if line != f'"{new}":']
            break
    else:
        return set()
    text = "\n".join(lines).rstrip("\n") + f'\n"{new}":\n'
    path.write_text(text, encoding="utf-8")
    return {ADDRESSES}
