"""Matrices of layers and cameras, in the axes of After Effects: x right, y down, z away, in pixels of the comp.

The model, checked against the corners of lottie-web (tests/comp/test_corners.py):
    layer   T(position) R(orientation) R(rotation) Skew S(scale) T(-anchor)
    camera  T(position) Look(point of interest) R(orientation) R(rotation)
with R(x, y, z) = Rx Ry Rz.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tasks.comp_import.keyframes import Vector, is_animated, value_at

Matrix = npt.NDArray[np.float64]
# What After Effects gives a comp without a camera: 50 mm on 36 mm film as wide as the comp.
DEFAULT_ZOOM_PER_WIDTH = 50 / 36
TANGENT_STEP_FRAMES = 0.01


def translation(x: float, y: float, z: float = 0.0) -> Matrix:
    matrix = np.eye(4)
    matrix[:3, 3] = x, y, z
    return matrix


def rotation(axis: int, degrees: float) -> Matrix:
    """Around x (0), y (1) or z (2); positive turns y towards z, z towards x, x towards y."""
    matrix = np.eye(4)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    matrix[i, i] = matrix[j, j] = cos
    matrix[i, j], matrix[j, i] = -sin, sin
    return matrix


def euler(x: float, y: float, z: float) -> Matrix:
    return rotation(0, x) @ rotation(1, y) @ rotation(2, z)


def skew(degrees: float, axis_degrees: float) -> Matrix:
    """Slants along an axis, as a shape group's `sk` and `sa` do."""
    if not degrees:
        return np.eye(4)
    slant = np.eye(4)
    slant[0, 1] = np.tan(np.radians(-degrees))
    return rotation(2, axis_degrees) @ slant @ rotation(2, -axis_degrees)


def position_at(prop: Any, frame: float) -> Vector:
    """Position `(x, y, z)`, together or split by dimension."""
    if isinstance(prop, dict) and prop.get("s") is True:
        parts = [value_at(prop[axis], frame)[0] if axis in prop else 0.0 for axis in "xyz"]
        return tuple(parts)
    return padded(value_at(prop, frame), 0.0)


def layer_matrix(transform: dict[str, Any], frame: float, *, auto_orient: bool = False, three_d: bool = True) -> Matrix:
    """Layer to parent. `transform` is Bodymovin's `ks`, or the `tr` of a shape group; a 2D layer only turns flat."""
    position = position_at(transform["p"], frame) if "p" in transform else (0.0, 0.0, 0.0)
    anchor = padded(_value(transform, "a", frame, (0.0,)), 0.0)
    scale = padded(_value(transform, "s", frame, (100.0, 100.0, 100.0)), 100.0)
    turn = rotation(2, _tangent_degrees(transform["p"], frame)) if auto_orient else np.eye(4)
    slant = skew(_value(transform, "sk", frame, (0.0,))[0], _value(transform, "sa", frame, (0.0,))[0])
    sizes = np.diag([scale[0] / 100, scale[1] / 100, scale[2] / 100, 1.0])
    return (
        translation(*position)
        @ turn
        @ _turned(transform, frame, three_d)
        @ slant
        @ sizes
        @ translation(*(-v for v in anchor))
    )


def camera_matrix(transform: dict[str, Any], frame: float) -> Matrix:
    """Camera to parent; with a point of interest (`a`) it looks there, else along z."""
    position = position_at(transform["p"], frame)
    look = np.eye(4)
    if "a" in transform:
        x, y, z = np.subtract(padded(value_at(transform["a"], frame), 0.0), position)
        if x or y or z:
            yaw, pitch = np.degrees(np.arctan2(x, z)), -np.degrees(np.arctan2(y, np.hypot(x, z)))
            look = rotation(1, yaw) @ rotation(0, pitch)
    return translation(*position) @ look @ _turned(transform, frame)


def default_camera(width: float, height: float) -> tuple[Matrix, float]:
    """Matrix and zoom of a comp without a camera."""
    zoom = width * DEFAULT_ZOOM_PER_WIDTH
    return translation(width / 2, height / 2, -zoom), zoom


def padded(vector: Vector, fill: float) -> Vector:
    return (*vector, fill, fill, fill)[:3]


def _turned(transform: dict[str, Any], frame: float, three_d: bool = True) -> Matrix:
    if "r" in transform:
        return rotation(2, value_at(transform["r"], frame)[0])
    if not three_d:
        return rotation(2, _value(transform, "rz", frame, (0.0,))[0])
    orientation = padded(_value(transform, "or", frame, (0.0,)), 0.0)
    turns = (_value(transform, axis, frame, (0.0,))[0] for axis in ("rx", "ry", "rz"))
    return euler(*orientation) @ euler(*turns)


def _value(transform: dict[str, Any], name: str, frame: float, default: Vector) -> Vector:
    return value_at(transform[name], frame) if name in transform else default


def _tangent_degrees(prop: Any, frame: float) -> float:
    if not (is_animated(prop) or prop.get("s") is True):
        return 0.0
    before, after = (position_at(prop, frame + step) for step in (-TANGENT_STEP_FRAMES, TANGENT_STEP_FRAMES))
    return float(np.degrees(np.arctan2(after[1] - before[1], after[0] - before[0])))
