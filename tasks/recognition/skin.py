"""The skin's colour, and its place on the Monk Skin Tone scale."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tasks.recognition import regions
from tasks.recognition.head_view import HeadView, Lab, Mask
from tasks.recognition.scores import Scores, bell, ramp

SOURCE = "ita-1"
ITA_CENTRES_DEGREES = {
    "1": 82.0,
    "2": 72.0,
    "3": 60.0,
    "4": 48.0,
    "5": 37.0,
    "6": 28.0,
    "7": 18.0,
    "8": 5.0,
    "9": -15.0,
    "10": -40.0,
}
"""Individual typology angle at the middle of each tone, for photos lit as phones light them. The scale's printed
swatches (Monk 2019) are lighter than skin ever is in a photo, so the nearest swatch would call everybody deep."""
PLAUSIBLE_HUE_DEGREES = (25.0, 85.0)
BRIGHT_PERCENTILE = 70
UNDEREXPOSED = (45.0, 72.0)
"""Lightness of the photo's white: below the first nothing can be said of the tone, from the second on all is well."""


class Skin(NamedTuple):
    """The skin's colour, and how much the light can be trusted.

    Attributes:
        lab: median CIELAB of cheeks and forehead without hair, shape (3,).
        ita_degrees: individual typology angle of its brighter part: atan2(L - 50, b).
        light: 0 to 1; below 0.5 the light hides the tone (too dark, burnt out, one-sided, strongly coloured).
    """

    lab: Lab
    ita_degrees: float
    light: float


def measure_skin(view: HeadView, hair: Mask | None = None) -> Skin | None:
    """Reads cheeks and forehead; None where too little of them is free."""
    free = view.inside if hair is None else view.inside & ~hair
    left, right = view.region(regions.LEFT_CHEEK) & free, view.region(regions.RIGHT_CHEEK) & free
    patch = left | right | (view.region(regions.FOREHEAD) & free)
    left_lab, right_lab, median = view.median_lab(left), view.median_lab(right), view.median_lab(patch, 60)
    if median is None:
        return None
    bright = float(np.percentile(view.lab[patch][:, 0], BRIGHT_PERCENTILE))
    ita = float(np.degrees(np.arctan2(bright - 50, max(float(median[2]), 1e-3))))
    one_sided = 0.0 if left_lab is None or right_lab is None else abs(float(left_lab[0] - right_lab[0]))
    return Skin(median, ita, _light(view.lab[patch], median, one_sided) * ramp(_white(view), *UNDEREXPOSED))


def _white(view: HeadView) -> float:
    """Lightness of the brightest places, 0 to 100: well exposed, something is nearly white, if only an eye."""
    eyes = view.lab[view.region(regions.LEFT_EYE) | view.region(regions.RIGHT_EYE)][:, 0]
    brightest = float(np.percentile(view.lab[view.inside][:, 0], 99.5))
    return max(brightest, float(np.percentile(eyes, 97)) if eyes.size else 0.0)


def skin_tone_scores(skin: Skin) -> Scores:
    """Score of each Monk tone. Neighbours share it: two tones apart is about what the light alone can do."""
    closeness = {tone: bell(skin.ita_degrees, centre, _width(tone)) for tone, centre in ITA_CENTRES_DEGREES.items()}
    total = sum(closeness.values()) or 1.0
    return {tone: skin.light * (0.35 + 0.65 * value / total) * (value > 0.05) for tone, value in closeness.items()}


def _width(tone: str) -> float:
    return 6.0 if int(tone) < 8 else 10.0


def _light(pixels: Lab, median: Lab, one_sided: float) -> float:
    """How much the light can be trusted, 0 to 1; `pixels` (n, 3), `one_sided` = difference in L between cheeks."""
    hue = float(np.degrees(np.arctan2(median[2], median[1])))
    burnt_out = float(np.mean(pixels[:, 0] > 97))
    dark = float(np.percentile(pixels[:, 0], 90))
    light = 1.0
    light -= 0.5 * min(1.0, max(0.0, (one_sided - 20) / 25))
    light -= 0.6 * min(1.0, burnt_out / 0.3)
    light -= 0.7 * min(1.0, max(0.0, (32 - dark) / 15))
    low, high = PLAUSIBLE_HUE_DEGREES
    light -= 0.5 * min(1.0, max(0.0, low - hue, hue - high) / 25)
    return max(0.0, light)
