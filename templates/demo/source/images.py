"""Small pictures of the template, drawn by code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .card_images import card_picture
from .image_kit import Plane, Rgb, disc, grid, halftone, png, rounded, step
from .light_images import light_images
from .stage_plan import CYAN, GOLD, MAGENTA, PHOTOCARD_PX, VIOLET


def shadow_png() -> bytes:
    """Shadow for `multiply`: dark under the two feet, a wide soft one around them, nothing at the edge."""
    x, y = grid(128, 128)
    wide = 0.62 * np.clip(1 - np.hypot(x, y), 0, 1) ** 1.5
    feet = sum(np.exp(-(((x - side * 0.13) / 0.11) ** 2 + ((y - 0.04) / 0.16) ** 2)) for side in (-1, 1))
    cover = 1 - (1 - wide) * (1 - 0.6 * np.clip(feet, 0, 1))
    cover *= np.clip((1 - np.hypot(x, y)) * 8, 0, 1)
    return png(np.zeros((*cover.shape, 3)), cover)


def badge_png(inner: Rgb, outer: Rgb, size_px: int = 512) -> bytes:
    """A sticker's round ground: white edge, radial gradient, rays, dots that grow outwards."""
    x, y = grid(size_px, size_px)
    y_up = -y
    radius = np.hypot(x, y)
    whole, field = disc(radius, 0.985, size_px), disc(radius, 0.93, size_px)
    share = np.clip(radius / 0.93, 0, 1)[..., None]
    colour = np.array(inner) * (1 - share) + np.array(outer) * share
    rays = 0.5 + 0.5 * np.cos(np.arctan2(x, y_up + 0.35) * 18)
    colour += (0.10 * step(rays - 0.5, 0.08) * np.clip(radius * 1.6, 0, 1))[..., None]
    colour += (0.22 * halftone(x, y, np.clip(radius - 0.45, 0, 0.5) * 0.8))[..., None]
    colour = np.clip(colour, 0, 1) * field[..., None] + (1 - field[..., None])
    return png(colour, whole)


def ribbon_png(outer: Rgb, size_px: int = 512) -> bytes:
    """The ribbon at a badge's foot, before the figure, which ends behind it at the picture's lower edge."""
    x, y = grid(size_px, size_px)
    half_px = size_px / 2
    edge = rounded(x * half_px, (y - 0.83) * half_px, 0.76 * half_px, 0.17 * half_px, 0.15 * half_px)
    cover = np.clip(0.5 - edge, 0, 1)
    fill = np.clip(0.5 - (edge + 0.03 * half_px), 0, 1)[..., None]
    colour = np.array(outer) * (0.80 - 0.30 * np.clip((y - 0.66) / 0.34, 0, 1))[..., None] * fill + (1 - fill)
    return png(colour, cover)


def border_png(width_px: int, height_px: int, margin_px: int, *, foot: float, head: float) -> bytes:
    """A holographic border with round inner corners and a fine white line.

    `foot` and `head` are how dark the picture gets below and above, for words, 0 to 1.
    """
    x, y = np.meshgrid(np.arange(width_px) + 0.5 - width_px / 2, np.arange(height_px) + 0.5 - height_px / 2)
    inside = rounded(x, y, width_px / 2 - margin_px, height_px / 2 - margin_px, 34)
    border = np.clip(inside + 0.5, 0, 1)
    line = np.clip(1.6 - np.abs(inside + 9), 0, 1)
    low = foot * np.clip((y - 0.26 * height_px) / (0.22 * height_px), 0, 1) ** 1.3
    high = head * np.clip((-y - 0.38 * height_px) / (0.12 * height_px), 0, 1)
    dark = np.maximum(low, high) * (1 - border)
    cover = np.maximum(np.maximum(border, 0.8 * line), dark)
    bright = np.maximum(border, line)[..., None]
    colour = np.where(border[..., None] > 0, _holographic(x, y), 1.0) * bright
    return png(colour + np.array([0.05, 0.02, 0.12]) * (1 - bright), cover)


def _holographic(x: Plane, y: Plane) -> NDArray[np.float64]:
    """Pale stripes of the stage's colours, as on foil that is held at an angle."""
    hue = (x + 0.8 * y) / 520
    weights = [(0.5 + 0.5 * np.cos(2 * np.pi * (hue - i / 4))) ** 2 for i in range(4)]
    mixed = sum(w[..., None] * np.array(c) for w, c in zip(weights, (MAGENTA, VIOLET, CYAN, GOLD), strict=True))
    foil = mixed / sum(weights)[..., None]
    return 0.62 * foil + 0.38 + 0.18 * np.cos(2 * np.pi * (x - 0.6 * y) / 190)[..., None]


def images(height_px: int) -> dict[str, bytes]:
    """All pictures, by their path in the bundle; `height_px` is the video's."""
    badges: dict[str, tuple[Rgb, Rgb]] = {
        "badge-magenta": ((1.0, 0.62, 0.78), MAGENTA),
        "badge-violet": ((0.78, 0.64, 1.0), VIOLET),
        "badge-cyan": ((0.68, 0.95, 1.0), CYAN),
    }
    pictures = {
        "images/shadow.png": shadow_png(),
        "images/photocard-border.png": border_png(*PHOTOCARD_PX, 30, foot=0.75, head=0.55),
        "images/ending-card.webp": card_picture(height_px),
        **light_images(),
    }
    for badge, (inner, outer) in badges.items():
        pictures[f"images/{badge}.png"] = badge_png(inner, outer)
        pictures[f"images/{badge}-ribbon.png"] = ribbon_png(outer)
    return pictures
