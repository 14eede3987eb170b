"""How the code is built: what may know what, how large it may grow, what must be explained."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic.check.engine import Registered, all_rules
from running import ROOT, surroundings

SCRIPTS = ROOT / "scripts"
MODULES = sorted(path for path in SCRIPTS.rglob("*.py"))
NAMES = [path.relative_to(SCRIPTS).as_posix() for path in MODULES]
MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 60
RENDERERS = ("mkdocs", "material", "pymdownx", "markdown", "zensical", "renderers")

BLOCKED = """
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError("blocked: " + name)

sys.meta_path.insert(0, Blocker())
import clinic
names = [m.name for m in pkgutil.walk_packages(clinic.__path__, "clinic.", onerror=print)]
for name in names:
    importlib.import_module(name)
print(len(names), sorted(set(sys.modules) & set({blocked!r})))
"""


def test_the_core_knows_no_renderer() -> None:
    code = BLOCKED.format(blocked=RENDERERS)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=SCRIPTS, env=surroundings(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    count, _, loaded = done.stdout.strip().partition(" ")
    core = [name for name in NAMES if name.startswith("clinic/")]
    assert int(count) == len(core) - 1
    assert loaded == "[]"


def test_the_core_imports_no_renderer_when_a_command_runs() -> None:
    allowed = {("clinic/commands.py", "renderers")}
    found = {
        (name, module.partition(".")[0])
        for name, path in zip(NAMES, MODULES, strict=True)
        if name.startswith("clinic/")
        for module in imported(path)
        if module.partition(".")[0] in RENDERERS
    }
    assert found <= allowed


def imported(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_scripts_holds_the_two_commands_and_packages() -> None:
    kept = {path.name for path in SCRIPTS.iterdir() if not path.name.startswith((".", "__"))}
    files = {name for name in kept if (SCRIPTS / name).is_file()}
    folders = {name for name in kept - files if not name.endswith(".egg-info")}
    assert files == {"build.py", "test.py", "check_python.py", "environment.py", "suite.py"}
    assert all((SCRIPTS / name / "__init__.py").is_file() for name in folders)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_LINES_OF_A_FUNCTION, node.name


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said
    assert len(said.split()) > 4


@pytest.mark.parametrize("rule", all_rules(), ids=[rule.code for rule in all_rules()])
def test_every_rule_says_why_and_how_in_its_docstring(rule: Registered) -> None:
    said = rule.run.__doc__ or ""
    assert re.search(r"\n +Why: \S", said)
    assert re.search(r"\n +Fix: \S", said)
    assert rule.title.endswith(".")
    assert re.fullmatch(r"[A-Z]{3,5}\d{3}", rule.code)


def wanted(*groups: str) -> set[str]:
    """The names of the direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for group in groups for line in extra[group])]
    return {re.split(r"[<>=!~\[; ]", line)[0].lower() for line in lines}


def locked(name: str) -> set[tuple[str, str]]:
    """Each package of a lock file with its version and the Pythons that it is for."""
    text = (ROOT / name).read_text()
    return set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\\\n]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(wanted("test")))
def test_every_direct_dependency_is_justified(name: str) -> None:
    file = ROOT / "CONTRIBUTING.md"
    assert file.is_file(), "CONTRIBUTING.md is missing"
    lines = file.read_text(encoding="utf-8").splitlines()
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    reasons = [
        line for line in lines if named.search(line) and len(named.sub("", line).split()) > 3
    ]
    assert reasons, f"CONTRIBUTING.md gives no reason for {name}"


RUN_OTHERWISE = {
    "pagefind": "run as a program, by publish/build.py",
    "pagefind-bin": "the program itself",
    "mkdocs-material": "the theme that mkdocs.yml names",
    "setuptools": "puts the project into its environment",
}
IMPORTED_AS = {"pillow": "PIL", "pyyaml": "yaml", "ruamel-yaml": "ruamel"}


def test_every_direct_dependency_is_used() -> None:
    used = {module.partition(".")[0] for path in MODULES for module in imported(path)}
    names = {name: IMPORTED_AS.get(name, name) for name in wanted() - set(RUN_OTHERWISE)}
    assert {name for name, module in names.items() if module not in used} == set()


def test_the_locks_hold_every_direct_dependency_with_hashes() -> None:
    assert wanted() <= {name.lower() for name, _ in locked("requirements.lock")}
    assert wanted("test") <= {name.lower() for name, _ in locked("requirements-test.lock")}
    for name in ("requirements.lock", "requirements-test.lock"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text())
        packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
        assert len(packages) == len(locked(name))
        assert all("--hash=sha256:" in entry for entry in packages)


def test_the_tests_run_on_the_versions_that_are_published_with() -> None:
    assert locked("requirements.lock") <= locked("requirements-test.lock")


def test_ci_runs_the_same_command_as_people() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec python3 scripts/test.py"]


def test_packages_of_the_project_are_all_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert set(project["tool"]["setuptools"]["packages"]) == {
        path.parent.name for path in SCRIPTS.glob("*/__init__.py")
    }
