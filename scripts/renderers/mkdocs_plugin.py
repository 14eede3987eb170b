"""The MkDocs adapter: gives MkDocs the composed pages as real files, and nothing else.

What was tried before it became a plugin (and not a hook or a macro) is in CONTRIBUTING.md.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from clinic.check.engine import check
from clinic.compose.claims import claims_file
from clinic.compose.illustration import figure_files
from clinic.compose.library import library_file
from clinic.compose.pages import Composed, compose
from clinic.compose.paper import sheet_files
from clinic.compose.search_words import words_file
from clinic.link import load
from clinic.read.site import Site
from clinic.report.preview import preview
from renderers.mkdocs_page import ComposedPage, labels

NOT_PUBLISHED = (
    "compose/", "hosts/", "assets/javascripts/", "assets/stylesheets/", "assets/images/",
    "README.md", "policy.txt",
)  # fmt: skip
"""Parts of the theme's folders that no reader needs."""


class NoSettings(Config):
    """The plugin has no settings: everything is content."""


class ClinicPlugin(BasePlugin[NoSettings]):
    """Composes the clinic's pages before MkDocs renders them."""

    def __init__(self) -> None:
        self.composed: dict[str, Composed] = {}
        self.files: dict[str, str] = {}
        self.serving = False
        self.site: Site | None = None
        """The clinic, where our own build has read and checked it already."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether an author is watching: then problems are shown, not raised."""
        self.serving = command == "serve"

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read and check the clinic, then hand its pages to MkDocs as real files."""
        root = Path(config.config_file_path).parent
        self.composed = self.pages(root, config.site_url or "")
        for file in list(files):
            page = file.is_documentation_page() and file.src_uri not in self.composed
            if page or file.src_uri.startswith(NOT_PUBLISHED):
                files.remove(file)
        named = dict(labels(config.nav))
        for uri, composed in self.composed.items():
            file = files.get_file_from_path(uri) or self.file(uri, composed.source, root, config)
            if file.src_uri not in files.src_uris:
                files.append(file)
            ComposedPage(composed, named.get(uri), file, config)
        for uri, text in self.files.items():
            files.append(File.generated(config, uri, content=text))
        return files

    def pages(self, root: Path, address: str) -> dict[str, Composed]:
        """The composed pages; with problems in the content a build ends here, a preview goes on."""
        site = self.site
        report = None
        if site is None:
            site = load(root, date.today())
            report = check(site)
            if report.errors and not self.serving:
                raise PluginError(f"{report.errors} problems in the content; run: build.py check")
        self.files = files_of(site, address)
        pages = compose(site, drafts=self.serving) if site.composable else ()
        composed = {page.uri: page for page in pages}
        return composed | preview(site, report, composed) if report and self.serving else composed

    def file(self, uri: str, source: str, root: Path, config: MkDocsConfig) -> File:
        """A page outside docs/ as a real file, so that edit links and dates are its own."""
        file = File(uri, str(root), config.site_dir, config.use_directory_urls)
        file.edit_uri = "../" + source
        return file

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Leave out the lines on which only a tag of a template stands."""
        env.trim_blocks = env.lstrip_blocks = True
        return env


def files_of(site: Site, address: str) -> dict[str, str]:
    """The files beside the pages: moving figures, data, and sheets to print.

    address: where the site will stand, or nothing where that is not known.
    """
    if not site.composable:
        return {}
    data = [library_file(site), claims_file(site), words_file(site)]
    return dict([*figure_files(site), *data, *sheet_files(site, address)])
