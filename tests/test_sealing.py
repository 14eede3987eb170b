"""What 'fix' does not seal, and how an overdue review is shown."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from running import SQUAT, append, build_py, built, replace, small_clinic

DUE = "due: 2029-10-01"
SQUATS = "docs/articles/squats.md"
PAST = "due: 2026-11-01"
DOSE = ("sets: 2-3", "sets: 4")


@pytest.fixture
def repository(clinic: Path) -> Path:
    """A clinic whose squat was committed on September 1, without a seal; signed October 1."""
    replace(clinic, SQUAT, f'\n  seal: "{seal_of(clinic)}"', "")
    git(clinic, "init", "--quiet")
    commit(clinic, "2026-09-01")
    return clinic


def git(root: Path, *words: str, day: str = "2026-09-01") -> None:
    """One git command, on a day, with nothing of this machine's own settings."""
    stamp = f"{day}T12:00:00+0000"
    who = {f"GIT_{who}_{what}": "pat@example.org" for who in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    days = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(root), *words]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, **who, **days, **own}
    )


def commit(root: Path, day: str) -> None:
    """Everything as it stands, committed on this day."""
    git(root, "add", "--all", day=day)
    git(root, "commit", "--quiet", "--message", "A day's work", day=day)


def seal_of(root: Path) -> str:
    """The seal that the squat has now, or nothing."""
    _, _, rest = (root / SQUAT).read_text().partition('seal: "')
    return rest.partition('"')[0]


def refused(root: Path) -> str:
    """What 'fix' says when it does not seal; it ends with 1 and leaves the page as it is."""
    before = (root / SQUAT).read_bytes()
    done = build_py("fix", root=root)
    assert done.returncode == 1
    assert (root / SQUAT).read_bytes() == before
    lines = [line.strip() for line in done.stdout.splitlines() if "not sealed" in line.lower()]
    assert len(lines) == 1, done.stdout
    return lines[0]


def sealed(root: Path) -> bool:
    """Whether 'fix' seals the squat."""
    assert build_py("fix", root=root).returncode == 0
    return bool(seal_of(root))


def test_a_review_that_nothing_followed_is_sealed(repository: Path) -> None:
    assert sealed(repository)


def test_a_review_older_than_a_change_of_the_dose_is_not_sealed(repository: Path) -> None:
    replace(repository, SQUAT, *DOSE)
    commit(repository, "2026-10-20")
    assert "changed on 2026-10-20, after the review of 2026-10-01" in refused(repository)


def test_a_change_on_the_day_of_the_review_belongs_to_it(repository: Path) -> None:
    replace(repository, SQUAT, *DOSE)
    commit(repository, "2026-10-01")
    assert sealed(repository)


def test_later_commits_that_are_not_clinical_do_not_matter(repository: Path) -> None:
    replace(repository, SQUAT, "status: published", "status: published\naliases: [knee bend]")
    commit(repository, "2026-10-20")
    assert sealed(repository)


def test_a_new_name_of_the_file_is_no_change(repository: Path) -> None:
    (repository / SQUAT).rename(repository / "exercises/aaa.md")
    commit(repository, "2026-10-20")
    (repository / "exercises/aaa.md").rename(repository / SQUAT)
    commit(repository, "2026-10-21")
    assert sealed(repository)


def test_a_change_in_a_shared_block_counts_as_well(clinic: Path) -> None:
    text = (clinic / SQUATS).read_text(encoding="utf-8") + "\n![[general-education]]\n"
    (clinic / SQUATS).write_text(re.sub("\n  seal: .*", "", text), encoding="utf-8")
    git(clinic, "init", "--quiet")
    commit(clinic, "2026-09-02")
    append(clinic, "docs/blocks/general-education.md", "\nAsk us first.\n")
    commit(clinic, "2026-10-20")
    done = build_py("fix", root=clinic)
    assert done.returncode == 1
    assert "seal:" not in (clinic / SQUATS).read_text(encoding="utf-8")
    assert "changed on 2026-10-20" in done.stdout


def test_deleting_the_seal_after_a_change_does_not_renew_the_review(repository: Path) -> None:
    assert sealed(repository)
    commit(repository, "2026-10-02")
    replace(repository, SQUAT, *DOSE)
    replace(repository, SQUAT, f'\n  seal: "{seal_of(repository)}"', "")
    assert "after it was sealed for the review of 2026-10-01" in refused(repository)
    replace(repository, SQUAT, "on: 2026-10-01", "on: 2026-10-05")
    assert sealed(repository)


def test_an_overdue_review_is_not_sealed_even_without_git(clinic: Path) -> None:
    replace(clinic, SQUAT, f'\n  seal: "{seal_of(clinic)}"', "")
    replace(clinic, SQUAT, DUE, PAST)
    assert "the review of 2026-10-01 was due again on 2026-11-01" in refused(clinic)


def test_without_git_a_review_is_sealed_as_it_stands(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(repository, SQUAT, *DOSE)
    commit(repository, "2026-10-20")
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    assert sealed(repository)


# An overdue review on the site


@pytest.fixture(scope="module")
def overdue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built clinic; the next reviews of an exercise and a program were due before today."""
    root = small_clinic(tmp_path_factory.mktemp("overdue") / "clinic")
    for path in (SQUAT, "docs/programs/two-days.md"):
        replace(root, path, DUE, PAST)
    return built(root)


def words(root: Path, path: str) -> str:
    """The words of one built page."""
    body = LexborHTMLParser((root / "site" / path / "index.html").read_text("utf-8")).body
    return " ".join(body.text().split()) if body else ""


@pytest.mark.parametrize(
    "path", ["exercises/squat", "programs/two-days", "programs/two-days/print"]
)
def test_an_overdue_review_says_so_on_page_and_paper(overdue: Path, path: str) -> None:
    text = words(overdue, path)
    assert "This review is overdue." in text
    assert "was due by November 1, 2026" in text
    assert "Awaiting clinical review" not in text


def test_the_plan_and_the_session_know_of_an_overdue_review(overdue: Path) -> None:
    library = json.loads((overdue / "site/assets/data/library.json").read_text("utf-8"))
    states = {x["slug"]: x["review"] for x in library["exercises"]}
    assert states["squat"] == "overdue"
    assert set(states.values()) <= {"overdue", "reviewed", "awaiting"}


def test_a_review_in_time_is_not_called_overdue(built_clinic: Path) -> None:
    text = words(built_clinic, "exercises/squat")
    assert "Reviewed by" in text
    assert "overdue" not in text


def test_the_review_pack_lists_overdue_pages(overdue: Path, tmp_path: Path) -> None:
    assert build_py("review", "--out", tmp_path, root=overdue).returncode == 0
    rows = LexborHTMLParser((tmp_path / "index.html").read_text("utf-8")).css("td a")
    assert "Squat" in [row.text() for row in rows]
