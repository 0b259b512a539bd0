"""Names as the page draws them: every script, whole, inside its box, and the same on every machine."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from contracts.errors import TemplateError
from renderer.renderer import Renderer
from tests.renderer.comps import comp, name_text, request, solid
from tests.text.names import LONG, MIXED, SCRIPTS

WIDTH, HEIGHT = 320, 180
BOX = (1.4, 0.4)
LOOKS = ("plain", "neon", "led", "foil")
TALL = ("ปู่ปี้ญู่ฐู", "ẪỴ̣ǺǬ̣", "شُكْرًا", "María Fernanda de los Ángeles Gutiérrez", "ปู่ปี้ ญู่ฐู ปู่ปี้ ญู่ฐู")
"""Marks above and below, also of rows below each other."""
NO_FONT_HAS_IT = "\U00013000"


def drawn(renderer: Renderer, bundle: Path, text: str, look: str = "plain", **fields: Any) -> np.ndarray:
    """The frame with `text` in the middle, (180, 320, 3)."""
    layer = name_text(text, look=look, width=BOX[0], height=BOX[1], colour=(1, 0.9, 0.6), **fields)
    picture = renderer.still(request(comp(solid((0, 0, 0)), layer), name=text), bundle)
    return np.asarray(Image.open(io.BytesIO(picture)))


def ink_of(picture: np.ndarray, threshold: int = 40) -> np.ndarray:
    """The part of the picture that has ink, scaled to 48 x 48 and to 0..1, so that shapes can be compared."""
    seen = picture.max(axis=2)
    rows, columns = np.nonzero(seen > threshold)
    part = seen[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(Image.fromarray(part).resize((48, 48), Image.Resampling.BOX)) / 255


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_drawn_and_not_as_boxes(bare_renderer: Renderer, bundle: Path, script: str) -> None:
    """Boxes of missing glyphs are alike in every word; letters are not, and are no boxes."""
    first, second = (ink_of(drawn(bare_renderer, bundle, word)) for word in SCRIPTS[script])
    boxes = [ink_of(drawn(bare_renderer, bundle, NO_FONT_HAS_IT * count, font_family="Own")) for count in range(1, 5)]
    assert first.mean() > 0.1
    for one, other in [(first, second), *((word, box) for word in (first, second) for box in boxes)]:
        assert np.abs(one - other).mean() > 0.1


@pytest.mark.parametrize("look", LOOKS)
def test_no_system_font_is_used(renderer: Renderer, bare_renderer: Renderer, bundle: Path, look: str) -> None:
    """A machine with all fonts and one without any draw the same pixels."""
    for words in SCRIPTS.values():
        name = " ".join(words)
        assert np.array_equal(drawn(renderer, bundle, name, look), drawn(bare_renderer, bundle, name, look)), name


def test_earlier_names_leave_no_trace(renderer: Renderer, bundle: Path) -> None:
    fresh = Renderer()
    try:
        assert np.array_equal(drawn(fresh, bundle, MIXED), drawn(renderer, bundle, MIXED))
    finally:
        fresh.close()


@pytest.mark.parametrize("look", LOOKS)
def test_ink_stays_in_its_box(bare_renderer: Renderer, bundle: Path, look: str) -> None:
    """Marks above and below are not cut: ink that ran on to the texture's edge would leave the box."""
    halo_px = {"plain": 1, "foil": 3, "led": 3, "neon": 12}[look]
    words = (*(" ".join(words) for words in SCRIPTS.values()), MIXED, LONG, *TALL)
    for name in words:
        seen = drawn(bare_renderer, bundle, name, look, slot="name").max(axis=2)
        rows, columns = np.nonzero(seen > 110)
        width_px, height_px = np.ptp(columns) + 1, np.ptp(rows) + 1
        assert width_px <= BOX[0] * HEIGHT + 2 * halo_px, name
        assert height_px <= BOX[1] * HEIGHT + 2 * halo_px, name
        fills_width, fills_height = width_px >= 0.9 * BOX[0] * HEIGHT, height_px >= 0.55 * BOX[1] * HEIGHT
        assert fills_width or fills_height, name


def test_a_long_name_takes_two_rows_and_a_templates_words_do_not(bare_renderer: Renderer, bundle: Path) -> None:
    heights_px = {}
    for slot in ("name", None):
        seen = drawn(bare_renderer, bundle, "Maria Fernanda Angeles Gutierrez", slot=slot).max(axis=2)
        rows = np.flatnonzero(seen.max(axis=1) > 110)
        heights_px[slot] = np.ptp(rows) + 1
    assert heights_px["name"] > 2.5 * heights_px[None]


def test_marks_are_drawn(bare_renderer: Renderer, bundle: Path) -> None:
    for bare, marked in (("มา", "ม้า"), ("क", "कि"), ("שרה", "שָׂרָה"), ("مريم", "مَرْيَم"), ("A", "Ǻ")):
        assert not np.array_equal(drawn(bare_renderer, bundle, bare), drawn(bare_renderer, bundle, marked))


def test_a_name_that_no_font_draws_is_no_frame(renderer: Renderer, bundle: Path) -> None:
    layer = name_text("", slot="name")
    with pytest.raises(TemplateError, match="templates/fonts") as refused:
        renderer.still(request(comp(solid(), layer), name=f"Ana {NO_FONT_HAS_IT}"), bundle)
    assert "Ana" not in str(refused.value)
