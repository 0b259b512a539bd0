"""From traits to a character: total, deterministic, and without a guess at anyone's gender."""

from __future__ import annotations

import hashlib
from typing import TypeVar

from contracts.character import Character, FaceProportions, GlassesStyle, HairPalette, HairStyle, Outfit, Rgb
from contracts.face_traits import FaceTraits, HairColour, Trait
from tasks.casting import tables

Choice = TypeVar("Choice")

OWN_TABLE = "headwear_colour"
"""Is no part of the hash: it decides the cloth's colour itself."""


def character_for(traits: FaceTraits) -> Character:
    """The library's nearest character; traits with equal values (not confidences) and near guesses give equal ones."""
    skin_tone = _skin_tone(traits)
    glasses = _glasses(traits)
    return Character(
        skin_tone=skin_tone,
        hair_style=_hair_style(traits),
        hair_colour=_hair_palette(traits.hair_colour),
        fringe=tables.FRINGES[traits.fringe.value],
        cloth_colour=tables.CLOTH_COLOURS.get(traits.headwear_colour.value) or _pick(tables.CLOTHS, traits, "cloth"),
        eye_colour=_eye_colour(skin_tone, traits.hair_colour.value),
        brow=tables.BROWS[traits.brows.value],
        glasses=glasses,
        glasses_colour=_frame_colour(traits, glasses),
        earrings=_pick(tables.EARRINGS, traits, "earrings"),
        age=_age(traits.hair_colour),
        facial_hair=tables.FACIAL_HAIR[traits.facial_hair.value],
        face=FaceProportions(
            jaw=tables.JAW[traits.face_shape.value],
            cheeks=tables.CHEEKS[traits.face_shape.value],
            length=tables.LENGTH[traits.face_shape.value],
            nose=tables.LEVEL[traits.nose.value],
            lips=tables.LEVEL[traits.lips.value],
            eyes=tables.EYE_OPENING[traits.eyes.value],
            lashes=tables.LASHES[traits.facial_hair.value],
        ),
        outfit=_pick(_outfits(traits), traits, "outfit"),
    )


def _hair_style(traits: FaceTraits) -> HairStyle:
    if style := tables.HEADWEAR_STYLES.get(traits.headwear.value):
        return style
    length, texture = traits.hair_length.value, traits.hair_texture.value
    if length == "bald":
        short = traits.hair_length.alternatives.get("short", 0.0)
        return tables.NOT_QUITE_BALD if short >= tables.NOT_QUITE_BALD_CONFIDENCE else "bald"
    kind = traits.hair_style.value
    if kind == "braids_locs" and (style := tables.LOCS_BY_LENGTH.get((length, texture))):
        return style
    if style := tables.GATHERED_STYLES.get((kind, texture)):
        return style
    bearded = traits.facial_hair.value in tables.BEARDS
    if length == "unknown" and bearded:
        length = tables.LENGTH_BESIDE_A_BEARD
    if length == "short":
        if traits.hair_length.alternatives.get("bald", 0.0) >= tables.ALMOST_BALD_CONFIDENCE:
            return tables.ALMOST_BALD
        return tables.SHORT_STYLES[(texture, traits.fringe.value)]
    if length == "long" and traits.fringe.value == "full" and (style := tables.LONG_WITH_FULL_FRINGE.get(texture)):
        return style
    style = tables.LOOSE_STYLES[(length, texture)]
    return tables.SHAGGY_BESIDE_A_BEARD if bearded and style in tables.SHAGGY_INSTEAD_OF else style


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
            styles = tables.SUNGLASSES[traits.face_shape.value]
        case "clear":
            styles = tables.CLEAR_GLASSES[traits.face_shape.value]
        case _:
            return "none"
    if traits.facial_hair.value in tables.BEARDS:
        styles = tuple(style for style in styles if style not in tables.NOT_BESIDE_A_BEARD)
    return _pick(styles, traits, "glasses")


def _frame_colour(traits: FaceTraits, glasses: GlassesStyle) -> Rgb:
    return _pick(tables.METALS if glasses in tables.METAL_FRAMES else tables.PLASTICS, traits, "frame")


def _age(colour: Trait[HairColour]) -> float:
    if colour.value in tables.NEAR_GREY and colour.alternatives.get("grey", 0.0) >= tables.NEIGHBOUR_CONFIDENCE:
        return tables.AGE_NEAR_GREY
    return tables.AGE[colour.value]


def _outfits(traits: FaceTraits) -> tuple[Outfit, ...]:
    covered = traits.headwear.value in tables.COVERING_HEADWEAR
    return tables.COVERED_OUTFITS if covered else tables.OUTFITS


def _pick(choices: tuple[Choice, ...], traits: FaceTraits, purpose: str) -> Choice:
    """One of `choices` by the hash of the traits' values, so that it does not follow from any single attribute."""
    values = [f"{name}={trait.value}" for name, trait in traits if isinstance(trait, Trait) and name != OWN_TABLE]
    digest = hashlib.sha256("|".join([purpose, *values]).encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
