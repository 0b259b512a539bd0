"""The picture of the end: a photocard with a window, tilted, on a ground of light."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .image_kit import Plane, around, rounded, webp
from .stage_plan import CYAN, GOLD, MAGENTA, VIOLET

CARD_CENTRE = (-0.40, 0.0)
"""Of the card, from the frame's centre in frame heights, y upwards."""
TILT_DEGREES = 4.0
"""Counter-clockwise."""
CARD_HALF = (0.315, 0.43)
WINDOW_HALF = (0.287, 0.372)
WINDOW_UP = 0.03
OVERHANG = 1.14
"""The picture is larger than the frame, so that it can move; width over height is the frame's, 16 : 9."""
CARD_SIZE = (OVERHANG * 16 / 9, OVERHANG)
Colour = NDArray[np.float64]


def card_picture(height_px: int) -> bytes:
    """The whole of it, for a frame of `height_px`; the window is a hole."""
    width, height = round(height_px * CARD_SIZE[0] / 2) * 2, round(height_px * CARD_SIZE[1] / 2) * 2
    across, down = np.meshgrid(np.arange(width) + 0.5 - width / 2, np.arange(height) + 0.5 - height / 2)
    x, y = across / height_px, -down / height_px
    pixel = 1 / height_px

    turn = math.radians(TILT_DEGREES)
    dx, dy = x - CARD_CENTRE[0], y - CARD_CENTRE[1]
    u, v = dx * math.cos(turn) + dy * math.sin(turn), -dx * math.sin(turn) + dy * math.cos(turn)
    card = rounded(u, v, *CARD_HALF, 0.035)
    window = rounded(u, v - WINDOW_UP, *WINDOW_HALF, 0.022)

    colour = _ground(x, y)
    fallen = rounded(u - 0.012, v + 0.022, *CARD_HALF, 0.05)
    colour *= 1 - 0.62 * np.clip(1 - fallen / 0.055, 0, 1)[..., None] ** 2
    inside = np.clip(0.5 - card / pixel, 0, 1)[..., None]
    colour = colour * (1 - inside) + _foil(u, v) * inside
    for distance, width_units, light in ((card + 0.006, 0.0016, 0.75), (window - 0.005, 0.0014, 0.85)):
        line = np.clip(1.2 - np.abs(distance) / width_units, 0, 1)[..., None] * inside
        colour += (1 - colour) * light * line
    cover = 1 - np.clip(0.5 - window / pixel, 0, 1)
    # The window's edge throws a thin shadow on the photograph.
    shade = 0.5 * np.clip(1 + window / 0.014, 0, 1) ** 2 * (1 - cover)
    colour = np.where((cover > 0)[..., None], colour, np.array([0.05, 0.02, 0.1]))
    return webp(colour, np.maximum(cover, shade))


def _ground(x: Plane, y: Plane) -> Colour:
    """Night with magenta from the lower left and cyan from the upper right, rays, and discs of light."""
    colour = np.zeros((*x.shape, 3)) + np.array([0.055, 0.028, 0.125])
    for cx, cy, spread, tint, strength in (
        (-0.95, -0.45, 0.75, MAGENTA, 0.50),
        (0.95, 0.50, 0.85, CYAN, 0.34),
        (0.30, -0.10, 0.62, VIOLET, 0.42),
        (-0.35, 0.55, 0.55, VIOLET, 0.35),
    ):
        glow = strength * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / spread**2)
        colour += glow[..., None] * np.array(tint)
    angle = np.arctan2(y + 0.95, x - 0.05)
    rays = np.clip(np.cos(angle * 22) * 3, 0, 1) * np.clip((y + 0.75) / 1.3, 0, 1)
    colour += 0.045 * rays[..., None] * (np.array(VIOLET) * 0.5 + np.array(CYAN) * 0.5)
    random = np.random.default_rng(19)
    for index in range(34):
        cx, cy = random.uniform(-1.0, 1.0), random.uniform(-0.56, 0.56)
        radius = 0.012 + 0.055 * random.uniform() ** 2
        part = around(x, y, (cx, cy), radius)
        away = np.hypot(x[part] - cx, y[part] - cy)
        disc = np.clip((radius - away) / 0.004, 0, 1) * (0.5 + 0.5 * np.clip(away / radius, 0, 1) ** 3)
        tint = np.array((MAGENTA, CYAN, VIOLET, GOLD)[index % 4])
        colour[part] += random.uniform(0.08, 0.26) * disc[..., None] * tint
    return np.clip(colour, 0, 1)


def _foil(u: Plane, v: Plane) -> Colour:
    """Pale stripes of the stage's colours, as on foil that is held at an angle."""
    hue = (u + 0.7 * v) / 0.62
    weights = [(0.5 + 0.5 * np.cos(2 * np.pi * (hue - i / 4))) ** 2 for i in range(4)]
    mixed = sum(w[..., None] * np.array(c) for w, c in zip(weights, (MAGENTA, VIOLET, CYAN, GOLD), strict=True))
    sheen = 0.09 * np.cos(2 * np.pi * (u - 0.5 * v) / 0.23)[..., None]
    return np.clip(0.5 * mixed / sum(weights)[..., None] + 0.48 + sheen, 0, 1)
