"""Clinics to try things on: fresh copies for one test, built ones for all tests of a run."""

from pathlib import Path

import pytest

from running import PUBLISHED, build_py, real_clinic, small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A fresh copy of the tiny clean clinic."""
    return small_clinic(tmp_path / "clinic")


@pytest.fixture(scope="session")
def built_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny clinic, built. Tests read it and leave it as it is."""
    root = small_clinic(tmp_path_factory.mktemp("built") / "clinic")
    return built(root)


@pytest.fixture(scope="session")
def built_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built. Tests read it and leave it as it is."""
    root = real_clinic(tmp_path_factory.mktemp("content") / "clinic")
    return built(root, **PUBLISHED)


def built(root: Path, **surrounding: str) -> Path:
    """Build a clinic; a failure says its first problem, not all of them for every test."""
    done = build_py(root=root, **surrounding)
    said = (done.stdout + done.stderr)[:800]
    if done.returncode:
        pytest.fail(f"the clinic does not build: {said}", pytrace=False)
    return root
