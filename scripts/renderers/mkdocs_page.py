"""A composed page as MkDocs sees one: its HTML and its contents are there already."""

from collections.abc import Callable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from clinic.compose.outline import Heading
from clinic.compose.pages import Composed


class ComposedPage(Page):
    """A page whose text was read, checked and composed by us: MkDocs only frames it.

    MkDocs takes whatever Page stands at File.page, so its own way from Markdown to HTML, with a
    second grammar, is never gone.
    """

    def __init__(
        self, composed: Composed, label: str | None, file: File, config: MkDocsConfig
    ) -> None:
        super().__init__(label or composed.meta["title"], file, config)
        self.composed = composed

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read: only the facts that frame the page."""
        self.markdown = ""
        self.meta = dict(self.composed.meta)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Give the composed HTML and its headings."""
        self.content = str(self.composed.html)
        self.toc = TableOfContents([link(heading) for heading in self.composed.outline])


def link(heading: Heading) -> AnchorLink:
    """A heading with those below it, as templates of MkDocs know them."""
    made = AnchorLink(heading.title, heading.id, heading.level)
    made.children = [link(child) for child in heading.children]
    return made


def in_navigation(config: MkDocsConfig) -> Callable[[str], bool]:
    """Says of the path of a page whether it stands in the navigation."""
    if config.nav is not None:
        return dict(labels(config.nav)).__contains__
    left_out = config.not_in_nav
    return lambda path: left_out is None or not left_out.match_file(path)


def labels(nav: Any) -> Iterator[tuple[str, str]]:
    """The path and the label of every page that the navigation of mkdocs.yml names."""
    for item in nav if isinstance(nav, list) else [nav]:
        for label, target in item.items() if isinstance(item, dict) else ():
            if isinstance(target, str):
                yield target, label
            else:
                yield from labels(target)
