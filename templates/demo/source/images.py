"""Small pictures of the shots, drawn by code; those of the fan-kit are in kit_images/."""

from __future__ import annotations

import numpy as np

from .card_images import card_picture
from .image_kit import grid, png
from .light_images import light_images


def shadow_png() -> bytes:
    """Shadow for `multiply`: dark under the two feet, a wide soft one around them, nothing at the edge."""
    x, y = grid(128, 128)
    wide = 0.62 * np.clip(1 - np.hypot(x, y), 0, 1) ** 1.5
    feet = sum(np.exp(-(((x - side * 0.13) / 0.11) ** 2 + ((y - 0.04) / 0.16) ** 2)) for side in (-1, 1))
    cover = 1 - (1 - wide) * (1 - 0.6 * np.clip(feet, 0, 1))
    cover *= np.clip((1 - np.hypot(x, y)) * 8, 0, 1)
    return png(np.zeros((*cover.shape, 3)), cover)


def images(height_px: int) -> dict[str, bytes]:
    """All pictures, by their path in the bundle; `height_px` is the video's."""
    return {
        "images/shadow.png": shadow_png(),
        "images/ending-card.webp": card_picture(height_px),
        **light_images(),
    }
