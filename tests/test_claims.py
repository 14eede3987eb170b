"""The claim ledger: what counts as a claim, how sure its page says it is, and where it is shown."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinic.compose.claims import STRENGTHS, Claim, claims, claims_file, counted, ledger
from clinic.link import load
from clinic.read.site import Site
from overlays import TODAY
from running import LIBRARY, append, build_py, replace

RAISES = "docs/articles/heel-raises.md"
LEDGER = """---
title: What we claim
summary: Every passage that cites a source.
lists: claims
---

Here you can check us.
"""


def written(root: Path, text: str, path: str = RAISES) -> list[Claim]:
    """The claims that a text adds to a page of the tiny clinic."""
    before = len(claims(load(root, TODAY)))
    append(root, path, f"\n{text}\n")
    site = load(root, TODAY)
    found = [claim for claim in claims(site) if claim.page.path == path]
    assert len(claims(site)) - before <= len(found)
    return found


@pytest.fixture(scope="module")
def content() -> Site:
    """The large clinic."""
    return load(LIBRARY, TODAY)


def test_a_sentence_with_a_citation_is_a_claim_and_takes_its_lead_with_it(clinic: Path) -> None:
    text = "Ten people took part. Their thighs worked hard [@example-2020]. Nothing follows."
    claim = written(clinic, text)[-1]
    assert claim.before == "Ten people took part."
    assert claim.text == "Their thighs worked hard."
    assert claim.keys == ("example-2020",)


def test_two_citations_in_one_paragraph_are_two_claims(clinic: Path) -> None:
    text = "One thing is so [@example-2020]. We know more. Another is [@example-guideline]."
    first, second = written(clinic, text)[-2:]
    assert (first.before, first.text) == ("", "One thing is so.")
    assert (second.before, second.text) == ("We know more.", "Another is.")


def test_one_sentence_may_rest_on_several_sources(clinic: Path) -> None:
    claim = written(clinic, "Both agree [@example-2020; @example-guideline].")[-1]
    assert claim.keys == ("example-2020", "example-guideline")


def test_a_citation_in_code_is_no_claim(clinic: Path) -> None:
    assert written(clinic, "Write `[ @example-2020 ]` after the sentence.") == []


def test_a_warning_sign_carries_the_title_of_its_box(clinic: Path) -> None:
    text = "> [!urgent] Get care today if:\n> - your knee is hot [@example-2020]"
    claim = written(clinic, text)[-1]
    assert claim.passage == "Get care today if: your knee is hot"
    assert claim.sign


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("There is good evidence for this [@example-2020].", "good"),
        ("The evidence for this is good. Ten people got stronger [@example-2020].", "good"),
        ("There is some evidence. Ten people got stronger [@example-2020].", "some"),
        ("Ten people got stronger [@example-2020]. So the evidence is mixed.", "mixed"),
        ("It is our clinic's opinion that ten are enough [@example-2020].", "opinion"),
        ("> [!opinion] What we think\n> Ten are enough [@example-2020].", "opinion"),
        ("Ten people got stronger [@example-2020].", "not stated"),
        ("We know of no good evidence that ten are enough [@example-2020].", "not stated"),
        ("There is some evidence:\n\n- ten people got stronger [@example-2020]", "some"),
        ("## Stronger legs: good evidence\n\nTen got stronger [@example-2020].", "good"),
        ("There is some evidence.\n\nTen people got stronger [@example-2020].", "not stated"),
        ("Good evidence says so [@example-guideline]. Ten did it [@example-2020].", "not stated"),
        ("This is our clinic's opinion:\n\n- ten fits US advice [@example-2020]", "not stated"),
        ("Good evidence and some evidence meet here [@example-2020].", "some"),
    ],
)
def test_the_strength_is_what_the_page_says_and_never_more(
    clinic: Path, text: str, strength: str
) -> None:
    assert written(clinic, text)[-1].strength == strength


def test_a_draft_claims_nothing(clinic: Path) -> None:
    append(clinic, RAISES, "\nTen people got stronger [@example-2020].\n")
    replace(clinic, RAISES, "status: published", "status: draft")
    assert [claim for claim in claims(load(clinic, TODAY)) if claim.page.path == RAISES] == []


def test_a_shared_block_claims_once_and_names_all_its_pages(clinic: Path) -> None:
    append(clinic, "docs/blocks/general-education.md", "\nTen got stronger [@example-2020].\n")
    append(clinic, RAISES, "\n![[general-education]]\n")
    found = [c for c in claims(load(clinic, TODAY)) if c.page.part]
    assert [claim.text for claim in found] == ["Ten got stronger."]
    assert [page.slug for page in found[0].pages] == ["articles", "heel-raises"]


def test_no_citation_of_the_large_clinic_is_missing_from_the_ledger(content: Site) -> None:
    cited = sorted(
        (page.path, key)
        for page in content.pages
        if page.status == "published" and content.links.shown_in(page)
        for citation in page.body.citations
        for key, _, _ in citation.keys
    )
    listed = sorted((claim.page.path, key) for claim in claims(content) for key in claim.keys)
    assert listed == cited
    assert len(listed) > 200


def test_the_numbers_of_its_ledger_add_up(content: Site) -> None:
    made = ledger(content)
    assert list(made["counts"]) == list(STRENGTHS)
    assert sum(made["counts"].values()) == len(made["claims"]) == len(claims(content))
    assert made["counts"] == counted(claims(content))


def test_every_claim_of_it_leads_to_a_page_and_a_source(content: Site) -> None:
    made = ledger(content)
    here = {page.address for page in content.pages if page.on_site}
    for claim in made["claims"]:
        assert claim["text"]
        assert claim["pages"]
        assert {page["url"] for page in claim["pages"]} <= here
        assert claim["references"]
        assert set(claim["references"]) <= set(made["references"])


def test_the_same_content_gives_the_same_bytes() -> None:
    assert claims_file(load(LIBRARY, TODAY)) == claims_file(load(LIBRARY, TODAY))


def test_the_page_and_the_data_show_every_claim_with_its_source(clinic: Path) -> None:
    (clinic / "docs/claims.md").write_text(LEDGER)
    append(clinic, RAISES, "\nTen & two *people* <got> stronger [@example-2020].\n")
    assert build_py("fix", root=clinic).returncode in (0, 1)
    text = (clinic / RAISES).read_text().replace("<got>", "got")
    (clinic / RAISES).write_text(text.replace("status: reviewed", "status: awaiting"))
    done = build_py(root=clinic)
    assert done.returncode == 0, done.stdout + done.stderr
    page = LexborHTMLParser((clinic / "site/claims/index.html").read_text())
    data = json.loads((clinic / "site/assets/data/claims.json").read_text())
    folds = page.css("details.claims")
    said = " ".join(fold.text() for fold in folds)
    assert data["claims"]
    for claim in data["claims"]:
        assert claim["text"] in said
    assert "Ten & two people got stronger." in said
    ids = {node.attributes["id"] for node in page.css("[id]")}
    sources = [link.attributes["href"] or "" for link in page.css("details li a")]
    assert sources
    assert {link.removeprefix("#") for link in sources} <= ids
    assert all(fold.css_first("summary") for fold in folds)
