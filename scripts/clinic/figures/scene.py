"""Put body, clothes, props and highlights in the order in which they are painted."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from clinic.figures.body import OUTWARD, SIDES, Array
from clinic.figures.camera import Camera
from clinic.figures.carried import carried
from clinic.figures.flesh import FACE_SECTORS
from clinic.figures.highlights import AREAS, FLEXORS, MIDDLE, SINGLE, rows, sectors
from clinic.figures.layers import Item, Layer, Scene
from clinic.figures.look import Look
from clinic.figures.motion import Motion
from clinic.figures.person import (
    BUILDS,
    Part,
    arm_parts,
    head_parts,
    leg_parts,
    trunk_parts,
)
from clinic.figures.props import Furniture, standing
from clinic.figures.shapes import Placed, disc, outline, patch, place
from clinic.figures.things import Carried
from clinic.figures.viewing import far_limbs, viewpoint, working

BEHIND: Final = 0.05


def scene(motion: Motion, look: Look, primary: Sequence[str], secondary: Sequence[str]) -> Scene:
    """Compose the picture of all frames."""
    camera = viewpoint(motion)
    builder = _Builder(motion, camera, look)
    layers = builder.layers()
    for muscles, tone in ((secondary, "second"), (primary, "first")):
        for muscle in muscles:
            builder.highlight(muscle, tone, primary)
    return Scene(tuple(layer for layer in layers if layer.items or layer.furniture), camera, motion)


class _Builder:
    """Collects the layers of one picture."""

    def __init__(self, motion: Motion, camera: Camera, look: Look) -> None:
        self.motion, self.camera, self.look = motion, camera, look
        self.placed: dict[str, Placed] = {}
        self.by_name: dict[str, Layer] = {}
        self.build = BUILDS[look.build]
        self.sides = working(motion)

    def layers(self) -> list[Layer]:
        """Layers from back to front, without highlights."""
        things = carried(self.motion, self.camera)
        order = [*self._ordered_limbs()]
        gripping = {side for side in SIDES for thing in things if thing.group == f"hand.{side}"}
        if any(thing.group.partition(".")[0] in GRIPPED for thing in things):
            gripping = {*SIDES}
        names = ["back", "back-of-legs", *order, "front-of-legs", "front"]
        for name in names:
            self.by_name[name] = Layer(name, name in far_limbs(self.motion, self.camera))
        for name in order:
            self._paint(name, gripping)
        self._carry(things)
        return self._furnished([self.by_name[name] for name in names])

    def _ordered_limbs(self) -> list[str]:
        points, camera = self.motion.body.points, self.camera

        def depth(*names: str) -> float:
            return float(np.mean([camera.depth(points[name]).mean() for name in names]))

        trunk = depth("pelvis", "thorax", "neck")
        order = [(0.0, "body"), (depth("head") - trunk + 0.002, "head")]
        order[1] = (min(max(order[1][0], 0.001), 0.02), "head")
        sideways = abs(camera.towards[2]) > 0.5
        lap = any(contact.surface == "dumbbell" for contact in self.motion.touching[0])
        for side, outward in zip(SIDES, OUTWARD, strict=True):
            leg = depth(f"hip.{side}", f"knee.{side}", f"ankle.{side}") - depth("pelvis")
            arm = depth(f"shoulder.{side}", f"elbow.{side}", f"wrist.{side}") - trunk
            if lap:  # hands on a weight on the hips are outside the thighs
                arm += 0.2 * float(np.sign(outward * camera.towards[2]))
            if not sideways and 0 < leg < 0.04:
                leg = -0.01
            order += [(leg, f"leg.{side}"), (arm + 0.004, f"arm.{side}")]
        return [name for _, name in sorted(order)]

    def _paint(self, name: str, gripping: set[str]) -> None:
        kind, _, side = name.partition(".")
        if kind == "leg":
            sole_up = self.motion.body.frames[f"foot.{side}"][:, :, 1] @ self.camera.towards
            self._add(name, leg_parts(side, self.build, bool(sole_up.mean() < 0)))
        elif kind == "arm":
            self._add(name, arm_parts(side, self.build, side in gripping))
        elif kind == "body":
            self._add(name, trunk_parts(self.build))
        else:
            self._paint_head()

    def _add(self, layer: str, parts: Iterable[Part]) -> None:
        for part in parts:
            placed = place(part.rings, self.motion.body, self.camera)
            self.placed[part.name] = placed
            points = outline(placed, part.caps, part.convex)
            self.by_name[layer].items.append(Item(part.group, part.tone, points))

    def _paint_head(self) -> None:
        hair, face = head_parts()
        self._add("head", [hair])
        placed = place(face.rings, self.motion.body, self.camera)
        areas = np.array([(0.0, half) for half in FACE_SECTORS])
        first, last = (patch(placed, self.camera, areas, frame) for frame in (0, -1))
        items = self.by_name["head"].items
        items.append(Item("head", "skin", first, follows=True, last=last))
        body, frame = self.motion.body, self.motion.body.frames["head"]
        for outward in OUTWARD:
            self._feature(
                "ear",
                (-0.012, -0.006, 0.0475 * outward),
                (0.0, 0.25, outward),
                frame[:, :, 0] * 0.0100,
                frame[:, :, 1] * 0.0155,
            )
            self._feature(
                "eye",
                (0.0420, 0.006, 0.0270 * outward),
                (0.7, 0.0, 0.72 * outward),
                frame[:, :, 0] * 0.0028 + frame[:, :, 2] * 0.0042,
                frame[:, :, 1] * 0.0055,
            )
        if self.look.hair == "bun":
            center = body.at("head", "head", (-0.088, 0.030, 0.0))
            ones = np.ones((len(center), 1))
            bun = disc(
                center, ones * self.camera.right * 0.027, ones * self.camera.up * 0.027, self.camera
            )
            items.insert(0, Item("head", "hair", bun))  # fmt: skip

    def _feature(
        self,
        tone: str,
        at: tuple[float, float, float],
        outward: tuple[float, float, float],
        first: Array,
        second: Array,
    ) -> None:
        """An ear or an eye, where it faces the viewer."""
        body = self.motion.body
        if float(body.frames["head"][0] @ np.array(outward) @ self.camera.towards) > 0.28:
            points = disc(body.at("head", "head", at), first, second, self.camera)
            self.by_name["head"].items.append(Item("head", tone, points))  # fmt: skip

    def _carry(self, things: Sequence[Carried]) -> None:
        for thing in things:
            item = Item(thing.group, thing.tone, thing.points, thing.line)
            name = {"behind-body": "body", "between-legs": "leg.left"}.get(thing.layer, thing.layer)
            layer = self.by_name[name]
            hand = f"hand.{name.partition('.')[2]}"
            if thing.layer == "behind-body":
                layer.items.insert(0, item)
            elif name.startswith("arm."):
                before = next(i for i, it in enumerate(layer.items) if it.group == hand)
                layer.items.insert(before, item)
            elif thing.behind:
                layer.items.insert(0, item)
            else:
                layer.items.append(item)

    def _furnished(self, layers: list[Layer]) -> list[Layer]:
        """Furniture goes behind the person, but in front of a far limb that is behind it."""
        out = list(layers)
        for piece in standing(self.motion):
            at = len(out) if piece.near else 0
            if piece.kind in {"step", "bench"}:
                for index, layer in enumerate(out):
                    if layer.name.startswith("leg.") and self._hidden_by(layer.name, piece):
                        at = index + 1
            out.insert(at, Layer(piece.kind, furniture=piece))
        return out

    def _hidden_by(self, leg: str, piece: Furniture) -> bool:
        side = leg.partition(".")[2]
        touching = {*self.motion.touching[0], *self.motion.touching[1]}
        if any(c.side == side and c.surface == piece.kind for c in touching):
            return False
        box = piece.boxes[-1]
        middle = np.array([(box[0] + box[1]) / 2, 0.0, (box[4] + box[5]) / 2])
        foot = self.camera.depth(self.motion.body.points[f"ball.{side}"] * [1, 0, 1])
        return float(foot.mean()) < float(self.camera.depth(middle)) - BEHIND

    def highlight(self, muscle: str, tone: str, primary: Sequence[str]) -> None:
        """Lay the area of a muscle over the part that carries it."""
        area = AREAS.get(muscle)
        if area is None:
            return
        if tone == "second" and any(AREAS.get(other) == area for other in primary):
            return
        sides = SIDES[:1] if area.middle in SINGLE and area.part in MIDDLE else self.sides
        if muscle in FLEXORS and len(sides) == 1:
            sides = tuple(side for side in SIDES if side not in sides)
        for side in sides:
            name = area.part if area.part in MIDDLE else f"{area.part}.{side}"
            seen, around = rows(self.placed[name], area), sectors(area, side)
            first, last = (patch(seen, self.camera, around, frame) for frame in (0, -1))
            item = Item(_group(name), tone, first, follows=True, last=last)
            self._lay(area.part, side, item)

    def _lay(self, part: str, side: str, item: Item) -> None:
        layer = {"thigh": "leg", "shank": "leg", "shoe": "leg"}.get(part, "body")
        target = self.by_name[f"{layer}.{side}" if layer == "leg" else layer]
        if part == "pelvis" and f"leg.{side}" not in far_limbs(self.motion, self.camera):
            order = list(self.by_name)
            target = self.by_name[max(layer, f"leg.{side}", key=order.index)]
        target.items.append(item)


GRIPPED: Final = frozenset({"chest-weight", "hip-weight", "bell", "barbell"})


def _group(name: str) -> str:
    kind, _, side = name.partition(".")
    return f"foot.{side}" if kind == "shoe" else name
