"""Where something stands in a file, and what is wrong there."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A stretch of one line: lines and columns count from 1, the end column is exclusive."""

    path: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """An author's mistake that the reader met. It is kept as a value and reported by a rule.

    kind: a short word that a rule asks for, such as 'missing' or 'tab'.
    details: what the rule needs to explain it.
    """

    kind: str
    place: Place
    details: dict[str, Any] = field(default_factory=dict)
