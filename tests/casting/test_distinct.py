"""No two clearly different people get the same character; and the documented table is the one that casts.

Two vectors are clearly different where a trait is known in both, differs, and can be seen in both: hair cannot be seen
under headwear, nor its texture where there is none. What is measured as between two values is not clearly either.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.character import Character
from contracts.face_traits import UNKNOWN, FaceTraits, Trait
from tasks.casting.rules import character_for
from tests.casting.test_casting import VALUES, traits_with

PAGE = (Path(__file__).parents[2] / "docs" / "casting.md").read_text(encoding="utf-8")
ALWAYS_SEEN = ("skin_tone", "glasses", "facial_hair", "face_shape", "nose", "lips", "eyes", "brows")
BY_CONTENT = {"outfit", "cloth_colour", "glasses_colour", "earrings", "freckles"}
"""Fields that a hash of all values decides, or an author: they must not be what tells two people apart. Of glasses, the
hash may choose the frame."""

ALIKE = {
    "headwear": ({"beanie", "hood"}, {"cap", "hat"}),
    "hair_texture": ({"straight", "wavy"}, {"curly", "coily"}),
}
"""Values that one style may stand for: a hood is drawn as a beanie; textures are drawn where the hair is long enough
to show them, and short or gathered hair shows less of them."""
LOOSE = ("loose", UNKNOWN)
SECOND_GUESSES = ("hair_length", "hair_colour")
"""Traits whose alternatives casting reads."""


@st.composite
def any_traits(draw: st.DrawFn) -> FaceTraits:
    """Any values, and second guesses where they matter: lighter to draw than whole vectors."""
    values = draw(st.fixed_dictionaries({name: st.sampled_from((*known, UNKNOWN)) for name, known in VALUES.items()}))
    traits = traits_with(**values)
    guesses = {
        name: getattr(traits, name).model_copy(update={"alternatives": {draw(st.sampled_from(VALUES[name])): 0.3}})
        for name in SECOND_GUESSES
        if draw(st.booleans())
    }
    return traits.model_copy(update=guesses)


def values_of(traits: FaceTraits) -> dict[str, str]:
    return {name: trait.value for name, trait in traits if isinstance(trait, Trait)}


def looks_of(character: Character) -> dict[str, object]:
    """All that distinguishes a character, without what a hash decides."""
    frame = character.glasses
    glasses = frame if frame == "none" else "dark" if frame.startswith("sunglasses") else "clear"
    return {**character.model_dump(exclude=BY_CONTENT), "glasses": glasses}


def clearly_different(one: FaceTraits, other: FaceTraits) -> set[str]:
    """Names of the traits that a stranger could tell the two apart by."""
    ours, theirs = values_of(one), values_of(other)
    differing = {
        name
        for name in VALUES
        if ours[name] != theirs[name]
        and UNKNOWN not in (ours[name], theirs[name])
        and not any({ours[name], theirs[name]} <= group for group in ALIKE.get(name, ()))
    }
    seen = differing.intersection(ALWAYS_SEEN)
    if "headwear" in differing:
        seen.add("headwear")
    if all(vector["headwear"] in ("none", UNKNOWN) for vector in (ours, theirs)):
        seen |= _of_hair(differing, ours, theirs, one, other)
    return seen


def _of_hair(
    differing: set[str], ours: dict[str, str], theirs: dict[str, str], one: FaceTraits, other: FaceTraits
) -> set[str]:
    bald = [vector["hair_length"] == "bald" for vector in (ours, theirs)]
    if any(bald):
        return set() if all(bald) else differing & {"hair_length"}
    seen = differing & {"fringe"}
    between = (
        ours["hair_colour"] in other.hair_colour.alternatives,
        theirs["hair_colour"] in one.hair_colour.alternatives,
    )
    if "hair_colour" in differing and not any(between):
        seen.add("hair_colour")
    if all(vector["hair_style"] in LOOSE for vector in (ours, theirs)):
        if all(vector["hair_length"] in ("medium", "long") for vector in (ours, theirs)):
            seen |= differing & {"hair_texture"}
        lengths = {ours["hair_length"], theirs["hair_length"]}
        same_texture = ours["hair_texture"] == theirs["hair_texture"]
        if same_texture and ours["hair_texture"] in ("straight", "wavy") and lengths <= {"short", "medium", "long"}:
            seen |= differing & {"hair_length"}
    return seen


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(any_traits(), any_traits())
def test_clearly_different_people_have_different_characters(one: FaceTraits, other: FaceTraits) -> None:
    if clearly_different(one, other):
        assert looks_of(character_for(one)) != looks_of(character_for(other))


@pytest.mark.parametrize("name", VALUES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_one_visible_trait_is_enough_to_tell_two_people_apart(name: str, data: st.DataObject) -> None:
    """The hard case: all is equal but one trait."""
    one = data.draw(any_traits())
    value = data.draw(st.sampled_from(VALUES[name]))
    other = one.model_copy(update={name: getattr(one, name).model_copy(update={"value": value})})
    if name in clearly_different(one, other):
        assert looks_of(character_for(one)) != looks_of(character_for(other))


def test_cloth_is_told_apart_by_its_colour_alone() -> None:
    """Nothing else of a character depends on it; the hash only decides where no colour was measured."""
    fans = {value: character_for(traits_with(headwear="turban", headwear_colour=value)) for value in ("red", "green")}
    assert fans["red"].cloth_colour != fans["green"].cloth_colour
    assert fans["red"] == fans["green"].model_copy(update={"cloth_colour": fans["red"].cloth_colour})


def test_every_trait_can_be_what_tells_people_apart() -> None:
    """That the law above is not empty: for each trait some pair differs in it alone."""
    rest = {"hair_length": "long", "hair_texture": "wavy", "hair_style": "loose", "headwear": "none"}
    for name in set(VALUES) - {"hair_style", "headwear_colour"}:
        pairs = itertools.combinations(VALUES[name], 2)
        told = [pair for pair in pairs if clearly_different(*(traits_with(**(rest | {name: value})) for value in pair))]
        assert told, name


@cache
def documented(title: str) -> list[list[str]]:
    """The rows of one table of docs/casting.md, cell by cell."""
    _, found, rest = PAGE.partition(f"### {title}\n")
    assert found, f"docs/casting.md has no table {title!r}"
    lines = re.findall(r"^\|(.+)\|$", rest.split("###")[0], re.M)
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def row(title: str, *keys: str) -> str:
    (found,) = [cells[-1] for cells in documented(title) if tuple(cells[:-1]) == keys]
    return found


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(any_traits())
def test_the_documented_table_is_what_casts(traits: FaceTraits) -> None:
    character, values = character_for(traits), values_of(traits)
    assert character.fringe == row("Fringe", values["fringe"])
    if values["headwear_colour"] != UNKNOWN:
        assert character.cloth_colour == row("Colour of headwear", values["headwear_colour"])
    assert character.brow == row("Brows", values["brows"])
    assert character.facial_hair == row("Facial hair", values["facial_hair"])
    shapes = next(title for title in ("Face shape", "Jaw") if f"### {title}\n" in PAGE)
    (jaw,) = [cells[1] for cells in documented(shapes) if cells[0] == values["face_shape"]]
    assert character.face.jaw == float(jaw)
    assert character.face.nose == float(row("Nose and lips", values["nose"]))
    assert character.face.lips == float(row("Nose and lips", values["lips"]))
    assert character.face.eyes == float(row("Eyes", values["eyes"]))
    near = {cells[-1] for cells in documented("Between two hair colours") if cells[0] == values["hair_colour"]}
    assert character.hair_colour in {row("Hair colour", values["hair_colour"]), *near}
    if values["headwear"] not in ("none", UNKNOWN):
        assert character.hair_style == row("Headwear (wins over hair)", values["headwear"])


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(any_traits())
def test_every_cast_style_is_named_on_the_page(traits: FaceTraits) -> None:
    """In a table, or in the rules before them."""
    style = character_for(traits).hair_style
    assert re.search(rf"(\| |`){style}( \||`)", PAGE) or style == "bald"


def test_every_row_of_the_page_is_reached() -> None:
    """No documented style is out of reach for a photo, but those that are left to authors."""
    hair = ("hair_length", "hair_texture", "hair_style", "fringe", "facial_hair")
    reached = {character_for(traits_with(headwear=value)).hair_style for value in VALUES["headwear"]}
    for combination in itertools.product(*((*VALUES[name], UNKNOWN) for name in hair)):
        reached.add(character_for(traits_with(**dict(zip(hair, combination, strict=True)))).hair_style)
    tables, _, _ = PAGE.partition("### Only by a template's author")
    titles = [title for title in re.findall(r"^### (.+)$", tables, re.M) if "hair" in title.lower() or "locs" in title]
    styles = {
        cells[-1] for title in titles if "colour" not in title and "Facial" not in title for cells in documented(title)
    }
    assert styles and styles <= reached
