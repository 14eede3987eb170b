"""Photographs: small, upright and without what a phone wrote into them."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from running import INDEX, append, built, errors, replace, small_clinic, tree
from serving import served

SIDEWAYS = 6
"""Orientation in EXIF: the camera was held upright, the picture is stored lying."""
GPS = 0x8825


def photograph(path: Path, width: int, height: int) -> None:
    """A photograph as a phone stores it: lying on its side, with the place where it was taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.merge("RGB", [
        Image.linear_gradient("L").resize((width, height)),
        Image.radial_gradient("L").resize((width, height)),
        Image.linear_gradient("L").rotate(90).resize((width, height)),
    ])  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (36.0, 9.0, 46.0)
    picture.save(path, quality=95, exif=exif)


@pytest.fixture(scope="module")
def with_photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny clinic with one photograph on its first page, built."""
    root = small_clinic(tmp_path_factory.mktemp("pictures") / "clinic")
    photograph(root / "docs/assets/a hill.jpg", 3000, 2000)
    append(root, INDEX, "\n![A hill at dawn](<assets/a hill.jpg>)\n")
    return built(root)


def copies(root: Path) -> list[Path]:
    return sorted((root / "site/assets").glob("a hill.jpg*"))


def test_readers_get_small_copies_and_not_the_file(with_photograph: Path) -> None:
    names = [path.name for path in copies(with_photograph)]
    assert names == sorted(
        f"a hill.jpg-{width}.{form}" for width in (480, 800, 1280) for form in ("avif", "webp")
    )
    original = (with_photograph / "docs/assets/a hill.jpg").stat().st_size
    assert all(path.stat().st_size < original / 4 for path in copies(with_photograph))


def test_copies_stand_upright_and_say_nothing_of_their_place(with_photograph: Path) -> None:
    for path in copies(with_photograph):
        with Image.open(path) as copy:
            assert copy.height > copy.width
            assert not copy.getexif()


def test_a_phone_loads_the_copy_that_fits_and_nothing_jumps(
    browser: Browser, with_photograph: Path, tmp_path: Path
) -> None:
    with served(with_photograph / "site", "/", tmp_path) as address:
        context = browser.new_context(viewport={"width": 360, "height": 780}, device_scale_factor=2)
        page = context.new_page()
        page.goto(address)
        picture = page.get_by_role("img", name="A hill at dawn")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("e => e.complete && e.naturalWidth", arg=picture.element_handle())
        assert picture.evaluate("e => e.currentSrc").endswith("a%20hill.jpg-800.avif")
        box = picture.bounding_box()
        assert box is not None
        assert box["height"] / box["width"] == pytest.approx(1.5, abs=0.01)
        context.close()


def test_the_same_photograph_gives_the_same_bytes(with_photograph: Path, tmp_path: Path) -> None:
    other = small_clinic(tmp_path / "clinic")
    photograph(other / "docs/assets/a hill.jpg", 3000, 2000)
    append(other, INDEX, "\n![A hill at dawn](<assets/a hill.jpg>)\n")
    assert tree(built(other) / "site") == tree(with_photograph / "site")


def test_a_second_build_makes_no_copy_again(with_photograph: Path) -> None:
    kept = sorted((with_photograph / ".cache/pictures").iterdir())
    made = [path.stat().st_mtime_ns for path in kept]
    built(with_photograph)
    assert [path.stat().st_mtime_ns for path in kept] == made


def test_a_small_or_transparent_picture_stays_what_it_is(clinic: Path) -> None:
    data = io.BytesIO()
    Image.new("RGBA", (200, 100), (0, 90, 90, 0)).save(data, "PNG")
    (clinic / "docs/assets/sign.png").write_bytes(data.getvalue())
    append(clinic, INDEX, "\n![A sign](assets/sign.png)\n")
    built(clinic)
    with Image.open(clinic / "site/assets/sign.png-200.webp") as copy:
        assert copy.size == (200, 100)
        assert copy.mode == "RGBA"


def test_a_drawing_is_left_alone(clinic: Path) -> None:
    append(clinic, INDEX, "\n![A squat](assets/squat.svg)\n")
    built(clinic)
    assert (clinic / "site/assets/squat.svg").is_file()


def test_a_damaged_photograph_is_named_with_its_page_and_line(clinic: Path) -> None:
    photograph(clinic / "docs/assets/hill.jpg", 600, 400)
    whole = (clinic / "docs/assets/hill.jpg").read_bytes()
    (clinic / "docs/assets/hill.jpg").write_bytes(whole[: len(whole) // 2])
    replace(clinic, INDEX, "\n---\n\n", "\n---\n\n![A hill](assets/hill.jpg)\n\n")
    assert [(path, code) for path, _, code, _ in errors(clinic)] == [(INDEX, "FILE015")]
