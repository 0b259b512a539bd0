"""Facial hair: how much darker, and how much less skin-coloured, the lower face is than the cheeks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tasks.recognition import regions
from tasks.recognition.head_view import HeadView, Mask
from tasks.recognition.scores import Scores, ramp
from tasks.recognition.skin import Skin

SOURCE = "lower-face-1"


class LowerFace(NamedTuple):
    """Lightness of each part over that of the cheeks (1 = as light as they are), and its spread."""

    moustache: float
    chin: float
    left_jaw: float
    right_jaw: float

    @property
    def jaw(self) -> float:
        """The lighter side: a shadow falls on one, a beard on both."""
        return max(self.left_jaw, self.right_jaw)


def measure_lower_face(view: HeadView, skin: Skin, hair: Mask) -> LowerFace:
    """Median lightness of upper lip, chin and jaws without lips and hair, relative to the cheeks."""
    free = ~(view.region(regions.LIPS) | hair)
    parts = (regions.MOUSTACHE, regions.CHIN, regions.LEFT_JAW, regions.RIGHT_JAW)
    values = []
    for part in parts:
        colour = view.median_lab(view.region(part) & free)
        values.append(1.0 if colour is None else float(colour[0]) / max(float(skin.lab[0]), 1.0))
    return LowerFace(*values)


def facial_hair_scores(lower: LowerFace, light: float) -> Scores:
    """A beard darkens chin, jaw and upper lip alike; a smile's folds and shadows darken one of them."""
    chin, lip, jaw = (ramp(value, 0.84, 0.62) for value in (lower.chin, lower.moustache, lower.jaw))
    full = float(np.sqrt(chin * jaw)) * max(lip, 0.85)
    goatee = min(chin, lip) * (1.0 - jaw)
    moustache = lip * (1.0 - chin) * (1.0 - jaw)
    none = (1.0 - chin) * (1.0 - lip) * (1.0 - jaw)
    shade = float(np.clip(0.5 + 0.5 * light, 0.0, 1.0))
    weights = {"none": 0.85, "full": 0.85, "goatee": 0.6, "moustache": 0.6}
    scores = {"none": none, "full": full, "goatee": goatee, "moustache": moustache}
    return {value: weights[value] * shade * score for value, score in scores.items()}
