"""Proportions of the face, from measured mesh points only."""

from __future__ import annotations

import numpy as np

from tasks.recognition import regions
from tasks.recognition.head_view import HeadView, Mask
from tasks.recognition.scores import Scores, ramp

SOURCE = "mesh-ratios-1"
MAX_YAW = 0.22
"""Of `Face.yaw_ratio`: beyond it, foreshortening outweighs what is measured."""

NOSE = (0.551, 0.585, 0.645, 0.685)
LIPS = (0.190, 0.211, 0.259, 0.295)
EYES = (0.093, 0.110, 0.148, 0.167)
"""5th, 20th, 80th and 95th percentile over frontal portraits, in eye distances."""
WIDTH_TO_HEIGHT = (0.775, 0.798, 0.847, 0.880)
JAW_TO_WIDTH = (0.773, 0.786, 0.819, 0.829)

SURE, UNSURE = 0.75, 0.5


def level_scores(value: float, percentiles: tuple[float, float, float, float], names: tuple[str, str, str]) -> Scores:
    """Low, middle and high by where `value` lies among `percentiles` (5, 20, 80, 95 %)."""
    p5, p20, p80, p95 = percentiles
    low, high = ramp(value, p20, p5), ramp(value, p80, p95)
    middle = min(ramp(value, p5, p20), ramp(value, p95, p80))
    scores = {names[0]: low, names[1]: middle, names[2]: high}
    return {name: UNSURE * score + (SURE - UNSURE) * score**2 for name, score in scores.items()}


def ratio(view: HeadView, name: str) -> float:
    """Mean distance of the named point pairs (sum for the lips' two halves), in eye distances."""
    pairs = regions.DISTANCES[name]
    lengths = [float(np.hypot(*(view.points[a] - view.points[b]))) for a, b in pairs]
    return (sum(lengths) if name == "lips" else sum(lengths) / len(lengths)) / view.eye_distance_px


def face_shape_scores(view: HeadView) -> Scores:
    """From width to height and jaw to width. The mesh draws every face towards its mean, so most stay `unknown`."""
    wide = view.face_width_px / view.face_height_px
    jaw = float(np.hypot(*(view.points[172] - view.points[397]))) / view.face_width_px
    broad, slender = (
        ramp(wide, WIDTH_TO_HEIGHT[2], WIDTH_TO_HEIGHT[3]),
        ramp(wide, WIDTH_TO_HEIGHT[1], WIDTH_TO_HEIGHT[0]),
    )
    strong = ramp(jaw, JAW_TO_WIDTH[2], JAW_TO_WIDTH[3])
    return {
        "round": 0.7 * broad * (1.0 - strong),
        "square": 0.7 * strong * (1.0 - slender),
        "long": 0.7 * slender,
        "oval": 0.55 * (1.0 - broad) * (1.0 - slender) * (1.0 - strong),
    }


def lips_scores(view: HeadView) -> Scores:
    """A smile stretches the lips thin, so an open mouth lowers every score."""
    closed = ramp(ratio(view, "mouth_open"), 0.12, 0.02)
    scores = level_scores(ratio(view, "lips"), LIPS, ("narrow", "medium", "wide"))
    return {name: closed * score for name, score in scores.items()}


def brow_scores(view: HeadView, hair: Mask, skin_lightness: float) -> Scores:
    """By how dark the brows are against the skin, where no hair falls over them; `skin_lightness` is L of the skin."""
    darkness = []
    for brow in regions.BROWS:
        mask = view.region(brow) & ~hair
        if int(mask.sum()) >= 8:
            darkness.append(1.0 - float(np.percentile(view.lab[mask][:, 0], 35)) / max(skin_lightness, 1.0))
    if not darkness:
        return {}
    value = sum(darkness) / len(darkness)
    thin, bold = ramp(value, 0.22, 0.10), ramp(value, 0.42, 0.55)
    return {"thin": 0.7 * thin, "bold": 0.7 * bold, "medium": 0.7 * (1.0 - thin) * (1.0 - bold)}
