"""Where a face is and how it lies; what both locators answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from media.image_file import RgbImage
from tasks.recognition import regions

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Face:
    """One located face.

    Attributes:
        points: `(468, 2)` x and y in pixels of the image; NaN where the locator does not know the point.
        box_px: x, y, width, height.
        measured: True where `points` follow this face; False where a mean face was laid over the eyes, so that
            distances between points say nothing about the person.
        source: the locator with its version.
        crowded: another face of comparable size is in the picture.
    """

    points: Points
    box_px: tuple[int, int, int, int]
    measured: bool
    source: str
    crowded: bool = False

    @property
    def roll_degrees(self) -> float:
        """How far the line through the eyes is turned, clockwise on the screen."""
        left, right = eye_centres(self.points)
        return float(np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0])))

    @property
    def yaw_ratio(self) -> float:
        """Sideways place of the nose tip between the edges of the face: 0 frontal, about 0.33 three-quarter."""
        upright = rotate(self.points, -self.roll_degrees)
        left, right = upright[regions.FACE_LEFT, 0], upright[regions.FACE_RIGHT, 0]
        return float((upright[regions.NOSE_TIP, 0] - (left + right) / 2) / max(abs(right - left), 1e-6))


class FaceLocator(Protocol):
    """Finds the face that a selfie is about."""

    def locate(self, image: RgbImage) -> Face | None:
        """The largest usable face of an upright sRGB image, shape (height, width, 3); None where there is none."""


def eye_centres(points: Points) -> tuple[Points, Points]:
    """Centres of the picture's left and right eye, each shape (2,)."""
    return points[list(regions.LEFT_EYE)].mean(axis=0), points[list(regions.RIGHT_EYE)].mean(axis=0)


def rotate(points: Points, degrees: float) -> Points:
    """`points` turned about the origin, clockwise on the screen for positive angles."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ turn.T, dtype=np.float64)


def mean_face_on_eyes(left_eye: Points, right_eye: Points) -> Points:
    """The mean face moved, turned and scaled so that its eyes lie on the given centres; `(468, 2)`, unused = NaN."""
    span = right_eye - left_eye
    distance = float(np.hypot(*span))
    degrees = float(np.degrees(np.arctan2(span[1], span[0])))
    return rotate(_mean_face() * distance, degrees) + (left_eye + right_eye) / 2


@cache
def _mean_face() -> Points:
    """Mean of mesh results on frontal portraits, mirrored and averaged; origin between the eyes, unit eye distance."""
    table = json.loads(files("tasks.recognition").joinpath("canonical_face.json").read_text())
    points = np.full((regions.POINTS, 2), np.nan)
    for index, place in table.items():
        points[int(index)] = place
    left, right = eye_centres(points)
    return (points - (left + right) / 2) / float(np.hypot(*(right - left)))
