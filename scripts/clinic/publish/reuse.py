"""Take from the last build what would come out the same: pages with their pictures, the search."""

import os
import re
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from clinic.compose.pages import Composed
from clinic.keys import hashed
from clinic.publish.last import Last, Made
from clinic.publish.output import Facts
from clinic.publish.page_keys import Keys
from clinic.read.page import Page

SEARCHED = re.compile(
    r"<title>.*?</title>|<meta [^>]*data-pagefind[^>]*>|<article.*</article>", re.S
)
"""What the search index reads of a page."""
INDEX = "pagefind"


@dataclass
class Reuse:
    """What a build takes from the last one. place: the last site. new: the one that is made.

    made: the keys of each page that is made now, by its file. kept: those that were taken.
    """

    last: Last
    keys: Keys
    place: Path
    new: Path
    made: dict[str, tuple[str, str]] = field(default_factory=dict)
    kept: dict[str, Made] = field(default_factory=dict)

    def note(self, page: Page) -> str:
        """Remember that a page is made now. Returns its key."""
        key = self.keys.page(page)
        self.made[file_of(page)] = key, ""
        return key

    def unchanged(self, page: Page) -> bool:
        """Take a page, if all that it is composed from is as it was."""
        file, key = file_of(page), self.note(page)
        old = self.last.pages.get(file)
        return old is not None and old.key == key and self.take(file, old)

    def same(self, page: Page, composed: Composed) -> bool:
        """Take a page, if what was composed is as it was."""
        file = file_of(page)
        key, framed = self.keys.page(page), self.keys.framed(page, composed.html, composed.meta)
        self.made[file] = key, framed
        old = self.last.pages.get(file)
        if old is None or old.framed != framed:
            return False
        return self.take(file, replace(old, key=key))

    def take(self, file: str, old: Made) -> bool:
        """Put a page and the pictures beside it into the new site, all or none."""
        if not self.link([file, *old.copies]):
            return False
        self.kept[file] = old
        return True

    def link(self, files: list[str]) -> bool:
        """Let the new site share these files with the last one; False where one has changed.

        Nobody may write into a shared file: that would change the site that readers see.
        """
        if not all(self.last.stands(self.place, file) for file in files):
            return False
        for file in files:
            target = self.new / file
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                continue
            try:
                os.link(self.place / file, target)
            except OSError:
                shutil.copy2(self.place / file, target)
        return True

    def searched(self) -> dict[str, str]:
        """For each page of the new site, by its file: the key of what the search reads of it."""
        made = {file: self.new / file for file in self.made.keys() - self.kept.keys()}
        texts = {file: searched_text(path) for file, path in made.items() if path.exists()}
        return texts | {file: old.searched for file, old in self.kept.items()}

    def search(self, key: str) -> bool:
        """Take the search index, if all that it reads is as it was."""
        files = [file for file in self.last.files if file.startswith(INDEX + "/")]
        return bool(files) and key == self.last.searched and self.link(files)

    def remembered(
        self, facts: dict[str, Facts], searched: dict[str, str], copies: dict[str, list[str]]
    ) -> dict[str, Made]:
        """Every page of the new site, for the next build.

        facts, searched, copies: what the checks and the search know of each, and its pictures.
        """
        made = {
            file: Made(key, framed, facts[file], searched[file], copies.get(file, []))
            for file, (key, framed) in self.made.items()
            if file not in self.kept and file in facts
        }
        return made | self.kept


def file_of(page: Page) -> str:
    """The file of a page in the site."""
    return f"{page.address}index.html"


def searched_text(path: Path) -> str:
    """The key of what the search reads of a built page."""
    return hashed(SEARCHED.findall(path.read_text(encoding="utf-8")))
