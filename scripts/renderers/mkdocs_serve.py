"""Preview with live reload. Whatever is broken, every request gets an answer."""

import html
import logging
import shutil
import tempfile
import traceback
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from clinic.compose.html import OVERRIDES
from clinic.publish.build import NotBuiltError
from renderers.mkdocs_build import settings

WATCHED = ("docs", "exercises", "overrides", "mkdocs.yml")
FIXED = ("index.html", "404.html")
log = logging.getLogger("mkdocs.clinic")


class Preview:
    """Builds the site again and again into a folder of its own."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.folder = Path(tempfile.mkdtemp(prefix="preview-"))
        self.url = f"http://{address}/"

    def load(self) -> MkDocsConfig:
        """The settings, with the preview's own address and folder."""
        config = settings(self.root, site_dir=str(self.folder), site_url=self.url)
        config.extra["preview"] = True  # its live reload needs a script that the policy forbids
        return config

    def build(self) -> None:
        """Build once. A failure becomes the page that every request gets until it is mended."""
        try:
            config = self.load()
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url=self.url)
        except (Exception, SystemExit) as error:
            log.error("The preview could not be built: %s", error)
            if not isinstance(error, NotBuiltError | SystemExit):
                log.debug("%s", traceback.format_exc())
            self.show(str(error))

    def show(self, message: str) -> None:
        """Put the message into every page of the preview."""
        stub = (OVERRIDES / "broken.html").read_text(encoding="utf-8")
        text = stub.replace("{{ message }}", html.escape(message))
        self.folder.mkdir(parents=True, exist_ok=True)
        for page in {*self.folder.rglob("*.html"), *map(self.folder.joinpath, FIXED)}:
            page.write_text(text, encoding="utf-8")


class Server(LiveReloadServer):
    """Says where it listens, as soon as it does."""

    def server_activate(self) -> None:
        """Start to listen."""
        super().server_activate()
        print(f"Open {self.url} in a browser. Stop with Ctrl+C.", flush=True)


def serve(root: Path, address: str) -> None:
    """Serve the preview at host:port until it is interrupted."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    parts = urlsplit(f"//{address}")
    preview = Preview(root, address)
    server = Server(
        preview.build,
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 8000,
        root=str(preview.folder),
        mount_path="/",
    )
    server.error_handler = lambda code: (preview.folder / f"{code}.html").read_bytes() if (
        preview.folder / f"{code}.html").exists() else None  # fmt: skip
    preview.build()
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        shutil.rmtree(preview.folder, ignore_errors=True)
