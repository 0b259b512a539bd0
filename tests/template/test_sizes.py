"""The same template with more or fewer pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from contracts.comp import Comp
from contracts.errors import InputRejected
from contracts.layers import TextLayer
from flows.build_template import build_template
from tasks.template.folders import parse_size
from tasks.template.lint_text import corners_px
from tasks.template.source import PersonalShot, TemplateSource, load_source

DEMO = Path(__file__).resolve().parents[2] / "templates" / "demo"
LARGE_PX = (1920, 1080)


@pytest.fixture(scope="module")
def own() -> TemplateSource:
    return load_source(DEMO)


@pytest.fixture(scope="module")
def large() -> TemplateSource:
    return load_source(DEMO, LARGE_PX)


def comps(source: TemplateSource) -> list[Comp]:
    plates = [shot.plate for shot in source.shots if isinstance(shot, PersonalShot) and shot.plate]
    return [*(shot.comp for shot in source.shots), *plates]


def test_every_shot_has_the_size_and_the_same_layers(own: TemplateSource, large: TemplateSource) -> None:
    assert (large.video.width, large.video.height) == LARGE_PX
    for small, big in zip(comps(own), comps(large), strict=True):
        assert (big.width, big.height) == LARGE_PX
        assert big.layers == small.layers
        assert big.camera.matrix_track == small.camera.matrix_track


def test_words_are_seen_at_the_same_place_of_the_frame(own: TemplateSource, large: TemplateSource) -> None:
    compared = 0
    for small, big in zip(comps(own), comps(large), strict=True):
        for layer in small.layers:
            if isinstance(layer, TextLayer):
                here, there = corners_px(layer, small, 0), corners_px(layer, big, 0)
                assert here is not None and there is not None
                assert np.allclose(here / (small.width, small.height), there / LARGE_PX, atol=1e-5)
                compared += 1
    assert compared >= 3


def test_the_fan_kit_keeps_its_own_sizes(own: TemplateSource, large: TemplateSource) -> None:
    assert [picture.comp for picture in large.fan_kit] == [picture.comp for picture in own.fan_kit]


def test_a_size_the_template_is_not_composed_for_is_refused() -> None:
    with pytest.raises(InputRejected, match="16:9"):
        load_source(DEMO, (1080, 1920))


def test_a_template_with_one_size_says_so(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "__init__.py").write_text("def template():\n    raise AssertionError('not called')\n")
    with pytest.raises(InputRejected, match="one size only"):
        load_source(tmp_path, LARGE_PX)


def test_another_size_never_overwrites_the_bundle() -> None:
    with pytest.raises(InputRejected, match="--out"):
        build_template(DEMO, None, (), LARGE_PX)


@pytest.mark.parametrize("words", ["1920", "1920x", "1921x1080", "1920x1082", "0x0", "-8x4", "1920×1080", "wide"])
def test_sizes_that_no_video_has_are_refused(words: str) -> None:
    with pytest.raises(InputRejected, match="1920x1080"):
        parse_size(words)


def test_a_size_is_read() -> None:
    assert parse_size("1920x1080") == LARGE_PX
