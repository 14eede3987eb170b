"""Preview with live reload. Whatever is broken, every request gets an answer."""

import logging
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from renderers.mkdocs_preview import WATCHED, Preview

END = b"</body>"
LOOK_AGAIN = 1.0
"""Seconds."""


class Server(LiveReloadServer):
    """Says where it listens, and shows below each page what is to mend."""

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        super().__init__(preview.refresh, host, port, str(preview.folder), mount_path="/")
        self.preview = preview
        preview.reload = self.reload
        self.error_handler = self.error_page

    def server_activate(self) -> None:
        """Start to listen."""
        super().server_activate()
        print(f"Open {self.url} in a browser. Stop with Ctrl+C.", flush=True)

    def look_again(self) -> None:
        """Ask for a rebuild where the watcher missed a change: it is blind until its first look."""
        while not self._shutdown:
            time.sleep(LOOK_AGAIN)
            if not self._want_rebuild and self.preview.stale():
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()

    def error_page(self, code: int) -> bytes | None:
        """Our own page for an error, if there is one."""
        page = self.preview.folder / f"{code}.html"
        return page.read_bytes() if page.exists() else None

    def reload(self) -> None:
        """Let the browsers see what is there by now, before the rebuild is over."""
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = max(
                int(time.monotonic() * 1000), self._visible_epoch + 1
            )
            self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page with the bar of the preview and the script of the live reload."""
        bar = self.preview.bar().encode()
        content = content.replace(END, bar + END, 1)
        injected: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        return injected


def serve(root: Path, address: str) -> None:
    """Serve the preview at host:port until it is interrupted."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    parts = urlsplit(f"//{address}")
    preview = Preview(root, address)
    server = Server(preview, parts.hostname or "127.0.0.1", parts.port or 8000)
    preview.refresh()
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    threading.Thread(target=server.look_again, daemon=True).start()
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        preview.remove()
