"""Contacts, props and arrows are written as short phrases; this reads them."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

PARTS: Final = {
    "foot": "foot",
    "feet": "foot",
    "toes": "toes",
    "heel": "heel",
    "heels": "heel",
    "outer-foot": "outer-foot",
    "inner-foot": "inner-foot",
    "knee": "knee",
    "knees": "knee",
    "shin": "shin",
    "shins": "shin",
    "instep": "instep",
    "hips": "hips",
    "hip": "hip",
    "back": "back",
    "shoulders": "shoulders",
    "shoulder": "shoulder",
    "head": "head",
    "chest": "chest",
    "hand": "hand",
    "hands": "hand",
    "forearm": "forearm",
    "forearms": "forearm",
    "elbow": "elbow",
    "elbows": "elbow",
}
MIDDLE: Final = frozenset({"hips", "back", "shoulders", "head", "chest"})
"""Parts that have no side."""
FURNITURE: Final = frozenset({"step", "bench", "chair", "wall", "foam-roller"})
BODY: Final = frozenset(
    {"hips", "thighs", "chest", "shoulders", "knees", "head", "lower-back", "belly", "dumbbell"}
)
"""Surfaces that move with the body; the dumbbell is the one on the hips."""
SURFACES: Final = FURNITURE | BODY | {"floor", "mat", "free", "slider", "towel", "ball"}

KINDS: Final = FURNITURE | {
    "mat",
    "dumbbell",
    "dumbbells",
    "kettlebell",
    "kettlebells",
    "barbell",
    "backpack",
    "mini-band",
    "long-band",
    "small-ball",
    "towel",
    "slider",
    "stick",
    "bar",
}
SIZES: Final = {"low": 0.66, "high": 1.35, "small": 0.8, "large": 1.25, "light": 0.8, "heavy": 1.2}
PLACES: Final = frozenset(
    {
        "right hand",
        "left hand",
        "both hands",
        "hands",
        "chest",
        "thighs",
        "hips",
        "knees",
        "ankles",
        "feet",
        "toes",
        "right foot",
        "left foot",
        "back",
        "head",
        "front",
        "right",
        "left",
        "behind",
    }
)
JOINERS: Final = frozenset(
    {"in", "at", "on", "around", "under", "over", "between", "along", "from", "the"}
)
WAYS: Final = frozenset({"up", "down", "forward", "backward", "inward", "outward"})
"""Where an arrow may point if it does not follow the movement."""


@dataclass(frozen=True)
class Contact:
    """One part of the body that touches a surface; raised: the toe tips lie on a rolled towel."""

    part: str
    side: str | None
    surface: str
    raised: bool = False

    @property
    def key(self) -> str:
        """The part with its side, such as 'foot.right'."""
        return f"{self.part}.{self.side}" if self.side else self.part


@dataclass(frozen=True)
class Mark:
    """An arrow that was asked for.

    ways: where it points; empty, it follows the movement. first: it belongs to the first picture.
    """

    part: str
    side: str | None
    ways: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True)
class Prop:
    """One thing that is used: its kind, its size relative to the usual one, and where it is."""

    kind: str
    size: float
    place: str

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that a place in the hand or at the foot names."""
        return tuple(side for side in ("right", "left") if side in self.place) or ("right", "left")


def read_contact(line: str) -> tuple[Contact, ...]:
    """'left foot on bench', 'hands on wall' or 'left foot free', one contact for each side."""
    words = (
        line.lower()
        .replace("outer foot", "outer-foot")
        .replace("inner foot", "inner-foot")
        .replace("foam roller", "foam-roller")
    )
    if words.endswith(" free"):
        words = words.removesuffix(" free") + " on free"
    who, joiner, surface = words.partition(" on ")
    if not joiner:
        raise ValueError(f"'{line}' does not say what touches what; write 'left foot on bench'")
    surface = surface.removeprefix("the ").strip().replace(" ", "-")
    if surface not in SURFACES:
        raise ValueError(f"'{surface}' is not something to touch{_guess(surface, SURFACES)}")
    *side, part = who.split() or [""]
    if part not in PARTS:
        raise ValueError(f"'{part}' is not a part of the body here{_guess(part, PARTS)}")
    surface = "floor" if surface == "mat" else surface
    if PARTS[part] in MIDDLE:
        return (Contact(PARTS[part], None, surface),)
    chosen = ["right", "left"] if side in ([], ["both"]) else side
    for word in chosen:
        if word not in {"right", "left"}:
            raise ValueError(f"'{word}' is not a side; write right, left or both")
    return tuple(Contact(PARTS[part], word, surface) for word in chosen)


def read_prop(line: str) -> Prop:
    """'low step', 'dumbbell in right hand', 'mini-band around knees'."""
    text = line.lower().replace("mini band", "mini-band").replace("long band", "long-band")
    text = text.replace("small ball", "small-ball").replace("foam roller", "foam-roller")
    words = text.split()
    size = SIZES[words.pop(0)] if words and words[0] in SIZES else 1.0
    kind = words.pop(0) if words else ""
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is not a prop that can be drawn{_guess(kind, KINDS)}")
    place = " ".join(word for word in words if word not in JOINERS)
    if place and place not in PLACES:
        raise ValueError(f"'{place}' is not a place for a prop{_guess(place, PLACES)}")
    return Prop(kind.removesuffix("s") if kind.endswith("bells") else kind, size, place)


def read_arrow(line: str) -> Mark:
    """'left foot', 'hips up', 'right knee inward' or 'hips forward and up at start'."""
    text = line.lower()
    first = text.endswith(" at start")
    words = text.removesuffix(" at start").split()
    ways = tuple(word for word in words if word in WAYS)
    *side, part = [word for word in words if word not in WAYS | {"and"}] or [""]
    known = PARTS | {"trunk": "trunk"}
    if part not in known or any(word not in {"right", "left"} for word in side):
        raise ValueError(f"'{line}' is not a part that can carry an arrow{_guess(part, known)}")
    return Mark(known[part], side[0] if side else None, ways, first)


def _guess(word: str, known: object) -> str:
    near = get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]
    return f"; did you mean '{near[0]}'?" if near else ""
