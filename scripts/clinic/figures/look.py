"""How the clinic wants its figures to look; the colours themselves live in the stylesheet."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Look:
    """Options of the clinic for every figure.

    build: body shape. skin: one of five tones, light to dark. hair: how it is worn.
    one_tone: a plain figure without clothes or skin colour. mirrored: left and right swapped.
    """

    build: Literal["average", "slim", "broad", "round"] = "average"
    skin: Literal[1, 2, 3, 4, 5] = 3
    hair: Literal["short", "bun"] = "short"
    one_tone: bool = False
    mirrored: bool = False
