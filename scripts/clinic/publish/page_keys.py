"""What decides the bytes of each page of the site, as short hashes.

The same key stands for the same bytes, so what an earlier build made under it can be used again. A
page that is made once too often costs a moment; one that is not made again tells patients
yesterday's dose.
"""

import json
from functools import cached_property

from clinic.keys import OWN, content, files_in, hashed, program
from clinic.link.pictures import shown_pictures
from clinic.read.page import Page
from clinic.read.site import DATA_FILES, Site


class Keys:
    """The keys of the pages of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def frame(self) -> str:
        """What frames every page: the program, the settings, templates of the clinic's own."""
        root = self.site.root
        own = () if root == OWN else files_in(root, ("overrides",))
        return hashed([program(), self.site.files["clinic"].source.text, *own])

    @cached_property
    def shared(self) -> str:
        """What any page may show of the others: fields, lists, who leads to whom, the day."""
        heads = [part for page in self.site.pages for part in (page.path, page.head)]
        lists = [self.site.files[name].source.text for name in DATA_FILES.values()
                 if name in self.site.files]  # fmt: skip
        graph = [f"{edge.page.path} {edge.kind} {edge.target}" for edge in self.site.links.edges]
        return hashed([self.frame, str(self.site.today), *heads, *lists, *graph])

    @cached_property
    def bodies(self) -> str:
        """Every text of the site."""
        return hashed(page.body.raw for page in self.site.pages)

    @cached_property
    def photographs(self) -> dict[str, list[str]]:
        """For the path of each page: its pictures, as they stand on the disk."""
        found: dict[str, list[str]] = {}
        for place, path in shown_pictures(self.site):
            stands = content(str(self.site.root / path)).decode("latin-1")
            found.setdefault(place.path, []).append(f"{path} {stands}")
        return found

    def page(self, page: Page) -> str:
        """What decides a page: what it shares with all, its own text, its blocks, its pictures."""
        parts = [page, *(block for _, block in self.site.links.blocks_of(page))]
        pictures = [line for part in parts for line in self.photographs.get(part.path, [])]
        every = self.bodies if page.kind == "page" and page.data.get("lists") else ""
        raw = [part.body.raw for part in parts]
        return hashed([self.shared, page.path, every, *pictures, *raw])

    def framed(self, page: Page, html: str, meta: dict[str, object]) -> str:
        """What decides the file of a composed page, whatever it was composed from."""
        pictures = self.photographs.get(page.path, [])
        blocks = [line for _, block in self.site.links.blocks_of(page)
                  for line in self.photographs.get(block.path, [])]  # fmt: skip
        facts = json.dumps(meta, sort_keys=True, default=str)
        return hashed([self.frame, page.path, html, facts, *pictures, *blocks])
