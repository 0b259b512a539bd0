"""Motion blur of whole frames: the mean of moments, which are the frames of a comp with more of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.character import Character
from contracts.comp import Comp, Look, MotionBlur
from contracts.layers import ImageLayer, Layer, PerformerLayer
from contracts.space import Camera
from media.i420 import lay_over
from renderer.renderer import Renderer
from tests.renderer.comps import HEIGHT, WIDTH, comp, moved, request, solid

FINER = 8
SHE = Character(skin_tone=8, hair_style="afro", hair_colour="ink")


def scene(blur: MotionBlur | None, finer: int = 1, resting: bool = False, **look: float) -> Comp:
    """A quad and a performer before a moving camera, over three frames; `finer` times as many, as close together."""
    steps = [step / finer for step in range(2 * finer + 1)]
    travel = tuple(moved(0 if resting else 0.4 * step) for step in steps)
    camera = Camera(
        matrix_track=tuple(moved(0, 2, 10 if resting else 10 - step) for step in steps), zoom_px_track=(150,)
    )
    quad = ImageLayer(id="quad", asset="white.png", width=2, height=1, matrix_track=travel, opacity_track=(0.7,))
    layers: list[Layer] = [solid(), quad]
    if not resting:
        layers.append(PerformerLayer(id="she", character=SHE, matrix_track=(moved(-2),)))
    made = comp(*layers, camera=camera, frames=len(steps), look=Look(motion_blur=blur, **look))
    return made.model_copy(update={"fps": 24 * finer})


def frame_of(renderer: Renderer, picture: Comp, bundle: Path, *frames: int) -> list[npt.NDArray[np.int16]]:
    return [frame.astype(np.int16) for frame in renderer.draw(request(picture, frames), bundle)]


def test_a_blurred_frame_is_the_mean_of_its_moments(renderer: Renderer, bundle: Path) -> None:
    (blurred,) = frame_of(renderer, scene(MotionBlur(samples=4, shutter_deg=360), vignette=0.3), bundle, 1)
    moments = frame_of(renderer, scene(None, FINER, vignette=0.3), bundle, *(FINER + step for step in (-3, -1, 1, 3)))
    assert np.abs(blurred - np.mean(moments, axis=0)).max() <= 1.5
    (sharp,) = frame_of(renderer, scene(None, vignette=0.3), bundle, 1)
    assert np.abs(blurred - sharp).max() > 50


def test_one_sample_and_a_resting_scene_change_nothing(renderer: Renderer, bundle: Path) -> None:
    sharp = frame_of(renderer, scene(None), bundle, 0, 1)
    single = frame_of(renderer, scene(MotionBlur(samples=1, shutter_deg=360)), bundle, 0, 1)
    assert all(np.array_equal(one, other) for one, other in zip(sharp, single, strict=True))
    (still,) = frame_of(renderer, scene(None, resting=True), bundle, 1)
    (blurred,) = frame_of(renderer, scene(MotionBlur(samples=5, shutter_deg=360), resting=True), bundle, 1)
    assert np.array_equal(still, blurred)


def test_blurred_frames_do_not_depend_on_their_order(renderer: Renderer, bundle: Path) -> None:
    picture = scene(MotionBlur(samples=3))
    forwards = frame_of(renderer, picture, bundle, 0, 1, 2)
    backwards = frame_of(renderer, picture, bundle, 2, 1, 0)
    assert all(np.array_equal(one, other) for one, other in zip(forwards, reversed(backwards), strict=True))


def test_an_overlay_holds_all_moments(renderer: Renderer, bundle: Path) -> None:
    """Cut to what is seen, and not cut because a solid that is hardly there covers the frame."""
    blurred = scene(MotionBlur(samples=3, shutter_deg=360)).model_copy(update={"transparent": True})
    performer = blurred.layers[-1]
    parts = []
    for layers in ((performer,), (performer, solid((0, 0, 0), opacity_track=(1e-6,)))):
        picture = blurred.model_copy(update={"layers": layers})
        parts += list(renderer.draw_over(request(picture, (1,)), bundle))
    black = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    cut, uncut = (lay_over(part, black) for part in parts)
    # A viewport that begins elsewhere rounds a handful of edge samples to the other side.
    assert (cut != uncut).mean() < 5e-4
    assert (cut != black).mean() > 0.02


@given(samples=st.integers(), shutter=st.floats(allow_nan=False))
def test_settings_outside_their_range_are_refused(samples: int, shutter: float) -> None:
    if 1 <= samples <= 32 and 0 <= shutter <= 360:
        assert MotionBlur(samples=samples, shutter_deg=shutter).samples == samples
        return
    with pytest.raises(ValidationError):
        MotionBlur(samples=samples, shutter_deg=shutter)
