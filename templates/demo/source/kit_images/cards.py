"""The printed parts of photocard and wallpaper: foil border, back, signature's stroke, quiet tops and feet."""

from __future__ import annotations

import math

import numpy as np

from ..stage_plan import CYAN, GOLD, MAGENTA, PHOTOCARD_PX
from .shapes import (
    Colour,
    Plane,
    cover,
    disc,
    heart,
    holographic,
    mixed,
    pixels,
    png,
    polygon,
    rays,
    rounded,
    star,
    webp,
)

WALLPAPER_PX = (1080, 1920)
NIGHT_BLUE = (0.05, 0.02, 0.13)
BORDER_PX = 26
CORNER_PX = 36


def card_border_webp() -> bytes:
    """Foil around the photocard with a fine double line, corner stars, and darker ground for title and name."""
    width, height = PHOTOCARD_PX
    x, y = pixels(width, height)
    middle = (width / 2, height / 2)
    window = rounded(x, y, middle, (width - 2 * BORDER_PX, height - 2 * BORDER_PX), CORNER_PX)
    foil = 1 - cover(window)
    line = cover(np.abs(window + 9) - 1.0)
    shade = cover(np.abs(window + 1) - 2.5)
    foot = 0.97 * np.clip((y - 0.68 * height) / (0.22 * height), 0, 1) ** 1.1
    head = 0.62 * np.clip((0.14 * height - y) / (0.11 * height), 0, 1)
    dark = np.maximum(foot, head)
    alpha = np.maximum(np.maximum(foil, 0.75 * line), np.maximum(dark, 0.35 * shade))
    colour = mixed(NIGHT_BLUE, (1.0, 1.0, 1.0), line * (1 - foil))
    stars = _corner_stars(width, height, BORDER_PX + 30.0, 15.0)
    colour = mixed(mixed(colour, _foil(x, y), foil), (1.0, 0.96, 0.84), stars)
    return webp(colour, np.maximum(alpha, stars))


def card_back_webp() -> bytes:
    """The back: a night pattern of hearts, stars and notes, foil border, a rosette, and a field for the signature."""
    width, height = PHOTOCARD_PX
    x, y = pixels(width, height)
    middle, foil = (width / 2, height / 2), _foil(x, y)
    fall = np.clip(np.hypot((x - middle[0]) / width, (y - 0.4 * height) / height) * 1.5, 0, 1)
    ground = mixed((0.24, 0.10, 0.48), (0.07, 0.03, 0.19), fall)
    ground = mixed(ground, MAGENTA, 0.16 * np.clip(1 - np.hypot(x - 40, y - 60) / 620, 0, 1))
    ground = mixed(ground, CYAN, 0.16 * np.clip(1 - np.hypot(x - width + 40, y - height + 60) / 700, 0, 1))
    ground = mixed(ground, (0.72, 0.60, 1.0), 0.20 * _pattern(width, height))

    rosette = (middle[0], 0.355 * height)
    beams = rays(x, y, rosette, 24, 0.1) * np.clip(-disc(x, y, rosette, 340.0) / 130, 0, 1)
    ground = mixed(ground, (0.95, 0.75, 1.0), 0.16 * beams)
    panel = disc(x, y, rosette, 206.0)
    ground = mixed(ground, (0.10, 0.04, 0.26), 0.86 * cover(panel))
    rings = np.maximum(cover(np.abs(panel) - 3.2), cover(np.abs(panel + 13) - 1.0))
    ground = mixed(ground, foil, rings)

    plate = rounded(x, y, (middle[0], 0.735 * height), (width - 190.0, 200.0), 26.0)
    ground = mixed(ground, (0.10, 0.04, 0.26), 0.80 * cover(plate))
    ground = mixed(ground, foil, cover(np.abs(plate) - 1.4))

    window = rounded(x, y, middle, (width - 2 * BORDER_PX, height - 2 * BORDER_PX), CORNER_PX)
    line = cover(np.abs(window + 9) - 1.0)
    colour = mixed(mixed(ground, (1.0, 1.0, 1.0), 0.55 * line), foil, 1 - cover(window))
    colour = mixed(colour, (1.0, 0.93, 0.78), _corner_stars(width, height, BORDER_PX + 30.0, 15.0))
    return webp(colour, np.ones((height, width)))


def signature_stroke_png(width_px: int = 420, height_px: int = 56) -> bytes:
    """The stroke below a signature: one pull of a pen, thick in the middle."""
    x, y = pixels(width_px, height_px)
    t = x / width_px
    bend = height_px * (0.62 - 0.34 * t + 0.10 * np.sin(t * math.tau * 0.9))
    thick = 5.2 * np.clip(np.sin(np.pi * np.clip(t, 0, 1)), 0, 1) ** 0.6
    return png(mixed(GOLD, (1.0, 0.96, 0.86), t), cover(np.abs(y - bend) - thick) * np.clip(t * 30, 0, 1))


def wallpaper_veil_png() -> bytes:
    """Darkens where a phone shows its clock and its buttons; the middle stays as it is."""
    width, height = WALLPAPER_PX
    _, y = pixels(width // 4, height // 4)
    v = y / (height / 4)
    head = 0.66 * np.clip((0.40 - v) / 0.24, 0, 1) ** 1.1
    foot = 0.95 * np.clip((v - 0.66) / 0.24, 0, 1) ** 1.1
    return png(np.broadcast_to(np.array(NIGHT_BLUE), (*v.shape, 3)), np.maximum(head, foot))


def _foil(x: Plane, y: Plane) -> Colour:
    """Prism foil: the stage's colours run along it, broken by narrow slanting facets that each catch other light."""
    facet = np.floor((x - 0.45 * y) / 17.0)
    tilt = np.sin(facet * 2.4) * 0.5 + np.sin(facet * 0.73) * 0.5
    seam = np.abs((x - 0.45 * y) / 17.0 - facet - 0.5)
    foil = holographic(x + 46.0 * tilt, y) + 0.07 * tilt[..., None]
    return np.asarray(np.clip(foil + 0.16 * np.clip(seam - 0.42, 0, 0.08)[..., None] / 0.08, 0, 1))


def _corner_stars(width_px: int, height_px: int, inset_px: float, radius_px: float) -> Plane:
    corners = [(x, y) for x in (inset_px, width_px - inset_px) for y in (inset_px, height_px - inset_px)]
    return polygon(width_px, height_px, *(star(corner, radius_px, waist=0.22) for corner in corners))


def _pattern(width_px: int, height_px: int, step_px: float = 74.0) -> Plane:
    """Hearts, stars and sparkles in offset rows, each turned a little."""
    shapes = []
    for row in range(int(height_px / step_px) + 3):
        for column in range(int(width_px / step_px) + 3):
            centre = ((column - 0.5 + 0.5 * (row % 2)) * step_px, (row - 0.5) * step_px * 0.86)
            kind, turn = (column + 2 * row) % 3, 0.35 * math.sin(1.7 * column + 2.3 * row)
            if kind == 0:
                shapes.append(heart(centre, 24.0, turn=turn))
            elif kind == 1:
                shapes.append(star(centre, 14.0, points=5, waist=0.45, turn=turn))
            else:
                shapes.append(star(centre, 15.0, waist=0.24, turn=turn))
    return polygon(width_px, height_px, *shapes)


def card_images() -> dict[str, bytes]:
    """All pictures of cards and wallpaper, by their path in the bundle."""
    return {
        "images/photocard-border.webp": card_border_webp(),
        "images/photocard-back.webp": card_back_webp(),
        "images/signature-stroke.png": signature_stroke_png(),
        "images/wallpaper-veil.png": wallpaper_veil_png(),
    }
