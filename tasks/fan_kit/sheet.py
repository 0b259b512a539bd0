"""Stickers beside each other on one transparent sheet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tasks.fan_kit.die_cut import Pixels

GAP_PX = 16


def sheet(pictures: Sequence[Pixels], columns: int) -> Pixels:
    """`pictures` of equal size in rows of `columns`, `(height, width, 4)`; a last row that is not full is centred.

    Pictures without alpha are opaque.
    """
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    page = np.zeros((rows * (height + GAP_PX) + GAP_PX, columns * (width + GAP_PX) + GAP_PX, 4), np.uint8)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        in_row = min(columns, len(pictures) - row * columns)
        indent_px = (columns - in_row) * (width + GAP_PX) // 2
        x, y = indent_px + GAP_PX + column * (width + GAP_PX), GAP_PX + row * (height + GAP_PX)
        place = page[y : y + height, x : x + width]
        place[..., :3] = picture[..., :3]
        place[..., 3] = picture[..., 3] if picture.shape[2] == 4 else 255
    return page
