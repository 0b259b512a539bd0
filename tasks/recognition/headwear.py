"""Headwear: cloth where hair or sky should be."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tasks.recognition import regions
from tasks.recognition.hair_mask import HairMask
from tasks.recognition.head_view import HeadView, Lab, Mask
from tasks.recognition.scores import Scores, ramp
from tasks.recognition.skin import Skin

SOURCE = "cover-1"
SAME_CLOTH = 16.0
"""Distance in CIELAB within which two places are the same cloth, folds and shadows included (lightness counts half)."""

CLOTH_HUES_DEGREES = {"red": 0.0, "yellow": 75.0, "green": 160.0, "blue": 270.0}
"""Middle of each name's hues in CIELAB: pink to red, orange and brown to yellow, green to teal, blue to violet."""
COLOURED = (6.0, 14.0)
"""Chroma: black, grey and white below the first, a colour from the second on."""
DARK = (55.0, 38.0)
MOST_PALED = 0.45
"""Of the skin's chroma, what is left of it where light glosses it."""


class Cover(NamedTuple):
    """What is over the forehead, and how far the same goes on. Shares are 0 to 1.

    Attributes:
        hair: share of the band over the forehead that the mask calls hair.
        by_model: whether that mask can tell cloth from hair.
        beside: share of the strips beside the face that have the cover's colour.
        neck: share of the neck that has it.
        unlike_hair: 0 natural hair colour, 1 surely none.
        from_skin, from_background: how far the cover's colour is from those.
        from_shine: the same from the skin where light glosses it, as on a bald head.
        colour: its median CIELAB, shape (3,).
    """

    hair: float
    by_model: bool
    beside: float
    neck: float
    unlike_hair: float
    from_skin: float
    from_background: float
    from_shine: float
    colour: Lab


def measure_cover(view: HeadView, hair: HairMask, skin: Skin) -> Cover | None:
    """Reads the band over the forehead; None where the photo ends there."""
    band = view.above_forehead(0.06, 0.3, 0.28)
    cloth = band & ~hair.mask if hair.by_model else band
    colour = view.median_lab(cloth, 200)
    if colour is None:
        colour = view.median_lab(band, 200)
    if colour is None:
        return None
    unit, width, middle = view.face_height_px, view.face_width_px, view.middle_x_px
    eyes, chin = view.y_px(regions.LEFT_EYE_CORNER), view.y_px(regions.CHIN_TIP)
    sides = view.box(middle - 0.78 * width, eyes, middle - 0.58 * width, chin - 0.1 * unit)
    sides |= view.box(middle + 0.58 * width, eyes, middle + 0.78 * width, chin - 0.1 * unit)
    neck = view.box(middle - 0.3 * width, chin + 0.12 * unit, middle + 0.3 * width, chin + 0.4 * unit)
    same = _same_cloth(view.lab, colour)
    background = view.background()
    return Cover(
        hair=float(hair.mask[band].mean()),
        by_model=hair.by_model,
        beside=float(same[sides].mean()) if sides.any() else 0.0,
        neck=float(same[neck].mean()) if neck.any() else 0.0,
        unlike_hair=_unlike_hair(colour),
        from_skin=_distance(colour, skin.lab),
        from_background=30.0 if background is None else _distance(colour, background),
        from_shine=_distance(colour, _glossed(skin.lab, colour)),
        colour=colour,
    )


def headwear_scores(cover: Cover) -> Scores:
    """A headscarf goes on beside the face and over the neck; the kinds of hats cannot be told apart by colour.

    What might be the shine of a bald head is no hat. It still is a scarf where it goes on: those are often pale.
    """
    cloth = ramp(cover.from_background, 6, 14) * (ramp(cover.hair, 0.6, 0.4) if cover.by_model else cover.unlike_hair)
    wrapped = ramp(cover.neck, 0.3, 0.55) * ramp(cover.beside, 0.15, 0.35)
    scarf = cloth * wrapped * ramp(cover.from_skin, 6, 12)
    hat = cloth * (1.0 - wrapped) * ramp(cover.from_shine, 6, 12)
    none = (1.0 - scarf - hat) * (0.9 if cover.by_model else 0.8 * (1.0 - 0.6 * wrapped))
    return {"none": none, "headscarf": 0.85 * scarf, "cap": 0.35 * hat, "beanie": 0.3 * hat, "hat": 0.25 * hat}


def cloth_colour_scores(cover: Cover, light: float) -> Scores:
    """Six names for the cloth's colour, by chroma and hue; `light` of the skin, 0 to 1, lowers them all.

    Between two hues both names are likely, so that neither is claimed.
    """
    lightness, a, b = (float(value) for value in cover.colour)
    coloured = ramp(float(np.hypot(a, b)), *COLOURED)
    hue = float(np.degrees(np.arctan2(b, a)))
    dark = ramp(lightness, *DARK)
    scores = {"dark": (1.0 - coloured) * dark, "pale": (1.0 - coloured) * (1.0 - dark)}
    for name, middle in CLOTH_HUES_DEGREES.items():
        apart = abs((hue - middle + 180.0) % 360.0 - 180.0)
        scores[name] = coloured * ramp(apart, 55.0, 35.0)
    return {name: 0.9 * (0.5 + 0.5 * light) * score for name, score in scores.items()}


def _distance(one: Lab, other: Lab) -> float:
    """Distance in CIELAB with lightness counted a quarter: light and shade are not another material."""
    return float(np.linalg.norm((one - other) * np.array([0.25, 1.0, 1.0])))


def _glossed(skin: Lab, colour: Lab) -> Lab:
    """The skin with as much white light on it as brings it nearest to `colour`: lighter and paler, the hue stays."""
    if colour[0] <= skin[0]:
        return skin
    chroma = skin[1:]
    paled = float(np.clip(colour[1:] @ chroma / max(float(chroma @ chroma), 1.0), MOST_PALED, 1.0))
    return np.array([skin[0], *(paled * chroma)], dtype=np.float32)


def _same_cloth(lab: Lab, colour: Lab) -> Mask:
    difference = (lab - colour) * np.array([0.5, 1.0, 1.0], np.float32)
    return np.asarray(np.linalg.norm(difference, axis=-1) < SAME_CLOTH, dtype=np.bool_)


def _unlike_hair(colour: Lab) -> float:
    """Hair is black, grey, or between yellow and red-brown; blue, green, pink and pure red are cloth or dye."""
    lightness, a, b = (float(value) for value in colour)
    cold = max(ramp(-b, 1, 8), ramp(-a, 6, 12))
    pink = ramp(a, 6, 13) * ramp(b, 0.9 * a, 0.5 * a) if a > 6 else 0.0
    white = ramp(lightness, 82, 90) * ramp(float(np.hypot(a, b)), 12, 6)
    return max(cold, pink, white)
