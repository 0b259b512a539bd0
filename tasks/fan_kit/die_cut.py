"""Stickers as they come from a cutter: cut by a mask, with a white edge that follows the picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""`(height, width, 4)`, straight alpha."""
Plane = NDArray[np.float32]

SOLID_ALPHA = 128
ROUNDING_PX = 7.0
"""Notches that are narrower than twice this are filled: a cutter's knife does not turn on the spot."""
SMALLEST_HOLE = 500
LINE_PX, LINE_ALPHA = 1.5, 0.30
SHADOW_BLUR_PX, SHADOW_DOWN_PX, SHADOW_ALPHA = 5.0, 3, 0.34
SHADOW_COLOUR = (38.0, 20.0, 66.0)
"""The white edge needs a border of its own on a white chat background: a thin line, and in stills a soft shadow."""


def masked(picture: Pixels, mask: Pixels) -> Pixels:
    """`picture` where the alpha of `mask` is, which has the same size."""
    alpha = (picture[..., 3].astype(np.uint16) * mask[..., 3] + 127) // 255
    return np.dstack([picture[..., :3], alpha.astype(np.uint8)])


def die_cut(picture: Pixels, edge_px: float, *, soft_shadow: bool = True) -> Pixels:
    """`picture` with a white edge of `edge_px` around what is solid in it, and a border around that.

    A soft shadow is half of what an animation would weigh (alpha is kept without loss), so there it may be left out.
    """
    beyond = beyond_edge_px(picture[..., 3], edge_px)
    white = np.clip(0.5 - beyond, 0.0, 1.0)
    border = LINE_ALPHA * np.clip(0.5 + LINE_PX - beyond, 0.0, 1.0)
    if soft_shadow:
        moved = np.zeros_like(white)
        moved[SHADOW_DOWN_PX:] = white[:-SHADOW_DOWN_PX]
        border = np.maximum(border, SHADOW_ALPHA * cv2.GaussianBlur(moved, (0, 0), SHADOW_BLUR_PX))
    return _over(picture, white, np.maximum(white, border))


def beyond_edge_px(alpha: NDArray[np.uint8], edge_px: float) -> Plane:
    """How far every pixel lies outside of the white, negative inside, `(height, width)`.

    The white is the solid part, wider by `edge_px`, with its notches rounded and its pinholes filled.
    """
    grown = _distance_to(alpha >= SOLID_ALPHA) - (edge_px + ROUNDING_PX)
    outside = _without_small(grown > 0)
    return np.asarray(ROUNDING_PX - _distance_to(outside) + np.where(outside, grown, 0.0), dtype=np.float32)


def _without_small(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`there` without its parts of less than SMALLEST_HOLE pixels: pinholes, which come and go in an animation."""
    _, labels, facts, _ = cv2.connectedComponentsWithStats(there.astype(np.uint8))
    return np.asarray(there & (facts[:, cv2.CC_STAT_AREA] >= SMALLEST_HOLE)[labels])


def _distance_to(there: NDArray[np.bool_]) -> Plane:
    """Distance of every pixel to the nearest one that is `there`, in pixels; what is there has 0."""
    if not there.any():
        return np.full(there.shape, np.float32(max(there.shape)))
    away = (~there).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), dtype=np.float32)


def _over(picture: Pixels, white: Plane, ground: Plane) -> Pixels:
    """`picture` over a ground whose alpha is `ground` and whose white part is `white`; only edges are computed."""
    mixed = np.where(picture[..., 3:] > 0, picture, 0)
    where = (picture[..., 3] < 255) & (ground > 1 / 510)
    front = picture[..., 3][where].astype(np.float32)[:, None] / 255
    behind = ground[where][:, None] * (1 - front)
    whiteness = white[where][:, None] / ground[where][:, None]
    below = np.array(SHADOW_COLOUR, np.float32) * (1 - whiteness) + 255 * whiteness
    alpha = front + behind
    colour = (picture[..., :3][where] * front + below * behind) / alpha
    mixed[where] = np.round(np.concatenate([colour, 255 * alpha], axis=1)).astype(np.uint8)
    return mixed
