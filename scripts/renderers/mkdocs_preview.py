"""The preview of a clinic: an edited page is seen first, then everything else follows."""

import logging
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from markupsafe import Markup
from mkdocs.commands.build import build, get_context
from mkdocs.config.defaults import MkDocsConfig

from clinic.check.engine import check
from clinic.check.problem import Problem
from clinic.compose.html import environment, forget
from clinic.compose.pages import Composed, belongs, composed, uri
from clinic.keys import CONTENT, files_below, stamp
from clinic.link import linked
from clinic.publish.build import NotBuiltError
from clinic.publish.page_keys import Keys
from clinic.read.site import Site, reread
from clinic.report.preview import preview
from clinic.report.text import news
from renderers.mkdocs_build import settings
from renderers.mkdocs_page import ComposedPage
from renderers.mkdocs_plugin import ClinicPlugin, files_of

WATCHED = (*CONTENT, "overrides")
FIXED = ("index.html", "404.html")
log = logging.getLogger("mkdocs.clinic")


class Preview:
    """The site in a folder of its own, kept as the content is at the moment.

    reload: tells the browsers that something is new.
    """

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.folder = Path(tempfile.mkdtemp(prefix="preview-"))
        self.url = f"http://{address}/"
        self.reload: Callable[[], None] = lambda: None
        self.problems: list[Problem] = []
        self.config: MkDocsConfig | None = None
        self.stamps: dict[str, tuple[int, int]] = {}
        self.keys: dict[str, str] = {}
        self.shown: dict[str, Composed] = {}

    def refresh(self) -> None:
        """Make the preview what the content is now. A failure is shown until it is mended."""
        before, self.stamps = self.stamps, self.stamps_now()
        changed = [path for path in {*before, *self.stamps}
                   if before.get(path) != self.stamps.get(path)]  # fmt: skip
        if not changed and self.config is not None:
            return
        with self.failures_shown():
            if self.editable(changed):
                self.edit(sorted(changed))
            else:
                self.build()

    def stale(self) -> bool:
        """Whether a file is not as it was when the preview was made."""
        return self.stamps != self.stamps_now()

    def stamps_now(self) -> dict[str, tuple[int, int]]:
        """Every file that the preview is made of, with its size and time."""
        files = (path for name in WATCHED for path in files_below(self.root / name))
        return {os.path.relpath(path, self.root): stamp(path) for path in files}

    @contextmanager
    def failures_shown(self) -> Iterator[None]:
        """Turn a failure into the page that every request gets until it is mended."""
        try:
            yield
        except (Exception, SystemExit) as error:
            self.config = None
            log.error("The preview could not be built: %s", error)
            if not isinstance(error, NotBuiltError | SystemExit):
                log.debug("%s", traceback.format_exc())
            self.broken(str(error))

    def broken(self, message: str) -> None:
        """Put a message into every page of the preview."""
        text = environment().get_template("broken.html").render(message=message)
        self.folder.mkdir(parents=True, exist_ok=True)
        for page in {*self.folder.rglob("*.html"), *map(self.folder.joinpath, FIXED)}:
            page.write_text(text, encoding="utf-8")

    # All of it

    def build(self) -> None:
        """Build everything."""
        forget()
        self.config = None
        config = settings(self.root, site_dir=str(self.folder), site_url=self.url)
        config.extra["preview"] = True  # its live reload needs a script that the policy forbids
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self.url)
        self.config = config
        plugin = self.plugin
        self.shown = dict(plugin.composed)
        self.keys = {}
        self.said(plugin.problems)

    @property
    def plugin(self) -> ClinicPlugin:
        """Our part of the renderer."""
        assert self.config is not None
        plugin = self.config.plugins["clinic"]
        assert isinstance(plugin, ClinicPlugin)
        return plugin

    def said(self, problems: list[Problem]) -> None:
        """Say at the terminal which problems came and which went."""
        text = news(self.problems, problems)
        self.problems = problems
        if text:
            log.warning("%s", text)

    def bar(self) -> Markup:
        """What stands below every page: the problems of the whole content."""
        site = self.plugin.site if self.config is not None else None
        addresses = (
            {page.path: page.address for page in site.pages if not page.part} if site else {}
        )
        bar = environment().get_template("preview.html")
        return Markup(bar.render(problems=self.problems, addresses=addresses))

    # An edited page

    def editable(self, changed: list[str]) -> bool:
        """Whether only pages changed that were there before, so that the rest can stay."""
        site = self.plugin.site if self.config is not None else None
        if site is None or not changed:
            return False
        pages = [site.by_path.get(path) for path in changed]
        return all(page is not None and not page.source.faults for page in pages)

    def edit(self, changed: list[str]) -> None:
        """Show the edited pages, tell the browsers, then check and refresh the rest."""
        plugin = self.plugin
        assert plugin.site is not None
        site = linked(reread(plugin.site, changed, date.today()))
        plugin.site = site
        for page in site.pages:
            if page.path in changed and belongs(page, drafts=True):
                self.write(composed(site, page))
        self.reload()
        if self.follow(site):
            self.reload()

    def follow(self, site: Site) -> bool:
        """Check the content, and write what else changed by the edit. Returns whether any did."""
        report = check(site)
        keys, made = Keys(site), {}
        for page in site.pages:
            if belongs(page, drafts=True):
                key, known = keys.page(page), self.shown.get(uri(page.path))
                same = known is not None and self.keys.get(known.uri) == key
                made[uri(page.path)] = known if known and same else composed(site, page)
                self.keys[uri(page.path)] = key
        now = {**made, **preview(site, report, made)}
        changed = [page for path, page in now.items() if page != self.shown.get(path)]
        for new in changed:
            self.write(new)
        for path, text in files_of(site, self.url).items():
            self.put(path, text)
        old = self.problems
        self.said(report.problems)
        return bool(changed) or old != self.problems

    def write(self, page: Composed) -> None:
        """Frame a page and put it into the preview."""
        plugin, config = self.plugin, self.config
        assert config is not None
        assert plugin.files_of_site is not None
        assert plugin.env is not None
        file = plugin.files_of_site.get_file_from_path(page.uri)
        if file is None:
            raise NotBuiltError(f"{page.source} is new to the preview; save it once more.")
        title = file.page.title if file.page and file.page.is_top_level else None
        framed = ComposedPage(page, title, file, config)
        framed.read_source(config)
        framed.render(config, plugin.files_of_site)
        assert plugin.nav is not None
        context = get_context(plugin.nav, plugin.files_of_site, config, framed)
        self.put(file.dest_uri, plugin.env.get_template("main.html").render(context))
        self.shown[page.uri] = page

    def put(self, path: str, text: str) -> None:
        """Write a file of the preview, if it says something new."""
        place = self.folder / path
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)
