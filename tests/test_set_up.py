"""A fresh machine is told in one line what to do; a ready one does nothing twice."""

import ast
import errno
import os
import shutil
import signal
import site
import subprocess
import sys
import time
from pathlib import Path

import pytest

import environment
from check_python import OLDEST
from running import ROOT, Done, surroundings

SCRIPTS = ROOT / "scripts"
COMMANDS = ("build.py", "test.py")
NEWER_THAN_2_7 = (
    ast.AnnAssign, ast.AsyncFunctionDef, ast.JoinedStr, ast.NamedExpr, ast.Nonlocal, ast.Match,
    ast.YieldFrom, ast.Starred,
)  # fmt: skip
LINK = pytest.mark.skipif(os.name == "nt", reason="Windows copies interpreters, others link them")


def version(python: Path) -> tuple[int, ...]:
    """The version of an interpreter, or nothing where it does not start."""
    code = "import sys; sys.stdout.write('.'.join(map(str, sys.version_info[:2])))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return tuple(map(int, done.stdout.split("."))) if done.stdout else ()


def pythons() -> dict[str, Path]:
    """Every other Python of this machine, by its version."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += Path.home().glob(".pyenv/versions/*/bin")
    found = {
        path.resolve()
        for folder in folders
        for path in folder.glob("python[23]*")
        if path.name.removeprefix("python").replace(".", "").isdigit() and path.is_file()
        and "shims" not in path.parts
    }  # fmt: skip
    return {".".join(map(str, known)): path for path in sorted(found) if (known := version(path))}


OTHERS = pythons()
OLD = {name: path for name, path in OTHERS.items() if version(path) < OLDEST}
NEW = {name: path for name, path in OTHERS.items() if version(path) >= OLDEST}


# An old Python


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", OLD or [pytest.param("none", marks=pytest.mark.skip)])
def test_an_old_python_is_told_so_in_one_line(name: str, command: str) -> None:
    done = subprocess.run(
        [OLD[name], "-B", SCRIPTS / command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"Python 3.11 or newer is needed; this is {name}."]
    assert done.stdout == ""


@pytest.mark.parametrize("name", [*COMMANDS, "check_python.py"])
def test_what_an_old_python_reads_has_no_newer_syntax(name: str) -> None:
    text = (SCRIPTS / name).read_text(encoding="ascii")
    for node in ast.walk(ast.parse(text)):
        starred = isinstance(node, ast.Starred) and isinstance(node.ctx, ast.Load)
        assert starred or not isinstance(node, NEWER_THAN_2_7), ast.dump(node)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert not any(argument.annotation for argument in node.args.args)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print"


# Another Python


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that asks for no packages, since its environment sees ours."""
    root = bare(tmp_path / "checkout")
    subprocess.run([base(), "-m", "venv", "--without-pip", root / ".venv"], check=True)
    packages = next((root / ".venv").rglob("site-packages"))
    (packages / "ours.pth").write_text("\n".join(site.getsitepackages()))
    return root


def bare(root: Path) -> Path:
    """A checkout without an environment."""
    shutil.copytree(SCRIPTS, root / "scripts", ignore=shutil.ignore_patterns("*.egg-info", "__py*"))
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "requirements.lock").write_text("")
    return root


def base() -> Path:
    """The Python that our own environment was made with."""
    return Path(sys._base_executable)  # type: ignore[attr-defined]


def build(root: Path, python: Path, *words: str) -> Done:
    """A command of a checkout, run by one of several Pythons."""
    return subprocess.run(
        [python, root / "scripts/build.py", *(words or ("rules", "FILE001"))],
        capture_output=True, text=True, env=surroundings(), timeout=120, check=False,
    )  # fmt: skip


def made_up(folder: Path) -> Path:
    """A Python that calls itself another one."""
    subprocess.run([base(), "-m", "venv", "--without-pip", folder], check=True)
    packages = next(folder.rglob("site-packages"))
    (packages / "sitecustomize.py").write_text("import sys\nsys.version = 'another one'\n")
    return folder / environment.PYTHON.relative_to(environment.VENV)


def test_every_python_of_a_machine_uses_the_same_environment(
    checkout: Path, tmp_path: Path
) -> None:
    first = build(checkout, base())
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines() == ["Setting up this checkout (once; a minute or two) ..."]
    stamp = checkout / ".venv/requirements.lock.installed"
    made = stamp.stat().st_mtime_ns
    for python in (made_up(tmp_path / "other"), *NEW.values(), base()):
        done = build(checkout, python)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", first.stdout), python
    assert stamp.stat().st_mtime_ns == made


def test_two_first_commands_at_once_set_up_once(checkout: Path) -> None:
    command = [base(), checkout / "scripts/build.py", "rules", "FILE001"]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=120)[1].strip() for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert said == [
        "Another command is setting up this checkout; waiting for it ...",
        "Setting up this checkout (once; a minute or two) ...",
    ]


# What the environment holds


@pytest.fixture
def here(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout, as the one that 'environment' is about."""
    for name in ("ROOT", "VENV", "PYTHON", "MADE_WITH"):
        path = getattr(environment, name)
        monkeypatch.setattr(environment, name, checkout / path.relative_to(ROOT))
    return checkout


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of a set-up, written down in place of being run."""
    ran: list[list[str]] = []
    monkeypatch.setattr(environment, "run", lambda command, advice: ran.append(command))
    return ran


def broken(python: Path) -> None:
    python.unlink()
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)


def gone(python: Path) -> None:
    python.unlink()
    python.symlink_to("/nowhere/python3")


def no_program(python: Path) -> None:
    python.unlink()
    python.write_text("no program")


def too_old(python: Path) -> None:
    python.unlink()
    python.write_text(f'#!/bin/sh\nexec "{base()}" -c "import sys; sys.version_info = (3, 9); $2"')
    python.chmod(0o755)


@LINK
@pytest.mark.parametrize("harm", [broken, gone, no_program, too_old])
def test_an_environment_whose_python_is_no_good_is_made_anew(
    here: Path, commands: list[list[str]], harm: object
) -> None:
    lock = here / "requirements.lock"
    environment.prepare(lock)
    assert environment.is_ready(lock)
    assert not any("venv" in command for command in commands)
    harm(environment.PYTHON)  # type: ignore[operator]
    assert not environment.is_ready(lock)
    environment.install(lock)
    assert commands[2][1:] == ["-m", "venv", "--clear", str(here / ".venv")]


@pytest.mark.parametrize("path", ["requirements.lock", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_other_packages_or_another_python_are_installed(
    here: Path, commands: list[list[str]], path: str
) -> None:
    lock = here / "requirements.lock"
    environment.prepare(lock)
    environment.prepare(lock)
    assert len(commands) == 2
    with (here / path).open("a") as file:
        file.write("\n# changed\n")
    environment.prepare(lock)
    assert len(commands) == 4


def test_a_moved_checkout_is_set_up_again(here: Path, commands: list[list[str]]) -> None:
    environment.prepare(here / "requirements.lock")
    moved = here.rename(here.with_name("moved"))
    for name in ("ROOT", "VENV", "PYTHON", "MADE_WITH"):
        path = getattr(environment, name)
        setattr(environment, name, moved / path.relative_to(here))
    assert not environment.is_ready(moved / "requirements.lock")


# Stopped, or no room


@LINK
def test_an_interrupted_set_up_says_one_line(tmp_path: Path) -> None:
    root = bare(tmp_path / "checkout")
    with subprocess.Popen(
        [base(), root / "scripts/build.py"], stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr
        assert process.stderr.readline().startswith("Setting up this checkout")
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read()
    assert said == "Stopped. Run the command again: it goes on with what is missing.\n"
    assert process.returncode == 2


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("OSError: [Errno 28] No space left on device: 'x'", "The disk is full: make room"),
        (
            "ERROR: Could not install: [Errno 122] Disk quota exceeded",
            "The disk is full: make room",
        ),
        ("Error: [Errno 13] Permission denied: '/x/.venv'", "can't be written to: run this as"),
        ("Error: [Errno 30] Read-only file system: '/x/.venv'", "can't be written to: run this as"),
    ],
)
def test_a_failure_of_folder_or_disk_is_one_line(
    said: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", f"print('noise'); print({said!r}); raise SystemExit(1)"]
    with pytest.raises(SystemExit) as left:
        environment.run(command, "is there a network?")
    assert left.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert advice in line


def test_a_failure_with_another_cause_shows_what_was_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = [sys.executable, "-c", "print('no route to host'); raise SystemExit(1)"]
    with pytest.raises(SystemExit):
        environment.run(command, "is there a network?")
    assert capsys.readouterr().err.splitlines() == ["no route to host", "is there a network?"]


def test_a_disk_with_hardly_any_room_is_called_full(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(ROOT)._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert environment.cause("ensurepip failed") == environment.FULL


@pytest.mark.parametrize(
    ("code", "advice"),
    [(errno.EROFS, "can't be written to"), (errno.ENOSPC, "disk is full"), (errno.EIO, "failed: ")],
)
def test_a_folder_that_takes_nothing_is_one_line(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int,
    advice: str,
) -> None:
    def refuse(path: Path, **more: object) -> None:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SystemExit) as left:
        environment.enter("requirements.lock")
    assert left.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert advice in line
