"""From traits to a character: total, deterministic, and without a guess at anyone's gender."""

from __future__ import annotations

import hashlib
from typing import TypeVar

from contracts.character import Character, FaceProportions, GlassesStyle, HairPalette, HairStyle, Rgb
from contracts.face_traits import FaceTraits, HairColour, Trait
from tasks.casting import tables

Choice = TypeVar("Choice")

OWN_TABLE = "headwear_colour"
"""Is no part of the hash: it decides the cloth's colour itself."""


def character_for(traits: FaceTraits) -> Character:
    """The library's nearest character; traits with equal values (not confidences) and near guesses give equal ones."""
    skin_tone = _skin_tone(traits)
    return Character(
        skin_tone=skin_tone,
        hair_style=_hair_style(traits),
        hair_colour=_hair_palette(traits.hair_colour),
        fringe=tables.FRINGES[traits.fringe.value],
        cloth_colour=tables.CLOTH_COLOURS.get(traits.headwear_colour.value) or _pick(tables.CLOTHS, traits, "cloth"),
        eye_colour=_eye_colour(skin_tone, traits.hair_colour.value),
        brow=tables.BROWS[traits.brows.value],
        glasses=_glasses(traits),
        facial_hair=tables.FACIAL_HAIR[traits.facial_hair.value],
        face=FaceProportions(
            jaw=tables.JAW[traits.face_shape.value],
            nose=tables.LEVEL[traits.nose.value],
            lips=tables.LEVEL[traits.lips.value],
            eyes=tables.EYE_OPENING[traits.eyes.value],
        ),
        outfit=_pick(tables.OUTFITS, traits, "outfit"),
    )


def _hair_style(traits: FaceTraits) -> HairStyle:
    if style := tables.HEADWEAR_STYLES.get(traits.headwear.value):
        return style
    length = traits.hair_length.value
    if length == "bald":
        return "bald"
    if traits.hair_style.value == "braids_locs" and length == "short":
        return tables.SHORT_LOCS
    if style := tables.GATHERED_STYLES.get(traits.hair_style.value):
        return style
    if length == "short":
        if traits.hair_length.alternatives.get("bald", 0.0) >= tables.ALMOST_BALD_CONFIDENCE:
            return tables.ALMOST_BALD
        if traits.fringe.value == "full" and traits.hair_texture.value not in ("curly", "coily"):
            return tables.FULL_FRINGE_SHORT
    if length == "unknown" and traits.facial_hair.value in tables.BEARDS:
        length = tables.LENGTH_BESIDE_A_BEARD
    return tables.LOOSE_STYLES[(length, traits.hair_texture.value)]


def _hair_palette(colour: Trait[HairColour]) -> HairPalette:
    for (first, second), palette in tables.NEIGHBOUR_PALETTES.items():
        if colour.value == first and colour.alternatives.get(second, 0.0) >= tables.NEIGHBOUR_CONFIDENCE:
            return palette
    return tables.HAIR_PALETTES[colour.value]


def _skin_tone(traits: FaceTraits) -> int:
    value = traits.skin_tone.value
    return tables.NEUTRAL_SKIN_TONE if value == "unknown" else int(value)


def _eye_colour(skin_tone: int, hair_colour: str) -> Rgb:
    if skin_tone > tables.LIGHT_SKIN_MAX:
        return tables.DARK_EYES
    return tables.LIGHT_EYES.get(hair_colour, tables.DARK_EYES)


def _glasses(traits: FaceTraits) -> GlassesStyle:
    match traits.glasses.value:
        case "sunglasses":
            return "sunglasses"
        case "clear":
            return "round" if traits.face_shape.value in tables.ROUND_FRAMES_FOR else "square"
        case _:
            return "none"


def _pick(choices: tuple[Choice, ...], traits: FaceTraits, purpose: str) -> Choice:
    """One of `choices` by the hash of the traits' values, so that it does not follow from any single attribute."""
    values = [f"{name}={trait.value}" for name, trait in traits if isinstance(trait, Trait) and name != OWN_TABLE]
    digest = hashlib.sha256("|".join([purpose, *values]).encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
