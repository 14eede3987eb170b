"""The composed site as plain Markdown in a folder, for another generator such as Zensical."""

import json
import shutil
from pathlib import Path

import yaml

from clinic.compose.pages import compose
from clinic.publish.hosts import write_redirects
from clinic.read.site import ASSETS, Site

OWN_MARK = "made-by-build-py-stage"
EXTENSIONS = ["attr_list", "md_in_html", "tables"]


class NotEmptyError(Exception):
    """The folder holds something that is not ours to overwrite."""


def stage(site: Site, folder: Path) -> int:
    """Write mkdocs.yml and docs/ into a folder. Returns how many pages.

    Raises NotEmptyError rather than touch a folder that holds anything else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / OWN_MARK).exists():
        raise NotEmptyError(f"{folder} is not empty; name a new folder.")
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / OWN_MARK).touch()
    pages = list(compose(site))
    for page in pages:
        path = docs / page.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {"title": page.meta["title"], "description": page.meta["description"]}
        path.write_text(f"---\n{json.dumps(head)}\n---\n\n{page.markdown}", encoding="utf-8")
    if (site.root / ASSETS).is_dir():
        shutil.copytree(site.root / ASSETS, docs / "assets")
    write_redirects(site, docs)
    settings = {
        "site_name": site.data("clinic").name,
        "theme": {"name": "material", "font": False},
        "markdown_extensions": EXTENSIONS,
        "nav": [page.uri for page in pages if "/" not in page.uri],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    return len(pages)
