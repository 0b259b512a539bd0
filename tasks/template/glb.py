"""What a binary glTF 2.0 file says about itself; nothing is decoded but the headers of its pictures."""

from __future__ import annotations

import base64
import binascii
import io
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

MAGIC = b"glTF"
JSON_CHUNK = 0x4E4F534A
HEADER_BYTES = 12
CHUNK_HEADER_BYTES = 8
TRIANGLES, STRIP, FAN = 4, 5, 6


class NotGlb(ValueError):
    """The file is something else, or broken; the message continues the file's name."""


@dataclass(frozen=True, kw_only=True)
class GlbFacts:
    clips: tuple[str, ...]
    morph_targets: frozenset[str]
    triangles: int
    texture_px: int
    """Pixels of all pictures."""
    outside_files: tuple[str, ...]
    """Files that it refers to and does not hold."""
    required: tuple[str, ...]
    """Names of the extensions without which it cannot be shown."""
    vrm: dict[str, Any] | None
    """Of VRM 1.0: its own part of the JSON."""


def read_glb(path: Path) -> GlbFacts:
    """Raises NotGlb, OSError."""
    contents, buffer = _chunks(path.read_bytes())
    try:
        meshes = contents.get("meshes", [])
        shown = [node["mesh"] for node in contents.get("nodes", []) if "mesh" in node]
        return GlbFacts(
            clips=tuple(clip.get("name", "") for clip in contents.get("animations", [])),
            morph_targets=frozenset(name for mesh in meshes for name in _targets(mesh)),
            triangles=sum(_triangles(part, contents) for mesh in shown for part in meshes[mesh]["primitives"]),
            texture_px=sum(_picture_px(image, contents, buffer) for image in contents.get("images", [])),
            outside_files=tuple(_outside(contents)),
            required=tuple(contents.get("extensionsRequired", [])),
            vrm=contents.get("extensions", {}).get("VRMC_vrm"),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as problem:
        raise NotGlb(f"is not valid glTF ({problem!r})") from problem


def _chunks(content: bytes) -> tuple[dict[str, Any], bytes]:
    if len(content) < HEADER_BYTES + CHUNK_HEADER_BYTES or content[:4] != MAGIC:
        raise NotGlb("is not a binary glTF file")
    version, _, length, kind = struct.unpack_from("<IIII", content, 4)
    if version != 2:
        raise NotGlb(f"is glTF {version}, wanted 2.0")
    start = HEADER_BYTES + CHUNK_HEADER_BYTES
    if kind != JSON_CHUNK or start + length > len(content):
        raise NotGlb("is cut short")
    try:
        contents = json.loads(content[start : start + length])
    except ValueError as problem:
        raise NotGlb("has no readable JSON part") from problem
    if not isinstance(contents, dict):
        raise NotGlb("has no readable JSON part")
    return contents, content[start + length + CHUNK_HEADER_BYTES :]


def _targets(mesh: dict[str, Any]) -> list[str]:
    """As the engine names them: numbers where the file has no names."""
    count = len(mesh["primitives"][0].get("targets", []))
    names = mesh.get("extras", {}).get("targetNames", [])
    return names if len(names) == count else [str(number) for number in range(count)]


def _triangles(part: dict[str, Any], contents: dict[str, Any]) -> int:
    corners = contents["accessors"][part.get("indices", part["attributes"]["POSITION"])]["count"]
    mode = part.get("mode", TRIANGLES)
    if mode == TRIANGLES:
        return int(corners) // 3
    return max(0, int(corners) - 2) if mode in (STRIP, FAN) else 0


def _picture_px(image: dict[str, Any], contents: dict[str, Any], buffer: bytes) -> int:
    if "bufferView" in image:
        view = contents["bufferViews"][image["bufferView"]]
        start = view.get("byteOffset", 0)
        content = buffer[start : start + view["byteLength"]]
    elif image["uri"].startswith("data:"):
        try:
            content = base64.b64decode(image["uri"].partition(",")[2])
        except binascii.Error as problem:
            raise NotGlb("holds a picture that cannot be read") from problem
    else:
        return 0
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.width * picture.height
    except (OSError, Image.DecompressionBombError) as problem:
        raise NotGlb("holds a picture that cannot be read") from problem


def _outside(contents: dict[str, Any]) -> list[str]:
    uris = [entry.get("uri", "") for kind in ("buffers", "images") for entry in contents.get(kind, [])]
    return [uri for uri in uris if uri and not uri.startswith("data:")]
