"""Camera moves: two framings and the way between them, baked to one matrix and one focal length per frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from contracts.space import Camera, Matrix4

from .stage_plan import SIZE_PX

Vector = tuple[float, float, float]
Easing = Callable[[float], float]
DIGITS = 5


def linear(t: float) -> float:
    return t


def ease_in_out(t: float) -> float:
    return t * t * (3 - 2 * t)


def ease_out(t: float) -> float:
    return 1 - (1 - t) ** 3


def ease_in(t: float) -> float:
    return t**3


@dataclass(frozen=True)
class Framing:
    """A camera at `eye` that looks at `target`; `fov` is vertical, `roll` clockwise, both in degrees."""

    eye: Vector
    target: Vector
    fov: float = 30.0
    roll: float = 0.0


def look_at(eye: Vector, target: Vector, roll_degrees: float = 0.0) -> Matrix4:
    """Camera-to-world matrix, column-major."""
    backward = np.subtract(eye, target)
    backward = backward / np.linalg.norm(backward)
    right = np.cross((0.0, 1.0, 0.0), backward)
    right = right / np.linalg.norm(right)
    up = np.cross(backward, right)
    turn = math.radians(roll_degrees)
    right, up = (
        right * math.cos(turn) - up * math.sin(turn),
        right * math.sin(turn) + up * math.cos(turn),
    )
    columns = (*right, 0.0, *up, 0.0, *backward, 0.0, *eye, 1.0)
    return tuple(round(float(value), DIGITS) for value in columns)


def zoom_px(fov_degrees: float, height_px: int = SIZE_PX[1]) -> float:
    """Focal length in pixels."""
    return round(height_px / 2 / math.tan(math.radians(fov_degrees) / 2), 3)


def still(framing: Framing, height_px: int = SIZE_PX[1]) -> Camera:
    """A camera that rests."""
    return Camera(
        matrix_track=(look_at(framing.eye, framing.target, framing.roll),),
        zoom_px_track=(zoom_px(framing.fov, height_px),),
    )


def move(start: Framing, end: Framing, frames: int, easing: Easing = ease_in_out) -> Camera:
    """A camera that goes straight from one framing to another."""
    return path((start, end), frames, easing)


def path(framings: tuple[Framing, ...], frames: int, easing: Easing = ease_in_out) -> Camera:
    """A camera that flies through all framings on a smooth curve (Catmull-Rom), at even steps of `easing`."""
    points = np.array([(*f.eye, *f.target, f.fov, f.roll) for f in framings])
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    matrices, zooms = [], []
    for frame in range(frames):
        along = easing(frame / (frames - 1)) * (len(framings) - 1)
        first = min(int(along), len(framings) - 2)
        pose = _catmull_rom(padded[first : first + 4], along - first)
        matrices.append(look_at(tuple(pose[0:3]), tuple(pose[3:6]), float(pose[7])))
        zooms.append(zoom_px(float(pose[6])))
    return Camera(matrix_track=tuple(matrices), zoom_px_track=tuple(zooms))


def _catmull_rom(p: np.ndarray, t: float) -> np.ndarray:
    a, b, c, d = p
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def placed(x: float = 0.0, y: float = 0.0, z: float = 0.0, yaw_degrees: float = 0.0, scale: float = 1.0) -> Matrix4:
    """Matrix of a layer that stands at a place and is turned about its vertical axis."""
    turn = math.radians(yaw_degrees)
    c, s = math.cos(turn) * scale, math.sin(turn) * scale
    return tuple(round(v, DIGITS) for v in (c, 0, -s, 0, 0, scale, 0, 0, s, 0, c, 0, x, y, z, 1.0))


def laid_flat(x: float, y: float, z: float) -> Matrix4:
    """Matrix of a quad that lies on the floor."""
    return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, 0.0, x, y, z, 1.0)
