"""4:2:0 pictures as one array `(height * 3 // 2, width)` uint8: plane Y, then U, then V, each without padding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contracts.comp import Region

Pixels = npt.NDArray[np.uint8]

PLANE_STEPS = (1, 2, 2)
"""Pixels of the frame per sample of Y, U and V, across and down."""
NEUTRAL = (16, 128, 128)
"""Black in limited range."""


def split_planes(picture: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """Views of the planes Y `(height, width)`, U and V `(height / 2, width / 2)` of a contiguous picture."""
    rows, width = picture.shape
    height = rows * 2 // 3
    chroma = picture.reshape(-1)[height * width :].reshape(2, height // 2, width // 2)
    return picture[:height], chroma[0], chroma[1]


def crop(picture: Pixels, region: Region) -> Pixels:
    """The part inside `region`, again as a picture; the picture itself where that is all of it."""
    rows, width = picture.shape
    if (region.width, region.height) == (width, rows * 2 // 3):
        return picture
    part = np.empty((region.height * 3 // 2, region.width), np.uint8)
    for target, source, step in zip(split_planes(part), split_planes(picture), PLANE_STEPS, strict=True):
        target[:] = source[_inside(region, step)]
    return part


def paste(part: Pixels, picture: Pixels, region: Region) -> Pixels:
    """A copy of `picture` with `part` at `region`."""
    pasted = picture.copy()
    for target, source, step in zip(split_planes(pasted), split_planes(part), PLANE_STEPS, strict=True):
        target[_inside(region, step)] = source
    return pasted


@dataclass(frozen=True)
class Overlay:
    """A picture to lay over another: premultiplied colour, and how much of what lies below it covers."""

    region: Region
    """Where it lies; around it is nothing."""
    colour: Pixels
    """`(height * 3 // 2, width)`; black and neutral where nothing is."""
    alpha: Pixels
    """`(height, width)`, 0 to 255."""
    chroma_alpha: Pixels
    """`(height / 2, width / 2)`: `alpha` at the sites of the chroma samples."""


def lay_over(overlay: Overlay, picture: Pixels) -> Pixels:
    """A copy of `picture` with `overlay` on it; where the overlay is empty, the very same values."""
    laid = picture.copy()
    alphas = (overlay.alpha, overlay.chroma_alpha, overlay.chroma_alpha)
    for target, colour, alpha, step, neutral in zip(
        split_planes(laid), split_planes(overlay.colour), alphas, PLANE_STEPS, NEUTRAL, strict=True
    ):
        part = target[_inside(overlay.region, step)]
        part[:] = _blended(colour, alpha, part, neutral)
    return laid


def _blended(colour: Pixels, alpha: Pixels, below: Pixels, neutral: int) -> Pixels:
    # below * (1 - alpha) around the plane's neutral value; division by 255 as in Blinn, "Three wrongs make a right".
    covered = alpha.astype(np.uint16)
    weighted = below * (255 - covered) + covered * np.uint16(neutral) + np.uint16(128)
    shown = (weighted + (weighted >> 8)) >> 8
    total = shown.astype(np.int16) + colour - np.int16(neutral)
    blended: Pixels = np.clip(total, 0, 255).astype(np.uint8)
    return blended


def _inside(region: Region, step: int) -> tuple[slice, slice]:
    x, y, width, height = (value // step for value in (region.x, region.y, region.width, region.height))
    return slice(y, y + height), slice(x, x + width)
