"""Cutting, sheets and files of the fan-kit, on pictures made for it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from contracts.character import Character
from contracts.comp import Comp
from contracts.layers import TextLayer
from contracts.space import Camera
from contracts.template import FanKitItem
from media.webp_file import animated_webp_bytes, fitting, webp_bytes
from tasks.fan_kit.die_cut import Pixels, beyond_edge_px, die_cut, masked
from tasks.fan_kit.requests import animation_request, drawing_durations_ms, issue_number, with_issue
from tasks.fan_kit.sheet import GAP_PX, sheet

FAN = Character(skin_tone=5, hair_style="bob", hair_colour="brown")


def noise(height: int, width: int, seed: int = 1) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)


def block(side: int = 96, margin: int = 32) -> Pixels:
    """An opaque red square on nothing."""
    picture = np.zeros((side, side, 4), np.uint8)
    picture[margin:-margin, margin:-margin] = (200, 20, 20, 255)
    return picture


def animation(frames: int, fps: int, step: int, beats: float = 4) -> tuple[FanKitItem, Comp]:
    item = FanKitItem(
        id="loop", kind="animation", comp="loop.json", file_name="loop.webp", loop_beats=beats, drawing_step_frames=step
    )
    camera = Camera(matrix_track=((1.0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 8, 1),), zoom_px_track=(300.0,))
    words = TextLayer(id="words", text="No. {issue}", width=1, height=1)
    return item, Comp(id="loop", width=64, height=64, fps=fps, frames=frames, camera=camera, layers=(words,))


def test_the_edge_is_white_as_wide_as_asked_and_the_picture_stays() -> None:
    picture = block()
    cut = die_cut(picture, 6.0)
    assert (cut[32:64, 32:64] == picture[32:64, 32:64]).all()
    assert (cut[48, 27:32] == 255).all()
    assert (cut[27:32, 48] == 255).all()
    assert (cut[48, :12, 3] < 20).all()
    assert cut[0, 0, 3] == cut[-1, 0, 3] == 0


def test_a_border_sets_the_white_off_from_a_white_background() -> None:
    for soft in (True, False):
        cut = die_cut(block(), 6.0, soft_shadow=soft)
        alpha = cut[48, :, 3:] / 255.0
        seen = cut[48, :, :3] * alpha + 255 * (1 - alpha)
        assert seen[:27].min() < 215
    assert (die_cut(block(), 6.0, soft_shadow=False)[..., 3] > 0).sum() < (die_cut(block(), 6.0)[..., 3] > 0).sum()


def test_narrow_notches_are_filled_and_wide_gaps_stay_open() -> None:
    picture = np.zeros((160, 160, 4), np.uint8)
    picture[40:120, 20:140] = 255
    picture[40:100, 76:84, 3] = 0
    assert (die_cut(picture, 4.0)[44:100, 76:84, 3] == 255).all()
    picture[40:120, 60:110, 3] = 0
    assert die_cut(picture, 4.0)[80, 85, 3] < 60


def test_nothing_stays_nothing() -> None:
    empty = np.zeros((40, 40, 4), np.uint8)
    assert not die_cut(empty, 5.0).any()
    assert beyond_edge_px(empty[..., 3], 5.0).min() > 0


def test_a_mask_takes_away_and_never_adds() -> None:
    picture, mask = noise(20, 30), noise(20, 30, seed=2)
    cut = masked(picture, mask)
    assert (cut[..., :3] == picture[..., :3]).all()
    assert (cut[..., 3] <= np.minimum(picture[..., 3], mask[..., 3])).all()
    mask[..., 3] = 255
    assert (masked(picture, mask) == picture).all()


def test_a_sheet_holds_its_pictures_unchanged_and_centres_a_short_row() -> None:
    pictures = [noise(20, 30, seed) for seed in range(5)]
    page = sheet(pictures, 3)
    assert page.shape == (2 * (20 + GAP_PX) + GAP_PX, 3 * (30 + GAP_PX) + GAP_PX, 4)
    assert (page[GAP_PX : GAP_PX + 20, GAP_PX : GAP_PX + 30] == pictures[0]).all()
    left = (30 + GAP_PX) // 2 + GAP_PX
    assert (page[-GAP_PX - 20 : -GAP_PX, left : left + 30] == pictures[3]).all()
    assert not page[:GAP_PX].any() and not page[:, :GAP_PX].any()


def test_the_best_quality_that_fits_is_taken() -> None:
    asked: list[int] = []

    def encoded(quality: int) -> bytes:
        asked.append(quality)
        return bytes(10 * quality)

    assert len(fitting(encoded, (90, 60, 30), 700)) == 600
    assert asked == [90, 60]
    assert len(fitting(encoded, (90, 60, 30), None)) == 900
    with pytest.raises(ValueError, match="does not fit into 100 bytes"):
        fitting(encoded, (90, 60, 30), 100)


def test_webp_files_are_small_enough_the_same_every_time_and_say_nothing() -> None:
    picture = noise(128, 128)
    picture[..., 3] = 255
    whole = webp_bytes(picture)
    limit = len(whole) * 2 // 3
    small = webp_bytes(picture, limit)
    assert len(small) <= limit
    assert webp_bytes(picture, limit) == small
    for file in (whole, small, animated_webp_bytes([picture, picture[::-1]], [80, 80])):
        assert not any(chunk in file for chunk in (b"EXIF", b"XMP ", b"ICCP"))


def test_an_animation_keeps_its_pictures_durations_and_transparency() -> None:
    pictures = [np.roll(block(), shift, axis=1) for shift in range(0, 24, 4)]
    file = animated_webp_bytes(pictures, [83, 84, 83, 83, 84, 83])
    assert file == animated_webp_bytes(pictures, [83, 84, 83, 83, 84, 83])
    with Image.open(io.BytesIO(file)) as image:
        assert image.info["loop"] == 0
        assert image.n_frames == 6
        durations = []
        for index, picture in enumerate(pictures):
            image.seek(index)
            shown = np.asarray(image.convert("RGBA"))
            durations.append(image.info["duration"])
            assert (shown[..., 3] == picture[..., 3]).all()
    assert durations == [83, 84, 83, 83, 84, 83]


@given(frames=st.integers(1, 200), fps=st.sampled_from([24, 25, 30]), step=st.integers(1, 3), beats=st.integers(1, 16))
def test_a_loop_lasts_as_long_as_its_comp_and_holds_its_beats(frames: int, fps: int, step: int, beats: int) -> None:
    item, comp = animation(frames, fps, step, beats)
    request = animation_request(item, comp, FAN, "Wu")
    durations = drawing_durations_ms(item, comp)
    assert len(durations) == len(request.frames)
    assert sum(durations) == round(1000 * frames / fps)
    assert min(durations) > 0
    assert frames / fps * request.song.tempo_bpm / 60 == pytest.approx(beats)


@given(name=st.text(min_size=1, max_size=40))
def test_the_issue_number_belongs_to_character_and_name(name: str) -> None:
    number = issue_number(FAN, name)
    assert 1 <= number <= 9999
    assert number == issue_number(FAN.model_copy(), name)


def test_other_fans_have_other_issue_numbers() -> None:
    numbers = {issue_number(FAN, f"fan {index}") for index in range(100)}
    assert len(numbers) > 95
    assert issue_number(FAN, "Wu") != issue_number(FAN.model_copy(update={"skin_tone": 6}), "Wu")
    _, comp = animation(24, 24, 2)
    (words,) = with_issue(comp, 42).layers
    assert isinstance(words, TextLayer) and words.text == "No. 0042"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "still"},
        {"kind": "sheet", "comp": "a.json", "of": ("a",)},
        {"kind": "sheet"},
        {"kind": "ringtone"},
        {"kind": "animation", "comp": "a.json"},
        {"kind": "animation", "comp": "a.json", "loop_beats": 4, "file_name": "a.png"},
        {"kind": "still", "comp": "a.json", "file_name": "a.m4a"},
        {"kind": "still", "comp": "a.json", "file_name": "../a.png"},
    ],
)
def test_items_that_contradict_their_kind_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FanKitItem.model_validate({"id": "a", "file_name": "a.webp", **wrong})
