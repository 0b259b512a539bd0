"""The likeness benchmark: its laws, and what it must find on the sample photos. Only the last two need a browser."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.likeness import report
from benchmarks.likeness.cases import cast_fans, fans_of, models_at
from benchmarks.likeness.looks import ATTRIBUTES, Attribute, Look, distance
from benchmarks.likeness.photos import look_of_photo
from benchmarks.likeness.portraits import Studio
from benchmarks.likeness.ranking import OTHERS, rank
from benchmarks.likeness.traits import COLOURS, COVERED, STYLES, trait_distance
from contracts.character import Character, HairPalette, HairStyle
from contracts.face_traits import UNKNOWN, FaceTraits
from renderer.renderer import Renderer
from tasks.casting.rules import character_for
from tests.casting.test_casting import traits_with
from tests.casting.test_distinct import any_traits, values_of
from tests.recognition.samples import FACES, MODEL_FOLDER

PAGE = Path(__file__).parents[2] / "docs" / "likeness.md"
needs_faces = pytest.mark.skipif(
    not FACES.is_dir(), reason="the sample faces are not beside the checkout (../shared/samples/faces)"
)
needs_models = pytest.mark.skipif(
    not MODEL_FOLDER.is_dir(), reason="the open models are not beside the checkout (../shared/models)"
)

BARE = Look(
    skin=np.array([70, 12, 15], np.float32),
    hair=np.array([20, 4, 4], np.float32),
    hair_area=0.4,
    hair_below=0.0,
    hair_beside=0.0,
    fringe=0.0,
    covered=0.0,
    glasses=0.0,
    beard=0.0,
)
UNSEEN = Look(None, None, None, None, None, None, None, None, None)


def test_every_style_and_palette_has_its_row() -> None:
    assert set(get_args(HairStyle)) <= {*STYLES, *COVERED}
    assert set(get_args(HairPalette)) <= set(COLOURS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(any_traits(), any_traits())
def test_the_distance_by_traits_is_a_share(one: FaceTraits, other: FaceTraits) -> None:
    assert 0 <= trait_distance(values_of(one), character_for(other)) <= 1
    assert trait_distance({}, character_for(one)) == 0


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("headwear", "headscarf", "none"),
        ("skin_tone", "9", "2"),
        ("glasses", "clear", "none"),
        ("facial_hair", "full", "none"),
        ("hair_length", "long", "short"),
        ("hair_colour", "red", "black"),
        ("fringe", "full", "none"),
        ("brows", "bold", "thin"),
        ("face_shape", "square", "long"),
        ("lips", "wide", "narrow"),
    ],
)
def test_a_known_trait_pulls_towards_its_character(name: str, value: str, other: str) -> None:
    rest = {"hair_length": "medium", "headwear": "none"} | {name: value}
    right, wrong = character_for(traits_with(**rest)), character_for(traits_with(**(rest | {name: other})))
    assert trait_distance({name: value}, right) < trait_distance({name: value}, wrong)
    assert trait_distance({name: UNKNOWN}, wrong) == 0


def test_what_cannot_be_seen_is_no_evidence() -> None:
    assert distance(BARE, UNSEEN) == distance(UNSEEN, BARE) == 0 == distance(BARE, BARE)
    only_glasses = Look(**{**UNSEEN.__dict__, "glasses": 1.0})
    assert distance(BARE, only_glasses) == 1


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda attribute: attribute.name)
def test_every_attribute_counts(attribute: Attribute) -> None:
    different = {"skin": BARE.skin + 30, "hair": BARE.hair + 40, "hair_area": 2.0, "hair_below": 0.7}
    different |= {"hair_beside": 0.4, "fringe": 1.0, "covered": 1.0, "glasses": 1.0, "beard": 1.0}
    fields = list(BARE.__dict__)
    field = fields[[each.name for each in ATTRIBUTES].index(attribute.name)]
    changed = Look(**{**BARE.__dict__, field: different[field]})
    assert distance(BARE, changed) == pytest.approx(attribute.weight / sum(each.weight for each in ATTRIBUTES))


@given(st.dictionaries(st.sampled_from("abcdefghijkl"), st.floats(0.1, 1), min_size=OTHERS), st.binary(max_size=8))
def test_draws_repeat_and_the_nearest_is_always_first(others: dict[str, float], seed: bytes) -> None:
    best = rank("me", {**others, "me": 0.0}, seed, draws=20)
    assert (best.first_share, best.mean_rank, best.beaten_by) == (1.0, 1.0, {})
    tied = rank("me", {**dict.fromkeys(others, 0.5), "me": 0.5}, seed, draws=20)
    assert (tied.first_share, tied.mean_rank) == (0.0, OTHERS + 1)
    some = {**others, "me": 0.5}
    assert rank("me", some, seed, draws=20) == rank("me", dict(reversed(some.items())), seed, draws=20)


def test_the_page_shows_the_weights() -> None:
    page = PAGE.read_text(encoding="utf-8")
    again = report.replaced(page, report.WEIGHTS_BEGIN, report.WEIGHTS_END, report.weights())
    assert again == page, "run: python -m benchmarks.likeness --write"


@needs_faces
@needs_models
def test_every_sample_face_is_nearest_to_its_own_character_by_traits() -> None:
    cast = [each for each in cast_fans(fans_of(FACES), MODEL_FOLDER) if each.traits.face_found]
    assert len(cast) == 12
    for each in cast:
        distances = {other.fan.name: trait_distance(each.values, other.character) for other in cast}
        assert min(distances, key=lambda name: distances[name]) == each.fan.name
        assert sorted(distances.values())[1] > distances[each.fan.name]


@needs_faces
@needs_models
def test_a_drawn_headscarf_beard_and_long_hair_are_seen_in_photo_and_picture() -> None:
    studio = Studio(Renderer.shared())
    wanted = {"face_046", "face_061", "face_083"}
    fans = [fan for fan in fans_of(FACES) if fan.name in wanted]
    with models_at(MODEL_FOLDER):
        photos = {fan.name: look_of_photo(fan.photo, dict(fan.notes)) for fan in fans}
    drawings = {each.fan.name: studio.look(each.character) for each in cast_fans(fans, MODEL_FOLDER)}
    assert (drawings["face_046"].covered, drawings["face_061"].beard) == (1, 1)
    assert drawings["face_083"].hair_below > 0.5 > drawings["face_061"].hair_below
    for name, photo in photos.items():
        assert photo is not None
        distances = {other: distance(photo, drawing) for other, drawing in drawings.items()}
        assert min(distances, key=lambda other: distances[other]) == name


def test_a_portrait_shows_what_the_character_wears() -> None:
    studio = Studio(Renderer.shared())
    plain = Character(skin_tone=5, hair_style="bald", hair_colour="brown", fringe="none")
    worn = {"glasses": "round", "facial_hair": "full"}
    assert studio.look(plain).hair is None and studio.look(plain).glasses == 0 and studio.look(plain).beard == 0
    dressed = studio.look(plain.model_copy(update=worn))
    assert (dressed.glasses, dressed.beard, dressed.covered) == (0.5, 1.0, 0.0)
    dark = studio.look(plain.model_copy(update={"glasses": "sunglasses", "hair_style": "hijab"}))
    assert (dark.glasses, dark.covered) == (1.0, 1.0)
