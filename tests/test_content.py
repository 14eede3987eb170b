"""The clinic's real content: whatever its clinicians write, no test of the code may notice.

The other tests read tests/site and tests/library. These here ask for nothing that the content says,
only that an ordinary week of edits needs no developer.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import ordinary_edits
from running import ROOT, append, build_py, errors, large_clinic

TESTS = Path(__file__).parent
LIVING = re.compile(
    r"""load\(ROOT\b|ROOT / "(docs|exercises|mkdocs\.yml)|\[ROOT\b|large_clinic\(.*ROOT"""
)
"""How a test would read the real content."""
MAY_READ_IT = {"test_content.py"}
CODE_TESTS = sorted({*TESTS.rglob("test_*.py")} - {*(TESTS / "content").iterdir()})


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content after an ordinary week."""
    root = large_clinic(tmp_path_factory.mktemp("week") / "clinic", content=ROOT)
    person = ordinary_edits.add_person(root)
    ordinary_edits.sign(root, ordinary_edits.published(root, "docs/articles")[0], by=person)
    signed, changed, renamed = ordinary_edits.published(root, "exercises")[:3]
    ordinary_edits.sign(root, signed, by=person)
    ordinary_edits.change_dose(changed)
    ordinary_edits.rename(root, renamed.stem, f"{renamed.stem}-again")
    new = ordinary_edits.add_exercise_with_photograph(root, by=person)
    append(root, "docs/exercises.md", f"\nNew: [[{new.stem}]].\n")
    ordinary_edits.rename_clinic(root)
    return root


def test_an_ordinary_week_of_edits_makes_no_error(week: Path) -> None:
    assert errors(week) == []


def test_the_content_is_published_after_an_ordinary_week(week: Path) -> None:
    done = build_py(root=week)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (week / "site/exercises/wall-sit-with-a-photograph/index.html").read_text()
    assert f"{ordinary_edits.PHOTOGRAPH}-800.avif" in unquote(page)
    assert "Another Clinic" in page


@pytest.mark.parametrize("path", CODE_TESTS, ids=lambda path: path.name)
def test_tests_of_the_code_read_no_content_that_clinicians_change(path: Path) -> None:
    if path.name not in MAY_READ_IT:
        assert not LIVING.search(path.read_text(encoding="utf-8"))
