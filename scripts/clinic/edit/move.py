"""Move: a page gets another name; every link to it follows, and its old address redirects."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clinic.edit.change import Change, Lines, apply, changed, write
from clinic.edit.ledgers import ADDRESSES
from clinic.link import load
from clinic.link.links import Edge
from clinic.link.seal import seal
from clinic.model.base import SLUG
from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import DataFile, Site

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
    files = renamed(site, page, name)
    write(site.root, files)
    (site.root / page.path).rename(site.root / target)
    renew_seals(site, {target if path == page.path else path for path in sealed})
    return [target, *sorted(files.keys() - {page.path})]


def renamed(site: Site, page: Page, name: str) -> dict[str, Lines]:
    """Every file that names the page, with its new name. Raises CannotMoveError."""
    changes = [*link_changes(site, page, name), *ledger_changes(site, page, name)]
    files, refused = changed(site.root, changes)
    if refused:
        raise CannotMoveError(refused[0].refusal)
    if (site.root / ADDRESSES).exists():
        lines = files.get(ADDRESSES) or Lines.read(site.root / ADDRESSES)
        if redirect(lines, page.address, address_of(page.path, name)):
            files[ADDRESSES] = lines
    return files


def holds_its_seal(site: Site, page: Page) -> bool:
    """Whether a review is sealed and nothing clinical changed since."""
    review = page.data.get("review")
    return isinstance(review, dict) and review.get("seal") == seal(site, page)


def renew_seals(site: Site, paths: set[str]) -> None:
    """Seal these pages again: of what was reviewed, only a file's name changed."""
    now = load(site.root, site.today)
    broken = [p for p in now.pages if p.path in paths and not holds_its_seal(now, p)]
    places = [(page, page.at("review", "seal")) for page in broken]
    apply(site.root, [Change.at(p.source, at, f'"{seal(now, p)}"') for p, at in places])


def link_changes(site: Site, page: Page, name: str) -> Iterator[Change]:
    """The new text of every link and field that names the page."""
    edges = [edge for edge, target in site.links.resolved if target is page]
    edges += [edge for edge in definitions(site) if site.links.page_of(edge) is page]
    for edge in edges:
        if edge.path is not None:
            yield named_in(edge.page, edge.place, edge.target, edge.target.replace(page.slug, name))
        elif (start := target_start(edge, page.slug)) >= 0:
            place = edge.page.at_body(start, start + len(page.slug))
            yield named_in(edge.page, place, page.slug, name)


def named_in(file: Page | DataFile, place: Place, old: str, new: str) -> Change:
    """The change of a name. Raises CannotMoveError where it is not written as it is meant."""
    change = Change.at(file.source, place, new)
    bare = change.old.strip("\"'")
    if bare != old:
        where = f"{place.path}, line {place.line}"
        raise CannotMoveError(f'{where}: write "{old}" on one line, plainly; then move the page.')
    return replace(change, text=change.old.replace(old, new))


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
                file = site.files["codes"]
                place = file.fields.place((code, "exercise"))
                yield named_in(file, place, page.slug, name)
    if addresses := site.data("addresses"):
        for old, new in addresses.root.items():
            if new == page.address:
                file = site.files["addresses"]
                place = file.fields.place((old,))
                target = address_of(page.path, name)
                back = Change.at(file.source, place, "")  # the page takes its former address again
                yield back if old == target else named_in(file, place, new, target)


def address_of(path: str, name: str = "") -> str:
    """The address of the page at this path, or of its neighbor with this name."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    return (stem.rpartition("/")[0] + "/" + name if name else stem).lstrip("/") + "/"


def redirect(lines: Lines, old: str, new: str) -> bool:
    """Let a published address lead to a new one, and list the new one as published.

    lines: the list of addresses, which is changed. Returns whether the old one was published.
    """
    listed = [re.fullmatch(r"[\"']?(\S*?)[\"']?:\s*(#.*)?", text) for text in lines.texts]
    published = {match[1]: (number, match[2]) for number, match in enumerate(listed) if match}
    if old not in published:
        return False
    number, remark = published[old]
    lines.texts[number] = f'"{old}": "{new}"' + (f"  {remark}" if remark else "")
    if new not in published:
        lines.add([f'"{new}":'])
    return True
