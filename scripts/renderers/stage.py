"""The whole composed site in a folder, for another generator such as Zensical or stock Material.

Each page is one block of HTML with its styles and scripts, so any generator that passes HTML on can
frame it. What a theme makes of Markdown headings, its table of contents, is lost.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from clinic.compose.html import OVERRIDES, environment
from clinic.compose.pages import Composed, compose
from clinic.compose.ways import way_to_file
from clinic.publish.build import WORK
from clinic.publish.hosts import write_redirects
from clinic.publish.pictures import Pictures, Shelf, shown_in
from clinic.read.site import ASSETS, PHOTOGRAPHS, Site
from renderers.mkdocs_plugin import files_of

OWN_MARK = "made-by-build-py-stage"
PALETTE = [
    {"media": f"(prefers-color-scheme: {colors})", "scheme": scheme}
    for colors, scheme in (("light", "default"), ("dark", "slate"))
]
"""The theme follows the device, as our styles do."""
ON_PAGES = {
    "exercise": ("figure", "plan-add"), "program": ("plan-add",),
    "exercises/": ("finder",), "plan/": ("plan",), "session/": ("session",),
}  # fmt: skip
"""The scripts of a page, by its kind or its address."""


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
    shelf = Shelf(docs, site.root / "docs", site.root / WORK / "pictures")
    files = {path_of(site, page): text_of(site, page, shelf) for page in pages}
    files |= files_of(site, "")
    for path, text in files.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    for assets in (OVERRIDES / "assets", site.root / ASSETS):
        if assets.is_dir():
            shutil.copytree(assets, docs / "assets", ignore=photographs, dirs_exist_ok=True)
    write_redirects(site, docs)
    settings = settings_of(site, [path_of(site, page) for page in pages])
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    return len(pages)


def settings_of(site: Site, paths: list[str]) -> dict[str, Any]:
    """Settings for a stock theme, with the pages of the first level in its navigation."""
    listed = [path for path in paths if path.count("/") < 2]
    folders = sorted({f"/{path.partition('/')[0]}/*/" for path in paths if path.count("/") > 1})
    return {
        "site_name": site.data("clinic").name,
        "theme": {"name": "material", "font": False, "palette": PALETTE},
        "nav": listed,
        "not_in_nav": "\n".join(folders) + "\n",
    }


def path_of(site: Site, composed: Composed) -> str:
    """Where a page stands: in a folder of its own, so that links are the same before and after."""
    return f"{site.by_path[composed.source].address}index.md"


def photographs(folder: str, names: list[str]) -> list[str]:
    """The photographs of a folder: readers get their small copies only, without what is in them."""
    return [name for name in names if name.lower().endswith(PHOTOGRAPHS) and "icons" not in folder]


def text_of(site: Site, composed: Composed, shelf: Shelf) -> str:
    """A page as the generator reads it: its facts, then its HTML as one block."""
    page = site.by_path[composed.source]
    facts = {"title": composed.meta["title"], "description": composed.meta["description"]}
    place = page.address.rstrip("/")
    shelf.prepare(shown_in(f"{page.address}index.html", composed.html))
    small = Markup(Pictures(shelf, place).smaller(composed.html))
    html = environment().get_template("stage.html").render(
        html=small, kind=page.kind, address=page.address, root=way_to_file(page, "."),
        scripts=list(scripts_of(page.kind, page.address)),
    )  # fmt: skip
    return f"---\n{json.dumps(facts)}\n---\n\n{html}\n"


def scripts_of(kind: str, address: str) -> Iterator[str]:
    """The names of the scripts that a page needs."""
    yield from ON_PAGES.get(kind, ())
    yield from ON_PAGES.get(address, ())
