"""Where the hair is: by the segmentation model, or by colour alone where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.recognition import regions
from tasks.recognition.head_view import SIDE_PX, HeadView, Lab, Mask
from tasks.recognition.model_files import open_session

MODEL_SOURCE = "hairseg512-1"
COLOUR_SOURCE = "haircut-1"
GRABCUT_SIDE_PX = 192
GRABCUT_ROUNDS = 4
HAIRLINE_BAND, SEED_BAND = (0.05, 0.2, 0.28), (0.05, 0.25, 0.28)
"""Over the forehead: from, to (face heights) and half the width (face widths)."""
BALD_SHARE = 0.25
"""Of the hairline band: with less that is not skin there is no hair."""
MIN_SEED_PX = 12
EDGE_SHARE = 0.12
"""Of the face's width: how deep the photo's edge is."""
USUAL_SKIN_LIGHTNESS = 65.0
ROUGHNESS_SCALE_PX, ROUGHER, LEAST_ROUGHNESS = 2.0, 2.5, 1.0
"""Scale of the structure, how much stronger than on the cheeks, and the least in L."""


class HairMask(NamedTuple):
    """`mask` `(512, 512)`; `by_model` tells how far it may be trusted, `usable` is False where nothing can be said."""

    mask: Mask
    by_model: bool
    source: str
    usable: bool = True


def hair_by_model(view: HeadView, model: Path) -> HairMask:
    """Pixels that the segmentation model calls hair; cloth over the head is mostly left out."""
    tensor = np.zeros((1, SIDE_PX, SIDE_PX, 4), np.float32)  # the fourth channel is the mask of a video's last frame
    tensor[0, ..., :3] = view.rgb.astype(np.float32) / 255
    session = open_session(model)
    logits = session.run(None, {session.get_inputs()[0].name: tensor})[0][0]
    hair = (logits[..., 1] > logits[..., 0]) & view.inside
    return HairMask(_touching(hair, _head_ring(view)), True, MODEL_SOURCE)


def hair_by_colour(view: HeadView, skin: Lab | None) -> HairMask:
    """GrabCut (Rother et al. 2004) grown from the band over the forehead; takes cloth there for hair.

    `skin` is the median CIELAB of the skin, shape (3,). Only skin over the forehead gives an empty mask; a band of
    the background's colour, or no skin to compare with, gives one that is not usable.
    """
    empty = HairMask(np.zeros((SIDE_PX, SIDE_PX), bool), False, COLOUR_SOURCE)
    hairline = view.above_forehead(*HAIRLINE_BAND)
    if skin is None or int(hairline.sum()) < 100:
        return empty._replace(usable=False)
    bare = like_skin(view.lab, skin) & ~(_rough(view) & (view.lab[..., 0] < skin[0] - 8))  # shine is rough as well
    if int((hairline & ~bare).sum()) < BALD_SHARE * int(hairline.sum()):
        return empty
    background = view.background()
    seed = view.above_forehead(*SEED_BAND) & ~bare
    if background is not None:
        seed &= ~_near(view.lab, background)
    labels = _first_guess(view, seed, skin)
    size = (GRABCUT_SIDE_PX, GRABCUT_SIDE_PX)
    small = cv2.resize(view.rgb, size, interpolation=cv2.INTER_AREA)
    start = np.asarray(cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    if int((start == cv2.GC_FGD).sum()) < MIN_SEED_PX:
        return empty._replace(usable=False)
    cv2.setRNGSeed(0)  # its colour clusters start from OpenCV's own random numbers
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cut, _, _ = cv2.grabCut(small, start.copy(), (0, 0, 1, 1), *models, GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    hair = _touching(np.isin(cut, (cv2.GC_FGD, cv2.GC_PR_FGD)), start == cv2.GC_FGD)
    mask = cv2.resize(hair.astype(np.uint8), (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_NEAREST)
    return HairMask(np.asarray(mask, dtype=np.bool_) & view.inside, False, COLOUR_SOURCE)


def like_skin(lab: Lab, skin: Lab) -> Mask:
    """Pixels near the skin's hue, and no more than a shadow darker or a highlight lighter; shape of `lab` less one."""
    scale = float(np.clip(skin[0] / USUAL_SKIN_LIGHTNESS, 0.35, 1.2))  # the darker it is, the nearer is dark hair
    chroma = np.hypot(lab[..., 1] - skin[1], lab[..., 2] - skin[2])
    lightness = lab[..., 0] - skin[0]
    return np.asarray((chroma < 11) & (lightness > -22 * scale) & (lightness < 35), dtype=np.bool_)


def _first_guess(view: HeadView, seed: Mask, skin: Lab) -> NDArray[np.uint8]:
    """GrabCut labels: sure hair in `seed`, sure background in the face and far away, a likely ring around the head."""
    height, width, middle = view.face_height_px, view.face_width_px, view.middle_x_px
    top, chin = view.y_px(regions.FOREHEAD_TOP), view.y_px(regions.CHIN_TIP)
    labels = np.full((SIDE_PX, SIDE_PX), cv2.GC_PR_BGD, np.uint8)
    labels[_head_ring(view)] = cv2.GC_PR_FGD
    centre = (round(middle), round(top + 0.42 * height))
    far = np.ones_like(labels)
    cv2.ellipse(far, centre, (round(1.35 * width), round(1.05 * height)), 0, 180, 360, 0, -1)
    far[round(centre[1]) :, round(max(0, middle - 1.35 * width)) : round(middle + 1.35 * width)] = 0
    labels[far.astype(bool)] = cv2.GC_BGD
    labels[view.box(middle - 0.3 * width, chin, middle + 0.3 * width, SIDE_PX)] = cv2.GC_BGD  # neck and chest
    labels[round(min(SIDE_PX, chin + 1.1 * height)) :] = cv2.GC_BGD
    face = view.region(regions.FACE_OVAL)
    labels[face] = cv2.GC_PR_BGD
    shine = view.lab[..., 0] > skin[0] + 10
    labels[face & (shine | like_skin(view.lab, skin))] = cv2.GC_BGD
    labels[view.region(regions.EYE_STRIP) | view.region((*regions.MOUSTACHE, *regions.CHIN))] = cv2.GC_BGD
    labels[_edge_unlike(view, seed)] = cv2.GC_BGD
    labels[seed] = cv2.GC_FGD
    labels[~view.inside] = cv2.GC_BGD
    return labels


def _edge_unlike(view: HeadView, seed: Mask) -> Mask:
    """The photo's left and right edge where it does not look like the hair: all there is of the background in a
    selfie that the head fills."""
    colour = view.median_lab(seed, MIN_SEED_PX)
    if colour is None:
        return np.zeros((SIDE_PX, SIDE_PX), bool)
    margin = round(EDGE_SHARE * view.face_width_px)
    deep = cv2.erode(view.inside.astype(np.uint8), np.ones((1, 2 * margin + 1), np.uint8)).astype(bool)
    reach, middle = 0.7 * view.face_width_px, view.middle_x_px
    beside = view.box(0, 0, middle - reach, SIDE_PX) | view.box(middle + reach, 0, SIDE_PX, SIDE_PX)
    return np.asarray(beside & ~deep & ~_near(view.lab, colour), dtype=np.bool_)


def _head_ring(view: HeadView) -> Mask:
    """An ellipse around the head, hair included, as people wear it short."""
    ring = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    centre = (round(view.middle_x_px), round(view.y_px(regions.FOREHEAD_TOP) + 0.42 * view.face_height_px))
    cv2.ellipse(ring, centre, (round(0.78 * view.face_width_px), round(0.82 * view.face_height_px)), 0, 0, 360, 1, -1)
    return ring.astype(bool)


def _rough(view: HeadView) -> Mask:
    """Where fine structure is stronger than on the cheeks: blond hair can have the skin's colour, but not its calm."""
    lightness = view.lab[..., 0]
    detail = np.abs(lightness - cv2.GaussianBlur(lightness, (0, 0), ROUGHNESS_SCALE_PX))
    energy = cv2.GaussianBlur(detail, (0, 0), 2 * ROUGHNESS_SCALE_PX)
    cheeks = energy[view.region(regions.LEFT_CHEEK) | view.region(regions.RIGHT_CHEEK)]
    usual = float(np.median(cheeks)) if cheeks.size else 0.0
    return np.asarray(energy > max(ROUGHER * usual, LEAST_ROUGHNESS), dtype=np.bool_)


def _near(lab: Lab, colour: Lab) -> Mask:
    return np.asarray(np.linalg.norm(lab - colour, axis=-1) < 14, dtype=np.bool_)


def _touching(mask: Mask, seed: Mask) -> Mask:
    """Only those connected parts of `mask` that contain some of `seed`."""
    _, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    wanted = np.setdiff1d(np.unique(parts[seed]), [0])
    return np.asarray(np.isin(parts, wanted), dtype=np.bool_)
