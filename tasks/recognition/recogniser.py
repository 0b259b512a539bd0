"""All measures of one photo, with whatever models this machine has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contracts.face_traits import UNKNOWN, FaceTraits, Trait
from media.image_file import RgbImage
from tasks.recognition import facial_hair, glasses, headwear, proportions, skin
from tasks.recognition.face import Face, FaceLocator
from tasks.recognition.haar_locator import HaarLocator
from tasks.recognition.hair import (
    colour_scores,
    fringe_scores,
    length_scores,
    measure_hair,
    style_scores,
    texture_scores,
)
from tasks.recognition.hair_mask import HairMask, hair_by_colour, hair_by_model
from tasks.recognition.head_view import HeadView, head_view
from tasks.recognition.mesh_locator import MeshLocator
from tasks.recognition.model_files import find_models
from tasks.recognition.scores import THRESHOLDS, decide, unknown
from tasks.recognition.skin import Skin, measure_skin, skin_tone_scores

Traits = dict[str, Trait[Any]]

MAX_YAW_RATIO = 0.33
MAYBE_COVERED = 0.25
LEAST_LIGHT_FOR_COLOUR = 0.3
"""Of `Skin.light`: below it, hair that was found by colour was not found."""
HAIR_TRAITS = ("hair_length", "hair_texture", "hair_style", "fringe", "hair_colour")
COVERING = frozenset({"headscarf", "turban", "hood"})
"""Headwear under which no hair shows."""


def recognise_photo(image: RgbImage) -> FaceTraits:
    """Attributes of the face in an upright sRGB image, shape (height, width, 3).

    Uses the models in `$FANCHANT_MODELS` where there are any. A photo without a usable face has `face_found` False and
    every attribute `unknown`: the fan still gets a video.
    """
    models, warnings = find_models()
    face = _locator(models).locate(image)
    if face is None:
        traits = {name: unknown("no-face") for name in THRESHOLDS}
        return FaceTraits(face_found=False, warnings=(*warnings, "no_face: no usable face in the photo"), **traits)
    view = head_view(image, face)
    surface = measure_skin(view)
    hair = hair_by_model(view, models["hair"]) if "hair" in models else hair_by_colour(view, surface and surface.lab)
    surface = measure_skin(view, hair.mask) or surface
    traits = _colours_and_cover(view, hair, surface, models) | _hair(view, hair, surface)
    traits["headwear_colour"] = _cloth_colour(view, hair, surface, traits["headwear"].value)
    traits |= _shapes(view, hair, surface, traits["glasses"].value)
    if traits["headwear"].value in COVERING:
        traits |= _covered(traits["headwear"])
    elif traits["headwear"].value == UNKNOWN and _may_be_covered(traits["headwear"]):
        traits |= {name: unknown(traits[name].source) for name in HAIR_TRAITS}
    return FaceTraits(
        face_found=True,
        face_box_px=face.box_px,
        warnings=(*warnings, *_warnings(face, surface)),
        **traits,
    )


def _locator(models: Mapping[str, Path]) -> FaceLocator:
    if "detector" in models and "mesh" in models:
        return MeshLocator(models["detector"], models["mesh"])
    return HaarLocator()


def _colours_and_cover(view: HeadView, hair: HairMask, surface: Skin | None, models: Mapping[str, Path]) -> Traits:
    """What is judged against the skin's colour: unknown where no skin could be read."""
    names = ("skin_tone", "glasses", "facial_hair", "headwear")
    if surface is None:
        return {name: unknown(skin.SOURCE) for name in names}
    logit = glasses.glasses_logit(view, models["glasses"]) if "glasses" in models and view.face.measured else None
    lenses = glasses.measure_lenses(view, surface)
    lower = facial_hair.measure_lower_face(view, surface, hair.mask)
    cover = headwear.measure_cover(view, hair, surface)
    glasses_source = glasses.EDGE_SOURCE if logit is None else glasses.MODEL_SOURCE
    return {
        "skin_tone": decide("skin_tone", skin_tone_scores(surface), skin.SOURCE),
        "glasses": decide("glasses", glasses.glasses_scores(lenses, logit), glasses_source),
        "facial_hair": decide("facial_hair", facial_hair.facial_hair_scores(lower, surface.light), facial_hair.SOURCE),
        "headwear": decide("headwear", {} if cover is None else headwear.headwear_scores(cover), headwear.SOURCE),
    }


def _hair(view: HeadView, hair: HairMask, surface: Skin | None) -> Traits:
    if not hair.usable or (not hair.by_model and surface is not None and surface.light < LEAST_LIGHT_FOR_COLOUR):
        return {name: unknown(hair.source) for name in HAIR_TRAITS}
    shape = measure_hair(view, hair)
    light = 0.5 if surface is None else 0.5 + 0.5 * surface.light
    scores = {
        "hair_length": length_scores(shape),
        "hair_texture": texture_scores(view, hair.mask, shape),
        "hair_style": style_scores(shape),
        "fringe": fringe_scores(shape),
        "hair_colour": colour_scores(view, hair.mask, shape.trust * light),
    }
    return {name: decide(name, scores[name], hair.source) for name in HAIR_TRAITS}


def _shapes(view: HeadView, hair: HairMask, surface: Skin | None, worn: str) -> Traits:
    """Proportions: only from points that follow this face, and only where it looks at the camera."""
    names = ("face_shape", "nose", "lips", "eyes", "brows")
    if not view.face.measured or abs(view.face.yaw_ratio) > proportions.MAX_YAW:
        return {name: unknown(view.face.source) for name in names}
    levels = ("narrow", "medium", "wide")
    scores = {
        "face_shape": proportions.face_shape_scores(view),
        "nose": proportions.level_scores(proportions.ratio(view, "nose"), proportions.NOSE, levels),
        "lips": proportions.lips_scores(view),
        "eyes": proportions.level_scores(
            proportions.ratio(view, "eyes"), proportions.EYES, ("small", "medium", "large")
        ),
        "brows": {} if surface is None else proportions.brow_scores(view, hair.mask, float(surface.lab[0])),
    }
    if worn == "sunglasses":
        scores |= {"eyes": {}, "brows": {}}
    return {name: decide(name, scores[name], proportions.SOURCE) for name in names}


def _cloth_colour(view: HeadView, hair: HairMask, surface: Skin | None, worn: str) -> Trait[Any]:
    """Of headwear that is surely there: it is what everybody sees first."""
    cover = None if surface is None or worn in ("none", UNKNOWN) else headwear.measure_cover(view, hair, surface)
    if surface is None or cover is None:
        return unknown(headwear.SOURCE)
    return decide("headwear_colour", headwear.cloth_colour_scores(cover, surface.light), headwear.SOURCE)


def _covered(cover: Trait[Any]) -> Traits:
    """What is under a headscarf is nobody's business."""
    hidden = Trait[Any](value="hidden", confidence=cover.confidence, source=cover.source)
    return {name: unknown(cover.source) for name in HAIR_TRAITS} | {"hair_length": hidden}


def _may_be_covered(cover: Trait[Any]) -> bool:
    """Cloth was likely enough that what was measured as hair may be cloth."""
    return sum(score for value, score in cover.alternatives.items() if value != "none") >= MAYBE_COVERED


def _warnings(face: Face, surface: Skin | None) -> tuple[str, ...]:
    warnings = []
    if face.crowded:
        warnings.append("several_faces: the largest one in the middle is used")
    if face.measured and abs(face.yaw_ratio) > MAX_YAW_RATIO:
        warnings.append("turned_away: the face is seen from the side")
    if surface is None or surface.light < 0.5:
        warnings.append("bad_light: the light hides the colours")
    return tuple(warnings)
