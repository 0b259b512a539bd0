"""Glasses: by the classifier, or by the frame's edges where there is none; sunglasses by the lenses."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.recognition import regions
from tasks.recognition.face import Points, eye_centres
from tasks.recognition.hair_mask import like_skin
from tasks.recognition.head_view import SIDE_PX, HeadView, Mask
from tasks.recognition.model_files import open_session
from tasks.recognition.scores import Scores, ramp
from tasks.recognition.skin import Skin

MODEL_SOURCE = "slinko-1"
EDGE_SOURCE = "frame-edges-1"
STRIP_SIZE = (128, 64)
STRIP_MARGIN = 1 / 3
WELL_LIT = 125.0
"""Grey value that the strip's 60th percentile is lifted to: in the dark the classifier sees glasses everywhere."""


class Lenses(NamedTuple):
    """What lies where lenses would be.

    Attributes:
        skin_share: share of the area that looks like skin; low behind dark or mirrored lenses.
        darkness: median lightness over that of the skin.
        frame_dip: darkest line across the upper cheeks, in L below its surroundings; the weaker of the two eyes.
        bridge_dip: the same across the bridge of the nose.
    """

    skin_share: float
    darkness: float
    frame_dip: float
    bridge_dip: float


def measure_lenses(view: HeadView, skin: Skin) -> Lenses:
    """Reads the area around the eyes."""
    unit = view.eye_distance_px
    area = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    dips = []
    for x, y in eye_centres(view.points):
        cv2.ellipse(area, (round(x), round(y + 0.06 * unit)), (round(0.28 * unit), round(0.2 * unit)), 0, 0, 360, 1, -1)
        dips.append(_dip(view, x - 0.22 * unit, y + 0.2 * unit, x + 0.22 * unit, y + 0.62 * unit))
    left, right = eye_centres(view.points)
    middle, level = (left + right) / 2
    lens: Mask = area.astype(bool) & view.inside
    return Lenses(
        skin_share=float(like_skin(view.lab, skin.lab)[lens].mean()) if lens.any() else 0.0,
        darkness=float(np.median(view.lab[lens][:, 0]) / max(float(skin.lab[0]), 1.0)) if lens.any() else 1.0,
        frame_dip=min(dips),
        bridge_dip=_dip(view, middle - 0.08 * unit, level - 0.3 * unit, middle + 0.08 * unit, level + 0.3 * unit),
    )


def glasses_scores(lenses: Lenses, logit: float | None) -> Scores:
    """`logit` of the classifier, below 0 = glasses; None = judge by the lenses' edges alone."""
    dark = max(ramp(lenses.darkness, 0.5, 0.36), ramp(lenses.skin_share, 0.14, 0.04))
    if logit is None:
        frame = ramp(lenses.frame_dip, 4.0, 9.0) * ramp(lenses.bridge_dip, 3.0, 8.0)
        worn = max(frame, 0.9 * ramp(lenses.darkness, 0.42, 0.3) * ramp(lenses.skin_share, 0.10, 0.03))
        bare = 0.75 * ramp(lenses.frame_dip, 6.0, 3.0)
        return {"none": bare * (1.0 - worn), "clear": 0.8 * worn * (1.0 - dark), "sunglasses": 0.85 * worn * dark}
    worn = 1.0 / (1.0 + float(np.exp(0.9 * logit)))
    return {"none": 1.0 - worn, "clear": worn * (1.0 - dark), "sunglasses": worn * dark}


def glasses_logit(view: HeadView, model: Path) -> float:
    """The classifier's answer on the strip from brows to nose tip, evened in brightness; below 0 = glasses."""
    session = open_session(model)
    strip = _eye_strip(view.rgb, view.points)
    tensor = _lit(strip).astype(np.float32)[None]
    return float(np.ravel(session.run(None, {session.get_inputs()[0].name: tensor})[0])[0])


def _eye_strip(rgb: NDArray[np.uint8], points: Points) -> NDArray[np.uint8]:
    corner = points[list(regions.EYE_STRIP)]
    low, high = corner.min(axis=0), corner.max(axis=0)
    margin = (high[0] - low[0]) * STRIP_MARGIN
    left, right = low[0] - margin, high[0] + margin
    source = np.array([[left, low[1]], [right, low[1]], [left, high[1]]], np.float32)
    target = np.array([[0, 0], [STRIP_SIZE[0], 0], [0, STRIP_SIZE[1]]], np.float32)
    matrix = cv2.getAffineTransform(source, target)
    strip = cv2.warpAffine(rgb, matrix, STRIP_SIZE, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, dtype=np.uint8)


def _lit(strip: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Dark strips lifted; bright ones left alone: what is burnt out does not come back."""
    level = float(np.percentile(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY), 60))
    gain = max(1.0, WELL_LIT / max(level, 1.0))
    return np.asarray(np.clip(strip.astype(np.float32) * gain, 0, 255), dtype=np.float32)


def _dip(view: HeadView, left: float, top: float, right: float, bottom: float) -> float:
    """Depth in L of the darkest thin horizontal line in a box."""
    x0, y0, x1, y1 = (round(min(max(value, 0), SIDE_PX)) for value in (left, top, right, bottom))
    if x1 - x0 < 3 or y1 - y0 < 6:
        return 0.0
    patch = view.lab[y0:y1, x0:x1, 0]
    narrow = view.eye_distance_px * 0.035
    lines = cv2.GaussianBlur(patch, (0, 0), max(0.8, narrow / 2))
    around = cv2.GaussianBlur(patch, (0, 0), narrow * 3)
    columns = (around - lines).max(axis=0)
    return float(np.percentile(columns, 25))
