"""Small pictures of the shots, drawn by code; those of the fan-kit are in kit_images/."""

from __future__ import annotations

import numpy as np

from .kit_images.shapes import cover, holographic, mixed, pixels, png, rounded
from .stage_plan import SIZE_PX


def shadow_png(side_px: int = 96) -> bytes:
    """A soft dark disc for `multiply`: opaque black in the middle, nothing at the edge."""
    x, y = pixels(side_px, side_px)
    radius = np.hypot(x - side_px / 2, y - side_px / 2) / (side_px / 2)
    return png(np.zeros((side_px, side_px, 3)), 0.8 * np.clip(1 - radius, 0, 1) ** 1.6)


def border_png(width_px: int, height_px: int, margin_px: int, *, foot: float) -> bytes:
    """A holographic border with round inner corners and a fine white line.

    `foot` is how dark the picture gets below, for words, 0 to 1.
    """
    x, y = pixels(width_px, height_px)
    across, down = x - width_px / 2, y - height_px / 2
    inside = rounded(across, down, (0.0, 0.0), (width_px - 2 * margin_px, height_px - 2 * margin_px), 34)
    border = 1 - cover(inside)
    line = np.clip(1.6 - np.abs(inside + 9), 0, 1)
    dark = foot * np.clip((down - 0.26 * height_px) / (0.22 * height_px), 0, 1) ** 1.3 * (1 - border)
    bright = np.maximum(border, line)
    surface = np.where(border[..., None] > 0, holographic(across, down), 1.0)
    return png(mixed((0.05, 0.02, 0.12), surface, bright), np.maximum(np.maximum(border, 0.8 * line), dark))


def images() -> dict[str, bytes]:
    """All pictures, by their path in the bundle."""
    return {
        "images/shadow.png": shadow_png(),
        "images/ending-border.png": border_png(*SIZE_PX, 26, foot=0.6),
    }
