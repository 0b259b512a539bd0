"""4:2:0 pictures as one array `(height * 3 // 2, width)` uint8: plane Y, then U, then V, each without padding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contracts.comp import Region

Pixels = npt.NDArray[np.uint8]

PLANE_STEPS = (1, 2, 2)
"""Pixels of the frame per sample of Y, U and V, across and down."""
BLOCK = 8
"""What widths and left edges are multiples of, in pixels."""
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
    LaidOverlay(overlay, laid.shape[1]).put_on(laid)
    return laid


class LaidOverlay:
    """An overlay made ready for several pictures: a held drawing lies over a new picture of the plate every frame.

    Most samples are either empty or opaque. The first are left alone and the second copied; only what is left is
    calculated. Samples are looked at in blocks of eight (four of chroma), which is what regions are multiples of.
    """

    def __init__(self, overlay: Overlay, picture_width: int) -> None:
        """Prepares `overlay` for pictures of `picture_width`."""
        alphas = (overlay.alpha, overlay.chroma_alpha, overlay.chroma_alpha)
        self._planes = [
            _LaidPlane(colour, alpha, _inside(overlay.region, step), picture_width // step, step, neutral)
            for colour, alpha, step, neutral in zip(
                split_planes(overlay.colour), alphas, PLANE_STEPS, NEUTRAL, strict=True
            )
        ]

    def put_on(self, picture: Pixels) -> None:
        """Lays the overlay over `picture`, a contiguous one, in place."""
        for plane, target in zip(self._planes, split_planes(picture), strict=True):
            plane.put_on(target)


class _LaidPlane:
    def __init__(
        self, colour: Pixels, alpha: Pixels, inside: tuple[slice, slice], width: int, step: int, neutral: int
    ) -> None:
        self._block: type[np.uint64 | np.uint32] = np.uint64 if step == 1 else np.uint32
        samples = BLOCK // step
        rows, columns = inside
        self._inside = rows, slice(columns.start // samples, columns.stop // samples)
        self._colour, alphas = (np.ascontiguousarray(plane).view(self._block) for plane in (colour, alpha))
        nothing, opaque = (np.full(samples, value, np.uint8).view(self._block) for value in (neutral, 255))
        self._opaque = alphas == opaque
        # Light that only adds has colour where its alpha is zero.
        mixed = np.flatnonzero(((alphas != 0) | (self._colour != nothing)) & ~self._opaque)
        across = self._colour.shape[1]
        self._places = mixed + mixed // across * (width // samples - across)
        self._places += rows.start * width // samples + self._inside[1].start
        covered = alphas.reshape(-1)[mixed].view(np.uint8).astype(np.uint16)
        # below * (1 - alpha) around the plane's neutral value.
        self._shown = 255 - covered
        self._offset = covered * np.uint16(neutral) + np.uint16(128)
        self._added = self._colour.reshape(-1)[mixed].view(np.uint8).astype(np.int16) - np.int16(neutral)

    def put_on(self, plane: Pixels) -> None:
        blocks = plane.view(self._block)
        np.copyto(blocks[self._inside], self._colour, where=self._opaque)
        blocks = blocks.reshape(-1)
        # Division by 255 as in Blinn, "Three wrongs make a right".
        weighted = blocks[self._places].view(np.uint8) * self._shown
        weighted += self._offset
        weighted += weighted >> 8
        weighted >>= 8
        total = weighted.view(np.int16)
        total += self._added
        blocks[self._places] = np.clip(total, 0, 255, out=total).astype(np.uint8).view(self._block)


def _inside(region: Region, step: int) -> tuple[slice, slice]:
    x, y, width, height = (value // step for value in (region.x, region.y, region.width, region.height))
    return slice(y, y + height), slice(x, x + width)
