"""What is drawn: text of any script, plates, blending, stills; and that it is the same every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from contracts.character import Character
from contracts.comp import Comp, Look
from contracts.errors import TemplateError
from contracts.layers import ImageLayer, PerformerLayer, PlateLayer, SetLayer
from contracts.performance import Motion
from contracts.space import Camera
from media.h264 import H264Writer
from media.i420 import lay_over
from media.video import VideoFrames
from renderer.renderer import Renderer
from tests.renderer.comps import HEIGHT, WIDTH, comp, moved, name_text, request, solid

REVEAL = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def lively() -> Comp:
    turn = tuple(moved(0.1 * frame, 0, 0.2 * frame) for frame in range(6))
    quad = ImageLayer(id="quad", asset="white.png", width=2, height=1, matrix_track=turn, opacity_track=(0.7,))
    return comp(solid(), quad, name_text("Amélie", look="neon", glow=(1, 0.2, 0.6), reveal_track=REVEAL))


def frames_of(renderer: Renderer, picture: Comp, bundle: Path, frames: Sequence[int] = (0,)) -> list[np.ndarray]:
    return list(renderer.draw(request(picture, frames), bundle))


def test_frames_do_not_depend_on_their_order_or_the_browser(
    renderer: Renderer, second_renderer: Renderer, bundle: Path
) -> None:
    forwards = frames_of(renderer, lively(), bundle, range(6))
    backwards = frames_of(second_renderer, lively(), bundle, range(5, -1, -1))
    assert len({frame.tobytes() for frame in forwards}) == 6
    for first, second in zip(forwards, reversed(backwards), strict=True):
        assert np.array_equal(first, second)


@pytest.mark.parametrize("look", ["plain", "neon", "led", "foil"])
@pytest.mark.parametrize("text", ["김하늘", "مريم", "Nguyễn Thị Mỹ", "안녕 🎤", "Wolfeschlegelsteinhausenbergerdorff"])
def test_text_fills_its_box_and_stays_inside(renderer: Renderer, bundle: Path, text: str, look: str) -> None:
    (frame,) = frames_of(renderer, comp(solid((0, 0, 0)), name_text(text, look=look, colour=(1, 0.9, 0.6))), bundle)
    rows, columns = np.nonzero(frame[:HEIGHT] > 60)
    assert rows.size > 250
    width, height = np.ptp(columns) + 1, np.ptp(rows) + 1
    halo_px = 24 if look == "neon" else 4
    assert width <= 1.4 * HEIGHT + halo_px
    assert height <= 0.4 * HEIGHT + halo_px
    assert width >= 0.85 * 1.4 * HEIGHT or height >= 0.5 * 0.4 * HEIGHT
    assert abs((columns.min() + columns.max()) / 2 - WIDTH / 2) < 6


def test_a_missing_glyph_is_not_what_is_drawn(renderer: Renderer, bundle: Path) -> None:
    """Different letters of a script look different; boxes for missing glyphs would not."""
    for pair in (("مر", "سب"), ("ก", "ห"), ("Ж", "Щ")):
        first, second = (frames_of(renderer, comp(solid((0, 0, 0)), name_text(text)), bundle)[0] for text in pair)
        assert not np.array_equal(first, second)


def test_an_empty_name_draws_nothing(renderer: Renderer, bundle: Path) -> None:
    layer = name_text("x").model_copy(update={"slot": "name", "text": None})
    (frame,) = renderer.draw(request(comp(solid(), layer), name=" "), bundle)
    assert np.ptp(frame[:HEIGHT]) == 0


def test_reveal_runs_from_left_to_right(renderer: Renderer, bundle: Path) -> None:
    frames = frames_of(renderer, comp(solid((0, 0, 0)), name_text("MMMM", reveal_track=REVEAL)), bundle, range(6))
    lit = [frame[:HEIGHT] > 100 for frame in frames]
    assert lit[0].sum() == 0
    assert [picture.sum() for picture in lit] == sorted(picture.sum() for picture in lit)
    half = lit[3].sum(axis=0)
    assert half[: WIDTH // 2].sum() > 0
    assert half[int(WIDTH * 0.62) :].sum() == 0


def test_blend_modes(renderer: Renderer, bundle: Path) -> None:
    """Grey 0.4 under grey 0.5, each mode against its formula."""
    expected = {"normal": 0.5, "add": 0.9, "screen": 0.7, "multiply": 0.2}
    for mode, level in expected.items():
        top = solid((0.5, 0.5, 0.5), blend=mode).model_copy(update={"id": "top"})
        (frame,) = frames_of(renderer, comp(solid((0.4, 0.4, 0.4)), top), bundle)
        assert frame[HEIGHT // 2, WIDTH // 2] == pytest.approx(16 + 219 * level, abs=1.5), mode


def test_layers_live_between_their_frames(renderer: Renderer, bundle: Path) -> None:
    top = solid((1, 1, 1), in_frame=2, out_frame=4).model_copy(update={"id": "top"})
    frames = frames_of(renderer, comp(solid((0, 0, 0)), top), bundle, range(6))
    assert [int(frame[0, 0]) for frame in frames] == [16, 16, 235, 235, 16, 16]


def test_finish(renderer: Renderer, bundle: Path) -> None:
    layers = solid((0.3, 0.3, 0.3)), ImageLayer(id="lamp", asset="white.png", width=1, height=1)
    plain, vignette, bloom = (
        frames_of(renderer, comp(*layers, look=look), bundle)[0][:HEIGHT].astype(int)
        for look in (Look(), Look(vignette=0.8), Look(bloom=1.0))
    )
    assert vignette[0, 0] < plain[0, 0] - 20
    assert abs(vignette[HEIGHT // 2, WIDTH // 2] - plain[HEIGHT // 2, WIDTH // 2]) <= 1
    beside_lamp = HEIGHT // 2, WIDTH // 2 + 20
    assert bloom[beside_lamp] > plain[beside_lamp] + 3


@pytest.fixture(scope="module")
def plate(bundle: Path) -> str:
    """A clip whose luma says which frame it is, with a pattern in luma and chroma."""
    with H264Writer(bundle / "plate.mp4", WIDTH, HEIGHT, 24, crf=4) as writer:
        for number in range(8):
            picture = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
            picture[:HEIGHT] = 60 + 12 * number + np.arange(WIDTH) // 8
            picture[HEIGHT:] = 100 + (np.arange(WIDTH) // 16) % 2 * 40
            writer.write(picture)
    return "plate.mp4"


def test_a_video_plate_shows_the_right_frame(renderer: Renderer, bundle: Path, plate: str) -> None:
    picture = comp(PlateLayer(id="plate", asset=plate, first_frame=2))
    with VideoFrames(bundle / plate) as clip:
        for frame, drawn in zip((3, 0, 5), frames_of(renderer, picture, bundle, (3, 0, 5)), strict=True):
            difference = np.abs(drawn[:HEIGHT].astype(int) - clip.frame(2 + frame)[:HEIGHT])
            assert difference.mean() < 0.6
            assert np.quantile(difference, 0.99) <= 2


def test_a_plate_that_is_too_short_is_the_templates_fault(renderer: Renderer, bundle: Path, plate: str) -> None:
    with pytest.raises(TemplateError, match="no frame 9"):
        frames_of(renderer, comp(PlateLayer(id="plate", asset=plate, first_frame=4)), bundle, (5,))
    assert len(frames_of(renderer, comp(PlateLayer(id="plate", asset=plate)), bundle)) == 1


def test_an_overlay_over_the_plate_is_the_drawn_whole(renderer: Renderer, bundle: Path, plate: str) -> None:
    light = ImageLayer(id="light", asset="white.png", width=2, height=1, blend="add", opacity_track=(0.3,))
    front = (light, name_text("Zoë", look="neon", glow=(1, 0.2, 0.6)))
    (whole,) = frames_of(renderer, comp(PlateLayer(id="plate", asset=plate), *front), bundle)
    (overlay,) = renderer.draw_over(request(comp(*front, transparent=True)), bundle)
    with VideoFrames(bundle / plate) as clip:
        below = clip.frame(0)
        laid = lay_over(overlay, below)
    difference = np.abs(laid[:HEIGHT].astype(int) - whole[:HEIGHT])
    assert np.quantile(difference, 0.99) <= 3
    same = laid == below
    assert 0.1 < same.mean() < 0.9


FAN = Character(skin_tone=8, hair_style="afro", hair_colour="ink")


@pytest.mark.parametrize("motion", get_args(Motion))
def test_an_overlay_is_cut_to_what_is_seen_and_loses_nothing(renderer: Renderer, bundle: Path, motion: str) -> None:
    turned = (0.8, 0.0, -0.6, 0.0, 0.0, 1.0, 0.0, 0.0, 0.6, 0.0, 0.8, 0.0, 1.5, 0.2, -2.0, 1.0)
    performer = PerformerLayer(id="fan", slot="fan", motion=motion, matrix_track=(turned,))
    camera = Camera(matrix_track=(moved(0, 3.4, 16),), zoom_px_track=(300.0,))
    alone = comp(performer, camera=camera, transparent=True, frames=60)
    everywhere = comp(performer, solid((0, 0, 0), opacity_track=(1e-6,)), camera=camera, transparent=True, frames=60)
    frames = (0, 7, 20, 33, 51)
    cut = list(renderer.draw_over(request(alone, frames).model_copy(update={"fan": FAN}), bundle))
    uncut = list(renderer.draw_over(request(everywhere, frames).model_copy(update={"fan": FAN}), bundle))
    black = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    for part, whole in zip(cut, uncut, strict=True):
        assert (whole.region.width, whole.region.height) == (WIDTH, HEIGHT)
        assert part.region.width * part.region.height < 0.5 * WIDTH * HEIGHT
        assert np.count_nonzero(whole.alpha) > 1000
        # A viewport that begins elsewhere rounds a handful of edge samples to the other side.
        assert (lay_over(part, black) != lay_over(whole, black)).mean() < 5e-4
    (single,) = renderer.draw_over(request(alone, frames[3:4]).model_copy(update={"fan": FAN}), bundle)
    assert np.array_equal(single.colour, cut[3].colour)


def test_a_transparent_still_has_straight_alpha(renderer: Renderer, bundle: Path) -> None:
    pale = ImageLayer(id="pale", asset="white.png", width=3, height=2, opacity_track=(0.5,))
    png = renderer.still(request(comp(pale, transparent=True)), bundle)
    pixels = np.asarray(Image.open(io.BytesIO(png)))
    assert pixels.shape == (HEIGHT, WIDTH, 4)
    assert tuple(pixels[0, 0]) == (0, 0, 0, 0)
    red, green, blue, alpha = pixels[HEIGHT // 2, WIDTH // 2]
    assert (red, green, blue) == (255, 255, 255)
    assert alpha in (127, 128)
    assert Image.open(io.BytesIO(renderer.still(request(comp(solid())), bundle))).mode == "RGB"


def test_what_the_bundle_lacks_is_the_templates_fault(renderer: Renderer, bundle: Path) -> None:
    missing = ImageLayer(id="missing", asset="nowhere.png", width=1, height=1)
    with pytest.raises(TemplateError, match=r"nowhere\.png is missing"):
        frames_of(renderer, comp(missing), bundle)
    outside = ImageLayer(id="outside", asset="../../etc/hostname", width=1, height=1)
    with pytest.raises(TemplateError, match="missing"):
        frames_of(renderer, comp(outside), bundle)


def test_sets_are_drawn_the_same_in_any_order(renderer: Renderer, bundle: Path) -> None:
    picture = comp(solid((0, 0, 0)), SetLayer(id="beams", name="beams", matrix_track=(moved(0, 0, -4),)))
    first, second = frames_of(renderer, picture, bundle, (0, 5))
    again, _ = frames_of(renderer, picture, bundle, (0, 5))
    assert np.array_equal(first, again)
    assert np.ptp(second[:HEIGHT]) > 0
