"""Makes a VRM 1.0 avatar of boxes for tests: our rig's proportions in T-pose, in metres."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tests.renderer.glb import UINT16, GlbWriter, box_mesh

METRES_PER_UNIT = 0.29
SIDES = {"left": 1, "right": -1}
VISEMES = ("aa", "ih", "ou", "ee", "oh")
MOUTH_DROP_UNITS = {viseme: 0.1 * (number + 1) for number, viseme in enumerate(VISEMES)}
"""How far the mouth's lower edge goes down at full weight."""
COLOURS = {
    "body": (0.3, 0.3, 0.34),
    "leftHand": (0.0, 1.0, 0.0),
    "rightHand": (1.0, 0.0, 0.0),
    "feet": (0.0, 0.0, 1.0),
    "mouth": (1.0, 1.0, 0.0),
    "lid": (0.0, 1.0, 1.0),
    "eye": (1.0, 0.0, 1.0),
}
BODY_SHADE = (0.1, 0.12, 0.3)


def joints() -> dict[str, tuple[str | None, tuple[float, float, float]]]:
    """Parent and place of every bone in units, parents first."""
    found: dict[str, tuple[str | None, tuple[float, float, float]]] = {
        "hips": (None, (0, 3.05, 0)),
        "spine": ("hips", (0, 3.42, 0)),
        "chest": ("spine", (0, 3.8, 0)),
        "neck": ("chest", (0, 4.44, -0.05)),
        "head": ("neck", (0, 4.66, -0.04)),
    }
    for side, x in SIDES.items():
        found |= {
            f"{side}Eye": ("head", (0.2 * x, 5.034, 0.3)),
            f"{side}UpperArm": ("chest", (0.46 * x, 4.24, -0.02)),
            f"{side}LowerArm": (f"{side}UpperArm", (1.32 * x, 4.24, -0.02)),
            f"{side}Hand": (f"{side}LowerArm", (2.12 * x, 4.24, -0.02)),
            f"{side}UpperLeg": ("hips", (0.19 * x, 2.95, 0)),
            f"{side}LowerLeg": (f"{side}UpperLeg", (0.185 * x, 1.62, 0.02)),
            f"{side}Foot": (f"{side}LowerLeg", (0.18 * x, 0.26, -0.02)),
        }
    return found


def rest_turn(bone: str, twisted: bool) -> np.ndarray:
    """Rotation of a bone's own axes at rest, (3, 3); exporters differ in it, the pose must not."""
    if not twisted:
        return np.eye(3)
    seed = sum(map(ord, bone))
    a, b = np.radians([seed * 37 % 360, seed * 53 % 360])
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    return about_x @ about_y


class BoxAvatar:
    """Builds the file; `pack` gives its bytes."""

    def __init__(
        self, twisted: bool = False, unit_m: float = METRES_PER_UNIT, eye_range: float = 90.0, mtoon: bool = False
    ) -> None:
        """`twisted`: bones with axes of their own; `eye_range`: degrees the eyes turn at most; `mtoon`: the body."""
        self.glb = GlbWriter()
        self._twisted = twisted
        self._unit_m = unit_m
        self._eye_range = eye_range
        self._mtoon = mtoon
        self._joints = joints()
        self.nodes: dict[str, int] = {}
        self._materials: dict[str, int] = {}
        self.glb.json |= {"extensionsUsed": ["VRMC_vrm", "KHR_materials_unlit", "VRMC_materials_mtoon"]}
        for bone in self._joints:
            self._add_bone(bone)
        self.glb.add("scenes", {"nodes": [self.nodes["hips"]]})
        self._add_body()
        self.expressions = self._add_face()

    def add_follower(self, source: str, weight: float) -> None:
        """A blue bar over the head that hangs on the hips and turns as another bone does, by a node constraint."""
        self.glb.json["extensionsUsed"].append("VRMC_node_constraint")
        constraint = {"rotation": {"source": self.nodes[source], "weight": weight}}
        follower = {
            "name": "follower",
            "translation": [0, 3.3 * self._unit_m, 0],
            "extensions": {"VRMC_node_constraint": {"specVersion": "1.0", "constraint": constraint}},
        }
        self._joints["follower"] = ("hips", (0, 6.35, 0))
        self.nodes["follower"] = self.glb.add("nodes", follower)
        self.glb.json["nodes"][self.nodes["hips"]]["children"].append(self.nodes["follower"])
        self._add_box("follower", "feet", (1.6, 0.1, 0.1))
        del self.nodes["follower"]

    def pack(self, meta: Mapping[str, Any] | None = None) -> bytes:
        own_meta = {"name": "Box", "authors": ["Tests"], "licenseUrl": "https://vrm.dev/licenses/1.0/"}
        limits = {"inputMaxValue": 90.0, "outputScale": self._eye_range}
        directions = ("HorizontalInner", "HorizontalOuter", "VerticalDown", "VerticalUp")
        self.glb.json["extensions"] = {
            "VRMC_vrm": {
                "specVersion": "1.0",
                "meta": own_meta | dict(meta or {}),
                "humanoid": {"humanBones": {bone: {"node": node} for bone, node in self.nodes.items()}},
                "lookAt": {"type": "bone", "offsetFromHeadBone": [0, 0.1, 0]}
                | {f"rangeMap{direction}": limits for direction in directions},
                "expressions": {"preset": self.expressions},
            }
        }
        return self.glb.pack()

    def _add_bone(self, bone: str) -> None:
        parent, place = self._joints[bone]
        turn = rest_turn(bone, self._twisted)
        above = rest_turn(parent, self._twisted) if parent else np.eye(3)
        way = np.array(place) - (self._joints[parent][1] if parent else 0)
        node = {
            "name": bone,
            "translation": (above.T @ way * self._unit_m).tolist(),
            "rotation": quaternion(above.T @ turn),
        }
        self.nodes[bone] = self.glb.add("nodes", node)
        if parent:
            self.glb.json["nodes"][self.nodes[parent]].setdefault("children", []).append(self.nodes[bone])

    def _add_box(
        self, bone: str, colour: str, size: tuple[float, ...], centre: tuple[float, ...] = (0, 0, 0), **more: Any
    ) -> int:
        """A box in units around the bone's joint at rest; returns its node. `more` goes into the mesh."""
        mesh = box_mesh(np.array(size) * self._unit_m, np.array(centre) * self._unit_m)
        primitive = {
            "attributes": {
                "POSITION": self.glb.accessor(mesh["position"]),
                "NORMAL": self.glb.accessor(mesh["normal"]),
            },
            "indices": self.glb.accessor(mesh["index"], UINT16),
            "material": self._material(colour),
        }
        drops = more.pop("drops_units", ())
        lower = mesh["position"][:, 1:2] < mesh["position"][:, 1].mean()
        if drops:
            moved = [np.where(lower, (0, -drop * self._unit_m, 0), 0) for drop in drops]
            primitive["targets"] = [{"POSITION": self.glb.accessor(values)} for values in moved]
        number = self.glb.add("meshes", {"primitives": [primitive]} | more)
        turn = quaternion(rest_turn(bone, self._twisted).T)
        node = self.glb.add("nodes", {"mesh": number, "rotation": turn})
        self.glb.json["nodes"][self.nodes[bone]].setdefault("children", []).append(node)
        return node

    def _material(self, colour: str) -> int:
        if colour not in self._materials:
            factor = [*np.power(COLOURS[colour], 2.2), 1.0]
            paint = {"pbrMetallicRoughness": {"baseColorFactor": factor}, "extensions": {"KHR_materials_unlit": {}}}
            if self._mtoon and colour == "body":
                shade = np.power(BODY_SHADE, 2.2).tolist()
                toon = {"specVersion": "1.0", "shadeColorFactor": shade, "shadingToonyFactor": 0.95}
                paint["extensions"] = {"VRMC_materials_mtoon": toon}
            self._materials[colour] = self.glb.add("materials", paint)
        return self._materials[colour]

    def _add_body(self) -> None:
        self._add_box("hips", "body", (0.5, 0.4, 0.2))
        self._add_box("chest", "body", (0.5, 0.9, 0.2))
        self._add_box("head", "body", (0.7, 0.9, 0.5), (0, 0.5, 0))
        for side, x in SIDES.items():
            self._add_box(f"{side}UpperArm", "body", (0.86, 0.1, 0.1), (0.43 * x, 0, 0))
            self._add_box(f"{side}LowerArm", "body", (0.7, 0.1, 0.1), (0.35 * x, 0, 0))
            self._add_box(f"{side}Hand", f"{side}Hand", (0.16, 0.16, 0.16))
            self._add_box(f"{side}UpperLeg", "body", (0.14, 1.33, 0.14), (0, -0.66, 0))
            self._add_box(f"{side}LowerLeg", "body", (0.14, 1.36, 0.14), (0, -0.68, 0))
            self._add_box(f"{side}Foot", "feet", (0.2, 0.26, 0.4), (0, -0.13, 0.1))

    def _add_face(self) -> dict[str, Any]:
        mouth = self._add_box("head", "mouth", (0.3, 0.04, 0.04), (0, 0.1, 0.27), drops_units=MOUTH_DROP_UNITS.values())
        lid = self._add_box("head", "lid", (0.4, 0.04, 0.02), (0, 0.6, 0.27), drops_units=[0.12])
        for side in SIDES:
            self._add_box(f"{side}Eye", "eye", (0.05, 0.05, 0.05), (0, 0, 0.12))
        binds = {name: (mouth, number) for number, name in enumerate(VISEMES)} | {"blink": (lid, 0)}
        return {
            name: {"morphTargetBinds": [{"node": node, "index": index, "weight": 1.0}]}
            for name, (node, index) in binds.items()
        }


def quaternion(turn: np.ndarray) -> list[float]:
    """x, y, z, w of a rotation matrix (3, 3), by its largest component."""
    trace = np.array([1 + turn[0, 0] - turn[1, 1] - turn[2, 2], 1 - turn[0, 0] + turn[1, 1] - turn[2, 2]])
    squares = np.array([*trace, 1 - turn[0, 0] - turn[1, 1] + turn[2, 2], 1 + np.trace(turn)])
    largest = int(squares.argmax())
    products = np.array(
        [
            [squares[0], turn[0, 1] + turn[1, 0], turn[0, 2] + turn[2, 0], turn[2, 1] - turn[1, 2]],
            [turn[0, 1] + turn[1, 0], squares[1], turn[1, 2] + turn[2, 1], turn[0, 2] - turn[2, 0]],
            [turn[0, 2] + turn[2, 0], turn[1, 2] + turn[2, 1], squares[2], turn[1, 0] - turn[0, 1]],
            [turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1], squares[3]],
        ]
    )
    values = products[largest]
    return [float(value) for value in values / np.linalg.norm(values)]
