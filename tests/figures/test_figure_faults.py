"""Plausible slips of an author, made in every accepted pose: how many do the checks find?

What they miss are mostly poses that are sound in themselves: a free leg bent more or less, one
knee straight where both were bent, the other leg in a step to the side. No check can know that
the author meant something else unless the steps say so.
"""

import copy
import re

import numpy as np
from pydantic import ValidationError

from clinic.figures.check import check
from clinic.figures.motion import moving
from clinic.figures.pose import Figure

OTHER = {"right": "left", "left": "right"}
WANTED = 0.95
MOMENTS = ("start", "end")
SIDES = ("right", "left", "both")


def angles(figure):
    for moment in MOMENTS:
        for side in SIDES:
            for field in figure.get(moment, {}).get(side, {}):
                yield figure[moment][side], field


def wrong_sign_of_a_knee(figure):
    return each(figure, lambda f, v: f == "knee" and v > 20, lambda v: -v)


def knee_counted_from_180(figure):
    return each(figure, lambda f, v: f == "knee" and abs(v - 90) > 12, lambda v: 180 - v)


def wrong_sign_of_a_hip(figure):
    return each(figure, lambda f, v: f == "hip" and v > 34, lambda v: -v)


def ankle_far_too_much(figure):
    for moment in MOMENTS:
        figure.setdefault(moment, {}).setdefault("both", {})["ankle"] = 70
    return True


def trunk_leans_40_more(figure):
    for moment in reversed(MOMENTS):
        trunk = figure.get(moment, {}).get("trunk", {})
        if "lean" in trunk:
            trunk["lean"] += 40
            return True
    return False


def a_key_misspelt(figure):
    figure["end"].setdefault("right", {})["kneee"] = 40
    return True


def a_contact_misspelt(figure):
    figure["contacts"] = [*figure.get("contacts", []), "left foot on flor"]
    return True


def right_and_left_swapped_in_the_end(figure):
    end = figure["end"]
    if "right" not in end and "left" not in end:
        return False
    sides = {OTHER[side]: end.pop(side) for side in ("right", "left") if side in end}
    end.update(sides)
    return True


def right_and_left_swapped_in_contacts(figure):
    changed = False
    for holder in (figure, *(figure.get(moment, {}) for moment in MOMENTS)):
        lines = holder.get("contacts", [])
        swapped = [swap(line) for line in lines]
        changed = changed or swapped != lines
        if lines:
            holder["contacts"] = swapped
    return changed


def swap(line):
    first, _, rest = line.partition(" ")
    if rest.startswith("hand"):
        return line  # which hand holds the stick or rests on the hip is no fault
    return f"{OTHER[first]} {rest}" if first in OTHER else line


def furniture_forgotten(figure):
    kept = [p for p in figure.get("props", []) if p.split()[-1] not in ROOM]
    changed = kept != figure.get("props", [])
    figure["props"] = kept
    return changed


def contact_with_furniture_forgotten(figure):
    changed = False
    for holder in (figure, *(figure.get(moment, {}) for moment in MOMENTS)):
        kept = [line for line in holder.get("contacts", []) if line.split()[-1] not in ROOM]
        changed = changed or kept != holder.get("contacts", [])
        if "contacts" in holder:
            holder["contacts"] = kept
    return changed


ROOM = {"step", "bench", "chair", "wall"}


def end_forgotten(figure):
    figure["end"] = copy.deepcopy(figure.get("start", {}))
    return True


def both_sides_written_as_one(figure):
    changed = False
    for moment in MOMENTS:
        both = figure.get(moment, {}).pop("both", None)
        if both and any(field in both for field in ("hip", "knee", "ankle")):
            figure[moment]["right"] = both | figure[moment].get("right", {})
            changed = True
    return changed


def one_side_written_as_both(figure):
    changed = False
    for moment in MOMENTS:
        for side in ("right", "left"):
            limbs = figure.get(moment, {}).get(side)
            if limbs and any(abs(v) > 25 for f, v in limbs.items() if f in {"hip", "knee"}):
                figure[moment]["both"] = figure[moment].pop(side) | figure[moment].get("both", {})
                changed = True
    return changed


def released_foot_forgotten(figure):
    changed = False
    for holder in (figure, *(figure.get(moment, {}) for moment in MOMENTS)):
        kept = [line for line in holder.get("contacts", []) if not line.endswith("free")]
        changed = changed or kept != holder.get("contacts", [])
        if "contacts" in holder:
            holder["contacts"] = kept
    return changed


def free_leg_hangs_through_the_floor(figure):
    if any(line.endswith("free") for line in figure["end"].get("contacts", [])):
        return False  # in the air there is no floor to go through
    for side in ("right", "left"):
        limbs = figure["end"].get(side, {})
        if "hip" in limbs and figure["base"] == "one-leg" and limbs["hip"] > 20:
            limbs.update(hip=0, knee=0)
            return True
    return False


def elbow_bent_backward(figure):
    return each(figure, lambda f, v: f == "elbow" and v > 5, lambda v: -v - 20)


def each(figure, chosen, mend):
    for limbs, field in list(angles(figure)):
        if chosen(field, limbs[field]):
            limbs[field] = mend(limbs[field])
            return True
    return False


FAULTS = [
    wrong_sign_of_a_knee, knee_counted_from_180, wrong_sign_of_a_hip, ankle_far_too_much,
    trunk_leans_40_more, a_key_misspelt, a_contact_misspelt, right_and_left_swapped_in_the_end,
    right_and_left_swapped_in_contacts, furniture_forgotten, contact_with_furniture_forgotten,
    end_forgotten, both_sides_written_as_one, one_side_written_as_both, released_foot_forgotten,
    free_leg_hangs_through_the_floor, elbow_bent_backward,
]  # fmt: skip


def visible(one, other, steps):
    """Whether the fault moves any joint by more than a hand's breadth (12 cm).

    Where the steps name no side, the same picture seen in a mirror is no fault.
    """
    first, last = moving(one), moving(other)
    if one.used() != other.used():
        return True
    named = re.search(r"\b(right|left)\b", " ".join(steps), re.I)
    away = [apart(first, last, mirrored) for mirrored in ((False,) if named else (False, True))]
    return min(away) > 0.07


def apart(first, last, mirrored):
    """The farthest that a joint is from its place in the other figure, or in its mirror image."""
    gone = []
    for name, places in first.body.points.items():
        joint, _, side = name.partition(".")
        twin = f"{joint}.{OTHER[side]}" if mirrored and side else name
        there = last.body.points[twin] * ([1, 1, -1] if mirrored else 1)
        gone.append(np.linalg.norm((places - there)[[0, -1]], axis=1))
    return float(np.max(gone))


def caught(figure, fact, right):
    try:
        wrong = Figure.model_validate(figure)
    except ValidationError:
        return True
    if not visible(right, wrong, fact["steps"]):
        return None
    return bool(check(wrong, steps=fact["steps"], laterality=fact["laterality"],
                      primary=fact["primary"]))  # fmt: skip


def test_slips_are_found(written, facts):
    found, made, missed = 0, 0, []
    for fault in FAULTS:
        hits, tries = 0, 0
        for slug, figure in written.items():
            wrong = copy.deepcopy(figure)
            if not fault(wrong):
                continue
            result = caught(wrong, facts[slug], Figure.model_validate(figure))
            if result is None:
                continue
            tries += 1
            hits += result
            if not result:
                missed.append(f"{fault.__name__}: {slug}")
        found, made = found + hits, made + tries
        print(f"{fault.__name__:38s} {hits}/{tries}")
    print(f"caught {found} of {made} ({100 * found / made:.1f} %)")
    print("missed:\n  " + "\n  ".join(missed))
    assert found / made >= WANTED
