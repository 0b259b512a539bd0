"""Laws of pictures in YUV and of what is drawn when; no browser."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.comp import Comp, Region, SongClock
from contracts.layers import SolidLayer
from contracts.template import Cue, Note, Song
from media.i420 import Overlay, crop, lay_over, paste, split_planes
from tasks.render.drawings import back_plate, can_lay_over, clock_of, drawing_of, foreground
from tests.render.template import CAMERA, NAME, PERFORMER, PLATE

WIDTH, HEIGHT = 48, 32
regions = st.builds(
    lambda x, y, w, h: Region(x=8 * x, y=4 * y, width=8 * min(w, 6 - x), height=4 * min(h, 8 - y)),
    st.integers(0, 5),
    st.integers(0, 7),
    st.integers(1, 6),
    st.integers(1, 8),
)


def noise(seed: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (rows, columns), np.uint8)


def of(*layers: object, **fields: object) -> Comp:
    base = {"id": "c", "width": WIDTH, "height": HEIGHT, "fps": 24, "frames": 4, "camera": CAMERA}
    return Comp.model_validate({**base, "layers": layers, **fields})


@given(regions, st.integers(0, 9))
def test_paste_puts_back_what_crop_took(region: Region, seed: int) -> None:
    picture = noise(seed, HEIGHT * 3 // 2, WIDTH)
    part = crop(picture, region)
    assert part.shape == (region.height * 3 // 2, region.width)
    assert np.array_equal(paste(part, picture, region), picture)
    pasted = paste(part, np.zeros_like(picture), region)
    assert np.array_equal(crop(pasted, region), part)
    outside = pasted.astype(int).sum() - part.astype(int).sum()
    assert outside == 0


@settings(max_examples=30)
@given(regions, st.integers(0, 9))
def test_an_overlay_blends_as_its_formula(region: Region, seed: int) -> None:
    picture = noise(seed, HEIGHT * 3 // 2, WIDTH)
    colour = noise(seed + 1, region.height * 3 // 2, region.width)
    alpha = noise(seed + 2, region.height, region.width)
    overlay = Overlay(region=region, colour=colour, alpha=alpha, chroma_alpha=np.ascontiguousarray(alpha[::2, ::2]))
    laid = crop(lay_over(overlay, picture), region)
    below = crop(picture, region)
    planes = zip(split_planes(laid), split_planes(colour), split_planes(below), (16, 128, 128), strict=True)
    for plane, (got, front, back, neutral) in enumerate(planes):
        share = (overlay.alpha if plane == 0 else overlay.chroma_alpha) / 255
        expected = np.clip(front + (1 - share) * (back.astype(float) - neutral), 0, 255)
        assert np.abs(got - expected).max() <= 0.51


def test_an_empty_overlay_changes_nothing() -> None:
    picture = noise(3, HEIGHT * 3 // 2, WIDTH)
    region = Region(x=0, y=0, width=WIDTH, height=HEIGHT)
    colour = np.full_like(picture, 128)
    colour[:HEIGHT] = 16
    nothing = Overlay(
        region=region,
        colour=colour,
        alpha=np.zeros((HEIGHT, WIDTH), np.uint8),
        chroma_alpha=np.zeros((HEIGHT // 2, WIDTH // 2), np.uint8),
    )
    assert np.array_equal(lay_over(nothing, picture), picture)


def test_on_twos_every_drawing_lasts_two_frames() -> None:
    assert [drawing_of(frame, 2) for frame in range(6)] == [0, 0, 1, 1, 2, 2]
    assert [drawing_of(frame, 1) for frame in range(3)] == [0, 1, 2]


def test_what_can_be_laid_over_a_plate() -> None:
    assert can_lay_over(of(PLATE, PERFORMER, NAME))
    assert can_lay_over(of(PLATE, NAME.model_copy(update={"blend": "add"})))
    assert not can_lay_over(of(PLATE, NAME.model_copy(update={"blend": "screen"})))
    assert not can_lay_over(of(PLATE, PERFORMER, look={"bloom": 0.5}))
    assert not can_lay_over(of(SolidLayer(id="back", colour=(0, 0, 0)), PERFORMER))
    assert back_plate(of(PLATE.model_copy(update={"opacity_track": (0.5,)}))) is None
    front = foreground(of(PLATE, PERFORMER, NAME))
    assert [layer.id for layer in front.layers] == ["fan", "name"]
    assert front.transparent


def test_the_pure_parts_do_not_import_prefect() -> None:
    code = "import sys, tasks.render.drawings, tasks.render.shot_frames; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_in_the_cue_the_fans_mouth_moves_and_around_it_the_songs() -> None:
    cue = Cue(
        start_frame=48, frames=48, lyric="la", notes=(Note(start_s=0, duration_s=1, midi=60),), guide_vocal="g.flac"
    )
    around = ((0.5, 0.4, "ih", 1.0), (4.5, 0.4, "oh", 1.0))
    clock = SongClock(tempo_bpm=120, visemes=(around[0], (2.1, 0.4, "aa", 1.0), around[1]))
    song = Song(title="t", tempo_bpm=120, key="C", backing="b.flac", cue=cue, clock=clock)
    assert clock_of(song, 24, ()) is clock
    assert clock_of(song, 24, ((0.25, 0.5, "ee", 0.5),)).visemes == (around[0], (2.25, 0.5, "ee", 0.5), around[1])
