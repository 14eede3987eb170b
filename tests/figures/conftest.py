"""The figures of the large clinic, and what the checks need to know of them."""

from typing import Any

import pytest
import yaml

from clinic.compose.illustration import SIDES
from running import LIBRARY

EXERCISES = LIBRARY / "exercises"


@pytest.fixture(scope="session")
def exercises() -> dict[str, Any]:
    """The front matter of every exercise that has a figure."""
    found = {}
    for path in sorted(EXERCISES.glob("*.md")):
        front = yaml.safe_load(path.read_text(encoding="utf-8").split("\n---", 1)[0])
        if "figure" in front:
            found[path.stem] = front
    return found


@pytest.fixture(scope="session")
def written(exercises: dict[str, Any]) -> dict[str, Any]:
    """Figures as an author writes them, without the words for their captions."""
    return {
        slug: {key: value for key, value in front["figure"].items() if key != "shows"}
        for slug, front in exercises.items()
    }


@pytest.fixture(scope="session")
def facts(exercises: dict[str, Any]) -> dict[str, Any]:
    """Muscles, laterality and steps of the same exercises."""
    return {
        slug: {
            "laterality": SIDES[front["laterality"]],
            "steps": [text for step in front["steps"] for text in step.values()],
            "primary": front["muscles"]["primary"],
            "secondary": front["muscles"].get("secondary", []),
        }
        for slug, front in exercises.items()
    }
