"""What stickers are made of besides the fan: badge, ribbon, speech bubble, sparkles, and the masks that cut them."""

from __future__ import annotations

import numpy as np

from ..stage_plan import CYAN, MAGENTA, VIOLET
from .shapes import (
    Plane,
    Point,
    Rgb,
    cover,
    disc,
    halftone,
    heart,
    mixed,
    pixels,
    png,
    polygon,
    rays,
    rounded,
    star,
    webp,
)

SIDE_PX = 512
CENTRE: Point = (256.0, 270.0)
RADIUS_PX = 192.0
"""Of the badge; head and hands reach beyond it."""
RIBBON_CENTRE: Point = (256.0, 430.0)
RIBBON_SIZE: Point = (424.0, 78.0)
BUBBLE_SIZE_PX = (204, 122)

SUN: Rgb = (1.0, 0.58, 0.12)
MINT: Rgb = (0.04, 0.72, 0.54)
CORAL: Rgb = (1.0, 0.33, 0.36)

BADGES: dict[str, tuple[Rgb, Rgb]] = {
    "magenta": ((1.0, 0.72, 0.86), MAGENTA),
    "violet": ((0.84, 0.74, 1.0), VIOLET),
    "cyan": ((0.74, 0.97, 1.0), (0.06, 0.62, 0.95)),
    "sun": ((1.0, 0.93, 0.62), SUN),
    "mint": ((0.76, 1.0, 0.88), MINT),
    "coral": ((1.0, 0.84, 0.76), CORAL),
}
"""Inner and outer colour."""


def deep(colour: Rgb) -> Rgb:
    """A dark relative of a badge's colour, for letters and folds."""
    return (0.42 * colour[0] + 0.03, 0.34 * colour[1] + 0.01, 0.42 * colour[2] + 0.08)


def badge_webp(inner: Rgb, outer: Rgb) -> bytes:
    """A sticker's round ground: gradient, rays, a fine ring, dots that grow outwards."""
    x, y = pixels(SIDE_PX, SIDE_PX)
    edge = disc(x, y, CENTRE, RADIUS_PX)
    share = np.clip(1 + edge / RADIUS_PX, 0, 1)
    colour = mixed(inner, outer, share**1.3)
    colour = colour + (0.13 * rays(x, y, (CENTRE[0], CENTRE[1] + 40), 18) * np.clip(share * 1.6, 0, 1))[..., None]
    colour = colour + (0.20 * halftone(x, y, np.clip(share - 0.48, 0, 0.5) * 0.8))[..., None]
    ring = cover(np.abs(edge + 13) - 1.8)
    return webp(mixed(np.clip(colour, 0, 1), (1.0, 1.0, 1.0), 0.85 * ring), cover(edge))


def ribbon_shape() -> tuple[Plane, Plane, Plane]:
    """Distance to the banner's face; cover of its ends, which are folded back, and of the folds between."""
    x, y = pixels(SIDE_PX, SIDE_PX)
    (cx, cy), (width, height) = RIBBON_CENTRE, RIBBON_SIZE
    left, top, low = cx - width / 2, cy - height / 2, cy + height / 2
    ends, folds = [], []
    for side in (-1.0, 1.0):
        outline = [(34.0, low + 12), (-16.0, low + 12), (0.0, low - 24), (-16.0, top + 14), (34.0, top + 14)]
        fold = [(34.0, low), (34.0, low + 12), (10.0, low)]
        ends.append([(cx + side * (cx - left - at), row) for at, row in outline])
        folds.append([(cx + side * (cx - left - at), row) for at, row in fold])
    face = rounded(x, y, RIBBON_CENTRE, (width - 20, height), 9)
    return face, polygon(SIDE_PX, SIDE_PX, *ends), polygon(SIDE_PX, SIDE_PX, *folds)


def ribbon_png(outer: Rgb) -> bytes:
    """The banner for the name, its ends folded back; it covers where the figure ends."""
    _, y = pixels(SIDE_PX, SIDE_PX)
    face, ends, folds = ribbon_shape()
    lit = np.clip((y - RIBBON_CENTRE[1]) / RIBBON_SIZE[1] + 0.5, 0, 1)
    colour = mixed(outer, _times(outer, 0.72), lit**1.4)
    colour = mixed(colour, (1.0, 1.0, 1.0), 0.30 * cover(np.abs(face + 7) - 1.1))
    behind = mixed(_times(outer, 0.62), deep(outer), folds)
    body = cover(face)
    return png(mixed(behind, colour, body), np.maximum(np.maximum(ends, folds), body))


def _times(colour: Rgb, factor: float) -> Rgb:
    return (factor * colour[0], factor * colour[1], factor * colour[2])


def bubble_png(outer: Rgb, *, tail_right: bool) -> bytes:
    """A speech bubble, white with a coloured line; its tail points down to the speaker's side."""
    width, height = BUBBLE_SIZE_PX
    x, y = pixels(width, height)
    tail, inner_tail = (
        polygon(width, height, [(at if tail_right else width - at, row) for at, row in outline])
        for outline in (
            [(104.0, 78.0), (160.0, 78.0), (174.0, 116.0)],
            [(113.0, 72.0), (153.0, 72.0), (168.0, 105.0)],
        )
    )
    body = rounded(x, y, (width / 2, 48.0), (width - 6.0, 86.0), 42.0)
    outline = np.maximum(cover(body), tail)
    white = np.maximum(cover(body + 6), inner_tail)
    return png(mixed(outer, (1.0, 1.0, 1.0), white), outline)


def mask_png(*, badge: bool) -> bytes:
    """What is left of a sticker before its edge: all above the ribbon, below only badge and ribbon."""
    x, y = pixels(SIDE_PX, SIDE_PX)
    margin = rounded(x, y, (256.0, 256.0), (476.0, 476.0), 30.0)
    face, ends, folds = ribbon_shape()
    kept = np.maximum(np.maximum(ends, folds), cover(face))
    kept = np.maximum(kept, cover(y - RIBBON_CENTRE[1] + (RIBBON_SIZE[1] / 2 if badge else 0)))
    if badge:
        kept = np.maximum(kept, cover(disc(x, y, CENTRE, RADIUS_PX)))
    return png(np.ones((SIDE_PX, SIDE_PX, 3)), kept * cover(margin))


def sparkle_png(colour: Rgb, side_px: int = 96) -> bytes:
    """A four-pointed star with a white heart."""
    middle = (side_px / 2, side_px / 2)
    outer = polygon(side_px, side_px, star(middle, side_px * 0.48, waist=0.36))
    inner = polygon(side_px, side_px, star(middle, side_px * 0.17, waist=0.42))
    return png(mixed(colour, (1.0, 1.0, 1.0), inner), outer)


def heart_png(colour: Rgb, side_px: int = 96) -> bytes:
    """A heart with a highlight."""
    middle = (side_px / 2, side_px / 2)
    x, y = pixels(side_px, side_px)
    body = polygon(side_px, side_px, heart(middle, side_px * 0.92))
    shine = cover(disc(x, y, (side_px * 0.32, side_px * 0.34), side_px * 0.075))
    shade = np.clip((y / side_px - 0.35) * 1.1, 0, 0.45)
    return png(mixed(mixed(colour, deep(colour), shade), (1.0, 1.0, 1.0), 0.9 * shine), body)


def sticker_images() -> dict[str, bytes]:
    """All pictures of stickers, by their path in the bundle."""
    made = {
        "images/sticker-mask.png": mask_png(badge=True),
        "images/sticker-free-mask.png": mask_png(badge=False),
        "images/sparkle-gold.png": sparkle_png((1.0, 0.74, 0.16)),
        "images/sparkle-cyan.png": sparkle_png(CYAN),
        "images/heart-magenta.png": heart_png(MAGENTA),
    }
    for name, (inner, outer) in BADGES.items():
        made[f"images/badge-{name}.webp"] = badge_webp(inner, outer)
        made[f"images/ribbon-{name}.png"] = ribbon_png(outer)
        made[f"images/bubble-{name}-left.png"] = bubble_png(outer, tail_right=True)
        made[f"images/bubble-{name}-right.png"] = bubble_png(outer, tail_right=False)
    return made
