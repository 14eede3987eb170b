"""Takes the pictures of all figures that .github/FIGURES.md shows: light, dark and as printed.

Use: .venv/bin/python -m tests.figures.sheets
"""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

import environment
from clinic.compose.sheet import THEMES, write_sheet
from clinic.link import load

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / ".github/images"
WIDE = 1560
SMALL = """
  section { padding: 10px; } main { gap: 6px; } h2 { margin: 0 0 6px; }
  .entry { padding: 5px; font-size: 12px; } .pair { zoom: .45; }
"""
"""Every figure stays legible, and all of them on one picture that a browser opens at once."""
QUALITY = 82


def main() -> None:
    """Take all three."""
    site = load(ROOT, date.today())
    pages = sorted(site.of_kind("exercise"), key=lambda page: page.slug)
    with TemporaryDirectory() as folder, sync_playwright() as running:
        file = Path(folder) / "sheet.html"
        write_sheet(site, pages, file)
        browser = running.chromium.launch(executable_path=environment.installed_browser())
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        page.goto(file.as_uri())
        page.add_style_tag(content=SMALL)
        for _, kind in THEMES:
            path = IMAGES / f"figures-{kind}.webp"
            with Image.open(BytesIO(page.locator(f"section.{kind}").screenshot())) as picture:
                picture.save(path, quality=QUALITY)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
