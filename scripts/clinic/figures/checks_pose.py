"""Checks of the pose itself: angles, what moves, and which muscles that needs."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from clinic.figures.angles import limits, reading, written
from clinic.figures.check import Case, Where, finds
from clinic.figures.pose import Pose

SLACK: Final = 3.0
"""Degrees beyond a range that are not worth a word."""
HONOURED: Final = 14.0
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
    places = case.motion.body.points.values()
    furthest = max(float(np.linalg.norm(at[-1] - at[0])) for at in places)
    turned = np.rad2deg(np.abs(case.motion.vectors[-1] - case.motion.vectors[0])[:-3]).max()
    if furthest < 0.03 and turned < 14:
        yield ("end",), "the two pictures are the same", "write what changes under 'end'"


@finds("FIG008")
def muscles_work(case: Case) -> Iterable[tuple[Where, str, str]]:
    """At least one of the muscles that work hardest has to do with what moves."""
    if case.figure.base in HOLDS or not case.primary:
        return
    first, last = (reading(case.motion.vectors[frame]) for frame in (0, -1))
    moved = {name.split(".")[1] for name in first if abs(last[name] - first[name]) > 7}
    acting = [ACTS_ON[muscle] for muscle in case.primary if muscle in ACTS_ON]
    if acting and moved and not any(joints & moved for joints in acting):
        names = ", ".join(case.primary).replace("-", " ")
        yield (
            ("end",),
            f"what moves does not need the muscles named as working hardest ({names})",
            "mend the pose, or name other muscles",
        )


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
