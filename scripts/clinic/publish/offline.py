"""What makes the site an app that works without a network: its manifest, its worker, its list."""

import base64
import hashlib
import json
from pathlib import Path

from clinic.publish.hosts import moved, plain
from clinic.read.site import Site

WORKER = "worker.js"
"""The service worker; its place decides which pages it may answer for."""
LIST = "offline.json"
MANIFEST = "manifest.webmanifest"
NOT_SAVED = ("_", WORKER, LIST, "sitemap.xml", "assets/data/claims.json")
"""How the paths of files begin that no page ever asks for."""
SHORTCUTS = ("docs/plan.md", "docs/exercises.md", "docs/programs.md")
"""The pages that a device offers beside the first one, where the clinic has them."""


def write_offline(site: Site, folder: Path) -> None:
    """Write manifest, list and worker into the finished folder; every other file must be there.

    The list names each file with the hash that a browser checks it against. A clinic that wants
    nothing kept gets a worker that clears away what earlier versions kept.
    """
    clinic = site.data("clinic")
    pages = [site.by_path[path] for path in SHORTCUTS if path in site.by_path]
    manifest = plain(MANIFEST, name=clinic.name, pages=pages)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    if not clinic.offline:
        (folder / WORKER).write_text(plain("worker-off.js"), encoding="utf-8")
        return
    files = saved(folder, {f"{old}/index.html" for old, _ in moved(site)})
    text = json.dumps(files, separators=(",", ":"))
    (folder / LIST).write_text(text, encoding="utf-8")
    worker = plain(WORKER, hash=integrity(text.encode()))
    (folder / WORKER).write_text(worker, encoding="utf-8")


def saved(folder: Path, stubs: set[str]) -> dict[str, str]:
    """The address and the hash of every file that a reader may need. stubs: pages that moved on."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {
        path.removesuffix("index.html"): integrity((folder / path).read_bytes())
        for path in sorted(paths)
        if not path.startswith(NOT_SAVED) and path not in stubs
    }


def integrity(data: bytes) -> str:
    """The hash of a file, as browsers want it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()
