"""Finds a face without any model file, with the Haar cascades that ship inside OpenCV's 4.x wheels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from media.image_file import RgbImage
from tasks.recognition.face import Face, Points, mean_face_on_eyes, rotate

SOURCE = "haar-4"
CASCADES = Path(cv2.__file__).parent / "data"
SEARCH_SIDE_PX = 640
TURNS_DEGREES = (-20, 20, 90, -90, 180)
"""Tried after upright; a turned find must show both eyes, else carpets and clouds have faces."""

FACE_CASCADES = ("haarcascade_frontalface_alt2.xml", "haarcascade_frontalface_default.xml")
EYE_CASCADES = ("haarcascade_eye_tree_eyeglasses.xml", "haarcascade_eye.xml")
MIN_FACE_SHARE = 0.11
"""Of the picture's shorter side: a selfie is of the one who took it."""

EXPECTED_EYES = np.array([[0.31, 0.385], [0.69, 0.385]])
"""Eye centres in a face box of the cascade, as shares of its side."""
EYE_TOLERANCE = 0.11


class _Candidate(NamedTuple):
    box: tuple[int, int, int, int]
    eyes: Points
    eyes_seen: int


class HaarLocator:
    """Face box and eyes; every other point is the mean face laid over the eyes."""

    def locate(self, image: RgbImage) -> Face | None:
        scale = min(1.0, SEARCH_SIDE_PX / max(image.shape[:2]))
        full = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(full, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else full
        grey = np.asarray(small, dtype=np.uint8)
        evened = np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey), dtype=np.uint8)
        for picture, degrees in ((grey, 0), (evened, 0), *((grey, degrees) for degrees in TURNS_DEGREES)):
            turned, matrix = _turn(picture, degrees)
            candidates = _candidates(turned, needs_eyes=degrees != 0)
            if candidates:
                return _face(candidates, np.asarray(cv2.invertAffineTransform(matrix), dtype=np.float64), scale)
        return None


def _face(candidates: list[_Candidate], to_image: NDArray[np.float64], scale: float) -> Face:
    best = max(candidates, key=lambda found: found.box[2] * (1 + 0.2 * found.eyes_seen))
    others = [found for found in candidates if found is not best and found.box[2] > 0.7 * best.box[2]]
    eyes = (best.eyes @ to_image[:, :2].T + to_image[:, 2]) / scale
    points = mean_face_on_eyes(eyes[0], eyes[1])
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    x, y, width, height = (round(float(value)) for value in (*low, *(high - low)))
    return Face(points=points, box_px=(x, y, width, height), measured=False, source=SOURCE, crowded=bool(others))


def _candidates(grey: NDArray[np.uint8], needs_eyes: bool) -> list[_Candidate]:
    """Faces of the first cascade that finds one; `grey` is (height, width)."""
    smallest = max(40, round(min(grey.shape) * MIN_FACE_SHARE))
    for name in FACE_CASCADES:
        boxes = _cascade(name).detectMultiScale(grey, 1.1, 4, minSize=(smallest, smallest))
        found = [_with_eyes(grey, tuple(int(value) for value in box)) for box in boxes]
        found = [candidate for candidate in found if candidate.eyes_seen >= (2 if needs_eyes else 1)]
        if found:
            return found
    return []


def _with_eyes(grey: NDArray[np.uint8], box: Any) -> _Candidate:
    """Looks for both eyes in the upper part of a face box; a missing one is mirrored or taken from the mean."""
    x, y, side, _ = box
    upper = grey[y : y + round(side * 0.62), x : x + side]
    eyes: list[Points | None] = [_eye(upper, side, expected) for expected in EXPECTED_EYES]
    seen = sum(eye is not None for eye in eyes)
    places = []
    for index, eye in enumerate(eyes):
        other = eyes[1 - index]
        if eye is None and other is not None:  # mirrored about the middle of the box
            eye = np.array([1.0 - other[0], other[1]])
        places.append(EXPECTED_EYES[index] if eye is None else eye)
    return _Candidate(box, np.array([x, y]) + np.array(places) * side, seen)


def _eye(upper: NDArray[np.uint8], side: int, expected: Points) -> Points | None:
    """Centre of the eye nearest to where it is expected, as shares of the face box; None where none is near."""
    size = (round(side * 0.14), round(side * 0.38))
    for name in EYE_CASCADES:
        boxes = _cascade(name).detectMultiScale(upper, 1.05, 3, minSize=(size[0],) * 2, maxSize=(size[1],) * 2)
        centres = [np.array([bx + bw / 2, by + bh / 2]) / side for bx, by, bw, bh in boxes]
        near = [centre for centre in centres if float(np.hypot(*(centre - expected))) < EYE_TOLERANCE]
        if near:
            return np.asarray(min(near, key=lambda centre: float(np.hypot(*(centre - expected)))))
    return None


def _turn(grey: NDArray[np.uint8], degrees: int) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The picture turned clockwise, whole, and the 2 x 3 matrix from the original's pixels to the turned one's."""
    if degrees == 0:
        return grey, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    height, width = grey.shape
    corners = rotate(np.array([[0, 0], [width, 0], [0, height], [width, height]], dtype=np.float64), degrees)
    low, high = corners.min(axis=0), corners.max(axis=0)
    matrix = np.column_stack([rotate(np.eye(2), degrees).T, -low])
    size = tuple(int(value) for value in np.ceil(high - low))
    turned = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, dtype=np.uint8), matrix


@cache
def _cascade(name: str) -> Any:
    return cv2.CascadeClassifier(str(CASCADES / name))
