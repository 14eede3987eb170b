"""Clinics to try things on: fresh copies for one test, built ones for all tests of a run."""

from pathlib import Path

import pytest

from running import build_py, real_clinic, small_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A fresh copy of the tiny clean clinic."""
    return small_clinic(tmp_path / "clinic")


@pytest.fixture(scope="session")
def built_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny clinic, built. Tests read it and leave it as it is."""
    root = small_clinic(tmp_path_factory.mktemp("built") / "clinic")
    done = build_py(root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def built_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built. Tests read it and leave it as it is."""
    root = real_clinic(tmp_path_factory.mktemp("content") / "clinic")
    done = build_py(root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root
