"""4:2:0 pictures as one array `(height * 3 // 2, width)` uint8: plane Y, then U, then V, each without padding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contracts.comp import Region

Pixels = npt.NDArray[np.uint8]


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
    for target, source, step in zip(split_planes(part), split_planes(picture), (1, 2, 2), strict=True):
        target[:] = source[_inside(region, step)]
    return part


def paste(part: Pixels, picture: Pixels, region: Region) -> Pixels:
    """A copy of `picture` with `part` at `region`."""
    pasted = picture.copy()
    for target, source, step in zip(split_planes(pasted), split_planes(part), (1, 2, 2), strict=True):
        target[_inside(region, step)] = source
    return pasted


def _inside(region: Region, step: int) -> tuple[slice, slice]:
    x, y, width, height = (value // step for value in (region.x, region.y, region.width, region.height))
    return slice(y, y + height), slice(x, x + width)
