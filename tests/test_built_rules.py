"""Every rule for the built HTML fires at the marked lines of its bad page, and only there."""

import shutil
from pathlib import Path

import pytest

from clinic.check.engine import rules_of
from overlays import RULES, Overlay, marks_of

CODES = [rule.code for rule in [*rules_of("page"), *rules_of("site")]]


def reported(built_clinic: Path, tmp_path: Path, overlay: Overlay) -> set[tuple[str, int, str]]:
    """What the rules say of the tiny built clinic with this overlay on top."""
    root = Path(shutil.copytree(built_clinic, tmp_path / "clinic", symlinks=True))
    return marks_of(overlay.check(overlay.lay_over(root)))


def test_the_built_clinic_below_all_fixtures_is_clean(built_clinic: Path, tmp_path: Path) -> None:
    assert reported(built_clinic, tmp_path, Overlay(tmp_path / "nothing")) == set()


@pytest.mark.parametrize("code", CODES)
def test_good_is_silent(built_clinic: Path, tmp_path: Path, code: str) -> None:
    overlay = Overlay(RULES / code / "good")
    assert overlay.files
    assert reported(built_clinic, tmp_path, overlay) == set()


@pytest.mark.parametrize("code", CODES)
def test_bad_fires_at_exactly_the_marked_lines(
    built_clinic: Path, tmp_path: Path, code: str
) -> None:
    overlay = Overlay(RULES / code / "bad")
    assert any(mark[2] == code for mark in overlay.marks)
    assert reported(built_clinic, tmp_path, overlay) == overlay.marks
