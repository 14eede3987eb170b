"""The accepted poses and what the checks need to know of their exercises."""

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def written() -> dict[str, Any]:
    """Figures as an author writes them."""
    return yaml.safe_load((HERE / "poses.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """Muscles, laterality and steps of the same exercises."""
    return yaml.safe_load((HERE / "facts.yml").read_text(encoding="utf-8"))
