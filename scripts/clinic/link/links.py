"""The network of pages: what each refers to, and the relations derived from that."""

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from clinic.link.marks import picked, reference_fields
from clinic.model import PAGE_MODELS
from clinic.model.exercise import Harder
from clinic.read.body import Link
from clinic.read.page import Page
from clinic.read.place import Place
from clinic.read.site import Site
from clinic.read.slug import slugged


@dataclass(slots=True)
class Edge:
    """One reference from a page to something else.

    kind: 'exercise', 'person', 'reference', 'action' or 'page' for a field of the front matter;
    'wiki', 'card', 'page', 'image', 'web' or 'cite' for a link in the body.
    path: the field it stands in, or None for the body.
    """

    page: Page
    kind: str
    target: str
    path: tuple[str | int, ...] | None = None
    start: int = 0
    end: int = 0
    link: Link | None = None

    @property
    def place(self) -> Place:
        """Where the reference stands."""
        if self.path is not None:
            return self.page.at(*self.path)
        return self.page.at_body(self.start, self.end)

    @property
    def name(self) -> str:
        """The target without an anchor."""
        return self.target.partition("#")[0].strip()

    @property
    def anchor(self) -> str:
        """The anchor, without '#'. A link by name may use the heading itself, as Obsidian does."""
        anchor = self.target.partition("#")[2].strip()
        return slugged(anchor) if self.kind == "wiki" else anchor


class Links:
    """All references of a site, and what follows from them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.edges = [edge for page in site.pages for edge in edges_of(page)]

    def edges_from(self, page: Page) -> list[Edge]:
        """The references of one page."""
        return self.outgoing.get(page.path, [])

    @cached_property
    def outgoing(self) -> dict[str, list[Edge]]:
        """For the path of each page: its references."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.page.path].append(edge)
        return found

    def page_of(self, edge: Edge) -> Page | None:
        """The page that a reference leads to, or None where it leads nowhere."""
        if edge.kind == "page" and edge.path is None:
            return self.site.by_path.get(self.file_of(edge))
        pages = self.named(edge)
        if edge.kind in ("exercise", "person"):
            pages = [page for page in pages if page.kind == edge.kind]
        if edge.kind == "card":
            pages = [page for page in pages if page.kind in CARDS]
        return pages[0] if len(pages) == 1 else None

    def named(self, edge: Edge) -> list[Page]:
        """The pages that a reference can mean by its name, which may say the folder and '.md'."""
        if edge.kind == "wiki" and not edge.name:
            return [edge.page]
        folder, _, slug = edge.name.removesuffix(".md").rpartition("/")
        pages = self.site.by_slug.get(slug, [])
        return [page for page in pages if f"/{page.path}".endswith(f"{folder}/{slug}.md")]

    def file_of(self, edge: Edge) -> str:
        """The path, from the root, of the file that a relative link or image names."""
        if not edge.name:
            return edge.page.path
        folder = posixpath.dirname(edge.page.path)
        return posixpath.normpath(posixpath.join(folder, unquote(edge.name)))

    @cached_property
    def resolved(self) -> list[tuple[Edge, Page]]:
        """Every reference that leads to a page, with that page."""
        pairs = ((edge, self.page_of(edge)) for edge in self.edges if edge.kind in TO_PAGES)
        return [(edge, page) for edge, page in pairs if page is not None]

    @cached_property
    def incoming(self) -> dict[str, list[Edge]]:
        """For the path of each page: the references that lead to it from other pages."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge, page in self.resolved:
            if edge.page is not page:
                found[page.path].append(edge)
        return found

    def used_in(self, page: Page) -> list[Page]:
        """The published articles and programs that lead to this page, by title."""
        users = {
            user.path: user
            for edge in self.incoming.get(page.path, [])
            for user in self.shown_in(edge.page)
            if user.kind in ("article", "program") and user.status == "published"
        }
        return sorted(users.values(), key=lambda user: (user.kind, user.title.casefold()))

    def blocks_of(self, page: Page) -> list[tuple[Edge, Page]]:
        """The shared blocks that stand in a page, in order, each with where it stands."""
        return self.embeds.get(page.path, []) if page.kind in HOSTS else []

    def shown_in(self, page: Page) -> list[Page]:
        """The pages on which readers find this text: the page itself, or those with the block."""
        return self.hosts.get(page.path, []) if page.part else [page]

    @cached_property
    def embeds(self) -> dict[str, list[tuple[Edge, Page]]]:
        """For the path of each page: the shared blocks that it calls for, each on its own line."""
        found: dict[str, list[tuple[Edge, Page]]] = defaultdict(list)
        for edge, target in self.resolved:
            if edge.kind == "card" and target.part and edge.link is not None and edge.link.alone:
                found[edge.page.path].append((edge, target))
        return found

    @cached_property
    def hosts(self) -> dict[str, list[Page]]:
        """For the path of each shared block: the pages that it stands in, by path."""
        found: dict[str, dict[str, Page]] = defaultdict(dict)
        for page in self.site.pages:
            for _, block in self.blocks_of(page):
                found[block.path][page.path] = page
        return {path: [pages[key] for key in sorted(pages)] for path, pages in found.items()}

    def citations(self, page: Page) -> list[str]:
        """The keys that a page cites, each once: those in its text, then those in its fields.

        A shared block counts where it stands, so that numbers rise from the top of the page.
        """
        keys: dict[str, Any] = {}
        found = [(c.start, c.names) for c in page.body.citations]
        found += [
            (edge.start, [key for c in block.body.citations for key in c.names])
            for edge, block in self.blocks_of(page)
        ]
        for _, here in sorted(found):
            keys.update(dict.fromkeys(here))
        for pattern, kind in reference_fields(PAGE_MODELS[page.kind]):
            if kind == "reference":
                keys.update(dict.fromkeys(value for _, value in picked(page.data, pattern)))
        return list(keys)

    @cached_property
    def easier(self) -> dict[str, list[tuple[Page, Harder]]]:
        """For each exercise: the exercises that name it as harder, the derived inverse."""
        found: dict[str, list[tuple[Page, Harder]]] = defaultdict(list)
        for page in self.site.of_kind("exercise"):
            for next_one in page.model.harder:
                found[next_one.to].append((page, next_one))
        return found

    @cached_property
    def one_leg_versions(self) -> dict[str, list[Page]]:
        """For each two-leg exercise: its one-leg versions, easiest first."""
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.site.of_kind("exercise"):
            if page.model.two_leg_version:
                found[page.model.two_leg_version].append(page)
        for pages in found.values():
            pages.sort(key=lambda page: (page.model.level, page.slug))
        return found

    @cached_property
    def codes(self) -> dict[str, str]:
        """The permanent code of each exercise, by its name."""
        codes = self.site.data("codes")
        return {entry.exercise: code for code, entry in codes.root.items()} if codes else {}

    @cached_property
    def cited(self) -> set[str]:
        """The keys of all references that some page cites."""
        return {edge.target for edge in self.edges if edge.kind in ("cite", "reference")}


TO_PAGES = frozenset({"exercise", "person", "page", "wiki", "card"})
CARDS = ("exercise", "program", "block")
"""What '![[name]]' shows: a card, or the text of a shared block."""
HOSTS = ("article", "program", "page")
"""The kinds of pages that a shared block may stand in."""


def edges_of(page: Page) -> list[Edge]:
    """The references of one page: from its fields, then from its body."""
    edges = [
        Edge(page, kind, value, path)
        for pattern, kind in reference_fields(PAGE_MODELS[page.kind])
        for path, value in picked(page.data, pattern)
    ]
    edges += [
        Edge(page, link.kind, link.target, None, link.start, link.end, link)
        for link in page.body.links
    ]
    edges += [
        Edge(page, "cite", key, None, start, end)
        for citation in page.body.citations
        for key, start, end in citation.keys
    ]
    return edges
