"""A face turned upright in a square crop of fixed size; every measure looks at this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from media.image_file import RgbImage
from tasks.recognition import regions
from tasks.recognition.face import Face, Points, eye_centres, rotate

SIDE_PX = 512
FACE_HEIGHTS = 3.0
"""Side of the crop, in face heights: long hair and a scarf fit in."""

Mask = NDArray[np.bool_]
Lab = NDArray[np.float32]


@dataclass(frozen=True)
class HeadView:
    """The crop.

    Attributes:
        rgb: `(512, 512, 3) uint8`, grey where the photo ends.
        lab: `(512, 512, 3) float32` CIELAB (D65), L 0 to 100.
        inside: True where the photo has pixels.
        points: the face's points in the crop's pixels, `(468, 2)`.
        face: the located face, in the photo's pixels.
    """

    rgb: RgbImage
    lab: Lab
    inside: Mask
    points: Points
    face: Face

    @property
    def face_height_px(self) -> float:
        return float(self.points[regions.CHIN_TIP, 1] - self.points[regions.FOREHEAD_TOP, 1])

    @property
    def face_width_px(self) -> float:
        return float(self.points[regions.FACE_RIGHT, 0] - self.points[regions.FACE_LEFT, 0])

    @property
    def middle_x_px(self) -> float:
        return float(self.points[regions.FACE_RIGHT, 0] + self.points[regions.FACE_LEFT, 0]) / 2

    @property
    def eye_distance_px(self) -> float:
        left, right = eye_centres(self.points)
        return float(np.hypot(*(right - left)))

    def y_px(self, point: int) -> float:
        return float(self.points[point, 1])

    def region(self, indices: Sequence[int]) -> Mask:
        """The convex hull of the given mesh points."""
        hull = cv2.convexHull(self.points[list(indices)].astype(np.float32))
        mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
        cv2.fillPoly(mask, [np.rint(hull).astype(np.int32)], 1)
        return mask.astype(bool) & self.inside

    def box(self, left_px: float, top_px: float, right_px: float, bottom_px: float) -> Mask:
        """An upright rectangle, clipped to the photo."""
        x0, y0, x1, y1 = (round(min(max(value, 0), SIDE_PX)) for value in (left_px, top_px, right_px, bottom_px))
        mask = np.zeros((SIDE_PX, SIDE_PX), bool)
        mask[y0:y1, x0:x1] = True
        return mask & self.inside

    def above_forehead(self, low: float = 0.03, high: float = 0.35, half_width: float = 0.3) -> Mask:
        """The band over the forehead; `low` and `high` in face heights, `half_width` in face widths."""
        top, middle, width = self.y_px(regions.FOREHEAD_TOP), self.middle_x_px, self.face_width_px * half_width
        return self.box(
            middle - width, top - high * self.face_height_px, middle + width, top - low * self.face_height_px
        )

    def background(self) -> Lab | None:
        """Median colour left and right of the head, above the chin; None where the head fills the photo."""
        middle, reach, chin = self.middle_x_px, 1.15 * self.face_width_px, self.y_px(regions.CHIN_TIP)
        beside = self.box(0, 0, middle - reach, chin) | self.box(middle + reach, 0, SIDE_PX, chin)
        return self.median_lab(beside, 200)

    def median_lab(self, mask: Mask, least_px: int = 20) -> Lab | None:
        """Median colour under `mask`, shape (3,); None where it covers too little."""
        return np.median(self.lab[mask], axis=0) if int(mask.sum()) >= least_px else None


def head_view(image: RgbImage, face: Face) -> HeadView:
    """Cuts the head out of a photo, turned so that the eyes are level."""
    chin, top = face.points[regions.CHIN_TIP], face.points[regions.FOREHEAD_TOP]
    width = float(np.hypot(*(face.points[regions.FACE_RIGHT] - face.points[regions.FACE_LEFT])))
    unit = max(float(np.hypot(*(chin - top))), 1.2 * width)
    centre = (chin + top) / 2 + 0.25 * (chin - top)
    scale = SIDE_PX / (unit * FACE_HEIGHTS)
    matrix = np.column_stack([rotate(np.eye(2), -face.roll_degrees).T * scale, np.zeros(2)])
    matrix[:, 2] = SIDE_PX / 2 - matrix[:, :2] @ centre
    size = (SIDE_PX, SIDE_PX)
    if scale < 0.5:  # the warp samples four pixels: what it would skip has to be averaged first
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.4 / scale), dtype=np.uint8)
    rgb = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
    whole = np.full(image.shape[:2], 255, np.uint8)
    inside = cv2.warpAffine(whole, matrix, size, borderValue=0) > 250
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    return HeadView(
        rgb=np.asarray(rgb, dtype=np.uint8),
        lab=np.asarray(lab, dtype=np.float32),
        inside=inside,
        points=face.points @ matrix[:, :2].T + matrix[:, 2],
        face=face,
    )
