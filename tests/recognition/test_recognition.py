"""Recognition on real photos: the demo portrait always, the sample faces and the open models where they are."""

from __future__ import annotations

import logging
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.face_traits import UNKNOWN, FaceTraits, Trait
from media.image_file import RgbImage, decode_upright_rgb
from tasks.casting.rules import character_for
from tasks.recognition import regions
from tasks.recognition.face import eye_centres, mean_face_on_eyes
from tasks.recognition.haar_locator import HaarLocator
from tasks.recognition.headwear import Cover, cloth_colour_scores, headwear_scores
from tasks.recognition.mesh_locator import MeshLocator
from tasks.recognition.model_files import MODELS, MODELS_VARIABLE, find_models
from tasks.recognition.recogniser import recognise_photo
from tasks.recognition.scores import THRESHOLDS, decide, ramp
from tests.recognition import samples

PORTRAIT = Path(__file__).parents[2] / "templates" / "demo" / "inputs" / "selfie.jpg"

needs_models = pytest.mark.skipif(
    not samples.MODEL_FOLDER.is_dir(), reason="the open models are not beside the checkout (../shared/models)"
)
needs_faces = pytest.mark.skipif(
    not samples.FACES.is_dir(), reason="the sample faces are not beside the checkout (../shared/samples/faces)"
)
back_ends = pytest.mark.parametrize("models", ["", pytest.param(str(samples.MODEL_FOLDER), marks=needs_models)])


@pytest.fixture
def portrait() -> RgbImage:
    return decode_upright_rgb(PORTRAIT.read_bytes())


def values(traits: FaceTraits) -> dict[str, str]:
    return {name: trait.value for name, trait in traits if isinstance(trait, Trait)}


def turned(image: RgbImage, degrees: float) -> RgbImage:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


@back_ends
def test_the_demo_portrait_is_cast_sensibly(portrait: RgbImage, models: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    traits = recognise_photo(portrait)
    assert traits.face_found and traits.warnings == ()
    wanted = {"glasses": "none", "hair_length": "medium", "hair_colour": "brown", "facial_hair": "none"}
    assert values(traits).items() >= wanted.items()
    assert traits.headwear.value == "none" and traits.skin_tone.value in ("2", "3", "4")
    character = character_for(traits)
    assert (character.hair_style, character.hair_colour) == ("bob", "brown")
    assert traits == recognise_photo(portrait)


@back_ends
@pytest.mark.parametrize("change", ["mirrored", "half", "rolled", "upside_down"])
def test_what_is_clear_survives_other_ways_of_holding_the_phone(
    portrait: RgbImage, models: str, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    changed = {
        "mirrored": np.ascontiguousarray(portrait[:, ::-1]),
        "half": np.ascontiguousarray(cv2.resize(portrait, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)),
        "rolled": turned(portrait, 12),
        "upside_down": np.ascontiguousarray(portrait[::-1, ::-1]),
    }[change]
    traits = recognise_photo(np.asarray(changed, dtype=np.uint8))
    assert traits.face_found
    for attribute, wrong in (("glasses", {"clear", "sunglasses"}), ("facial_hair", {"full", "goatee"})):
        assert getattr(traits, attribute).value not in wrong
    assert traits.headwear.value in ("none", "unknown")
    assert traits.hair_colour.value in ("brown", "blonde", "unknown")
    assert traits.skin_tone.value in ("2", "3", "4", "unknown")


@pytest.mark.parametrize("kind", ["grey", "noise", "tiny"])
def test_a_photo_without_a_face_is_no_error(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODELS_VARIABLE, raising=False)
    photo = {
        "grey": np.full((480, 640, 3), 127, np.uint8),
        "noise": np.random.default_rng(0).integers(0, 255, (480, 640, 3)).astype(np.uint8),
        "tiny": np.zeros((64, 64, 3), np.uint8),
    }[kind]
    traits = recognise_photo(photo)
    assert not traits.face_found and traits.face_box_px is None
    assert set(values(traits).values()) == {"unknown"}
    assert traits.warnings[0].startswith("no_face")


@back_ends
@pytest.mark.parametrize("exposure", [0.12, 0.25, 0.4])
def test_in_the_dark_nothing_is_said_of_colours(
    portrait: RgbImage, models: str, exposure: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    dark = recognise_photo((portrait * exposure).astype(np.uint8))
    assert (dark.skin_tone.value, dark.hair_colour.value) == ("unknown", "unknown")
    assert dark.hair_length.value != "bald"
    assert any(warning.startswith("bad_light") for warning in dark.warnings)


@back_ends
def test_a_head_that_fills_the_photo_keeps_its_hair_colour(
    portrait: RgbImage, models: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    close = cv2.resize(portrait[40:260, 110:330], (900, 900), interpolation=cv2.INTER_CUBIC)
    traits = recognise_photo(np.asarray(close, dtype=np.uint8))
    assert traits.hair_colour.value == "brown" and traits.hair_length.value in ("short", "medium", "unknown")


def test_nothing_is_logged(portrait: RgbImage, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        recognise_photo(portrait)
    assert not caplog.records


@given(st.dictionaries(st.sampled_from(["none", "clear", "sunglasses"]), st.floats(0, 1), max_size=3))
def test_below_its_threshold_an_attribute_is_unknown(scores: dict[str, float]) -> None:
    trait = decide("glasses", scores, "test-1")
    best = max(scores.values(), default=0.0)
    assert (trait.value == "unknown") == (best < THRESHOLDS["glasses"])
    assert trait.value not in trait.alternatives
    assert trait.confidence == pytest.approx(best, abs=1e-3)


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5))
def test_a_ramp_stays_within_bounds_and_falls_when_turned_round(value: float, low: float, high: float) -> None:
    if abs(high - low) < 1e-3:
        return
    assert 0 <= ramp(value, low, high) <= 1
    assert ramp(value, low, high) == pytest.approx(1 - ramp(value, high, low), abs=1e-9)


@given(st.floats(0, 500), st.floats(0, 500), st.floats(20, 300), st.floats(-3.1, 3.1))
def test_the_mean_face_lies_on_the_eyes(x: float, y: float, distance: float, angle: float) -> None:
    left = np.array([x, y])
    right = left + distance * np.array([np.cos(angle), np.sin(angle)])
    points = mean_face_on_eyes(left, right)
    found_left, found_right = eye_centres(points)
    assert np.allclose(found_left, left, atol=1e-6) and np.allclose(found_right, right, atol=1e-6)
    assert not np.isnan(points[list(regions.USED)]).any()


def test_a_missing_or_altered_model_is_a_warning(
    portrait: RgbImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / MODELS["mesh"].name).write_bytes(b"something else")
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    found, warnings = find_models()
    assert found == {}
    assert sorted(warning.split(":")[0] for warning in warnings) == ["model_differs", *["model_missing"] * 3]
    traits = recognise_photo(portrait)
    assert traits.face_found and len(traits.warnings) == 4


@needs_models
def test_both_locators_find_the_same_face(portrait: RgbImage) -> None:
    folder = samples.MODEL_FOLDER
    mesh = MeshLocator(folder / MODELS["detector"].name, folder / MODELS["mesh"].name).locate(portrait)
    haar = HaarLocator().locate(portrait)
    assert mesh is not None and haar is not None
    for one, other in zip(eye_centres(mesh.points), eye_centres(haar.points), strict=True):
        assert np.hypot(*(one - other)) < 6
    assert abs(mesh.roll_degrees - haar.roll_degrees) < 4


@needs_faces
@back_ends
def test_a_headscarf_is_cast_as_one(models: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    traits = recognise_photo(decode_upright_rgb((samples.FACES / "face_046.jpg").read_bytes()))
    assert (traits.headwear.value, traits.hair_length.value) == ("headscarf", "hidden")
    assert traits.hair_colour.value == "unknown"
    assert traits.headwear_colour.value == "red"
    character = character_for(traits)
    assert (character.hair_style, character.cloth_colour) == ("hijab", "rose")


@needs_faces
@back_ends
def test_the_shine_of_a_bald_head_is_no_hat(models: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, models)
    traits = recognise_photo(decode_upright_rgb((samples.FACES / "face_061.jpg").read_bytes()))
    assert (traits.headwear.value, traits.hair_length.value) == ("none", "bald")
    assert character_for(traits).hair_style == "bald"


@given(st.floats(0, 80), st.floats(0, 0.4))
def test_a_pale_scarf_stays_a_scarf(from_skin: float, hair: float) -> None:
    pale = np.array([90, 2, 6], np.float32)
    shining = Cover(
        hair, True, beside=0.5, neck=0.8, unlike_hair=1, from_skin=12, from_background=20, from_shine=0, colour=pale
    )
    assert headwear_scores(shining)["headscarf"] == pytest.approx(0.85)
    bare = shining._replace(beside=0.0, neck=0.0, from_skin=from_skin)
    assert headwear_scores(bare)["none"] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("lab", "name"),
    [
        ((45, 60, 30), "red"),
        ((70, 17, -2), "red"),
        ((60, 20, 40), "yellow"),
        ((40, 10, 20), "yellow"),
        ((45, -25, 10), "green"),
        ((50, -25, -8), "green"),
        ((35, 10, -40), "blue"),
        ((15, 1, 1), "dark"),
        ((88, 1, 3), "pale"),
    ],
)
def test_cloth_has_the_name_that_people_would_give_it(lab: tuple[float, float, float], name: str) -> None:
    cover = Cover(0, True, 0.5, 0.8, 1, 12, 20, 12, np.array(lab, np.float32))
    assert decide("headwear_colour", cloth_colour_scores(cover, light=1.0), "test").value == name
    in_the_dark = cloth_colour_scores(cover, light=0.0)
    assert decide("headwear_colour", in_the_dark, "test").value == UNKNOWN


@needs_models
@needs_faces
def test_the_page_tells_what_is_measured() -> None:
    page = samples.PAGE.read_text(encoding="utf-8")
    assert samples.between(page, samples.BEGIN, samples.END) == samples.measured_table(), (
        "run: python -m tests.recognition.samples"
    )


def test_the_page_shows_thresholds_and_models() -> None:
    page = samples.PAGE.read_text(encoding="utf-8")
    assert samples.between(page, samples.CODE_BEGIN, samples.CODE_END) == samples.code_tables(), (
        "run: python -m tests.recognition.samples"
    )
