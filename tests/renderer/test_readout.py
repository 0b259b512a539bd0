"""Both ways from a drawn frame to planes give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from contracts.character import Character
from contracts.layers import PerformerLayer, PlateLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from renderer.session import SessionOptions
from tests.renderer.comps import HEIGHT, WIDTH, comp, moved, name_text, request, solid


@pytest.fixture(scope="module")
def packed() -> Iterator[Renderer]:
    renderer = Renderer(SessionOptions(readout="packed"))
    yield renderer
    renderer.close()


@pytest.fixture(scope="module")
def converted() -> Iterator[Renderer]:
    renderer = Renderer(SessionOptions(readout="converted"))
    yield renderer
    renderer.close()


def test_every_colour_is_packed_as_it_is_converted(packed: Renderer, converted: Renderer, tmp_path: Path) -> None:
    noise = np.random.default_rng(11).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    asked = request(comp(PlateLayer(id="noise", asset="noise.png")))
    (first,), (second,) = packed.draw(asked, tmp_path), converted.draw(asked, tmp_path)
    assert np.ptp(first) > 150
    assert np.array_equal(first, second)


def test_frames_keep_their_order_through_the_ring(packed: Renderer, converted: Renderer, bundle: Path) -> None:
    turn = tuple(moved(0.3 * frame) for frame in range(6))
    moving = comp(solid(), name_text("Zoë", matrix_track=turn))
    for frames in ((0,), (0, 1), (5, 3, 1, 0, 2, 4)):
        asked = request(moving, frames)
        pictures = list(packed.draw(asked, bundle))
        assert len({picture.tobytes() for picture in pictures}) == len(frames)
        for first, second in zip(pictures, converted.draw(asked, bundle), strict=True):
            assert np.array_equal(first, second)


def test_overlays_of_changing_size_are_the_same(packed: Renderer, converted: Renderer, bundle: Path) -> None:
    """A performer that walks towards the camera: colour, alpha and alpha at chroma size."""
    fan = Character(skin_tone=5, hair_style="afro", hair_colour="ink")
    walk = tuple(moved(0.2 * frame, -3, 0.8 * frame) for frame in range(6))
    view = Camera(matrix_track=(moved(z=12),), zoom_px_track=(300.0,))
    asked = request(
        comp(PerformerLayer(id="fan", character=fan, matrix_track=walk), camera=view, transparent=True), range(6)
    )
    sizes = set()
    for first, second in zip(packed.draw_over(asked, bundle), converted.draw_over(asked, bundle), strict=True):
        sizes.add((first.region.width, first.region.height))
        assert first.region == second.region
        assert first.alpha.max() == 255
        for plane in ("colour", "alpha", "chroma_alpha"):
            assert np.array_equal(getattr(first, plane), getattr(second, plane))
    assert len(sizes) > 1


def test_an_abandoned_ring_does_not_leak_into_the_next_job(packed: Renderer, bundle: Path) -> None:
    red, blue = comp(solid((1, 0, 0)), name_text("A")), comp(solid((0, 0, 1)), name_text("B"))
    frames = packed.draw(request(red, list(range(6)) * 20), bundle)
    next(frames)
    frames.close()
    (picture,) = packed.draw(request(blue), bundle)
    assert picture[0, 0] == 32
