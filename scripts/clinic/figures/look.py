"""How the clinic wants its figures to look; the colors themselves live in the stylesheet."""

from dataclasses import dataclass
from typing import Literal

Build = Literal["average", "slim", "broad", "round"]
Hair = Literal["short", "bun"]


@dataclass(frozen=True)
class Look:
    """How the person of a figure looks.

    build: body shape. skin: a tone from 1, light, to 5, dark. hair: how it is worn.
    one_tone: a plain figure without clothes or skin color. mirrored: left and right swapped.
    """

    build: Build = "average"
    skin: int = 3
    hair: Hair = "short"
    one_tone: bool = False
    mirrored: bool = False
