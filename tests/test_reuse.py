"""A build that takes what it can from the last one makes the same bytes as a clean build."""

import random
import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from clinic.check.problem import Report
from clinic.edit.fix import fix
from clinic.edit.move import move
from clinic.link import load
from clinic.publish.build import build
from clinic.publish.last import FILE
from clinic.publish.progress import Progress
from overlays import TODAY
from renderers.mkdocs_build import render
from running import ROOT, append, collecting, large_clinic, small_clinic, tree

SIGNED = re.compile(r"review:\n  status: reviewed\n(?:  .*\n)*")
RAISES, SQUATS = "docs/articles/heel-raises.md", "docs/articles/squats.md"
BLOCK = "docs/blocks/general-education.md"
Edit = Callable[[Path, int], None]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The tiny clinic with templates and a photograph of its own, and with nothing signed."""
    root = small_clinic(tmp_path / "clinic")
    for path in root.rglob("*.md"):
        path.write_text(SIGNED.sub("review:\n  status: awaiting\n", path.read_text()))
    shutil.copytree(ROOT / "overrides", root / "overrides")
    append(root, "mkdocs.yml", "\ntheme:\n  name: material\n  custom_dir: overrides\n"
           "  font: false\n  language: en\n  favicon: assets/favicon.svg\n")  # fmt: skip
    photograph(root, 0)
    append(root, RAISES, "\n![A runner on a hill](../assets/hill.jpg)\n")
    return root


def photograph(root: Path, number: int) -> None:
    """Another photograph under the same name."""
    data = BytesIO()
    Image.new("RGB", (500 + number, 300), (number * 40 % 256, 90, 90)).save(data, "JPEG")
    (root / "docs/assets/hill.jpg").write_bytes(data.getvalue())


def words_in_an_article(root: Path, number: int) -> None:
    append(root, SQUATS, f"\nOne more sentence, number {number}.\n")


def words_in_a_block(root: Path, number: int) -> None:
    append(root, BLOCK, f"\nThe block says {number}.\n")


def words_on_the_first_page(root: Path, number: int) -> None:
    append(root, "docs/index.md", f"\nWelcome number {number}.\n")


def a_link_more(root: Path, number: int) -> None:
    append(root, SQUATS, f"\nSee [[heel-raise|raise {number}]] and [[heel-raises]].\n")


def a_source_more(root: Path, number: int) -> None:
    append(root, RAISES, f"\nStrong legs help, study {number} says [@example-2020].\n")


def another_title(root: Path, number: int) -> None:
    path = root / SQUATS
    path.write_text(re.sub(r"(?m)^title: .*$", f"title: Squats {number}", path.read_text()))


def another_dose(root: Path, number: int) -> None:
    path = root / "exercises/squat.md"
    path.write_text(re.sub(r"(?m)^  rest: \d+$", f"  rest: {60 + number}", path.read_text()))


def a_new_page(root: Path, number: int) -> None:
    text = (root / RAISES).read_text().replace("title: ", f"title: Copy {number} of ", 1)
    (root / f"docs/articles/copy-{number}.md").write_text(text)
    fix(root, TODAY)


def another_name(root: Path, number: int) -> None:
    site = load(root, TODAY)
    slug = next(p.slug for p in site.of_kind("exercise") if p.slug.startswith("split-squat"))
    move(site, slug, f"split-squat-{number}")


def retired(root: Path, number: int) -> None:
    for path in sorted((root / "docs/articles").glob("copy-*.md"))[:1]:
        path.write_text(path.read_text().replace("status: published", "status: retired", 1))


def a_term(root: Path, number: int) -> None:
    path = root / "exercises/vocabulary.yml"
    path.write_text(re.sub(r"plain: Front thigh.*?(?=[,}\n])", f"plain: Front thigh {number}",
                           path.read_text(), count=1))  # fmt: skip


def a_finding(root: Path, number: int) -> None:
    path = root / "docs/references.yml"
    path.write_text(re.sub(r"(?m)^  finding: .*$", f"  finding: It helped {number} people.",
                           path.read_text(), count=1))  # fmt: skip


def a_setting(root: Path, number: int) -> None:
    path = root / "mkdocs.yml"
    path.write_text(re.sub(r"(?m)^( +)tagline: .*$", rf"\1tagline: Number {number}",
                           path.read_text()))  # fmt: skip


def a_template(root: Path, number: int) -> None:
    path = root / "overrides/partials/footer.html"
    text = re.sub(r"(?m)^<p class=\"n\">.*\n", "", path.read_text())
    path.write_text(text.replace("</footer>", f'<p class="n">{number}</p>\n</footer>'))


def another_photograph(root: Path, number: int) -> None:
    photograph(root, number)


def the_cache_is_gone(root: Path, number: int) -> None:
    shutil.rmtree(root / ".cache", ignore_errors=True)


def the_cache_is_half_written(root: Path, number: int) -> None:
    for path in [root / ".cache" / FILE, *(root / ".cache").glob("pictures/*")]:
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def the_cache_is_of_another_version(root: Path, number: int) -> None:
    if (root / ".cache").is_dir():
        (root / ".cache" / FILE).write_text('{"pages": 7, "of": "old"}')


def the_site_is_gone(root: Path, number: int) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)


def the_site_was_touched(root: Path, number: int) -> None:
    for path in (root / "site").rglob("index.html"):
        path.write_text("<p>Changed by hand.</p>")


EDITS: list[Edit] = [
    words_in_an_article, words_in_a_block, words_on_the_first_page, a_link_more, a_source_more,
    another_title, another_dose, a_new_page, another_name, retired, a_term, a_finding, a_setting,
    a_template, another_photograph, the_cache_is_gone, the_cache_is_half_written,
    the_cache_is_of_another_version, the_site_is_gone, the_site_was_touched,
]  # fmt: skip


def made(root: Path) -> Report:
    """One build in this process."""
    with collecting():
        return build(root, TODAY, render, Progress())


def clean(root: Path, folder: Path) -> dict[str, str]:
    """What a build makes of the same content where none was made before."""
    shutil.copytree(
        root, folder, ignore=shutil.ignore_patterns("site", FILE, "pictures", "check-*")
    )
    assert made(folder).errors == 0
    files = tree(folder / "site")
    shutil.rmtree(folder)
    return files


@pytest.mark.parametrize("seed", [1, 2])
def test_any_edits_give_the_bytes_of_a_clean_build(clinic: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    order = EDITS.copy()
    chance.shuffle(order)
    assert made(clinic).errors == 0
    for number, edit in enumerate(order[:12], 1):
        edit(clinic, number)
        report = made(clinic)
        assert report.errors == 0, (edit.__name__, report.problems[:2])
        assert tree(clinic / "site") == clean(clinic, tmp_path / "clean"), edit.__name__


def test_an_edited_text_makes_its_own_page_anew_and_no_other(clinic: Path) -> None:
    made(clinic)
    before = {path: path.stat().st_ino for path in (clinic / "site").rglob("index.html")}
    words_in_an_article(clinic, 1)
    made(clinic)
    made_anew = {path for path, number in before.items() if path.stat().st_ino != number}
    names = {path.relative_to(clinic / "site").as_posix() for path in made_anew}
    assert "articles/squats/index.html" in names
    always = {"exercises/index.html", "exercises/chair-squat/index.html"}  # a list, a redirect
    others = {name for name in names if name.startswith(("exercises/", "articles/heel"))}
    assert others <= always


def test_a_site_that_readers_see_is_never_written_into(clinic: Path) -> None:
    made(clinic)
    seen = shutil.copytree(clinic / "site", clinic / "seen")
    shutil.rmtree(seen)
    shutil.copytree(clinic / "site", seen, copy_function=lambda a, b: Path(b).hardlink_to(a))
    before = tree(seen)
    for number, edit in enumerate((another_title, another_photograph, a_template), 1):
        edit(clinic, number)
        made(clinic)
        assert tree(seen) == before, edit.__name__


def test_the_real_content_is_made_from_the_last_build_alike(tmp_path: Path) -> None:
    root = large_clinic(tmp_path / "clinic")
    made(root)
    append(root, "docs/articles/calf-strength.md", "\nOne more sentence for this page.\n")
    made(root)
    assert tree(root / "site") == clean(root, tmp_path / "clean")
