"""What the compositor draws of imported comps: colours at places that can be told by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from contracts.errors import ConfigurationError
from renderer.browser import find_browser
from renderer.page_server import DIST
from tasks.comp_import.bodymovin import import_comp
from tests.comp.fixtures import SIZE, camera, file, solid, still, transform
from tests.comp.judges import Pixels, ours

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture(autouse=True)
def _needs_browser() -> None:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")


def drawn(*layers: dict[str, Any], frame: int = 0, **fields: Any) -> Pixels:
    return ours(import_comp(file(*layers, **fields))[0], frame, SIZE, SIZE)


def assert_colours(picture: Pixels, expected: dict[tuple[int, int], tuple[int, int, int]]) -> None:
    for (x, y), colour in expected.items():
        assert np.abs(picture[y, x] - colour).max() <= 2, f"at {x}, {y}: {picture[y, x]}"


def placed(x: float, y: float, z: float = 0, **more: Any) -> dict[str, Any]:
    return transform(p=still([x, y, z]), a=still([40, 40, 0]), **more)


@pytest.mark.parametrize(("kind", "shown"), [(1, True), (2, False), (3, True), (4, False)])
def test_a_matte_cuts_a_3d_layer(kind: int, shown: bool) -> None:
    """A white matte over the right half of a red layer that stands nearer than the matte."""
    matte = solid(2, "#ffffff", ddd=1, td=1, ks=placed(140, 100))
    layer = solid(3, "#ff0000", ddd=1, tt=kind, ks=placed(100, 100))
    picture = drawn(camera(1, still(300)), matte, layer)
    inside, outside = (RED, WHITE) if shown else (WHITE, RED)
    assert_colours(picture, {(120, 100): inside, (80, 100): outside, (170, 100): WHITE})


def test_3d_layers_are_sorted_by_depth_and_2d_layers_split_them() -> None:
    near = solid(4, "#ff0000", ddd=1, ks=placed(100, 100, -50))
    far = solid(2, "#0000ff", ddd=1, ks=placed(100, 100, 50))
    flat = solid(3, "#00ff00", ks=placed(100, 100))
    assert_colours(drawn(camera(1, still(300)), far, near), {(100, 100): RED})
    assert_colours(drawn(camera(1, still(300)), far, flat, near), {(100, 100): BLUE, (62, 100): GREEN})


def test_3d_layers_cut_through_each_other() -> None:
    left_near = solid(2, "#ff0000", ddd=1, ks=placed(100, 100, ry=still(-45)))
    left_far = solid(3, "#0000ff", ddd=1, ks=placed(100, 100, ry=still(45)))
    picture = drawn(camera(1, still(300)), left_near, left_far)
    seen = {tuple(picture[100, 85]), tuple(picture[100, 115])}
    assert seen == {RED, BLUE}


def test_masks_and_mattes_inside_precomps() -> None:
    square = {"i": [[0, 0]] * 4, "o": [[0, 0]] * 4, "v": [[0, 0], [100, 0], [100, 200], [0, 200]], "c": True}
    mask = {"mode": "a", "inv": False, "pt": still(square), "o": still(50)}
    layer = {"ty": 0, "nm": "inner", "ind": 1, "refId": "c", "w": SIZE, "h": SIZE, "ip": 0, "op": 48, "ks": transform()}
    inner = solid(1, "#ff0000", SIZE, SIZE)
    picture = drawn(layer | {"masksProperties": [mask]}, assets=[{"id": "c", "layers": [inner]}])
    assert_colours(picture, {(50, 100): (255, 127, 127), (150, 100): WHITE})


def test_of_a_huge_precomp_only_what_is_seen_is_drawn() -> None:
    """Some exporters write 20000 pixels and put all into the middle."""
    inner = solid(1, "#ff0000", ks=transform(p=still([9960, 9960, 0])))
    moved = transform(a=still([10000, 10000, 0]), p=still([100, 100, 0]), r=still(90))
    layer = {"ty": 0, "nm": "huge", "ind": 1, "refId": "c", "w": 20000, "h": 20000, "ip": 0, "op": 48, "ks": moved}
    picture = drawn(layer, assets=[{"id": "c", "layers": [inner]}])
    assert_colours(picture, {(65, 65): RED, (135, 135): RED, (55, 100): WHITE, (145, 100): WHITE})


@pytest.mark.parametrize(
    ("expansion", "inverted", "inside", "outside"),
    [(20, False, 45, 35), (-20, False, 85, 75), (20, True, 35, 45), (0, False, 65, 55)],
)
def test_masks_grow_and_shrink(expansion: float, inverted: bool, inside: int, outside: int) -> None:
    """A square mask from 60 to 140 over red, seen along its middle."""
    corners = {"i": [[0, 0]] * 4, "o": [[0, 0]] * 4, "v": [[60, 60], [140, 60], [140, 140], [60, 140]], "c": True}
    mask = {"mode": "a", "inv": inverted, "pt": still(corners), "o": still(100), "x": still(expansion)}
    picture = drawn(solid(1, "#ff0000", SIZE, SIZE, masksProperties=[mask]))
    assert_colours(picture, {(inside, 100): RED, (outside, 100): WHITE})


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(0, 0.5), (1, 0.4), (2, 0.9), (3, 0.8), (4, 0.5), (5, 0.8), (10, 0.3), (11, 0.5), (16, 1.0)],
)
def test_blend_modes(mode: int, expected: float) -> None:
    """Grey 0.5 over grey 0.8."""
    picture = drawn(solid(1, "#808080", SIZE, SIZE, bm=mode), solid(2, "#cccccc", SIZE, SIZE))
    assert picture[100, 100] == pytest.approx([255 * expected] * 3, abs=3)


def test_other_sizes_are_drawn_not_enlarged() -> None:
    from tasks.comp_import.still import _sized

    comp = import_comp(file(solid(1, "#ff0000", 1, SIZE, ks=transform(p=still([100, 0, 0])))))[0]
    sized, width, height = _sized(comp, (400, 400))
    assert (width, height) == (400, 400)
    picture = ours(sized, 0, width, height)
    assert_colours(picture, {(199, 50): WHITE, (200, 50): RED, (201, 50): RED, (202, 50): WHITE})
