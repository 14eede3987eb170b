"""Shared blocks: written once, read in many pages, and never a page of their own."""

import json
from pathlib import Path

import pytest

from clinic.check.engine import check
from clinic.compose.pages import compose, composed
from clinic.link import load
from clinic.link.seal import seal
from clinic.report.preview import preview
from overlays import TODAY
from running import append, build_py, replace

BLOCK = "docs/blocks/general-education.md"
RAISES = "docs/articles/heel-raises.md"
SQUATS = "docs/articles/squats.md"
EMBED = "\n![[general-education]]\n"


def codes(root: Path) -> set[str]:
    """The codes of all problems."""
    return {problem.code for problem in check(load(root, TODAY)).problems}


def test_links_boxes_and_citations_of_a_block_read_well_in_each_page(clinic: Path) -> None:
    append(clinic, BLOCK, "\n> [!soon] Call us if:\n> - it hurts [@example-2020]\n")
    append(clinic, BLOCK, "\nSee [[squats|two legs]] and [the list](../articles.md).\n")
    append(clinic, RAISES, EMBED)
    site = load(clinic, TODAY)
    article = composed(site, site.by_path[RAISES]).html
    page = composed(site, site.by_path["docs/articles.md"]).html
    for html in (article, page):
        assert '<div class="box box-soon"' in html
        assert 'href="#ref-example-2020"' in html
        assert 'id="ref-example-2020"' in html
    assert '<a href="../squats/">two legs</a>' in article
    assert '<a href="../">the list</a>' in article
    assert '<a href="squats/">two legs</a>' in page
    assert '<a href="./">the list</a>' in page


def test_numbers_of_sources_rise_through_a_block(clinic: Path) -> None:
    append(clinic, BLOCK, "\nThis is so [@example-2020].\n")
    append(clinic, RAISES, EMBED + "\nThat is so [@example-guideline].\n")
    site = load(clinic, TODAY)
    assert site.links.citations(site.by_path[RAISES])[:2] == ["example-2020", "example-guideline"]
    html = composed(site, site.by_path[RAISES]).html
    first, second = '<a href="#ref-example-2020">1</a>', '<a href="#ref-example-guideline">2</a>'
    assert html.index(first) < html.index(second)


def test_a_block_is_never_a_page(built_clinic: Path) -> None:
    site = load(built_clinic, TODAY)
    assert not any(page.source == BLOCK for page in compose(site, drafts=True))
    built = built_clinic / "site"
    assert not (built / "blocks").exists()
    assert "blocks" not in (built / "sitemap.xml").read_text()
    assert "general education" in (built / "articles/index.html").read_text()


def test_fix_lists_no_address_for_a_block(clinic: Path) -> None:
    build_py("fix", root=clinic)
    assert "blocks" not in (clinic / "docs/addresses.yml").read_text()


def test_a_change_in_a_block_ends_the_review_of_its_pages(clinic: Path) -> None:
    append(clinic, SQUATS, EMBED)
    site = load(clinic, TODAY)
    old = site.by_path[SQUATS].model.review.seal
    replace(clinic, SQUATS, old, seal(site, site.by_path[SQUATS]))
    assert "SAFE009" not in codes(clinic)
    append(clinic, BLOCK, "\nOne word more.\n")
    assert "SAFE009" in codes(clinic)


def test_a_link_in_a_block_leads_to_an_exercise_from_its_pages(clinic: Path) -> None:
    (clinic / "exercises/wall-sit.md").write_text(
        (clinic / "exercises/split-squat.md").read_text().replace("name: Split squat", "name: Sit")
    )
    site = load(clinic, TODAY)
    exercise = site.by_path["exercises/wall-sit.md"]
    assert site.links.used_in(exercise) == []
    append(clinic, BLOCK, "\nTry [[wall-sit]].\n")
    append(clinic, RAISES, EMBED)
    site = load(clinic, TODAY)
    users = site.links.used_in(site.by_path["exercises/wall-sit.md"])
    assert [user.path for user in users] == [RAISES]


def test_a_preview_shows_the_problems_of_a_block_where_it_stands(clinic: Path) -> None:
    append(clinic, BLOCK, "\nSee [[nowhere-at-all]].\n")
    site = load(clinic, TODAY)
    shown = preview(site, check(site), {page.uri: page for page in compose(site, drafts=True)})
    assert "nowhere-at-all" in shown["articles.md"].html
    assert "blocks/general-education.md" not in shown


def test_a_block_can_be_renamed(clinic: Path) -> None:
    done = build_py("move", "general-education", "what-this-is", root=clinic)
    assert done.returncode == 0, done.stderr
    assert "![[what-this-is]]" in (clinic / "docs/articles.md").read_text()
    assert codes(clinic) == set()


def test_a_new_block_waits_for_a_page(clinic: Path) -> None:
    done = build_py("new", "block", "When to call", root=clinic)
    assert "docs/blocks/when-to-call.md" in done.stdout
    assert "status: published" not in done.stdout
    assert codes(clinic) == {"LINK027"}
    append(clinic, "docs/articles.md", "\n![[when-to-call]]\n")
    assert codes(clinic) == set()


@pytest.mark.parametrize("field", ["related: [general-education]"])
def test_a_field_that_wants_a_page_refuses_a_block(clinic: Path, field: str) -> None:
    text = (clinic / RAISES).read_text()
    line = next(line for line in text.splitlines() if line.startswith("related:"))
    replace(clinic, RAISES, line, field)
    assert "LINK019" in codes(clinic)


def test_a_block_that_cannot_be_read_is_an_error(clinic: Path) -> None:
    (clinic / BLOCK).write_text("No fields here.\n")
    done = build_py("check", "--format", "json", root=clinic)
    found = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert [(p["path"], p["code"]) for p in found] == [(BLOCK, "FILE010")]
