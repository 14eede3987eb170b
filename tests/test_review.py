"""The review pack: everything that a clinician needs on paper, for every page that waits."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from clinic.check.grades import grades, middle
from clinic.compose.words import dose_in_words
from clinic.link import load
from ordinary_edits import published, sign
from overlays import TODAY
from running import LIBRARY, build_py, large_clinic, replace, small_clinic

KINDS = ("exercise", "article", "program")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large clinic after its first signatures."""
    root = large_clinic(tmp_path_factory.mktemp("signed") / "clinic")
    for folder in ("exercises", "docs/articles"):
        sign(root, published(root, folder)[0], by="pat-example")
    return root


@pytest.fixture(scope="module")
def pack(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its pack."""
    folder = tmp_path_factory.mktemp("pack")
    done = build_py("review", "--out", folder, root=signed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(folder / "index.html") in done.stdout
    return folder


def parsed(path: Path) -> LexborHTMLParser:
    """One file of the pack."""
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def test_the_list_names_every_page_that_waits_with_its_dose_and_basis(
    signed: Path, pack: Path
) -> None:
    site = load(signed, TODAY)
    listed = parsed(pack / "index.html")
    text = listed.body.text() if listed.body else ""
    links = {link.attributes["href"] for link in listed.css("td a")}
    plain = site.data("vocabulary").plain
    for kind in KINDS:
        for page in site.of_kind(kind):
            waits = page.model.review.status == "awaiting"
            assert (f"{kind}s/{page.slug}.html" in links) == waits
    waiting = [page for page in site.of_kind("exercise") if not page.model.review.seal]
    assert len(waiting) == len(list(site.of_kind("exercise"))) - 1
    for exercise in waiting:
        assert dose_in_words(exercise.model.dose) in text
        assert plain("basis", exercise.model.dose.basis) in text


def test_every_link_of_the_list_leads_to_a_sheet_and_back(pack: Path) -> None:
    for link in parsed(pack / "index.html").css("a"):
        target = pack / (link.attributes["href"] or "")
        assert target.is_file()
        if target.parent != pack:
            back = parsed(target).css_first("a")
            assert back is not None
            assert (target.parent / (back.attributes["href"] or "")).resolve().is_file()


def test_the_sheet_of_an_exercise_holds_all_that_is_clinical(signed: Path, pack: Path) -> None:
    site = load(signed, TODAY)
    for page in site.of_kind("exercise"):
        sheet = parsed(pack / f"exercises/{page.slug}.html")
        text = " ".join((sheet.body.text() if sheet.body else "").split())
        x = page.model
        wanted = [text for _, text in x.instructions]
        wanted += [x.feel, *x.cues, *x.stop_if, *(m.see for m in x.mistakes)]
        wanted += [part for c in x.cautions for part in (c.if_, c.then)]
        wanted += [step.when for step in x.harder]
        missing = [part for part in wanted if " ".join(part.split()) not in text]
        assert missing == [], page.path
        assert len(sheet.css(".pair svg")) == (2 if x.figure else 0)


def test_each_claim_stands_below_its_source_with_finding_and_limits(pack: Path) -> None:
    text = parsed(pack / "articles/calf-strength.html")
    source = next(node for node in text.css(".source") if "Dorn" in node.text())
    assert "It found:" in source.text()
    assert "Limits:" in source.text()
    assert source.css(".claims li")


def test_every_sheet_has_a_checklist_and_room_to_sign(pack: Path) -> None:
    everything = parsed(pack / "all.html")
    sheets = everything.css("article.sheet")
    assert len(sheets) == len(list(pack.rglob("*.html"))) - 2
    for sheet in sheets:
        assert len(sheet.css(".checks li")) >= 3
        assert len(sheet.css(".sign .line")) == 4


def test_the_pack_is_complete_without_scripts_and_loads_nothing(pack: Path) -> None:
    for path in pack.rglob("*.html"):
        page = parsed(path)
        assert not page.css("script, link, img, iframe, [onclick]")
        assert "url(" not in (page.css_first("style") or page.root).text()


def test_titles_are_shown_as_they_are_written(tmp_path: Path) -> None:
    root = small_clinic(tmp_path / "clinic")
    replace(root, "exercises/squat.md", "name: Squat", 'name: "Squat <b>&</b>"')
    done = build_py("review", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (root / ".cache/review/exercises/squat.html").read_text()
    assert "Squat &lt;b&gt;&amp;&lt;/b&gt;" in text


def test_a_page_with_mistakes_is_named_and_not_forgotten(tmp_path: Path) -> None:
    root = small_clinic(tmp_path / "clinic")
    replace(root, "exercises/squat.md", "level:", "levle:")
    done = build_py("review", "--out", tmp_path / "pack", root=root)
    assert done.returncode == 1
    assert "exercises/squat.md" in done.stdout
    assert "exercises/squat.md" in (tmp_path / "pack/index.html").read_text()


def test_every_page_of_the_large_clinic_is_graded_and_easy_to_read() -> None:
    found = grades(load(LIBRARY, TODAY))
    assert len(found) > 80
    assert middle(found) <= 7
    assert max(found.values()) <= 8.5
