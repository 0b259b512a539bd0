"""Finds a face with YuNet and measures it with the 468-point face mesh."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from media.image_file import RgbImage
from tasks.recognition import regions
from tasks.recognition.face import Face, Points, eye_centres, rotate
from tasks.recognition.model_files import open_session

SOURCE = "mesh468-1"
SEARCH_SIDES_PX = (320, 640)
MIN_SCORE = 0.6
MIN_PRESENCE = 0.9
"""Of the mesh: below it the face is covered, cropped or seen from the side."""
MIN_FACE_PX = 60
QUARTER_TURNS = (0, 1, 3, 2)
MESH_SIDE_PX = 192
MARGIN = 1.5


class MeshLocator:
    """Two passes of the mesh: the second looks at a crop that the first one centred and turned upright."""

    def __init__(self, detector: Path, mesh: Path) -> None:
        self._detector = _detector(str(detector))
        self._mesh = open_session(mesh)

    def locate(self, image: RgbImage) -> Face | None:
        for side_px in SEARCH_SIDES_PX:
            for turns in QUARTER_TURNS if side_px == SEARCH_SIDES_PX[-1] else (0,):
                turned = np.ascontiguousarray(np.rot90(image, turns))
                found = self._detect(turned, side_px)
                if len(found) and (face := self._measure(turned, found)) is not None:
                    return _unturned(face, turns, image.shape)
        return None

    def _detect(self, image: RgbImage, side_px: int) -> NDArray[np.float64]:
        """Rows of x, y, width, height, five points and a score, in pixels of `image`; shape (faces, 15)."""
        height, width = image.shape[:2]
        scale = min(1.0, side_px / max(height, width))
        size = (max(32, round(width * scale)), max(32, round(height * scale)))
        small = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
        self._detector.setInputSize(size)
        _, rows = self._detector.detect(small)
        if rows is None:
            return np.zeros((0, 15))
        rows = rows.astype(np.float64)
        rows[:, :14] /= scale
        return np.asarray(rows)

    def _measure(self, image: RgbImage, found: NDArray[np.float64]) -> Face | None:
        areas = found[:, 2] * found[:, 3]
        off_centre = np.abs((found[:, 0] + found[:, 2] / 2) / image.shape[1] - 0.5)
        best = int(np.argmax(areas * (1 - 0.6 * off_centre) * found[:, 14]))
        row = found[best]
        centre = row[:2] + row[2:4] / 2
        size = float(max(row[2:4])) * MARGIN
        degrees = float(np.degrees(np.arctan2(row[7] - row[5], row[6] - row[4])))
        points, presence = self._mesh_points(image, centre, size, degrees)
        upright = rotate(points, -degrees)
        low, high = upright.min(axis=0), upright.max(axis=0)
        left, right = eye_centres(points)
        points, presence = self._mesh_points(
            image,
            rotate((low + high) / 2, degrees),
            float(max(high - low)) * MARGIN,
            float(np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0]))),
        )
        height_px = float(np.hypot(*(points[regions.CHIN_TIP] - points[regions.FOREHEAD_TOP])))
        if presence < MIN_PRESENCE or height_px < MIN_FACE_PX:
            return None
        low, high = points.min(axis=0), points.max(axis=0)
        x, y, width, height = (round(float(value)) for value in (*low, *(high - low)))
        crowded = bool(np.sum(areas > 0.5 * areas[best]) > 1)
        return Face(points=points, box_px=(x, y, width, height), measured=True, source=SOURCE, crowded=crowded)

    def _mesh_points(self, image: RgbImage, centre: Points, size: float, degrees: float) -> tuple[Points, float]:
        """Mesh points `(468, 2)` in pixels of `image`, and how sure the mesh is that a face is there, 0 to 1."""
        scale = MESH_SIDE_PX / size
        matrix = np.column_stack([rotate(np.eye(2), -degrees).T * scale, np.zeros(2)])
        matrix[:, 2] = MESH_SIDE_PX / 2 - matrix[:, :2] @ centre
        crop = cv2.warpAffine(image, matrix, (MESH_SIDE_PX,) * 2, borderMode=cv2.BORDER_REPLICATE)
        tensor = crop.astype(np.float32).transpose(2, 0, 1)[None] / 255
        flat, logit = self._mesh.run(["conv2d_21", "conv2d_31"], {"input_1": tensor})
        inverse = cv2.invertAffineTransform(matrix)
        points = flat.reshape(regions.POINTS, 3)[:, :2].astype(np.float64) @ inverse[:, :2].T + inverse[:, 2]
        return points, float(1 / (1 + np.exp(-float(np.ravel(logit)[0]))))


def _unturned(face: Face, turns: int, shape: tuple[int, ...]) -> Face:
    """The face in the pixels of the picture before `turns` quarter turns against the clock."""
    height, width = shape[:2]
    x, y = face.points[:, 0], face.points[:, 1]
    points = {
        0: np.column_stack([x, y]),
        1: np.column_stack([width - 1 - y, x]),
        2: np.column_stack([width - 1 - x, height - 1 - y]),
        3: np.column_stack([y, height - 1 - x]),
    }[turns]
    low, high = points.min(axis=0), points.max(axis=0)
    box = tuple(round(float(value)) for value in (*low, *(high - low)))
    return Face(points, (box[0], box[1], box[2], box[3]), face.measured, face.source, face.crowded)


@lru_cache(maxsize=2)
def _detector(path: str) -> Any:
    return cv2.FaceDetectorYN.create(path, "", (320, 320), MIN_SCORE, 0.3, 20)
