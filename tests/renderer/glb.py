"""Writes binary glTF files for tests."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

FLOAT, UINT16 = 5126, 5123
KINDS = {1: "SCALAR", 3: "VEC3", 4: "VEC4", 2: "VEC2", 16: "MAT4"}
FACES = (((0, 0, 1), (1, 0, 0)), ((0, 0, -1), (-1, 0, 0)), ((1, 0, 0), (0, 0, -1)), ((-1, 0, 0), (0, 0, 1)))
"""Normal and rightward direction of a box's four sides."""
TOP_AND_BOTTOM = (((0, 1, 0), (1, 0, 0)), ((0, -1, 0), (1, 0, 0)))
QUADRANTS = {
    "top_left": (230, 30, 40),
    "top_right": (40, 200, 60),
    "bottom_left": (30, 60, 220),
    "bottom_right": (250, 240, 90),
}


class GlbWriter:
    """Collects a glTF's JSON and its one buffer."""

    def __init__(self) -> None:
        self.json: dict[str, Any] = {"asset": {"version": "2.0"}, "scene": 0, "buffers": [{"byteLength": 0}]}
        self._buffer = bytearray()

    def add(self, kind: str, entry: dict[str, Any]) -> int:
        """Appends to a list of the JSON and gives the entry's index."""
        entries: list[dict[str, Any]] = self.json.setdefault(kind, [])
        entries.append(entry)
        return len(entries) - 1

    def view(self, content: bytes) -> int:
        self._buffer += b"\0" * (-len(self._buffer) % 4)
        view = {"buffer": 0, "byteOffset": len(self._buffer), "byteLength": len(content)}
        self._buffer += content
        return self.add("bufferViews", view)

    def accessor(self, values: Sequence[Any] | np.ndarray, component: int = FLOAT) -> int:
        """`values`: (n,) or (n, k)."""
        array = np.asarray(values, np.float32 if component == FLOAT else np.uint16)
        rows = array.reshape(len(array), -1)
        entry = {
            "bufferView": self.view(array.tobytes()),
            "componentType": component,
            "count": len(array),
            "type": KINDS[rows.shape[1]],
            "min": rows.min(axis=0).tolist(),
            "max": rows.max(axis=0).tolist(),
        }
        return self.add("accessors", entry)

    def texture(self, picture: np.ndarray) -> int:
        """`picture`: (rows, columns, 3) bytes; shown without smoothing."""
        png = io.BytesIO()
        Image.fromarray(picture).save(png, "PNG")
        image = self.add("images", {"bufferView": self.view(png.getvalue()), "mimeType": "image/png"})
        sampler = self.add("samplers", {"magFilter": 9728, "minFilter": 9728, "wrapS": 33071, "wrapT": 33071})
        return self.add("textures", {"source": image, "sampler": sampler})

    def pack(self) -> bytes:
        self.json["buffers"][0]["byteLength"] = len(self._buffer)
        text = json.dumps(self.json).encode()
        text += b" " * (-len(text) % 4)
        content = bytes(self._buffer) + b"\0" * (-len(self._buffer) % 4)
        chunks = (
            struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(content), 0x004E4942) + content
        )
        return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks


def box_mesh(size: Sequence[float], centre: Sequence[float] = (0, 0, 0)) -> dict[str, np.ndarray]:
    """A box: `position` and `normal` (24, 3), `uv` (24, 2) with v down and the whole picture on each face, `index`."""
    positions, normals, uvs, index = [], [], [], []
    for normal, right in FACES + TOP_AND_BOTTOM:
        n, r = np.array(normal, float), np.array(right, float)
        up = np.cross(n, r)
        first = len(positions)
        for u, v in ((0, 0), (1, 0), (1, 1), (0, 1)):
            corner = n + (2 * u - 1) * r + (1 - 2 * v) * up
            positions.append(corner * np.array(size) / 2 + np.array(centre))
            normals.append(n)
            uvs.append((u, v))
        index += [first, first + 2, first + 1, first, first + 3, first + 2]
    return {"position": np.array(positions), "normal": np.array(normals), "uv": np.array(uvs), "index": np.array(index)}


def quadrants() -> np.ndarray:
    """A picture of 2 x 2 colours."""
    colours = list(QUADRANTS.values())
    return np.array([colours[:2], colours[2:]], np.uint8)


def white() -> np.ndarray:
    return np.full((2, 2, 3), 255, np.uint8)


def leaning_box(picture: np.ndarray | None = None, alpha: float = 1.0) -> bytes:
    """A box of 2 x 2 x 1 around the origin: its upper half hangs on a bone at the origin.

    The clip `lean` turns that bone by 30 degrees to the left in a second, `rise` lifts the whole by a unit in two; the
    morph target `wide` doubles the width.
    """
    glb = GlbWriter()
    mesh = box_mesh((2, 2, 1))
    upper = mesh["position"][:, 1] > 0
    joints = np.zeros((24, 4))
    joints[:, 0] = np.where(upper, 1, 0)
    widened = mesh["position"] * (1, 0, 0)
    texture = glb.texture(white() if picture is None else picture)
    paint: dict[str, Any] = {"baseColorTexture": {"index": texture}, "metallicFactor": 0, "roughnessFactor": 1}
    material: dict[str, Any] = {"pbrMetallicRoughness": paint}
    if alpha < 1:
        paint["baseColorFactor"] = [1, 1, 1, alpha]
        material["alphaMode"] = "BLEND"
    primitive = {
        "attributes": {
            "POSITION": glb.accessor(mesh["position"]),
            "NORMAL": glb.accessor(mesh["normal"]),
            "TEXCOORD_0": glb.accessor(mesh["uv"]),
            "JOINTS_0": glb.accessor(joints, UINT16),
            "WEIGHTS_0": glb.accessor(np.tile([1, 0, 0, 0], (24, 1))),
        },
        "indices": glb.accessor(mesh["index"], UINT16),
        "targets": [{"POSITION": glb.accessor(widened)}],
        "material": glb.add("materials", material),
    }
    glb.add("meshes", {"primitives": [primitive], "extras": {"targetNames": ["wide"]}, "weights": [0]})
    inverse = glb.accessor(np.tile(np.eye(4).flatten(), (2, 1)))
    glb.add("skins", {"joints": [1, 2], "inverseBindMatrices": inverse})
    # The root has no name, as many exporters leave it.
    for node in ({"children": [1, 3]}, {"name": "base", "children": [2]}, {"name": "top"}, {"mesh": 0, "skin": 0}):
        glb.add("nodes", node)
    glb.add("scenes", {"nodes": [0]})
    half = np.radians(30) / 2
    add_clip(glb, "lean", 2, "rotation", (0, 1), [(0, 0, 0, 1), (0, 0, np.sin(half), np.cos(half))])
    add_clip(glb, "rise", 0, "translation", (0, 2), [(0, 0, 0), (0, 1, 0)])
    return glb.pack()


def add_clip(glb: GlbWriter, name: str, node: int, path: str, times_s: Sequence[float], values: Sequence[Any]) -> None:
    sampler = {"input": glb.accessor(times_s), "output": glb.accessor(values)}
    channel = {"sampler": 0, "target": {"node": node, "path": path}}
    glb.add("animations", {"name": name, "samplers": [sampler], "channels": [channel]})
