"""The layer that puts what lies below it out of focus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from contracts.comp import Look
from contracts.layers import DefocusLayer, PlateLayer
from renderer.renderer import Renderer
from tasks.render.drawings import can_lay_over
from tests.renderer.comps import HEIGHT, WIDTH, comp, name_text, request, solid


def blur(radius: float) -> DefocusLayer:
    return DefocusLayer(id="lens", radius_track=(radius,))


def luma(renderer: Renderer, bundle: Path, *layers: object, samples: int = 4) -> np.ndarray:
    picture = comp(*layers, look=Look(msaa_samples=samples))  # type: ignore[arg-type]
    (frame,) = renderer.draw(request(picture), bundle)
    return frame[:HEIGHT].astype(float)


def steepest(picture: np.ndarray) -> float:
    return float(np.abs(np.diff(picture, axis=1)).max())


@pytest.mark.parametrize("samples", [0, 4])
def test_only_what_lies_below_loses_its_edges(renderer: Renderer, bundle: Path, samples: int) -> None:
    dark, words = solid((0.05, 0.05, 0.05)), name_text("HELLO")
    sharp = luma(renderer, bundle, dark, words, samples=samples)
    below = luma(renderer, bundle, dark, words, blur(0.05), samples=samples)
    above = luma(renderer, bundle, dark, blur(0.05), words, samples=samples)
    assert steepest(below) < 0.35 * steepest(sharp)
    assert np.abs(above - sharp).max() <= 1


def test_a_wider_lens_spreads_further_and_stays_where_it_was(renderer: Renderer, bundle: Path) -> None:
    reach = []
    for radius in (0.02, 0.06, 0.12):
        picture = luma(renderer, bundle, solid((0, 0, 0)), name_text("O", width=0.2, height=0.2), blur(radius))
        light = np.clip(picture - 17, 0, None)
        rows, columns = np.mgrid[:HEIGHT, :WIDTH]
        assert abs((light * columns).sum() / light.sum() - WIDTH / 2) < 2.5
        assert abs((light * rows).sum() / light.sum() - HEIGHT / 2) < 4
        reach.append(int((light > 2).sum()))
    assert reach == sorted(reach)
    assert reach[-1] > 2 * reach[0]


def test_blur_needs_the_picture_below_it() -> None:
    plate = PlateLayer(id="plate", asset="plates/a.mp4")
    assert can_lay_over(comp(plate, name_text("HELLO")))
    assert not can_lay_over(comp(plate, blur(0.01), name_text("HELLO")))
