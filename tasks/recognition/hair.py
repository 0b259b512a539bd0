"""Length, colour, texture, style and fringe of the hair under a mask."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tasks.recognition import regions
from tasks.recognition.hair_mask import HairMask
from tasks.recognition.head_view import SIDE_PX, HeadView, Mask
from tasks.recognition.scores import Scores, ramp

MODEL_TRUST = 0.9
COLOUR_TRUST = 0.75
"""What a mask grown by colour alone is worth: it loses thin hair and takes cloth for hair."""
ROW_SHARE = 0.06
"""Of the face's height: rows with less hair than that are stray strands."""
TEXTURE_SCALE_PX = 4.0
DARK_BLONDE_SHARE = 0.35
"""Blond hair that is not light is as far as that from brown, which then stays as the second guess."""


@dataclass(frozen=True)
class HairShape:
    """Lengths in face heights, areas in squared face heights, shares 0 to 1.

    Attributes:
        area: whole hair.
        above: share of the band over the forehead that is hair.
        bottom: how far hair hangs below the chin; negative above it.
        beside: hair beside the face between eyes and mouth.
        cut_off: hair leaves the photo below the mouth, so that `bottom` is only a lower bound.
        fringe_left, fringe_right: share of hair on either half of the upper forehead.
        trust: 0 to 1, by the kind of mask.
    """

    area: float
    above: float
    bottom: float
    beside: float
    cut_off: bool
    fringe_left: float
    fringe_right: float
    trust: float


def measure_hair(view: HeadView, hair: HairMask) -> HairShape:
    """Reads the hair's shape off its mask."""
    unit, chin = view.face_height_px, view.y_px(regions.CHIN_TIP)
    rows = np.flatnonzero(hair.mask.sum(axis=1) > ROW_SHARE * unit)
    eyes, mouth = view.y_px(regions.LEFT_EYE_CORNER), view.y_px(regions.MOUTH)
    left_edge, right_edge = view.points[regions.FACE_LEFT, 0], view.points[regions.FACE_RIGHT, 0]
    beside = view.box(0, eyes, left_edge, mouth) | view.box(right_edge, eyes, SIDE_PX, mouth)
    forehead, middle = view.region(regions.UPPER_FOREHEAD), view.middle_x_px
    return HairShape(
        area=float(hair.mask.sum()) / unit**2,
        above=_share(hair.mask, view.above_forehead()),
        bottom=(float(rows.max()) - chin) / unit if rows.size else -2.0,
        beside=float((hair.mask & beside).sum()) / unit**2,
        cut_off=_leaves_photo(view, hair.mask, mouth),
        fringe_left=_share(hair.mask, forehead & view.box(0, 0, middle, SIDE_PX)),
        fringe_right=_share(hair.mask, forehead & view.box(middle, 0, SIDE_PX, SIDE_PX)),
        trust=MODEL_TRUST if hair.by_model else COLOUR_TRUST,
    )


def length_scores(shape: HairShape) -> Scores:
    """By how far the hair hangs; hair that leaves the photo beside the neck is taken for long."""
    bald = ramp(shape.area, 0.12, 0.05) * ramp(shape.above, 0.25, 0.08)
    long = ramp(shape.bottom, 0.05, 0.45)
    if shape.cut_off and shape.bottom > -0.2:
        long = max(long, 0.65)
    volume = ramp(shape.area, 0.45, 0.62)  # a full head of hair that ends at the ears is no short crop
    short = ramp(shape.bottom, -0.15, -0.35) * (1.0 - 0.75 * volume)
    medium = max(0.0, 1.0 - long - short)
    kept = {"short": short, "medium": medium, "long": long}
    scores = {value: shape.trust * (1.0 - bald) * score for value, score in kept.items()}
    return {"bald": shape.trust * bald, **scores}


def fringe_scores(shape: HairShape) -> Scores:
    """By the share of the forehead under hair, and whether one half has much more of it."""
    share = (shape.fringe_left + shape.fringe_right) / 2
    one_sided = ramp(abs(shape.fringe_left - shape.fringe_right), 0.15, 0.4)
    none = ramp(share, 0.22, 0.10)
    full = ramp(share, 0.35, 0.65) * (1.0 - 0.8 * one_sided)
    scores = {"none": none, "full": full, "side": max(0.0, 1.0 - none - full)}
    return {value: shape.trust * score for value, score in scores.items()}


def style_scores(shape: HairShape) -> Scores:
    """Only hair that visibly hangs beside the face and neck is called loose: a tail hides behind the head."""
    hangs = ramp(shape.bottom, -0.1, 0.3) * ramp(shape.beside, 0.08, 0.18)
    return {"loose": shape.trust * hangs}


def colour_scores(view: HeadView, mask: Mask, trust: float) -> Scores:
    """By CIELAB of the hair's inside; `trust` is lowered by bad light. Empty where there is too little hair.

    Black against brown and grey against blonde are the weak pairs: light decides them as much as pigment.
    """
    inner = cv2.erode(mask.astype(np.uint8), np.ones((7, 7), np.uint8)).astype(bool)
    outside = inner & ~view.region(regions.FACE_OVAL)  # at the forehead, skin gets into the mask most easily
    inner = outside if int(outside.sum()) >= 150 else inner
    if int(inner.sum()) < 150:
        return {}
    pixels = view.lab[inner]
    lightness = float(np.median(pixels[:, 0]))
    lit = pixels[pixels[:, 0] >= np.percentile(pixels[:, 0], 60)]
    a, b = float(np.median(lit[:, 1])), float(np.median(lit[:, 2]))
    chroma = float(np.hypot(a, b))
    dyed = max(ramp(-b, 4, 12), ramp(-a, 8, 14), ramp(a, 18, 28) * ramp(b, 12, 4))
    red = ramp(a, 10, 16) * ramp(chroma, 14, 20) * ramp(lightness, 12, 18)
    grey = ramp(chroma, 11, 6) * ramp(lightness, 28, 42)
    black = ramp(lightness, 24, 14) * ramp(chroma, 15, 9)
    blonde = ramp(lightness, 41, 50) * (1.0 - grey)
    brown = max(1.0 - max(grey, black, blonde), DARK_BLONDE_SHARE * blonde * ramp(lightness, 62, 54))
    natural = {"grey": grey, "black": black, "blonde": blonde, "brown": brown}
    scores = {value: trust * (1.0 - dyed) * (1.0 - red) * score for value, score in natural.items()}
    return {**scores, "red": trust * (1.0 - dyed) * red, "other": trust * dyed}


def texture_scores(view: HeadView, mask: Mask, shape: HairShape) -> Scores:
    """Coily where a large mass of hair has no common direction from one place to the next; the rest is not separable.

    Coherence of the structure tensor (Bigun and Granlund 1987) of the lightness, averaged over the hair.
    """
    inner = cv2.erode(mask.astype(np.uint8), np.ones((7, 7), np.uint8)).astype(bool)
    if int(inner.sum()) < 1500:
        return {}
    smooth = cv2.GaussianBlur(view.lab[..., 0], (0, 0), 1.0)
    dx, dy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    xx, yy, xy = (cv2.GaussianBlur(product, (0, 0), TEXTURE_SCALE_PX) for product in (dx * dx, dy * dy, dx * dy))
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy**2) / (xx + yy + 1e-3)
    mean = float(coherence[inner].mean())
    coily = ramp(mean, 0.52, 0.42) * ramp(shape.area, 0.3, 0.7)
    rest = 1.0 - coily
    return {"coily": 0.8 * coily, "straight": 0.4 * rest, "wavy": 0.3 * rest, "curly": 0.15 * rest}


def _share(mask: Mask, region: Mask) -> float:
    return float(mask[region].mean()) if int(region.sum()) > 50 else 0.0


def _leaves_photo(view: HeadView, mask: Mask, mouth_px: float) -> bool:
    """Whether hair reaches the photo's edge below the mouth."""
    outside = cv2.dilate((~view.inside).astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool)
    outside[-4:] = True
    edge = mask & outside
    edge[: round(max(0.0, mouth_px))] = False
    return int(edge.sum()) > 0.05 * view.face_height_px * 4
