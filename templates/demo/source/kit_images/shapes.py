"""Shapes and surfaces that pictures are put together from: distances, covers and colours on pixel grids."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ..stage_plan import CYAN, GOLD, MAGENTA, VIOLET

Plane = NDArray[np.float64]
"""`(height, width)`, of a cover from 0 to 1, of distances in pixels or of coordinates in pixels."""
Colour = NDArray[np.float64]
"""`(height, width, 3)`, 0 to 1."""
Rgb = tuple[float, float, float]
Point = tuple[float, float]

SUPERSAMPLES = 4
WEBP_QUALITY = 93


def pixels(width_px: int, height_px: int) -> tuple[Plane, Plane]:
    """Pixel centres, x to the right and y downwards, (0, 0) in the picture's top left corner."""
    x, y = np.meshgrid(np.arange(width_px) + 0.5, np.arange(height_px) + 0.5)
    return x, y


def cover(distance_px: Plane) -> Plane:
    """1 inside a distance field, 0 outside, the edge one pixel wide."""
    return np.clip(0.5 - distance_px, 0.0, 1.0)


def disc(x: Plane, y: Plane, centre: Point, radius_px: float) -> Plane:
    """Distance to a disc, negative inside."""
    return np.hypot(x - centre[0], y - centre[1]) - radius_px


def rounded(x: Plane, y: Plane, centre: Point, size: Point, radius_px: float) -> Plane:
    """Distance to a rectangle with round corners, negative inside."""
    across = np.abs(x - centre[0]) - size[0] / 2 + radius_px
    down = np.abs(y - centre[1]) - size[1] / 2 + radius_px
    outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    return outside + np.minimum(np.maximum(across, down), 0) - radius_px


def polygon(width_px: int, height_px: int, *outlines: list[Point]) -> Plane:
    """Cover of filled outlines in pixels."""
    size = (width_px * SUPERSAMPLES, height_px * SUPERSAMPLES)
    fine = Image.new("L", size, 0)
    pen = ImageDraw.Draw(fine)
    for outline in outlines:
        pen.polygon([(x * SUPERSAMPLES, y * SUPERSAMPLES) for x, y in outline], fill=255)
    return np.asarray(fine.resize((width_px, height_px), Image.Resampling.BOX), dtype=np.float64) / 255


def star(centre: Point, radius_px: float, *, points: int = 4, waist: float = 0.28, turn: float = 0.0) -> list[Point]:
    """Outline of a star; `waist` is how far in its notches lie, `turn` is in radians."""
    corners = []
    for index in range(2 * points):
        angle = math.pi * index / points + turn - math.pi / 2
        radius = radius_px * (1.0 if index % 2 == 0 else waist)
        corners.append((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))
    return corners


def heart(centre: Point, size_px: float, *, turn: float = 0.0, steps: int = 64) -> list[Point]:
    """Outline of a heart of about `size_px` across."""
    outline = []
    for index in range(steps):
        angle = 2 * math.pi * index / steps
        across = math.sin(angle) ** 3
        up = (13 * math.cos(angle) - 5 * math.cos(2 * angle) - 2 * math.cos(3 * angle) - math.cos(4 * angle)) / 16
        x, y = across * size_px / 2, -(up + 0.08) * size_px / 2
        outline.append(
            (
                centre[0] + x * math.cos(turn) - y * math.sin(turn),
                centre[1] + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return outline


def holographic(x: Plane, y: Plane) -> Colour:
    """Pale stripes of the stage's colours, as on foil that is held at an angle."""
    hue = (x + 0.8 * y) / 520
    weights = [(0.5 + 0.5 * np.cos(2 * np.pi * (hue - i / 4))) ** 2 for i in range(4)]
    mixed = sum(w[..., None] * np.array(c) for w, c in zip(weights, (MAGENTA, VIOLET, CYAN, GOLD), strict=True))
    foil = mixed / sum(weights)[..., None]
    return np.asarray(0.62 * foil + 0.38 + 0.18 * np.cos(2 * np.pi * (x - 0.6 * y) / 190)[..., None])


def rays(x: Plane, y: Plane, centre: Point, count: int, soft: float = 0.08) -> Plane:
    """Beams of equal width around `centre`, 0 and 1 in turns."""
    wave = 0.5 + 0.5 * np.cos(np.arctan2(x - centre[0], centre[1] - y) * count)
    return np.clip((wave - 0.5) / soft + 0.5, 0, 1)


def halftone(x: Plane, y: Plane, share: Plane, step_px: float = 19.0) -> Plane:
    """Dots on a grid turned by 45 degrees; `share` is their radius in grid steps."""
    u, v = (x + y) / step_px / np.sqrt(2), (x - y) / step_px / np.sqrt(2)
    distance = np.hypot(u - np.round(u), v - np.round(v))
    return np.clip((share - distance) / 0.15 + 0.5, 0, 1)


def mixed(a: Colour | Rgb, b: Colour | Rgb, share: Plane) -> Colour:
    """`a` where `share` is 0, `b` where it is 1."""
    return np.asarray(np.array(a) * (1 - share[..., None]) + np.array(b) * share[..., None])


def png(colour: Colour, alpha: Plane) -> bytes:
    """A PNG with straight alpha, for what must be exact."""
    file = io.BytesIO()
    _image(colour, alpha).save(file, "PNG", compress_level=6)
    return file.getvalue()


def webp(colour: Colour, alpha: Plane) -> bytes:
    """A WebP with straight alpha, for large pictures: a sixth of the PNG."""
    file = io.BytesIO()
    _image(colour, alpha).save(file, "WEBP", quality=WEBP_QUALITY, method=4)
    return file.getvalue()


def _image(colour: Colour, alpha: Plane) -> Image.Image:
    picture = np.concatenate([np.where(alpha[..., None] > 0, colour, 0.0), alpha[..., None]], axis=-1)
    return Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))
