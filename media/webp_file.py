"""WebP files within a size that messengers allow: the best quality whose file is small enough."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
"""`(height, width, 3 or 4)`, sRGB, straight alpha."""

STILL_QUALITIES = (90, 80, 70, 56, 42, 28)
ANIMATION_QUALITIES = (72, 60, 48, 36, 24)
"""From the best; below the last one flat colours break into blocks."""
STILL_EFFORT, ANIMATION_EFFORT = 3, 2
"""libwebp's method, 0 to 6. Level 4 takes three times as long as level 2 and saves three hundredths of the size."""


def webp_bytes(picture: Pixels, max_bytes: int | None = None) -> bytes:
    """One picture as lossy WebP without metadata; lossless alpha. Equal pictures give equal bytes.

    Raises:
        ValueError: not even the lowest quality stays within `max_bytes`.
    """
    image = Image.fromarray(picture)

    def encoded(quality: int) -> bytes:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=STILL_EFFORT)
        return file.getvalue()

    return fitting(encoded, STILL_QUALITIES, max_bytes)


def animated_webp_bytes(pictures: Sequence[Pixels], duration_ms: Sequence[int], max_bytes: int | None = None) -> bytes:
    """Pictures of equal size as an endless loop, each shown for its duration. Equal pictures give equal bytes.

    Raises:
        ValueError: not even the lowest quality stays within `max_bytes`.
    """
    first, *others = (Image.fromarray(picture) for picture in pictures)

    def encoded(quality: int) -> bytes:
        file = io.BytesIO()
        first.save(
            file,
            "WEBP",
            save_all=True,
            append_images=others,
            duration=list(duration_ms),
            loop=0,
            quality=quality,
            method=ANIMATION_EFFORT,
            background=(0, 0, 0, 0),
        )
        return file.getvalue()

    return fitting(encoded, ANIMATION_QUALITIES, max_bytes)


def fitting(encoded: Callable[[int], bytes], qualities: Sequence[int], max_bytes: int | None) -> bytes:
    """The file of the first of `qualities` that stays within `max_bytes`; None = of the first at once."""
    for quality in qualities:
        file = encoded(quality)
        if max_bytes is None or len(file) <= max_bytes:
            return file
    raise ValueError(f"the picture does not fit into {max_bytes} bytes, not even at quality {qualities[-1]}")
