"""What can be seen of a head, in a photo as in a drawing: one table of attributes, one distance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.recognition import regions
from tasks.recognition.hair import measure_hair
from tasks.recognition.hair_mask import HairMask
from tasks.recognition.head_view import HeadView, Lab, Mask

LEAST_HAIR_PX = 150
BRIGHT_PERCENTILE = 70
LONGEST = 0.7
"""Face heights below the chin: photos end there, and longer hair is simply long."""


@dataclass(frozen=True)
class Look:
    """One head. None = cannot be seen, which is no evidence for anybody.

    Attributes:
        skin: CIELAB of the lit skin, shape (3,).
        hair: median CIELAB of the hair.
        hair_area: whole hair, in squared face heights.
        hair_below: how far hair hangs below the chin, in face heights, 0 to `LONGEST`.
        hair_beside: hair beside the face between eyes and mouth, in squared face heights.
        fringe: share of the upper forehead under hair, 0 to 1.
        covered: share of the head's top under cloth, 0 or 1 for photos.
        glasses: 0 none, 0.5 clear, 1 dark.
        beard: 0 none, 0.3 stubble, 0.6 moustache or goatee, 1 full.
    """

    skin: Lab | None
    hair: Lab | None
    hair_area: float | None
    hair_below: float | None
    hair_beside: float | None
    fringe: float | None
    covered: float | None
    glasses: float | None
    beard: float | None


@dataclass(frozen=True)
class Attribute:
    """`scale`: the difference from which two heads could not be taken for one another; `weight`: what that counts."""

    name: str
    scale: float
    weight: float
    read: Callable[[Look], float | Lab | None]


ATTRIBUTES = (
    Attribute("skin colour", 40.0, 2.0, lambda look: look.skin),
    Attribute("hair colour", 50.0, 2.0, lambda look: look.hair),
    Attribute("hair, area", 1.2, 1.5, lambda look: look.hair_area),
    Attribute("hair below the chin", 0.7, 1.5, lambda look: look.hair_below),
    Attribute("hair beside the face", 0.3, 0.5, lambda look: look.hair_beside),
    Attribute("fringe", 1.0, 1.0, lambda look: look.fringe),
    Attribute("head covered", 1.0, 3.0, lambda look: look.covered),
    Attribute("glasses", 1.0, 2.0, lambda look: look.glasses),
    Attribute("facial hair", 1.0, 2.0, lambda look: look.beard),
)
"""The only weights of the comparison of pictures. Colours are compared by the distance in CIELAB."""


def distance(one: Look, other: Look) -> float:
    """0 alike to 1 unlike in everything that can be seen of both."""
    total, weights = 0.0, 0.0
    for attribute in ATTRIBUTES:
        a, b = attribute.read(one), attribute.read(other)
        if a is not None and b is not None:
            total += attribute.weight * min(1.0, float(np.linalg.norm(np.subtract(a, b))) / attribute.scale)
            weights += attribute.weight
    return total / weights if weights else 0.0


def skin_colour(view: HeadView, hidden: Mask) -> Lab | None:
    """Cheeks and forehead: the brighter part's lightness, the median hue; `hidden` is hair, glasses or cloth."""
    patch = view.region(regions.LEFT_CHEEK) | view.region(regions.RIGHT_CHEEK) | view.region(regions.FOREHEAD)
    pixels = view.lab[patch & ~hidden]
    if len(pixels) < 60:
        return None
    colour = np.median(pixels, axis=0)
    colour[0] = np.percentile(pixels[:, 0], BRIGHT_PERCENTILE)
    return np.asarray(colour, dtype=np.float32)


def hair_look(view: HeadView, hair: Mask) -> dict[str, float | NDArray[np.float32] | None]:
    """The fields of a `Look` that are read off a mask of the hair."""
    shape = measure_hair(view, HairMask(hair, by_model=True, source="likeness"))
    inner = cv2.erode(hair.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    return {
        "hair": view.median_lab(inner, LEAST_HAIR_PX),
        "hair_area": shape.area,
        "hair_below": float(np.clip(LONGEST if shape.cut_off and shape.bottom > 0 else shape.bottom, 0.0, LONGEST)),
        "hair_beside": shape.beside,
        "fringe": (shape.fringe_left + shape.fringe_right) / 2,
    }


NO_HAIR_SEEN: dict[str, float | NDArray[np.float32] | None] = dict.fromkeys(
    ("hair", "hair_area", "hair_below", "hair_beside", "fringe")
)
