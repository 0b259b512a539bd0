"""Cameras: where they stand, where they look, how they move; one matrix and one focal length per frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from contracts.space import Camera, Matrix4

from .plan import SIZE_PX

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Framing:
    """A camera at `eye` that looks at `target`; `fov_degrees` is vertical. One unit is a head's height."""

    eye: Vector
    target: Vector
    fov_degrees: float = 32.0


def look_at(eye: Vector, target: Vector) -> Matrix4:
    """Camera-to-world matrix, column-major."""
    backward = np.subtract(eye, target) / np.linalg.norm(np.subtract(eye, target))
    right = np.cross((0.0, 1.0, 0.0), backward)
    right = right / np.linalg.norm(right)
    up = np.cross(backward, right)
    return tuple(round(float(value), 5) for value in (*right, 0.0, *up, 0.0, *backward, 0.0, *eye, 1.0))


def move(start: Framing, end: Framing, frames: int, height_px: int = SIZE_PX[1]) -> Camera:
    """A camera that glides from one framing to another and comes to rest."""
    first, last = (np.array((*framing.eye, *framing.target, framing.fov_degrees)) for framing in (start, end))
    matrices, zooms_px = [], []
    for frame in range(frames):
        along = frame / max(frames - 1, 1)
        pose = [float(value) for value in first + (last - first) * (1 - (1 - along) ** 2)]
        matrices.append(look_at((pose[0], pose[1], pose[2]), (pose[3], pose[4], pose[5])))
        zooms_px.append(round(height_px / 2 / math.tan(math.radians(pose[6]) / 2), 3))
    return Camera(matrix_track=tuple(matrices), zoom_px_track=tuple(zooms_px))


def rest(framing: Framing, height_px: int = SIZE_PX[1]) -> Camera:
    """A camera that does not move."""
    return move(framing, framing, 1, height_px)


def placed(x: float, y: float, z: float) -> Matrix4:
    """Matrix of a layer that stands at a place and faces the audience."""
    return (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, x, y, z, 1.0)


def laid_flat(x: float, y: float, z: float) -> Matrix4:
    """Matrix of a picture that lies on the floor."""
    return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 1.0, 0.0, 0.0, x, y, z, 1.0)
