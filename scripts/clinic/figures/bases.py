"""The solved poses an author begins from: angles, contacts, and how each one stays up."""

from dataclasses import dataclass, field
from typing import Final

from clinic.figures.words import Contact, read_contact

Angles = dict[str, float]


@dataclass(frozen=True)
class Base:
    """A pose to begin from.

    height: of the hip joints above the floor, in statures, before solving.
    balanced: how firmly the center of mass is kept over the middle of the feet.
    gaze: height of the look, -1 straight down to 1 straight up; None leaves the neck alone.
    end_first: the end is the pose that decides where hands and feet stand.
    stacked: joints that stand above one another, such as the shoulder above the elbow.
    """

    angles: Angles
    contacts: tuple[Contact, ...]
    height: float
    camera: str = "side"
    balanced: float = 0.0
    gaze: float | None = None
    mat: bool = False
    end_first: bool = False
    stacked: tuple[tuple[str, str], ...] = field(default=())


def both(**angles: float) -> Angles:
    """The same angles on the right and on the left."""
    return {f"{side}.{name}": value for side in ("right", "left") for name, value in angles.items()}


def touching(*lines: str) -> tuple[Contact, ...]:
    """Contacts from their phrases."""
    return tuple(contact for line in lines for contact in read_contact(line))


ARMS: Final = both(shoulder=4, shoulder_out=7, elbow=12, palm_down=10)
LYING_ARMS: Final = both(shoulder=2, shoulder_out=14, elbow=4, palm_down=80)

BASES: Final[dict[str, Base]] = {
    "standing": Base(
        ARMS | both(knee=4, hip=4, ankle=2, hip_turn_out=6) | {"trunk.lean": 2},
        touching("feet on floor"),
        0.53,
        balanced=8.0,
        gaze=-0.08,
    ),
    "one-leg": Base(
        ARMS
        | both(hip_turn_out=4)
        | {"right.knee": 6, "right.hip": 6, "right.ankle": 2, "left.hip": 14, "left.knee": 40}
        | {"trunk.lean": 3},
        touching("right foot on floor"),
        0.53,
        balanced=8.0,
        gaze=-0.12,
    ),
    "split-stance": Base(
        ARMS
        | {"right.hip": 28, "right.knee": 14, "right.ankle": -10}
        | {"left.hip": -18, "left.knee": 18, "left.ankle": 22, "left.toes": 40}
        | {"trunk.lean": 4},
        touching("right foot on floor", "left toes on floor"),
        0.50,
        balanced=1.0,
        gaze=-0.1,
    ),
    "wall-supported": Base(
        both(knee=4, hip=8, ankle=6, hip_turn_out=2)
        | both(shoulder=66, shoulder_out=4, elbow=40, palm_down=80, wrist=62)
        | {"trunk.lean": 4},
        touching("feet on floor", "hands on wall"),
        0.53,
        gaze=-0.04,
    ),
    "sitting": Base(
        both(hip=88, knee=92, ankle=4, hip_out=5, hip_turn_out=4)
        | both(shoulder=26, shoulder_out=6, elbow=52, palm_down=70)
        | {"trunk.lean": 0},
        touching("hips on chair", "feet on floor", "hands on thighs"),
        0.30,
        gaze=-0.05,
    ),
    "half-kneeling": Base(
        ARMS
        | {"right.hip": 88, "right.knee": 92, "left.hip": 2, "left.knee": 92}
        | {"left.ankle": 10, "left.toes": 60, "trunk.lean": 0},
        touching("right foot on floor", "left knee on floor", "left toes on floor"),
        0.29,
        gaze=-0.05,
        mat=True,
    ),
    "tall-kneeling": Base(
        ARMS | both(hip=2, knee=90, ankle=-45) | {"trunk.lean": 2},
        touching("shins on floor"),
        0.29,
        gaze=-0.05,
        mat=True,
    ),
    "quadruped": Base(
        both(hip=86, knee=88, ankle=-42, hip_out=2)
        | both(shoulder=86, shoulder_out=2, elbow=4, palm_down=82, wrist=84)
        | {"trunk.lean": 84, "neck.bend": -6},
        touching("hands on floor", "shins on floor"),
        0.29,
        mat=True,
        stacked=(("hip", "knee"),),
    ),
    "plank": Base(
        both(hip=2, knee=1, ankle=6, toes=66)
        | both(shoulder=76, shoulder_out=4, elbow=92, palm_down=10)
        | {"trunk.lean": 82, "neck.bend": -8},
        touching("forearms on floor", "toes on floor"),
        0.12,
        mat=True,
        end_first=True,
        stacked=(("shoulder", "elbow"),),
    ),
    "prone": Base(
        both(hip=0, knee=4, ankle=-48)
        | both(shoulder=150, shoulder_out=60, shoulder_turn_out=-80, elbow=100, palm_down=80)
        | {"trunk.lean": 90},
        touching("chest on floor", "hips on floor", "knees on floor"),
        0.06,
        mat=True,
    ),
    "supine": Base(
        LYING_ARMS | both(hip=2, knee=3, ankle=-12) | {"trunk.lean": -90},
        touching("hips on floor", "shoulders on floor", "head on floor"),
        0.06,
        mat=True,
    ),
    "hook-lying": Base(
        LYING_ARMS | both(hip=55, knee=116, ankle=-20) | {"trunk.lean": -90},
        touching("hips on floor", "shoulders on floor", "head on floor", "feet on floor"),
        0.06,
        mat=True,
    ),
    "bridge": Base(
        LYING_ARMS | both(hip=0, knee=112, ankle=-4) | {"trunk.lean": -120},
        touching("shoulders on floor", "head on floor", "feet on floor"),
        0.20,
        mat=True,
    ),
    "side-lying": Base(
        {"left.shoulder": 168, "left.shoulder_out": 0, "left.elbow": 20, "left.palm_down": 60}
        | {"right.shoulder": 62, "right.shoulder_out": -6, "right.elbow": 70, "right.palm_down": 80}
        | both(hip=4, knee=4, ankle=2)
        | {"trunk.side_lean": -90, "neck.side_bend": -26},
        touching(
            "left shoulder on floor",
            "left hip on floor",
            "left forearm on floor",
            "right hand on floor",
        ),
        0.10,
        camera="front-high",
        mat=True,
    ),
    "side-support": Base(
        {"right.shoulder": 4, "right.shoulder_out": 78, "right.elbow": 90, "right.palm_down": 90}
        | {"left.shoulder": 4, "left.shoulder_out": 6, "left.elbow": 20}
        | both(hip=0, knee=1, ankle=4)
        | {"left.hip_out": -7, "trunk.side_lean": 72},
        touching("right forearm on floor", "right outer-foot on floor"),
        0.16,
        camera="front-low",
        mat=True,
        end_first=True,
        stacked=(("shoulder", "elbow"),),
    ),
}
