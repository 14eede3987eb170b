"""The MkDocs adapter: gives MkDocs the composed pages as real files, and nothing else.

What was tried before it became a plugin (and not a hook or a macro) is in CONTRIBUTING.md.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from clinic.check.engine import check
from clinic.check.problem import Problem
from clinic.compose.claims import claims_file
from clinic.compose.illustration import figure_files
from clinic.compose.library import library_file
from clinic.compose.pages import Composed, belongs, composed, uri
from clinic.compose.paper import sheet_files
from clinic.compose.search_words import words_file
from clinic.link import load
from clinic.link.pictures import shown_pictures
from clinic.publish.reuse import Reuse
from clinic.read.page import Page as ClinicPage
from clinic.read.site import PHOTOGRAPHS, Site
from clinic.report.preview import preview
from renderers.mkdocs_page import ComposedPage, in_navigation, labels

NOT_PUBLISHED = (
    "compose/", "hosts/", "assets/javascripts/", "assets/stylesheets/", "assets/images/",
    "README.md", "policy.txt",
)  # fmt: skip
"""Parts of the theme's folders that no reader needs."""


PREVIEW_STYLES = "assets/css/preview.css"


class NoSettings(Config):
    """The plugin has no settings: everything is content."""


class ClinicPlugin(BasePlugin[NoSettings]):
    """Composes the clinic's pages before MkDocs renders them."""

    def __init__(self) -> None:
        self.photographs: set[str] = set()
        """Photographs of which readers get small copies only."""
        self.composed: dict[str, Composed] = {}
        self.files: dict[str, str] = {}
        self.serving = False
        self.site: Site | None = None
        """The clinic, where our own build has read and checked it already."""
        self.reuse: Reuse | None = None
        """What our own build can take from the last one."""
        self.files_of_site: Files | None = None
        self.nav: Navigation | None = None
        self.env: Environment | None = None
        """What MkDocs made of the settings: a preview frames edited pages with it."""
        self.problems: list[Problem] = []
        self.addresses: list[tuple[str, str]] = []
        """The address of every page, with the day of its last change where that is known."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether an author is watching: then problems are shown, not raised."""
        self.serving = command == "serve"
        self.site = self.reuse = None  # MkDocs keeps a plugin from one rebuild to the next

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read and check the clinic, then hand its pages to MkDocs as real files."""
        root = Path(config.config_file_path).parent
        named = dict(labels(config.nav))
        self.composed = self.pages(root, config.site_url or "", in_navigation(config))
        for file in list(files):
            page = file.is_documentation_page() and file.src_uri not in self.composed
            ours = file.src_uri.startswith(NOT_PUBLISHED)
            unused = file.src_uri == PREVIEW_STYLES and not self.serving
            if page or ours or unused or file.src_uri in self.photographs:
                files.remove(file)
        for path, made in self.composed.items():
            file = files.get_file_from_path(path) or self.file(path, made.source, root, config)
            if file.src_uri not in files.src_uris:
                files.append(file)
            ComposedPage(made, named.get(path), file, config)
        for path, text in self.files.items():
            files.append(File.generated(config, path, content=text))
        self.files_of_site = files
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation."""
        self.nav = nav
        return nav

    def pages(self, root: Path, address: str, named: Callable[[str], bool]) -> dict[str, Composed]:
        """The composed pages; with problems in the content a build ends here, a preview goes on.

        named: whether a page stands in the navigation. MkDocs needs it then, changed or not.
        """
        site = self.site
        report = None
        if site is None:
            site = load(root, date.today())
            site.drafts = self.serving
            self.site = site
            report = check(site)
            self.problems = report.problems
            if report.errors and not self.serving:
                raise PluginError(f"{report.errors} problems in the content; run: build.py check")
        self.files = files_of(site, address)
        shown = [page for page in site.pages if belongs(page, self.serving)]
        self.addresses = sorted((page.address, changed(page)) for page in shown)
        self.photographs = (
            {uri(path) for _, path in shown_pictures(site) if path.lower().endswith(PHOTOGRAPHS)}
            if not self.serving
            else set()
        )
        found = [self.page(site, page, named) for page in shown] if site.composable else []
        made = {page.uri: page for page in found if page is not None}
        return made | preview(site, report, made) if report and self.serving else made

    def page(self, site: Site, page: ClinicPage, named: Callable[[str], bool]) -> Composed | None:
        """One page composed; None where the last build has it already."""
        if self.reuse is None:
            return composed(site, page)
        if named(uri(page.path)):
            self.reuse.note(page)
            return composed(site, page)
        if self.reuse.unchanged(page):
            return None
        made = composed(site, page)
        return None if self.reuse.same(page, made) else made

    def file(self, uri: str, source: str, root: Path, config: MkDocsConfig) -> File:
        """A page outside docs/ as a real file, so that edit links and dates are its own."""
        file = File(uri, str(root), config.site_dir, config.use_directory_urls)
        file.edit_uri = "../" + source
        return file

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Leave out the lines on which only a tag of a template stands."""
        env.trim_blocks = env.lstrip_blocks = True
        env.globals["addresses"] = self.addresses
        self.env = env
        return env


def files_of(site: Site, address: str) -> dict[str, str]:
    """The files beside the pages: moving figures, data, and sheets to print.

    address: where the site will stand, or nothing where that is not known.
    """
    if not site.composable:
        return {}
    data = [library_file(site), claims_file(site), words_file(site)]
    return dict([*figure_files(site), *data, *sheet_files(site, address)])


def changed(page: ClinicPage) -> str:
    """The day of a page's last change, where its fields name one."""
    day = page.data.get("updated") or page.data.get("published")
    return str(day) if day else ""
