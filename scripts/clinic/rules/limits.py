"""Numbers, days, texts and lists within their limits."""

from collections.abc import Iterator
from typing import Any

from clinic.check.engine import rule
from clinic.check.problem import Finding
from clinic.check.speech import faults, field_name
from clinic.model.describe import described, model_at
from clinic.read.site import Site
from clinic.rules.fields import LENGTHS, LIMITS, given


@rule("META005")
def numbers_are_within_limits(site: Site) -> Iterator[Finding]:
    """Numbers are within their limits.

    Why: a number outside them is nearly always a slip, and a dose must not slip.
    Fix: write a number within the limits.
    """
    for fault in faults(site, *LIMITS):
        model = model_at(fault.details["model"], fault.details["path"][:-1])
        about = described(model, str(fault.details["path"][-1]))
        yield Finding(
            fault.place,
            f'"{field_name(fault.details["path"])}" is {fault.details["written"]}, but '
            f"{limits_in_words(fault.details)}.",
            f"Write a number within these limits. {about}".strip(),
        )


@rule("META006")
def days_are_real(site: Site) -> Iterator[Finding]:
    """Dates are real days, written as year-month-day.

    Why: 03/04 is March here and April elsewhere, and 30 February is no day at all.
    Fix: write the date like 2026-11-22.
    """
    for fault in faults(site, "not_a_day"):
        yield Finding(
            fault.place,
            f"{given(fault)} is not a day of the calendar, written as year-month-day.",
            "Write it like 2026-11-22.",
        )


@rule("META007")
def texts_have_the_right_length(site: Site) -> Iterator[Finding]:
    """Texts are neither empty nor too long for their place.

    Why: a long text is cut off in lists and by search engines.
    Fix: shorten it, or fill it in.
    """
    for fault in faults(site, *LENGTHS):
        text = str(fault.details["input"])
        most = fault.details.get("max_length")
        if most:
            what = f"has {len(text)} characters, but at most {most} fit."
            fix = f"Shorten it by {len(text) - int(most)} or more."
        else:
            what, fix = "is empty.", "Fill it in, or delete the field if it is not required."
        yield Finding(fault.place, f'"{field_name(fault.details["path"])}" {what}', fix)


@rule("META008")
def lists_have_the_right_length(site: Site) -> Iterator[Finding]:
    """Lists have neither too few nor too many items.

    Why: a patient remembers three cues, not nine.
    Fix: keep the most important items, or add what is missing.
    """
    for fault in faults(site, "too_short", "too_long"):
        count = fault.details.get("actual_length")
        if fault.kind == "too_long":
            what = f"has {count} items, but at most {fault.details['max_length']} are allowed"
            fix = "Keep the most important ones."
        else:
            what = f"has {count} items, but at least {fault.details['min_length']} are needed"
            fix = "Add what is missing, one item a line, each after a dash."
        yield Finding(fault.place, f'"{field_name(fault.details["path"])}" {what}.', fix)


@rule("META013")
def ranges_go_up(site: Site) -> Iterator[Finding]:
    """A range goes from the smaller to the larger number.

    Why: '12-8' reads as a slip, and a dose must not slip.
    Fix: turn it round.
    """
    for fault in faults(site, "span_inverted"):
        turned = fault.details["turned"]
        yield Finding(
            fault.place,
            f'"{fault.details["written"]}" goes down.',
            f"Did you mean {turned}?",
            suggestion=turned,
        )


@rule("META014")
def ranges_are_numbers(site: Site) -> Iterator[Finding]:
    """A dose is a whole number or a range such as 8-12.

    Why: '8 to 12' or '10x' can't be counted, added up or shown in other words.
    Fix: write 10, or 8-12.
    """
    for fault in faults(site, "not_a_span"):
        yield Finding(
            fault.place,
            f"{given(fault)} is not a whole number or a range.",
            "Write a number such as 10, or a range such as 8-12, without a unit.",
        )


def limits_in_words(details: dict[str, Any]) -> str:
    """'it must be from 1 to 5'."""
    least, most = details.get("ge"), details.get("le")
    if least is not None and most is not None:
        return f"it must be from {least} to {most}"
    return f"it must be at least {least}" if least is not None else f"it must be at most {most}"
