"""The check stays fast: beside a floor that only reads and parses, and when nothing changed."""

from pathlib import Path

import pytest

from benchmark.big_clinic import write_clinic
from benchmark.run import measure

pytestmark = pytest.mark.timed
MOST_TIMES_THE_FLOOR = 4.6
"""A guard against slips; the aim is 2.5. The pass that checks a text also makes its HTML now."""
MOST_SECONDS_UNCHANGED = 0.2
ROUNDS = 3


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """CPU seconds for a clinic of 1,000 pages, in the same run on the same machine."""
    root: Path = tmp_path_factory.mktemp("speed") / "clinic"
    links = write_clinic(root)
    found = {**measure(root, ROUNDS), "links": float(links)}
    print({name: round(value, 3) for name, value in found.items()})
    return found


def test_a_thousand_pages_are_measured(measured: dict[str, float]) -> None:
    assert 9_000 < measured["links"] < 12_000


def test_a_check_with_nothing_changed_is_done_at_once(measured: dict[str, float]) -> None:
    assert measured["unchanged"] <= MOST_SECONDS_UNCHANGED, measured


def test_a_full_check_stays_near_the_floor(measured: dict[str, float]) -> None:
    assert measured["ratio"] <= MOST_TIMES_THE_FLOOR, measured
