"""Laws of casting, held against every trait vector that the contract allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import face_traits as ft
from contracts.character import Character
from contracts.face_traits import FaceTraits, Trait
from tasks.casting import tables
from tasks.casting.describe import refresh
from tasks.casting.rules import character_for

VALUES: dict[str, tuple[str, ...]] = {
    "glasses": get_args(ft.Glasses),
    "hair_length": get_args(ft.HairLength),
    "hair_texture": get_args(ft.HairTexture),
    "hair_style": get_args(ft.HairStyleKind),
    "fringe": get_args(ft.Fringe),
    "hair_colour": get_args(ft.HairColour),
    "skin_tone": get_args(ft.SkinTone),
    "facial_hair": get_args(ft.FacialHair),
    "headwear": get_args(ft.Headwear),
    "headwear_colour": get_args(ft.ClothColour),
    "face_shape": get_args(ft.FaceShape),
    "nose": get_args(ft.Level),
    "lips": get_args(ft.Level),
    "eyes": get_args(ft.EyeOpening),
    "brows": get_args(ft.BrowWeight),
}


def traits_with(confidence: float = 0.9, **values: str) -> FaceTraits:
    """All `unknown` but `values`."""
    fields: dict[str, Any] = {
        name: Trait(value=values.get(name, "unknown"), confidence=confidence, source="test") for name in VALUES
    }
    return FaceTraits(face_found=True, **fields)


@st.composite
def any_traits(draw: st.DrawFn) -> FaceTraits:
    confidence = st.floats(0, 1, allow_nan=False)
    fields: dict[str, Any] = {}
    for name, values in VALUES.items():
        alternatives = draw(st.dictionaries(st.sampled_from(values), confidence, max_size=3))
        value = draw(st.sampled_from((*values, "unknown")))
        fields[name] = Trait(value=value, confidence=draw(confidence), alternatives=alternatives, source="test")
    return FaceTraits(face_found=draw(st.booleans()), **fields)


@given(any_traits())
def test_every_trait_vector_has_a_character(traits: FaceTraits) -> None:
    character = character_for(traits)
    assert Character.model_validate(character.model_dump()) == character
    assert character == character_for(traits.model_copy(deep=True))


@given(any_traits())
def test_what_is_known_is_drawn(traits: FaceTraits) -> None:
    character = character_for(traits)
    if traits.skin_tone.value != "unknown":
        assert character.skin_tone == int(traits.skin_tone.value)
    if traits.glasses.value == "sunglasses":
        assert character.glasses == "sunglasses"
    assert (character.glasses in ("round", "square")) == (traits.glasses.value == "clear")
    if traits.facial_hair.value != "unknown":
        assert character.facial_hair == traits.facial_hair.value
    if traits.fringe.value != "unknown":
        assert character.fringe == traits.fringe.value


@given(any_traits())
def test_headwear_wins_over_hair(traits: FaceTraits) -> None:
    covered = {"hijab", "turban", "cap", "beanie"}
    style = character_for(traits).hair_style
    if traits.headwear.value == "headscarf":
        assert style == "hijab"
    assert (style in covered) == (traits.headwear.value not in ("none", "unknown"))


@given(any_traits(), st.floats(0, 1))
def test_confidence_alone_changes_nothing(traits: FaceTraits, confidence: float) -> None:
    fields = {name: getattr(traits, name).model_copy(update={"confidence": confidence}) for name in VALUES}
    assert character_for(traits.model_copy(update=fields)) == character_for(traits)


def test_a_photo_without_a_face_gets_the_neutral_character() -> None:
    character = character_for(traits_with(confidence=0.0))
    assert (character.hair_style, character.hair_colour, character.skin_tone) == ("bob", "espresso", 5)
    assert (character.glasses, character.facial_hair, character.brow) == ("none", "none", "regular")
    assert character.face.lashes == 0.6


@pytest.mark.parametrize(
    ("values", "style"),
    [
        ({"hair_length": "long", "hair_texture": "wavy"}, "long_wavy"),
        ({"hair_length": "medium", "hair_texture": "coily"}, "afro"),
        ({"hair_length": "bald", "hair_texture": "straight"}, "bald"),
        ({"hair_length": "short", "fringe": "full"}, "two_block"),
        ({"hair_length": "short", "fringe": "full", "hair_texture": "coily"}, "coily_short"),
        ({"hair_length": "long", "hair_style": "tied"}, "ponytail"),
        ({"hair_length": "short", "hair_style": "braids_locs"}, "locs"),
        ({"hair_length": "long", "headwear": "turban"}, "turban"),
        ({"facial_hair": "full"}, "short_crop"),
        ({"facial_hair": "none"}, "bob"),
    ],
)
def test_styles(values: dict[str, str], style: str) -> None:
    assert character_for(traits_with(**values)).hair_style == style


def test_near_guesses_choose_between_palettes() -> None:
    red = traits_with(hair_colour="red")
    near_blonde = red.hair_colour.model_copy(update={"alternatives": {"blonde": 0.3}})
    assert character_for(red).hair_colour == "auburn"
    assert character_for(red.model_copy(update={"hair_colour": near_blonde})).hair_colour == "copper"


def test_outfits_are_spread_over_a_crowd() -> None:
    crowd = [traits_with(skin_tone=tone, hair_colour=colour) for tone in "123456789" for colour in ("black", "red")]
    assert {character_for(traits).outfit for traits in crowd} == set(tables.OUTFITS)


def test_the_page_shows_the_tables() -> None:
    page = (Path(__file__).parents[2] / "docs" / "casting.md").read_text(encoding="utf-8")
    assert refresh(page) == page, "run: python -m tasks.casting.describe docs/casting.md"
