"""What clinicians do to the content in an ordinary week, as CONTRIBUTING tells them to."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from overlays import SITE
from running import build_py

TODAY = date.today()
REVIEW = re.compile(r"^review:\n(?:  .*\n)+", re.MULTILINE)
AWAITING = "review:\n  status: awaiting\n"
SIGNED = f"""review:
  status: reviewed
  by: {{by}}
  on: {TODAY}
  due: {TODAY + timedelta(days=700)}
"""
PHOTOGRAPH = "Wall Sit (1).JPG"
"""A name as a phone or a second download gives it."""
NEW = f"""---
status: published
name: Wall sit with a photograph
summary: Trains the front of your thighs to hold you up without moving.
region: [knee, thigh]
pattern: squat
position: standing
goal: [strength, endurance]
laterality: bilateral
level: 2
impact: none
support: none
muscles:
  primary: [quadriceps-femoris]
  secondary: [gluteus-maximus]
equipment: [wall]
dose:
  sets: 2-3
  hold: 20-30
  per: set
  rest: 60
  days: 2-3
  effort: 4-6
  basis: professional-knowledge
steps:
  - setup: Lean your back flat on a wall, with your feet two small steps in front of it.
  - move: Slide down until your thighs slope halfway to level.
  - move: Stay there and keep both feet flat on the floor.
  - return: Push through your feet and slide up again.
  - breathe: Breathe evenly all the time.
feel: You feel the front of your thighs working.
cues:
  - Back flat on the wall.
  - Weight even on both feet.
mistakes:
  - see: You push with your hands on your thighs.
    fix: Let your arms hang, and slide down less far.
  - see: Your heels lift.
    fix: Put your feet a little farther from the wall.
no_harder: Sit lower, or hold for longer.
cautions:
  - if: you have knee pain that builds during the hold
    then: adapt
    how: Slide down less far.
media:
  - file: {PHOTOGRAPH}
    alt: A person leans on a wall with bent knees, as on a chair.
    licence: taken by the clinic
    consent: signed
authors: [{{by}}]
{AWAITING}---

Hold still, and let the wall carry your back. Go only as deep as you can hold well.
"""


def published(root: Path, folder: str) -> list[Path]:
    """The pages of a folder that readers see, in order."""
    pages = sorted((root / folder).glob("*.md"))
    return [page for page in pages if "\nstatus: published\n" in page.read_text(encoding="utf-8")]


def add_person(root: Path) -> str:
    """Somebody new works at the clinic."""
    shutil.copy(SITE / "docs/people/pat-example.md", root / "docs/people")
    fix(root)
    return "pat-example"


def sign(root: Path, page: Path, by: str) -> None:
    """A clinician signs the review of a page that others wrote."""
    rewrite(page, REVIEW, SIGNED.format(by=by))
    fix(root)


def rename(root: Path, slug: str, new: str) -> None:
    """An exercise gets another file name, and with it another address."""
    done = build_py("move", slug, new, root=root)
    assert done.returncode == 0, done.stdout + done.stderr


def change_dose(page: Path) -> None:
    """An exercise is done in other sets; who reviewed it has not seen that."""
    rewrite(page, re.compile(r"^  sets: .*$", re.MULTILINE), "  sets: 1-2")
    rewrite(page, REVIEW, AWAITING)


def add_exercise_with_photograph(root: Path, by: str) -> Path:
    """A new exercise that a photograph shows, not a drawing."""
    page = root / "exercises/wall-sit-with-a-photograph.md"
    page.write_text(NEW.format(by=by), encoding="utf-8")
    (root / "docs/assets").mkdir(exist_ok=True)
    Image.radial_gradient("L").resize((1600, 1200)).save(root / "docs/assets" / PHOTOGRAPH, "JPEG")
    fix(root)
    return page


def rename_clinic(root: Path) -> None:
    """The clinic has another name and another e-mail."""
    settings = root / "mkdocs.yml"
    rewrite(settings, re.compile(r"^site_name: .*$", re.MULTILINE), "site_name: Another Clinic")
    rewrite(settings, re.compile(r"^    name: .*$", re.MULTILINE), "    name: Another Clinic")
    rewrite(settings, re.compile(r"[\w.]+@[\w.]+"), "desk@another.example")


def rewrite(file: Path, what: re.Pattern[str], new: str) -> None:
    """Write something else in each place of a file; there must be one."""
    text, found = what.subn(new, file.read_text(encoding="utf-8"))
    assert found, f"{file} does not hold {what.pattern}"
    file.write_text(text, encoding="utf-8")


def fix(root: Path) -> None:
    """What a person runs after an edit: it writes codes, addresses and seals."""
    done = build_py("fix", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
