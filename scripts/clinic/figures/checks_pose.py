"""Checks of the pose itself: angles, what moves, and which muscles that needs."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from clinic.figures.angles import limits, reading, written
from clinic.figures.check import Case, Where, finds
from clinic.figures.highlights import FLEXORS
from clinic.figures.pose import Pose

DEEPEST: Final = 75.0
"""Knee bend on one leg that patients manage unsupported; general knowledge, not a norm."""
SLACK: Final = 3.0
"""Degrees beyond a range that are not worth a word."""
HONOURED: Final = 10.0
"""Degrees by which contacts may change a written angle before it is worth a word."""
NAMES: Final = {
    "hip": "hip bend",
    "hip_out": "leg out to the side",
    "hip_turn_out": "turn of the thigh",
    "ankle": "ankle bend",
    "shoulder": "arm lift",
    "shoulder_out": "arm out to the side",
    "shoulder_turn_out": "turn of the arm",
    "palm_down": "turn of the forearm",
}
ENOUGH: Final = {"knee": 20.0, "hip": 12.0, "ankle": 12.0, "shoulder": 12.0}
"""Degrees that make a movement; 7 for what is not named."""
HOLDS: Final = frozenset({"plank", "side-support"})
"""Bases whose work is to keep still."""
ACTS_ON: Final[dict[str, frozenset[str]]] = {
    muscle: frozenset(joints.split())
    for muscles, joints in (
        ("gluteus-maximus", "hip hip_turn_out lean"),
        ("gluteus-medius gluteus-minimus", "hip_out hip_turn_out hip knee side_lean"),
        ("tensor-fasciae-latae", "hip hip_out"),
        ("psoas-major iliacus", "hip"),
        ("piriformis", "hip_turn_out hip_out"),
        ("quadriceps-femoris", "knee"),
        ("rectus-femoris", "knee hip"),
        ("hamstrings", "hip knee lean"),
        ("adductor-magnus adductor-longus gracilis", "hip_out hip"),
        ("gastrocnemius soleus", "ankle toes"),
        ("tibialis-anterior extensor-digitorum-longus", "ankle"),
        ("tibialis-posterior fibularis-longus flexor-hallucis-longus", "ankle toes hip knee"),
        ("abductor-hallucis flexor-digitorum-brevis flexor-hallucis-brevis", "toes ankle"),
        ("rectus-abdominis transversus-abdominis", "bend hip shoulder twist"),
        ("external-oblique internal-oblique", "side_bend twist hip shoulder elbow side_lean"),
        ("quadratus-lumborum", "side_bend side_lean hip_out"),
        ("erector-spinae multifidus", "bend lean hip shoulder"),
        ("latissimus-dorsi trapezius serratus-anterior", "shoulder shoulder_out elbow"),
    )
    for muscle in muscles.split()
}
"""Muscle -> movements that it makes or checks; general anatomy, grouped coarsely."""
MOVERS: Final = frozenset({"quadriceps-femoris", "gluteus-maximus", "hamstrings", "gastrocnemius",
                           "soleus", "psoas-major", "iliacus", "tibialis-anterior"})  # fmt: skip
"""Muscles that move their joint when they work hardest; the others may only steady it."""


def moments(case: Case) -> Iterator[tuple[str, Pose, int]]:
    """The written moments with their frame."""
    yield "start", case.figure.start, 0
    yield "end", case.figure.end, -1


def place(moment: str, name: str) -> Where:
    """Path of an angle inside the figure."""
    return (moment, *name.split("."))


def spoken(name: str) -> str:
    """'right.hip_out' as 'the right leg out to the side'."""
    side, field = name.split(".")
    known = NAMES.get(field, field.replace("_", " "))
    return f"the {side} {known}" if side in {"right", "left"} else f"the {side}'s {known}"


@finds("FIG001")
def within_range(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Every joint stays within the range of a healthy adult (the table is in `angles`)."""
    for moment, pose, frame in moments(case):
        said = written(pose)
        for name, degrees in (reading(case.motion.vectors[frame]) | said).items():
            ends = limits(name)
            if ends and not ends[0] - SLACK <= degrees <= ends[1] + SLACK:
                yield (
                    place(moment, name),
                    f"{spoken(name)} is {degrees:.0f} degrees; people reach "
                    f"{ends[0]:.0f} to {ends[1]:.0f}",
                    "write an angle within that range, or check its sign",
                )


@finds("FIG007")
def something_moves(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Start and end differ enough to be seen."""
    same = case.figure.start == case.figure.end
    places = case.motion.body.points.values()
    furthest = max(float(np.linalg.norm(at[-1] - at[0])) for at in places)
    turned = np.rad2deg(np.abs(case.motion.vectors[-1] - case.motion.vectors[0])[:-3]).max()
    if (same or (furthest < 0.03 and turned < 14)) and not _squeezes(case):
        yield ("end",), "the two pictures are the same", "write what changes under 'end'"


@finds("FIG008")
def muscles_work(case: Case) -> Iterable[tuple[Where, str, str]]:
    """The muscles that work hardest have to do with what moves."""
    if _keeps_still(case):
        return
    first, last = (reading(case.motion.vectors[frame]) for frame in (0, -1))
    idle = _free_leg(case)
    moved = {
        field
        for name in first
        for side, field in [name.split(".")]
        if abs(last[name] - first[name]) > ENOUGH.get(field, 7) and side != idle
    }
    acting = [muscle for muscle in case.primary if muscle in ACTS_ON]
    busy = [muscle for muscle in acting if ACTS_ON[muscle] & moved]
    idle_movers = [muscle for muscle in acting if muscle in MOVERS and muscle not in busy]
    steady = idle is not None
    for muscle in idle_movers if busy or steady else acting:
        yield (
            ("end",),
            f"the {muscle.replace('-', ' ')} is named as working hardest, and what moves in the "
            "picture does not need it",
            "mend the pose, or name another muscle",
        )


def _keeps_still(case: Case) -> bool:
    """Whether the work is to hold a pose or to press on something that does not give."""
    return case.figure.base in HOLDS or _squeezes(case)


def _squeezes(case: Case) -> bool:
    return any(prop.kind == "small-ball" for prop in case.figure.used())


def _free_leg(case: Case) -> str | None:
    """The side that does not carry weight when somebody stands on one leg."""
    on_floor = {c.side for c in case.motion.held if c.part in {"foot", "toes"}}
    ever = {c.side for some in case.motion.touching for c in some if c.part in {"foot", "toes"}}
    standing = case.figure.base == "one-leg" or (case.motion.wall is not None and ever == on_floor)
    if standing and len(on_floor) == 1 and not FLEXORS & {*case.primary}:
        return ({"right", "left"} - on_floor).pop()
    return None


@finds("FIG009")
def trunk_and_shins_agree(case: Case) -> Iterable[tuple[Where, str, str]]:
    """Standing, the trunk stays above horizontal; with bent knees about parallel to the shin."""
    if case.motion.base.mat or case.figure.base == "sitting":
        return
    for moment, _, frame in moments(case):
        angles = reading(case.motion.vectors[frame])
        lean = angles["trunk.lean"]
        stand = [c.side for c in case.motion.touching[frame] if c.part == "foot"]
        shin = max((_shin(case, side, frame) for side in stand if side), default=0.0)
        knee = max((angles[f"{side}.knee"] for side in stand), default=0.0)
        if lean > 94 or (knee > 30 and lean - max(shin, 0) > 30 and not _seated(case, frame)):
            yield (
                (moment, "trunk", "lean"),
                f"the trunk leans forward {lean:.0f} degrees, far more than the shins",
                "lean less, or bend the knees less if this is a hip hinge",
            )


@finds("FIG013")
def one_leg_can_carry_it(case: Case) -> Iterable[tuple[Where, str, str]]:
    """On one leg, without a support, the knee bends no further than patients can hold."""
    if case.figure.base != "one-leg":
        return
    for moment, _, frame in moments(case):
        angles = reading(case.motion.vectors[frame])
        touching = case.motion.touching[frame]
        held = any(c.part == "hand" and c.surface in {"wall", "chair"} for c in touching)
        for side in {c.side for c in touching if c.part == "foot"}:
            knee = angles[f"{side}.knee"]
            if knee > DEEPEST and not held and not _seated(case, frame):
                yield (
                    (moment, str(side), "knee"),
                    f"the standing leg bends its knee {knee:.0f} degrees without any support",
                    "bend it less, add a hand on a wall, or check right and left",
                )


def _shin(case: Case, side: str, frame: int) -> float:
    shank = case.motion.body.frames[f"shank.{side}"][frame]
    return float(np.rad2deg(np.arctan2(shank[0, 1], shank[1, 1])))


def _seated(case: Case, frame: int) -> bool:
    return any(c.part == "hips" for c in case.motion.touching[frame])


@finds("FIG011")
def written_is_drawn(case: Case) -> Iterable[tuple[Where, str, str]]:
    """An angle that was written is the angle that is drawn."""
    for moment, pose, frame in moments(case):
        drawn = reading(case.motion.vectors[frame])
        for name, degrees in written(pose).items():
            if abs(drawn[name] - degrees) > HONOURED:
                yield (
                    place(moment, name),
                    f"{spoken(name)} is written as {degrees:.0f} degrees, but with what touches "
                    f"the floor and the props it can only be {drawn[name]:.0f}",
                    "leave this angle out, or change a contact or another angle",
                )
