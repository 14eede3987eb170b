"""Findings about a figure, in words for the person who wrote it.

Every check is one small function of what was written and what was solved; a new one is a
function with the decorator, in the file of its family.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from clinic.figures.drawing import Drawing
from clinic.figures.motion import Motion, moving
from clinic.figures.pose import Figure

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    code: FIG001 and so on. where: path inside the figure, such as ('end', 'right', 'knee').
    """

    code: str
    where: Where
    message: str
    fix: str


@dataclass(frozen=True)
class Case:
    """What a check may look at."""

    figure: Figure
    motion: Motion
    steps: tuple[str, ...]
    laterality: str
    primary: tuple[str, ...]
    support: str


Check = Callable[[Case], Iterable[tuple[Where, str, str]]]
CHECKS: Final[dict[str, Check]] = {}


def finds(code: str) -> Callable[[Check], Check]:
    """Register a check under its code."""

    def keep(check: Check) -> Check:
        CHECKS[code] = check
        return check

    return keep


def check(
    figure: Figure,
    *,
    steps: Sequence[str],
    laterality: str,
    primary: Sequence[str],
    support: str = "none",
) -> list[Finding]:
    """All findings about a figure, sorted.

    steps: the exercise's steps. laterality: bilateral, unilateral or alternating.
    primary: ids of the muscles that work hardest. support: none, fingertip or hand.
    """
    from clinic.figures import checks_contact, checks_pose, checks_words  # noqa: F401

    case = Case(figure, moving(figure), tuple(steps), laterality, tuple(primary), support)
    found = {
        Finding(code, where, message, fix)
        for code, one in CHECKS.items()
        for where, message, fix in one(case)
    }
    return sorted(found, key=lambda finding: (finding.code, str(finding.where), finding.message))


ALIKE: Final = 0.018
"""Mean distance of the joints, in statures, below which two figures are the same picture."""


def too_alike(drawings: Mapping[str, Drawing]) -> list[tuple[str, str, Finding]]:
    """Pairs of exercises that a reader could not tell apart by their pictures."""
    out = []
    for (first, one), (second, other) in combinations(sorted(drawings.items()), 2):
        if one.props != other.props:
            continue
        apart = np.subtract(one.places, other.places).reshape(-1, 3)
        if float(np.linalg.norm(apart, axis=1).mean()) < ALIKE:
            message = f"this picture looks like the one of '{first}'"
            fix = "change the pose, the props or the view so that the difference shows"
            out.append((first, second, Finding("FIG012", ("base",), message, fix)))
    return out
