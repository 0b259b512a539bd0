"""The After Effects project of compositor/test/ae/stage-project.ts, as the export script has written it."""

from __future__ import annotations

import json
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path
from typing import Any

from contracts.comp import Comp
from contracts.layers import PrecompLayer
from contracts.precomp import Group
from tasks.comp_import.after_effects import import_after_effects

FILE = Path(__file__).with_name("after_effects") / "stage.json"
FRAMES, WIDTH, HEIGHT, ZOOM = 9, 640, 360, 900
Point = tuple[float, float, float]


def stage() -> dict[str, Any]:
    """The parsed file; its first comp is the root."""
    data: dict[str, Any] = json.loads(FILE.read_text())
    return data


def layer(data: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(layer for layer in data["comps"][0]["layers"] if layer["name"] == name)
    return found


def group_of(data: dict[str, Any]) -> Group:
    return precomp(import_after_effects(data)[0]).group


def precomp(comp: Comp) -> PrecompLayer:
    (only,) = comp.layers
    assert isinstance(only, PrecompLayer)
    return only


def seen_at(point: Point, frame: int) -> tuple[float, float]:
    """Where the project's camera sees a point, by its angles: it flies between two places, looking at a third."""
    share = frame / 8
    eye = tuple(a + (b - a) * share for a, b in zip((320, 180, -900), (480, 140, -820), strict=True))
    aim = (320 - eye[0], 180 - eye[1], -eye[2])
    yaw, pitch = degrees(atan2(aim[0], aim[2])), -degrees(atan2(aim[1], hypot(aim[0], aim[2])))
    x, y, z = (a - b for a, b in zip(point, eye, strict=True))
    x, y, z = turned((x, y, z), "y", -yaw)
    x, y, z = turned((x, y, z), "x", -pitch)
    return WIDTH / 2 + ZOOM * x / z, HEIGHT / 2 + ZOOM * y / z


def turned(point: Point, axis: str, angle: float) -> Point:
    x, y, z = point
    c, s = cos(radians(angle)), sin(radians(angle))
    return (x, c * y - s * z, s * y + c * z) if axis == "x" else (c * x + s * z, y, c * z - s * x)
