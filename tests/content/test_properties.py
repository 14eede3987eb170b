"""Properties of the living content: what must hold whatever the clinicians write next."""

from functools import cache
from pathlib import Path

from clinic.link import load
from clinic.model.exercise import Exercise
from clinic.read.page import Page
from clinic.read.site import Site
from overlays import TODAY

ROOT = Path(__file__).parents[2]
CALVES = {"gastrocnemius", "soleus"}
POP = "You feel a sudden pop or snap in your calf or above your heel. Get care today."


@cache
def site() -> Site:
    """The clinic's own content."""
    return load(ROOT, TODAY)


def exercises() -> list[tuple[Page, Exercise]]:
    """Every exercise with its fields."""
    return [(page, page.model) for page in site().finished("exercise")]


def test_whoever_loads_the_calf_hard_is_told_to_stop_at_a_pop() -> None:
    for page, x in exercises():
        calf_raise = x.pattern == "calf-raise"
        impact = x.impact != "none" and CALVES & {*x.muscles.primary, *x.muscles.secondary}
        if calf_raise or impact:
            assert POP in x.stop_if, page.path


def test_no_general_dose_asks_for_hard_work_every_day() -> None:
    for page, x in exercises():
        if x.dose.effort is not None and x.dose.effort.high >= 6:
            assert x.dose.days.high <= 4, page.path


def test_programs_stop_at_sharp_pain() -> None:
    for page in site().finished("program"):
        rules = " ".join(page.model.progress_rule)
        assert "Stop for today if pain is sharp" in rules, page.path
        assert "start again one step lower" in rules, page.path
        assert "If it comes back, ask a clinician" in rules, page.path
