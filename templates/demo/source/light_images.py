"""Pictures of what lies before the figure, drawn by code: haze, light sticks and paper out of focus."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .image_kit import Plane, Rgb, around, capsule, grid, png, webp
from .stage_plan import CYAN, GOLD, MAGENTA, VIOLET


def haze_png() -> bytes:
    """Two soft columns of light left and right of a figure, nothing in the middle and at the picture's edges."""
    x, y = grid(224, 304)
    left, right = (np.exp(-(((side * x - 0.42) / 0.26) ** 2)) for side in (-1, 1))
    ends = np.clip((1 - np.abs(y)) / 0.45, 0, 1) ** 1.5 * np.clip((1 - np.abs(x)) / 0.4, 0, 1) ** 1.5
    colour = left[..., None] * np.array(MAGENTA) + right[..., None] * np.array(CYAN)
    cover = 0.20 * (left + right) * ends
    # Noise instead of steps: so faint a ramp has only fifty of them.
    cover += np.random.default_rng(5).uniform(-0.5, 0.5, cover.shape) / 255 * (cover > 0.004)
    return png(colour / np.maximum(left + right, 1e-6)[..., None], cover)


def sticks_picture(width_px: int = 960, height_px: int = 240) -> bytes:
    """A row of hands with light sticks, out of focus, taller at the sides than in the middle."""
    x, y = _pixels(width_px, height_px)
    random = np.random.default_rng(11)
    colour, cover = np.zeros((height_px, width_px, 3)), np.zeros((height_px, width_px))
    tints = (MAGENTA, CYAN, MAGENTA, VIOLET, CYAN)
    places = np.concatenate([np.linspace(0.02, 0.30, 5), np.linspace(0.70, 0.98, 5), np.linspace(0.36, 0.64, 3)])
    for index, place in enumerate(places):
        aside = abs(place - 0.5) * 2
        foot_x, foot_y = place * width_px + random.uniform(-14, 14), height_px * (0.94 - 0.30 * aside)
        lean, length = random.uniform(-0.38, 0.38), height_px * (0.20 + 0.20 * aside)
        tip_x, tip_y = foot_x + lean * length, foot_y - length
        part = around(x, y, (foot_x, foot_y), 190)
        at, below = (x[part], y[part]), cover[part]
        hand = _soft(capsule(*at, foot_x - lean * 60, foot_y + 100, foot_x, foot_y, 17), 9)
        _lay(colour[part], below, np.array((0.05, 0.02, 0.09)), hand)
        distance = capsule(*at, foot_x, foot_y, tip_x, tip_y, 9)
        tint = np.array(tints[index % len(tints)])
        _lay(colour[part], below, tint, 0.5 * np.exp(-np.clip(distance, 0, None) / 15))
        _lay(colour[part], below, 0.5 * tint + 0.5, 0.95 * _soft(distance, 6))
    edge = np.clip(np.minimum(x, width_px - x) / 30, 0, 1) * np.clip(y / 20, 0, 1)
    return webp(colour, cover * edge)


def paper_picture(seed: int, count: int, size_px: float, soft_px: float) -> bytes:
    """Rectangles of paper in the air; the closer to the lens, the softer."""
    width_px, height_px = 1140, 660
    x, y = _pixels(width_px, height_px)
    random = np.random.default_rng(seed)
    colour, cover = np.zeros((height_px, width_px, 3)), np.zeros((height_px, width_px))
    tints = (MAGENTA, CYAN, VIOLET, GOLD, (1.0, 1.0, 1.0))
    for index in range(count):
        # Along the sides: the middle belongs to the figure.
        side = -1 if index % 2 else 1
        centre_x = width_px * (0.5 + side * random.uniform(0.16, 0.47))
        centre_y = height_px * random.uniform(0.06, 0.94)
        turn, flat = random.uniform(0, np.pi), random.uniform(0.35, 1.0)
        part = around(x, y, (centre_x, centre_y), 1.3 * size_px + soft_px)
        dx, dy = x[part] - centre_x, y[part] - centre_y
        u, v = dx * np.cos(turn) + dy * np.sin(turn), -dx * np.sin(turn) + dy * np.cos(turn)
        distance = np.maximum(np.abs(u) - size_px, np.abs(v) - size_px * 0.55 * flat)
        tint = np.array(tints[index % len(tints)])
        lit = np.clip(tint * (0.6 + 0.4 * flat) + 0.15 * flat, 0, 1)
        _lay(colour[part], cover[part], lit, 0.92 * _soft(distance, soft_px))
    return webp(colour, cover)


def _pixels(width_px: int, height_px: int) -> tuple[Plane, Plane]:
    x, y = np.meshgrid(np.arange(width_px) + 0.5, np.arange(height_px) + 0.5)
    return x, y


def _soft(distance: Plane, soft_px: float) -> Plane:
    """1 inside, 0 outside, over a ramp of `soft_px` on both sides of the edge."""
    share = np.clip(0.5 - distance / (2 * soft_px), 0, 1)
    return share * share * (3 - 2 * share)


def _lay(colour: NDArray[np.float64], cover: Plane, tint: Rgb | NDArray[np.float64], alpha: Plane) -> None:
    """Lays one colour over the picture, both with straight alpha, in place."""
    total = alpha + cover * (1 - alpha)
    share = np.divide(alpha, total, out=np.zeros_like(alpha), where=total > 0)[..., None]
    colour *= 1 - share
    colour += share * np.array(tint)
    cover[:] = total


def light_images() -> dict[str, bytes]:
    """All of them, by their path in the bundle."""
    return {
        "images/haze.png": haze_png(),
        "images/sticks.webp": sticks_picture(),
        "images/paper-near.webp": paper_picture(3, 12, 26, 9),
        "images/paper-far.webp": paper_picture(8, 34, 9, 2),
    }
