"""What pictures drawn by code are made of: grids, distances to shapes, the file at the end."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.float64]
Rgb = tuple[float, float, float]


def grid(width_px: int, height_px: int) -> tuple[Plane, Plane]:
    """Pixel centres, -1 to 1, y downwards."""
    across = (np.arange(width_px) + 0.5) / width_px * 2 - 1
    down = (np.arange(height_px) + 0.5) / height_px * 2 - 1
    x, y = np.meshgrid(across, down)
    return x, y


def rounded(x: Plane, y: Plane, half_width: float, half_height: float, radius: float) -> Plane:
    """Signed distance in pixels to a rectangle with round corners, negative inside."""
    qx, qy = np.abs(x) - half_width + radius, np.abs(y) - half_height + radius
    outside = np.hypot(np.maximum(qx, 0), np.maximum(qy, 0))
    return outside + np.minimum(np.maximum(qx, qy), 0) - radius


def webp(colour: NDArray[np.float64], cover: Plane) -> bytes:
    """For large pictures without large even areas: a tenth of the bytes."""
    file = io.BytesIO()
    _picture(colour, cover).save(file, "WEBP", quality=88, method=2)
    return file.getvalue()


def png(colour: NDArray[np.float64], cover: Plane) -> bytes:
    file = io.BytesIO()
    _picture(colour, cover).save(file, "PNG", optimize=True)
    return file.getvalue()


def _picture(colour: NDArray[np.float64], cover: Plane) -> Image.Image:
    """Straight alpha, both 0 to 1."""
    picture = np.concatenate([colour, cover[..., None]], axis=-1)
    return Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))


def around(x: Plane, y: Plane, centre: tuple[float, float], reach: float) -> tuple[slice, slice]:
    """The part of a picture within `reach` of a point; `x` grows along rows, `y` along or against columns."""
    columns = np.flatnonzero(np.abs(x[0] - centre[0]) <= reach)
    rows = np.flatnonzero(np.abs(y[:, 0] - centre[1]) <= reach)
    if not len(columns) or not len(rows):
        return slice(0, 0), slice(0, 0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def capsule(x: Plane, y: Plane, x0: float, y0: float, x1: float, y1: float, radius: float) -> Plane:
    """Signed distance to a line with round ends, negative inside."""
    dx, dy = x1 - x0, y1 - y0
    along = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.asarray(np.hypot(x - x0 - along * dx, y - y0 - along * dy) - radius)
