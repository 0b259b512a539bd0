"""Places, colours and the camera: what layers of every kind are made of.

Matrices are 4x4, column-major, local to world.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from contracts.base import Contract

Matrix4 = Annotated[tuple[float, ...], Field(min_length=16, max_length=16)]
Affine = tuple[float, float, float, float, float, float]
Rgba = tuple[float, float, float, float]


class Camera(Contract):
    """A pinhole camera. `zoom_px` is the focal length in pixels of the comp: fov = 2 atan(height / 2 / zoom)."""

    matrix_track: tuple[Matrix4, ...] = Field(min_length=1, description="camera to world; looks along its own -z")
    zoom_px_track: tuple[float, ...] = Field(min_length=1)
