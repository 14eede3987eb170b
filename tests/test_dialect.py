"""Links, pictures and boxes as Obsidian and GitHub write them lead and look as they do there."""

from pathlib import Path

import pytest

from clinic.check.engine import check
from clinic.compose.pages import composed
from clinic.link import load
from overlays import SITE, TODAY, fresh_clinic

INDEX = "docs/index.md"
FIELDS = (SITE / INDEX).read_text().split("---\n")[1]
SQUAT = '<a href="exercises/squat/'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny clean clinic, with a few pictures of odd names."""
    root = fresh_clinic(tmp_path_factory.mktemp("dialect") / "clinic")
    for name in ("a(b.svg", "a#b.svg", "q?x.svg", "two legs.svg", "é.svg"):
        (root / "docs/assets" / name).write_bytes((root / "docs/assets/squat.svg").read_bytes())
    return root


def shown(root: Path, text: str) -> str:
    """The HTML of the first page with this text; its links and pictures are right."""
    (root / INDEX).write_text(f"---\n{FIELDS}---\n\n{text}\n")
    site = load(root, TODAY)
    families = ("LINK", "TEXT", "WORD")
    found = [p for p in check(site).problems if p.path == INDEX and p.code.startswith(families)]
    assert [(p.line, p.code, p.message) for p in found] == []
    return str(composed(site, site.by_path[INDEX]).html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[squat]]", f'{SQUAT}">Squat</a>'),
        ("[[squat|two legs]]", f'{SQUAT}">two legs</a>'),
        ("[[squat|two\nlegs]]", f'{SQUAT}">two\nlegs</a>'),
        ("[[exercises/squat]]", f'{SQUAT}">Squat</a>'),
        ("[[squat.md]]", f'{SQUAT}">Squat</a>'),
        ("[[exercises/squat.md|so]]", f'{SQUAT}">so</a>'),
        ("[[squat#How to do it]]", f'{SQUAT}#how-to-do-it">Squat</a>'),
        ("[[squat#how-to-do-it|so]]", f'{SQUAT}#how-to-do-it">so</a>'),
        ("[[squat.md#How to do it]]", f'{SQUAT}#how-to-do-it">Squat</a>'),
        ("## Top\n\n[[#Top]]", '<a href="#top">'),
        ("## Two & a half (é)\n\n[[#Two & a half (é)|so]]", '<a href="#two-a-half-e">so</a>'),
        ("| a | b |\n|---|---|\n| [[squat\\|two legs]] | c |",
         f'<td>{SQUAT}">two legs</a></td><td>c</td>'),
        ("| a | b |\n|---|---|\n| [[exercises/squat.md#How to do it\\|x]] | c |",
         f'<td>{SQUAT}#how-to-do-it">x</a></td><td>c</td>'),
        ("![A squat|200](assets/squat.svg)", '<img alt="A squat" src="assets/squat.svg">'),
        ("![A squat|200x100](assets/squat.svg)", '<img alt="A squat" src="assets/squat.svg">'),
        ("![A squat](<assets/a(b.svg>)", 'src="assets/a%28b.svg"'),
        ("![A squat](assets/a\\(b.svg)", 'src="assets/a%28b.svg"'),
        ("![A squat](assets/a%23b.svg)", 'src="assets/a%23b.svg"'),
        ("![A squat](assets/q%3Fx.svg)", 'src="assets/q%3Fx.svg"'),
        ("![A squat](<assets/two legs.svg>)", 'src="assets/two%20legs.svg"'),
        ("![A squat](assets/two%20legs.svg)", 'src="assets/two%20legs.svg"'),
        ("![A squat](assets/é.svg)", 'src="assets/%C3%A9.svg"'),
        ("> [!urgent]- Call\n> now", 'box-urgent">\n<h3 id="call">Call</h3>\n<p>now</p>'),
        ("> [!NOTE]\n> Text.", '<div class="box box-note">\n<h3 id="note">Note</h3>\n<p>Text.</p>'),
        ("> [!soon] A\n> > [!Urgent]+ B\n> > c", '<div class="box box-urgent">\n<h3 id="b">B</h3>'),
        ("> > [!urgent] A\n> > b", '<div class="box box-urgent">\n<h3 id="a">A</h3>'),
        ("1. a\n   - b\n   - c\n2. d", "<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>"),
        ("5) a\n6) b", '<ol start="5">\n<li>a</li>'),
        ("~~a~~ and a\\\nb", "<del>a</del> and a<br>\nb"),
        ("- [ ] a\n- [x] b", '<li><input type="checkbox" disabled checked> b</li>'),
        ("a[^1]\n\n[^1]: Note.", '<a href="#note-index-1" id="noted-index-1"'),
        ("a %%Ask **Pat**%% b", "a  b"),
    ],
)  # fmt: skip
def test_it_looks_as_elsewhere(root: Path, text: str, html: str) -> None:
    assert html in shown(root, text)


@pytest.mark.parametrize(
    "text", ["a %%Pat's name%% b", "%%\nPat's name\n\nmore\n%%", "%%Pat's\nname%%"]
)
def test_a_comment_is_never_published(root: Path, text: str) -> None:
    assert "name" not in shown(root, text)
