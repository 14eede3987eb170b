"""The preview: whatever an author breaks, every request is answered, and a save mends it."""

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import BUILD, INDEX, ROOT, SQUAT, append, free_port, replace, surroundings
from test_build import own_templates

PATIENCE = 60
ANSWER = 30


class Preview:
    """A running 'build.py serve'."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = f"127.0.0.1:{free_port()}"
        self.folder = root.parent / "temporary"
        self.folder.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, str(BUILD), "serve", "--address", self.address, "--root", str(root)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env=surroundings(TMPDIR=str(self.folder)),
        )  # fmt: skip
        assert self.process.stdout is not None
        self.greeting = self.process.stdout.readline()
        self.get("")  # The first answer comes when it watches: from now on, changes are seen.

    def get(self, path: str) -> tuple[int, str]:
        """The state and text of a page; a request that hangs is a failure."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=ANSWER) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def shows(self, path: str, words: str, *, never: bool = False) -> str:
        """Wait until a page shows these words, or shows them no more."""
        end = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < end:
            text = self.get(path)[1]
            if (words in text) != never:
                return text
            time.sleep(0.2)
        pytest.fail(f"/{path} {'still' if never else 'never'} shows {words!r}:\n{text[:3000]}")

    def stop(self) -> tuple[int, str]:
        """Press Ctrl+C. Returns the exit code and what was said on the way."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@pytest.fixture
def preview(clinic: Path) -> Iterator[Preview]:
    """A preview of the tiny clinic with templates of its own."""
    own_templates(clinic)
    running = Preview(clinic)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.communicate()


def test_a_broken_page_shows_its_problems_and_heals_on_save(preview: Preview) -> None:
    assert preview.greeting == f"Open http://{preview.address}/ in a browser. Stop with Ctrl+C.\n"
    good = (preview.root / SQUAT).read_text()
    assert preview.get("exercises/squat/")[0] == 200
    replace(preview.root, SQUAT, "level: 2", "level: 9")
    shown = preview.shows("exercises/squat/", "is 9, but it must be at most 5")
    assert "Squat" in shown
    assert preview.get("exercises/heel-raise/")[0] == 200
    (preview.root / SQUAT).write_text('---\nname: "open <script>x</script>\n---\n')
    shown = preview.shows("exercises/squat/", "YAML")
    assert "<script>x" not in shown
    (preview.root / SQUAT).write_bytes(b"\xff\xfe\x00 no text at all")
    preview.shows("exercises/squat/", "FILE")
    (preview.root / SQUAT).write_text(good)
    healed = preview.shows("exercises/squat/", "How to do it")
    assert "is 9, but" not in healed


def test_a_problem_in_a_list_is_shown_on_the_first_page(preview: Preview) -> None:
    replace(preview.root, "docs/references.yml", "year: 2020", "year: 20200")
    preview.shows("", "docs/references.yml")
    replace(preview.root, "docs/references.yml", "year: 20200", "year: 2020")
    preview.shows("", "docs/references.yml", never=True)


BROKEN = (
    ("mkdocs.yml", "site_name: Example clinic", "site_name: [Example clinic"),
    ("mkdocs.yml", "docs_dir: docs", "docs_dir: nowhere"),
    ("mkdocs.yml", "  clinic:", "  clinik:"),
    ("overrides/main.html", "<main ", "{% if %}<main "),
    ("overrides/main.html", "<main ", "{{ nothing.at.all }}<main "),
    ("exercises/vocabulary.yml", "regions:", "regions: ["),
)


def test_broken_settings_and_templates_answer_and_heal(preview: Preview) -> None:
    good = preview.get("exercises/squat/")[1]
    assert "How to do it" in good
    for path, old, new in BROKEN:
        replace(preview.root, path, old, new)
        end = time.monotonic() + PATIENCE
        while "could not be built" not in (text := preview.get("")[1]):
            if "preview-bar" in text:
                break
            assert time.monotonic() < end, f"{new}: {text[:2000]}"
            time.sleep(0.2)
        assert preview.get("exercises/squat/")[1]
        replace(preview.root, path, new, old)
        preview.shows("", "Start with the")
        healed = preview.shows("exercises/squat/", "How to do it")
        assert without_reload(healed) == without_reload(good)


def without_reload(page: str) -> str:
    """A page without the script of the live reload, which holds a time."""
    return re.sub(r"<script[^>]*>[^<]*livereload.*?</script>", "", page, flags=re.DOTALL)


def test_drafts_and_new_pages_are_visible(preview: Preview) -> None:
    draft = (preview.root / "docs/articles/squats.md").read_text()
    draft = draft.replace("status: published", "status: draft").replace(
        "From two legs to one", "Only a draft"
    )
    (preview.root / "docs/articles/draft.md").write_text(draft)
    preview.shows("articles/draft/", "Only a draft")


def test_a_saved_page_reaches_an_open_browser(preview: Preview) -> None:
    page = preview.get("")[1]
    epoch = re.search(r"livereload\((\d+), *(\d+)\)", page)
    assert epoch, page[-500:]
    append(preview.root, INDEX, "\nA new sentence.\n")
    with urllib.request.urlopen(
        f"http://{preview.address}/livereload/{epoch[1]}/{epoch[2]}", timeout=PATIENCE
    ) as answer:
        assert int(answer.read()) > int(epoch[1])
    assert "A new sentence." in preview.get("")[1]


def test_an_unknown_address_is_answered(preview: Preview) -> None:
    state, text = preview.get("no/such/page/")
    assert state == 404
    assert "We cannot find this page" in text


def test_ctrl_c_ends_the_preview_cleanly(preview: Preview) -> None:
    preview.get("")
    code, said = preview.stop()
    assert code == 0
    assert said == ""
    assert list(preview.folder.glob("preview-*")) == []
    assert not (preview.root / "site").exists()
