"""The whole clinic, read: every page, every list, nothing skipped."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic.model import DATA_MODELS
from clinic.read.frontmatter import Fields, read_fields, step
from clinic.read.page import Page, read_page, validated
from clinic.read.place import Fault
from clinic.read.source import Source, read_source

if TYPE_CHECKING:
    from clinic.compose.illustration import Illustration
    from clinic.link.links import Links

FOLDERS = {
    "exercises": "exercise",
    "docs/articles": "article",
    "docs/programs": "program",
    "docs/people": "person",
    "docs/blocks": "block",
    "docs": "page",
}
DATA_FILES = {
    "exercises/vocabulary.yml": "vocabulary",
    "exercises/codes.yml": "codes",
    "docs/references.yml": "references",
    "docs/addresses.yml": "addresses",
    "mkdocs.yml": "clinic",
}
ASSETS = "docs/assets"
PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp", ".avif")
"""How the names of pictures end that are made of points, and that a build makes small."""


@dataclass
class DataFile:
    """One of the lists in YAML. model: its typed form, or None where it has mistakes."""

    source: Source
    fields: Fields
    model: Any = None
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Site:
    """Everything that the checks and the pages are made from.

    today: the day that dates are compared with. release: whether this check decides a release.
    """

    root: Path
    today: date
    release: bool = False
    drafts: bool = False
    """Whether pages that are not published yet are shown, too, as a preview does."""
    pages: list[Page] = field(default_factory=list)
    files: dict[str, DataFile] = field(default_factory=dict)
    strays: list[Source] = field(default_factory=list)
    """Files that stand where only pages may, and links that leave the folder."""
    assets: frozenset[str] = frozenset()
    """The files below docs/assets, with their paths from the root."""
    links: "Links" = field(init=False)
    """Who leads to whom; filled by clinic.link."""
    illustrations: "dict[str, Illustration]" = field(default_factory=dict)
    """Figures that were drawn already, by the path of their page."""

    def of_kind(self, kind: str) -> list[Page]:
        """The pages of this kind whose fields are complete and right."""
        return self.by_kind.get(kind, [])

    def shown(self, kind: str) -> list[Page]:
        """Those of them that readers find in lists."""
        states = ("published", "draft", "in-review") if self.drafts else ("published",)
        return [page for page in self.of_kind(kind) if page.status in states]

    def finished(self, kind: str) -> list[Page]:
        """Those of them that are no drafts any more."""
        return [page for page in self.of_kind(kind) if page.status != "draft"]

    @cached_property
    def by_kind(self) -> dict[str, list[Page]]:
        """The pages with right fields, by kind."""
        kinds: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            if page.model is not None:
                kinds[page.kind].append(page)
        return kinds

    @cached_property
    def by_slug(self) -> dict[str, list[Page]]:
        """All pages by name; a list, since an article and an exercise might share a name."""
        slugs: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            slugs[page.slug].append(page)
        return slugs

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """All pages by path."""
        return {page.path: page for page in self.pages}

    @property
    def complete(self) -> bool:
        """Whether every page could be read, so that 'nothing leads to it' can be said."""
        return all(page.readable for page in self.pages)

    @property
    def composable(self) -> bool:
        """Whether every list could be read, so that pages can be composed from them."""
        return all(self.data(name) is not None for name in DATA_FILES.values())

    @property
    def sources(self) -> Iterator[Source]:
        """Every file that was read."""
        yield from (page.source for page in self.pages)
        yield from (file.source for file in self.files.values())
        yield from self.strays

    @property
    def field_faults(self) -> Iterator[Fault]:
        """What is wrong with the values of fields, in pages and lists."""
        for page in self.pages:
            yield from page.faults
        for file in self.files.values():
            yield from file.faults

    def data(self, name: str) -> Any:
        """The typed form of one list, or None where it is missing or has mistakes."""
        return self.files[name].model if name in self.files else None

    def person(self, slug: str) -> Any:
        """The typed fields of a person, or None."""
        return next((p.model for p in self.by_slug.get(slug, []) if p.kind == "person"), None)

    def exercise(self, slug: str) -> Any:
        """The typed fields of an exercise, or None."""
        return next((p.model for p in self.by_slug.get(slug, []) if p.kind == "exercise"), None)


def read_site(root: Path, today: date, release: bool = False) -> Site:
    """Read every file of a clinic. An author's mistake is kept, never raised."""
    site = Site(root, today, release)
    for path, name in DATA_FILES.items():
        if os.path.lexists(root / path):
            site.files[name] = read_data(read_source(root, path), name)
    terms = terms_of(site)
    twins: dict[str, str] = {}
    for folder, kind in FOLDERS.items():
        for path in listed(root, folder):
            add_file(site, path, kind, terms, twins)
    site.assets = frozenset(all_below(root, ASSETS))
    links = [path for path in (*FOLDERS, ASSETS, *site.assets) if (root / path).is_symlink()]
    site.strays += [read_source(root, path) for path in sorted(links)]
    return site


def reread(site: Site, paths: Collection[str], today: date) -> Site:
    """The same clinic, with some of its pages read anew. They were there before, and are still."""
    terms = terms_of(site)
    pages = [
        read_page(read_source(site.root, page.path), page.kind, terms)
        if page.path in paths
        else page
        for page in site.pages
    ]
    drawn = {path: drawing for path, drawing in site.illustrations.items() if path not in paths}
    return Site(site.root, today, site.release, site.drafts, pages, site.files, site.strays,
                site.assets, illustrations=drawn)  # fmt: skip


def terms_of(site: Site) -> dict[str, Any]:
    """The known terms of each list of the vocabulary."""
    terms = site.files["vocabulary"].fields.data if "vocabulary" in site.files else None
    terms = terms if isinstance(terms, dict) else {}
    return {name: entry for name, entry in terms.items() if isinstance(entry, dict)}


def listed(root: Path, folder: str) -> list[str]:
    """The visible entries of one folder, unless it is a shortcut to somewhere else."""
    if (root / folder).is_symlink():
        return []
    try:
        entries = sorted(
            os.scandir(root / folder),
            key=lambda entry: (entry.name != entry.name.casefold(), entry.name),
        )
    except (FileNotFoundError, NotADirectoryError):
        return []
    known = {*FOLDERS, ASSETS}
    return [
        path
        for entry in entries
        if not entry.name.startswith(".") and (path := f"{folder}/{entry.name}") not in known
    ]


def add_file(
    site: Site, path: str, kind: str, terms: dict[str, Any], twins: dict[str, str]
) -> None:
    """Read one file of a content folder as a page, or keep it as a stray."""
    if path in DATA_FILES:
        return
    source = read_source(site.root, path)
    twin = twins.setdefault(unicodedata.normalize("NFKC", path).casefold(), path)
    if twin != path:
        source.fault("twin", twin=twin)
        source.text = ""
    if not path.endswith(".md"):
        if not source.faults or source.faults[0].kind in ("bom", "crlf"):
            source.fault("extension")
        site.strays.append(source)
        return
    kind = "glossary" if path == "docs/glossary.md" else kind
    site.pages.append(read_page(source, kind, terms))


def all_below(root: Path, folder: str) -> Iterator[str]:
    """Every file below a folder, as a path from the root."""
    for where, _, names in os.walk(root / folder):
        for name in names:
            if not name.startswith("."):
                yield (Path(where) / name).relative_to(root).as_posix()


def read_data(source: Source, name: str) -> DataFile:
    """Read one list. In mkdocs.yml only extra.clinic is ours."""
    if name == "clinic":
        return read_clinic(source)
    file = DataFile(source, read_fields(source, source.text))
    if file.fields.data is None and not source.faults:
        file.fields.data = {}
    if file.fields.data is not None:
        file.model = validated(DATA_MODELS[name], file.fields, file.faults, {})
    if file.fields.node is not None and any(f.kind == "duplicate-key" for f in source.faults):
        file.model = None
    return file


def read_clinic(source: Source) -> DataFile:
    """Read the clinic's facts from the site's settings, which keep their other content."""
    lines = source.text.split("\n")
    start = next((n for n, text in enumerate(lines) if text.rstrip() == "extra:"), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:1].strip(" #")), len(lines))
    fields = read_fields(source, "\n".join(lines[start:end]), start + 1)
    file = DataFile(source, fields)
    extra = fields.data.get("extra") if isinstance(fields.data, dict) else None
    clinic = extra.get("clinic") if isinstance(extra, dict) else None
    inner = Fields(source, clinic, None, start + 1, fields.text, fields.mends)
    if fields.node is not None and clinic is not None:
        extra_node = step(fields.node, "extra")[0]
        inner.node = step(extra_node, "clinic")[0]
    file.fields = inner
    if isinstance(clinic, dict):
        file.model = validated(DATA_MODELS["clinic"], inner, file.faults, {})
    elif not source.faults:
        source.fault("no-clinic")
    return file
