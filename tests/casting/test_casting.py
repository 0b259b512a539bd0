"""Laws of casting, held against every trait vector that the contract allows."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import character as ch
from contracts import face_traits as ft
from contracts.character import Character, HairPalette, HairStyle, Outfit
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
    dark = character.glasses.startswith("sunglasses")
    assert dark == (traits.glasses.value == "sunglasses")
    assert (character.glasses != "none" and not dark) == (traits.glasses.value == "clear")
    if traits.facial_hair.value != "unknown":
        assert character.facial_hair == traits.facial_hair.value
    if traits.fringe.value != "unknown":
        assert character.fringe == traits.fringe.value


@given(any_traits())
def test_headwear_wins_over_hair(traits: FaceTraits) -> None:
    covered = {"hijab", "turban", "cap", "beanie", "hat"}
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
        ({"hair_length": "long", "hair_style": "braids_locs", "hair_texture": "straight"}, "braids"),
        ({"hair_length": "long", "hair_style": "braids_locs", "hair_texture": "coily"}, "box_braids"),
        ({"hair_length": "long", "hair_style": "tied", "hair_texture": "coily"}, "coily_puffs"),
        ({"hair_length": "long", "hair_texture": "straight", "fringe": "full"}, "hime_cut"),
        ({"hair_length": "short", "hair_texture": "straight", "fringe": "side"}, "side_part"),
        ({"hair_length": "medium", "hair_texture": "wavy", "facial_hair": "full"}, "wolf_cut"),
        ({"hair_length": "long", "headwear": "hat"}, "hat"),
        ({"hair_length": "long", "headwear": "turban"}, "turban"),
        ({"facial_hair": "full"}, "short_crop"),
        ({"facial_hair": "none"}, "bob"),
    ],
)
def test_styles(values: dict[str, str], style: str) -> None:
    assert character_for(traits_with(**values)).hair_style == style


@pytest.mark.parametrize(
    ("length", "other", "style"), [("bald", "short", "receding"), ("short", "bald", "buzz"), ("bald", "medium", "bald")]
)
def test_thin_hair_is_cast_by_the_second_guess(length: str, other: str, style: str) -> None:
    traits = traits_with(hair_length=length)
    second = traits.hair_length.model_copy(update={"alternatives": {other: 0.3}})
    assert character_for(traits.model_copy(update={"hair_length": second})).hair_style == style


def test_every_style_and_colour_is_cast_or_left_to_authors() -> None:
    styles: set[str] = set()
    palettes: set[str] = set()
    hair = ("hair_length", "hair_texture", "hair_style", "fringe")
    for values in itertools.product(*[(*VALUES[name], "unknown") for name in hair], ("none", "full")):
        traits = traits_with(**dict(zip((*hair, "facial_hair"), values, strict=True)))
        for other in ("medium", "bald", "short"):
            second = traits.hair_length.model_copy(update={"alternatives": {other: 0.3}})
            styles.add(character_for(traits.model_copy(update={"hair_length": second})).hair_style)
    styles.update(character_for(traits_with(headwear=headwear)).hair_style for headwear in VALUES["headwear"])
    for colour, other in itertools.product((*VALUES["hair_colour"], "unknown"), VALUES["hair_colour"]):
        traits = traits_with(hair_colour=colour)
        guess = traits.hair_colour.model_copy(update={"alternatives": {other: 0.3}})
        palettes.add(character_for(traits.model_copy(update={"hair_colour": guess})).hair_colour)
    assert styles.isdisjoint(tables.AUTHORS_CHOICE) and palettes.isdisjoint(tables.AUTHORS_COLOURS)
    assert styles | tables.AUTHORS_CHOICE == set(get_args(HairStyle))
    assert palettes | tables.AUTHORS_COLOURS == set(get_args(HairPalette))


def test_near_guesses_choose_between_palettes() -> None:
    red = traits_with(hair_colour="red")
    near_blonde = red.hair_colour.model_copy(update={"alternatives": {"blonde": 0.3}})
    assert character_for(red).hair_colour == "auburn"
    assert character_for(red.model_copy(update={"hair_colour": near_blonde})).hair_colour == "copper"


def crowd_with(**values: str) -> list[FaceTraits]:
    return [
        traits_with(skin_tone=tone, hair_colour=colour, nose=nose, **values)
        for tone in VALUES["skin_tone"]
        for colour in VALUES["hair_colour"]
        for nose in VALUES["nose"]
    ]


def test_outfits_are_spread_over_a_crowd() -> None:
    assert {character_for(traits).outfit for traits in crowd_with()} == set(tables.OUTFITS)
    covered = {character_for(traits).outfit for traits in crowd_with(headwear="headscarf")}
    assert covered == set(tables.COVERED_OUTFITS)
    assert {*tables.OUTFITS, *tables.COVERED_OUTFITS, *tables.AUTHORS_OUTFITS} == set(get_args(Outfit))


@given(any_traits())
def test_a_covered_head_gets_an_outfit_that_covers(traits: FaceTraits) -> None:
    covered = traits.headwear.value in ("headscarf", "turban")
    outfit = character_for(traits).outfit
    assert outfit in (tables.COVERED_OUTFITS if covered else tables.OUTFITS)
    assert outfit.endswith(("_gown", "_coat")) or not covered


def test_a_crowd_gets_all_glasses_and_earrings() -> None:
    crowd = [
        traits_with(skin_tone=tone, face_shape=shape, glasses=kind, nose=nose)
        for tone, shape, kind, nose in itertools.product(
            VALUES["skin_tone"], VALUES["face_shape"], ("clear", "sunglasses"), VALUES["nose"]
        )
    ]
    characters = [character_for(traits) for traits in crowd]
    assert {character.glasses for character in characters} == set(get_args(ch.GlassesStyle)) - {"none"}
    assert {character.earrings for character in characters} == set(tables.EARRINGS)
    wires = {character.glasses_colour for character in characters if character.glasses in tables.METAL_FRAMES}
    assert wires == set(tables.METALS)
    for traits, character in zip(crowd, characters, strict=True):
        table = tables.SUNGLASSES if traits.glasses.value == "sunglasses" else tables.CLEAR_GLASSES
        assert character.glasses in table[traits.face_shape.value]


@settings(max_examples=30)
@given(any_traits())
def test_faces_that_differ_in_a_measure_are_drawn_differently(traits: FaceTraits) -> None:
    for name in ("face_shape", "nose", "lips", "eyes"):
        trait = getattr(traits, name)
        faces = {
            value: character_for(traits.model_copy(update={name: trait.model_copy(update={"value": value})})).face
            for value in VALUES[name]
        }
        assert len({face.model_dump_json() for face in faces.values()}) == len(faces)


@given(any_traits())
def test_only_grey_hair_is_a_ground_for_age_and_nothing_for_freckles(traits: FaceTraits) -> None:
    character = character_for(traits)
    near_grey = traits.hair_colour.alternatives.get("grey", 0.0) >= tables.NEIGHBOUR_CONFIDENCE
    if character.age > 0:
        assert traits.hair_colour.value == "grey" or (traits.hair_colour.value in tables.NEAR_GREY and near_grey)
    assert not character.freckles
    if traits.facial_hair.value in tables.BEARDS:
        assert character.glasses not in tables.NOT_BESIDE_A_BEARD
        assert character.face.lashes < 0.6


def test_the_page_shows_the_tables() -> None:
    page = (Path(__file__).parents[2] / "docs" / "casting.md").read_text(encoding="utf-8")
    assert refresh(page) == page, "run: python -m tasks.casting.describe docs/casting.md"
