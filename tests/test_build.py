"""The build: the same bytes every time, the last good site always whole, nothing foreign in it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

from benchmark.big_clinic import write_clinic
from running import (
    BUILD,
    INDEX,
    ROOT,
    SQUAT,
    append,
    build_py,
    replace,
    small_clinic,
    surroundings,
    tree,
)

STAGES = (
    "Reading and checking", "Rendering", "Making photographs small", "Indexing",
    "Writing what hosts and devices need", "Checking the built pages",
)  # fmt: skip
UNKNOWN_TO_HTML5LIB: frozenset[str] = frozenset()
"""Mistakes that html5lib reports in good HTML, since it is older than what the page uses."""
HOSTILE = "<script>alert(1)</script> \"q\" 's' </script><b> &amp; http://evil.example {x}"
REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
SVG_NAME = "http://www.w3.org/2000/svg"
"""The name of a language, which looks like an address; nothing is loaded from there."""
LOADING = ("src", "srcset", "poster", "data", "action", "background")


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every HTML page of a built folder."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), LexborHTMLParser(path.read_text("utf-8"))


# The same bytes


def test_two_builds_give_the_same_bytes(built_clinic: Path, clinic: Path) -> None:
    first = tree(built_clinic / "site")
    for surrounding in (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "COLUMNS": "40"},
    ):
        done = build_py(root=clinic, **surrounding)
        assert done.returncode == 0, done.stderr
        second = tree(clinic / "site")
        assert {path for path in first.keys() | second.keys()
                if first.get(path) != second.get(path)} == set()  # fmt: skip
    assert len(first) > 30


def test_a_build_leaves_nothing_of_an_older_one(clinic: Path, built_clinic: Path) -> None:
    assert build_py(root=clinic).returncode == 0
    (clinic / "site/old.html").write_text("old")
    assert build_py(root=clinic).returncode == 0
    assert tree(clinic / "site") == tree(built_clinic / "site")
    assert [path.name for path in (clinic / ".cache").glob("site-*")] == []


# The last good site


@pytest.fixture
def published(clinic: Path) -> tuple[Path, dict[str, str]]:
    """A clinic with a site, changed since: a build would publish another site."""
    assert build_py(root=clinic).returncode == 0
    before = tree(clinic / "site")
    replace(clinic, INDEX, "title: Welcome", "title: Changed since")
    return clinic, before


def missing_reference(root: Path) -> None:
    append(root, INDEX, "\n[[nowhere]]\n")


def wrong_settings(root: Path) -> None:
    replace(root, "mkdocs.yml", "docs_dir: docs", "docs_dir: nowhere")


def page_outside(root: Path) -> None:
    append(root, "mkdocs.yml", "\nnav:\n  - Home: index.md\n  - Gone: gone.md\n")


def broken_template(root: Path) -> None:
    own_templates(root)
    (root / "overrides/main.html").write_text("{% block x %}{{ nothing.at.all }}")


def bad_output(root: Path) -> None:
    own_templates(root)
    replace(root, "overrides/main.html", "<main ", '<p id="top" onclick="x()"></p><main ')


def own_templates(root: Path) -> None:
    """Give a clinic templates of its own."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    append(root, "mkdocs.yml", "\ntheme:\n  name: material\n  custom_dir: overrides\n"
           "  font: false\n  language: en\n  favicon: assets/favicon.svg\n")  # fmt: skip


@pytest.mark.parametrize(
    ("harm", "code"),
    [(missing_reference, 1), (wrong_settings, 2), (page_outside, 2), (broken_template, 2),
     (bad_output, 1)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)  # fmt: skip
def test_a_failed_build_leaves_the_last_site_whole(
    published: tuple[Path, dict[str, str]], harm: object, code: int
) -> None:
    root, before = published
    assert callable(harm)
    harm(root)
    done = build_py(root=root)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "a fault of the program" not in done.stderr
    assert "othing was published" in done.stdout + done.stderr
    assert tree(root / "site") == before
    assert list((root / ".cache").glob("site-*")) == []


def killed_after(root: Path, stage: str) -> bool:
    """Start a build and kill it, children and all, when it has passed a stage."""
    with subprocess.Popen(
        [sys.executable, str(BUILD), "--root", str(root)], stderr=subprocess.PIPE, text=True,
        stdout=subprocess.DEVNULL, env=surroundings(), start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if stage in line:
                os.killpg(process.pid, signal.SIGKILL)
                return process.wait() == -signal.SIGKILL
    return False


def test_a_killed_build_leaves_a_whole_site(
    published: tuple[Path, dict[str, str]], built_clinic: Path
) -> None:
    root, before = published
    killed = [stage for stage in STAGES if killed_after(root, stage) and whole(root, before)]
    assert len(killed) >= len(STAGES) - 1, killed
    assert build_py(root=root).returncode == 0
    assert pages_of(tree(root / "site")) == pages_of(before)
    assert tree(root / "site") != before
    replace(root, INDEX, "title: Changed since", "title: Welcome")
    assert build_py(root=root).returncode == 0
    assert tree(root / "site") == tree(built_clinic / "site")


def whole(root: Path, before: dict[str, str]) -> bool:
    """The site is the old one, byte for byte, or the new one with all its files."""
    now = tree(root / "site")
    assert now == before or (pages_of(now) == pages_of(before) and "404.html" in now)
    return True


def pages_of(files: dict[str, str]) -> set[str]:
    """The files of a site, without those of the search index, which are named by their content."""
    return {path for path in files if not path.startswith("pagefind/")}


def test_a_build_killed_between_two_renames_is_mended_by_the_next(
    published: tuple[Path, dict[str, str]],
) -> None:
    root, before = published
    (root / "site").rename(root / "site.old")
    missing_reference(root)
    assert build_py(root=root).returncode == 1
    replace(root, INDEX, "\n[[nowhere]]\n", "")
    assert build_py(root=root).returncode == 0
    assert pages_of(tree(root / "site")) == pages_of(before)
    assert not (root / "site.old").exists()


# What is in it


def test_moved_addresses_have_a_stub_and_a_line(built_clinic: Path) -> None:
    stub = built_clinic / "site/exercises/chair-squat/index.html"
    tree_of_stub = LexborHTMLParser(stub.read_text())
    refresh = tree_of_stub.css_first("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh.attributes["content"] == "0; url=../sit-to-stand/"
    link = tree_of_stub.css_first("a[href]")
    assert link is not None
    assert (stub.parent / str(link.attributes["href"]) / "index.html").resolve().is_file()
    lines = (built_clinic / "site/_redirects").read_text().splitlines()
    assert lines == ["/exercises/chair-squat/ /exercises/sit-to-stand/ 301"]


def test_published_pages_are_there_and_drafts_are_not(clinic: Path) -> None:
    names = {status: f"Secret {status}" for status in ("draft", "in-review")}
    for status, name in names.items():
        assert build_py("new", "article", name, root=clinic).returncode == 0
        path = f"docs/articles/secret-{status}.md"
        text = (clinic / path).read_text().replace("Write here.", "A secret sentence.")
        (clinic / path).write_text(text.replace("status: draft", f"status: {status}"))
    append(clinic, "docs/articles/secret-draft.md", "\n## A secret part\n")
    sources = [
        path
        for path in (clinic / "docs").rglob("*.md")
        if not {"blocks"} & {*path.parts} and "secret" not in path.name
    ]
    sources += (clinic / "exercises").glob("*.md")
    done = build_py(root=clinic)
    assert done.returncode == 0, done.stdout
    built = {path for path, _ in pages(clinic / "site")}
    for source in sources:
        name = source.relative_to(clinic).as_posix().removeprefix("docs/").removesuffix(".md")
        assert ("index.html" if name == "index" else f"{name}/index.html") in built
    kept = [path for path in (clinic / "site").rglob("*") if path.is_file()]
    assert not [path for path in kept if b"ecret" in path.read_bytes() or "secret" in str(path)]


def test_a_retired_page_leaves_a_notice(clinic: Path) -> None:
    (clinic / "docs/articles/old.md").write_text(
        (clinic / "docs/articles/squats.md").read_text()
        .replace("status: published", "status: retired\nreplaced_by: squats")
        .replace("title: From two legs to one", "title: An older text").partition("review:")[0]
        + "review:\n  status: awaiting\n---\n\nOutdated advice.\n"
    )  # fmt: skip
    append(clinic, "docs/addresses.yml", "articles/old/:\n")
    done = build_py(root=clinic)
    assert done.returncode == 0, done.stdout
    shown = (clinic / "site/articles/old/index.html").read_text()
    assert "Outdated advice" not in shown
    assert 'href="../squats/"' in shown


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic whose fields hold scripts, quotes and marks of templates, built."""
    root = small_clinic(tmp_path_factory.mktemp("hostile") / "clinic")
    written = json.dumps(HOSTILE)
    signed = re.compile(r"review:\n  status: reviewed\n(?:  .*\n)*")
    for path in (SQUAT, "docs/articles/squats.md", "docs/programs/two-days.md"):
        text = signed.sub("review:\n  status: awaiting\n", (root / path).read_text())
        (root / path).write_text(text)
    for path, line in (
        ("docs/articles/squats.md", "title: From two legs to one"),
        ("docs/articles/squats.md", "summary: Four squats in order, and when to move on."),
        ("docs/articles/squats.md", "  - Start on two legs."),
        ("docs/programs/two-days.md", "title: Two days a week"),
        ("docs/programs/two-days.md", "  - Add a set when every set is easy."),
        ("docs/glossary.md", "    plain: The cord that joins a muscle to a bone."),
        ("docs/references.yml", "  title: Example guideline for strength"),
        (SQUAT, "summary: Builds strength in both legs, with nothing but your body."),
        (SQUAT, "feel: You feel your thighs and your buttocks."),
        (SQUAT, "  - see: Your heels lift."), (SQUAT, "    how: Go less deep."),
    ):  # fmt: skip
        key = re.match(r" *(?:- )?(?:\w+: )?", line)
        assert key is not None
        replace(root, path, line, key[0] + written)
    short = json.dumps("A <script>b</script> c")
    replace(root, SQUAT, "  - Whole foot on the floor.", f"  - {short}")
    replace(root, "mkdocs.yml", "tagline: Physical therapy by example", f"tagline: {short}")
    replace(root, "docs/people/sam-sample.md", "role: Physical therapist", f"role: {short}")
    done = build_py(root=root)
    errors = re.findall(r"error \[(\w+)\]", done.stdout)
    assert done.returncode == 0, (errors, done.stdout[:3000], done.stderr)
    return root / "site"


def test_nothing_that_an_author_writes_can_run(hostile: Path) -> None:
    for path, page in pages(hostile):
        for script in page.css("script"):
            kind = script.attributes.get("type")
            if kind == "application/ld+json":
                json.loads(script.text())
            else:
                assert re.fullmatch(r"[./\w-]*assets/js/[\w-]+\.js", script.attributes["src"] or "")
                assert script.text() == ""
        for node in page.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], path
            assert not (node.attributes.get("href") or "").startswith(("javascript:", "data:"))
        assert not page.css("a[href*='evil.example']"), path


@pytest.mark.parametrize(
    "path",
    ["articles/squats/index.html", "programs/two-days/index.html", "exercises/squat/index.html",
     "glossary/index.html"],
)  # fmt: skip
def test_what_an_author_writes_is_shown_as_it_is(hostile: Path, path: str) -> None:
    page = LexborHTMLParser((hostile / path).read_text("utf-8"))
    shown = " ".join((page.css_first("main") or page.root).text().split())  # type: ignore[union-attr]
    assert HOSTILE in shown


def test_typed_html_is_refused(clinic: Path) -> None:
    append(clinic, INDEX, "\nTyped <script>alert(2)</script> and <img src=x onerror=alert(3)>.\n")
    done = build_py(root=clinic)
    assert done.returncode == 1
    assert not (clinic / "site").exists()


def test_machines_get_the_same_words(hostile: Path) -> None:
    page = LexborHTMLParser((hostile / "articles/squats/index.html").read_text("utf-8"))
    data = [json.loads(node.text()) for node in page.css("script[type='application/ld+json']")]
    assert HOSTILE in [entry.get("name") for entry in data]
    title = page.css_first("title")
    assert title is not None
    assert HOSTILE in title.text()


def test_a_build_warns_of_nothing(clinic: Path) -> None:
    done = build_py(root=clinic)
    lines = done.stderr.splitlines()
    assert lines
    assert all(re.fullmatch(r" +\d+\.\d\d s  \S.*", line) for line in lines), done.stderr


def test_no_page_loads_anything_from_elsewhere(built_clinic: Path) -> None:
    site = built_clinic / "site"
    for path, page in pages(site):
        for node in page.css("*"):
            loaded = [node.attributes.get(name) for name in LOADING]
            if node.tag == "link" and node.attributes.get("rel") != "canonical":
                loaded.append(node.attributes.get("href"))
            assert not [link for link in loaded if link and REMOTE.match(link)], path
    for path in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:\w+:)?//", path.read_text()), path
    for path in (site / "assets").rglob("*.js"):
        text = path.read_text().replace(SVG_NAME, "")
        assert not re.search(r"[\"'`](?:https?:)?//\w", text), path


@pytest.mark.parametrize("which", ["built_clinic", "built_content"])
def test_the_html_has_no_mistakes(which: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(which) / "site"
    wrong: Counter[str] = Counter()
    files = sorted(site.rglob("*.html"))
    for path in files if which == "built_clinic" else files[::4]:
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text("utf-8"))
        wrong.update(
            f"{code} {details}" for _, code, details in parser.errors
            if code not in UNKNOWN_TO_HTML5LIB
        )  # fmt: skip
    assert len(files) > 15
    assert wrong == Counter()


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, int]]:
    """The bytes of each exercise page in a clinic of 30 pages and in one of 120."""
    found = []
    for exercises, articles in ((21, 9), (84, 36)):
        root = tmp_path_factory.mktemp("big") / "clinic"
        write_clinic(root, exercises, articles)
        shutil.copytree(ROOT / "overrides", root / "overrides")
        settings = (root / "mkdocs.yml").read_text()
        (root / "mkdocs.yml").write_text(re.sub(r"^nav:\n(?: .*\n)+", "", settings, flags=re.M))
        done = build_py(root=root)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
        built = (root / "site/exercises").glob("*/index.html")
        found.append({path.parent.name: path.stat().st_size for path in built})
    return found


def test_the_size_of_a_page_does_not_grow_with_the_number_of_pages(
    sizes: list[dict[str, int]],
) -> None:
    small, large = sizes
    assert (len(small), len(large)) == (21, 84)
    assert max(large.values()) < max(small.values()) * 1.05
    assert sum(large.values()) / len(large) < sum(small.values()) / len(small) * 1.03


def test_a_page_has_at_most_30_kilobytes(sizes: list[dict[str, int]]) -> None:
    assert max(max(each.values()) for each in sizes) <= 30_000


def test_each_stage_says_how_long_it_took(clinic: Path) -> None:
    shown = build_py(root=clinic).stderr
    for stage in (*STAGES, "Publishing"):
        assert re.search(rf"^ +\d+\.\d\d s  {stage}", shown, re.MULTILINE), stage
