"""The link that opens a ready program as a plan, as assets/js/plan-link.js would write it.

Printed sheets carry it as a QR code. The form is explained in that script, and is never changed.
"""

from clinic.compose.sums import Planned
from clinic.model.base import Span

VERSION = 1
UNITS = {"reps": "r", "hold": "h", "time": "t"}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def plan_text(weeks: int, items: list[tuple[str, Planned]]) -> str:
    """The text of a plan: weeks of its diary, and each exercise by its code with its whole dose."""
    body = ".".join([str(VERSION), f"w{weeks}", *(item_text(code, item) for code, item in items)])
    return f"{body}.{checksum(body)}"


def item_text(code: str, item: Planned) -> str:
    """'6jj4-s23r10-15d23': 2 to 3 sets of 10 to 15, 2 to 3 days a week."""
    dose = item.dose
    unit, amount = next((u, span) for u in UNITS if (span := getattr(dose, u)) is not None)
    work = UNITS[unit] + ends(amount, "-")
    return f"{code}-s{ends(dose.sets)}{work}d{ends(dose.days)}"


def ends(span: Span, between: str = "") -> str:
    """Both ends of a range, or the one number that it is."""
    return f"{span.low}" if span.low == span.high else f"{span.low}{between}{span.high}"


def checksum(text: str) -> str:
    """FNV-1a, to the base of 36: one changed character always changes it."""
    number, digits = 0x811C9DC5, ""
    for byte in text.encode("ascii"):
        number = (number ^ byte) * 0x01000193 % 2**32
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits.rjust(7, "0")
