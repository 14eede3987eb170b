"""The authors' guide shows what the code draws now, and leaves nothing out."""

import re
import xml.etree.ElementTree as ET

import pytest

from clinic.commands import GUIDE_PICTURES
from clinic.compose.sheet import STYLES
from clinic.figures.angles import ANGLES, reading
from clinic.figures.bases import BASES
from clinic.figures.motion import moving
from clinic.figures.plates import SAMPLES, figure_of, plates
from clinic.figures.pose import Figure
from clinic.guide import figure_guide
from running import ROOT, build_py

GUIDE = ROOT / ".github/FIGURES.md"


@pytest.fixture(scope="module")
def drawn():
    return dict(figure_guide())


def test_the_stored_pictures_are_those_that_the_code_draws(drawn):
    folder = ROOT / GUIDE_PICTURES
    stored = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert sorted(stored) == sorted(drawn)
    stale = [name for name, text in drawn.items() if stored[name] != text]
    assert stale == [], "run: python3 scripts/build.py figures --guide"


def test_the_guide_shows_every_picture_beside_its_word(drawn):
    shown = re.findall(r"^\| `([\w.-]+)` \|.*?images/figures/([\w-]+\.svg)",
                       GUIDE.read_text(encoding="utf-8"), re.M)  # fmt: skip
    assert sorted(file for _, file in shown) == sorted(drawn)
    for word, file in shown:
        assert file.partition("-")[2] == f"{word.replace('.', '-')}.svg"


def test_every_base_and_every_angle_has_a_picture(drawn):
    angles = {name.removeprefix("right.") for name in ANGLES if not name.startswith("left.")}
    assert set(SAMPLES) == angles
    assert len(drawn) == len(BASES) + len(angles)


@pytest.mark.parametrize("key", SAMPLES)
def test_a_picture_shows_the_angle_that_stands_below_it(key):
    name = key if "." in key else f"right.{key}"
    sample = SAMPLES[key]
    for degrees in (sample.low, 0, sample.high):
        if degrees is not None:
            figure = Figure.model_validate(figure_of(key, degrees, sample))
            assert reading(moving(figure).vectors[0])[name] == pytest.approx(degrees, abs=5)


def test_a_picture_is_a_file_with_its_own_colors(drawn):
    for name, text in drawn.items():
        ET.fromstring(text)
        assert "var(" not in text, name
        rules = re.search(r"<style>(.*?)</style>", text).group(1)
        for tone in set(re.findall(r'class="(f-[a-z-]+)"', text)) - {"f-far", "f-arrows"}:
            assert f".{tone}{{" in rules, (name, tone)
        assert not re.search(r"(?:href|src|url)\W", text)


def test_colors_come_from_the_style_sheet():
    dyed = STYLES.read_text(encoding="utf-8").replace("#4fa3a0", "#123456")
    assert "#123456" in dict(plates(dyed))["base-standing"]


def test_a_picture_of_something_that_is_gone_goes(tmp_path):
    (tmp_path / "base-flying.svg").write_text("<svg/>")
    (tmp_path / "notes.txt").write_text("kept")
    done = build_py("figures", "--guide", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{len(BASES) + len(SAMPLES)} pictures" in done.stdout
    assert not (tmp_path / "base-flying.svg").exists()
    assert (tmp_path / "notes.txt").exists()
