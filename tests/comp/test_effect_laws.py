"""What effects, adjustment layers, motion blur and collapsed comps must do whatever the players do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from contracts.comp import DrawRequest, SongClock
from contracts.errors import ConfigurationError
from contracts.precomp import Group
from renderer.browser import find_browser
from renderer.page_server import DIST
from renderer.renderer import Renderer
from tasks.comp_import.bodymovin import import_comp
from tests.comp.effect_fixtures import adjustment, effect, shape
from tests.comp.fixtures import SIZE, camera, file, moving, solid, still, transform
from tests.comp.judges import ROOT, Pixels, ours

STRIPES = ((0.9, 0.2, 0.1), (0.2, 0.7, 0.3), (0.15, 0.25, 0.8))
SHUTTER = {"sa": 360, "sp": -180, "spf": 9, "asl": 128}
INVERT = effect("ADBE Invert", 1, 0)
GROUND = "#d09040"


@pytest.fixture(autouse=True)
def _needs_browser() -> None:
    try:
        find_browser()
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not (DIST / "compositor.js").exists():
        pytest.skip("the compositor is not built; run `make setup`")


def drawn(*layers: dict[str, Any], frame: int = 0, **fields: Any) -> Pixels:
    return ours(import_comp(file(*layers, **fields), as_made=True)[0], frame, SIZE, SIZE)


def ground() -> dict[str, Any]:
    return solid(9, GROUND, SIZE, SIZE)


def assert_same(one: Pixels, other: Pixels, levels: int = 1) -> None:
    assert np.abs(one - other).max() <= levels


@pytest.mark.parametrize("blurriness", [4, 60])
@pytest.mark.parametrize("kind", ["ADBE Gaussian Blur", "ADBE Gaussian Blur 2", "ADBE Motion Blur"])
def test_a_blurred_flat_field_is_flat(kind: str, blurriness: float) -> None:
    values = (30, blurriness) if kind == "ADBE Motion Blur" else (blurriness, 1, 1)
    wide = solid(1, "#3366cc", 3 * SIZE, 3 * SIZE, ef=[effect(kind, *values)])
    wide["ks"] = transform(p=still([-SIZE, -SIZE, 0]))
    assert_same(drawn(wide), drawn(solid(1, "#3366cc", SIZE, SIZE)))


def test_a_repeated_edge_stays_solid() -> None:
    whole = effect("ADBE Gaussian Blur 2", 60, 1, 1)
    assert_same(drawn(solid(1, "#3366cc", SIZE, SIZE, ef=[whole])), drawn(solid(1, "#3366cc", SIZE, SIZE)))


@pytest.mark.parametrize(
    "nothing",
    [
        effect("ADBE Gaussian Blur 2", 0, 1, 0),
        effect("ADBE Tint", [0, 0, 0, 1], [1, 1, 1, 1], 0),
        effect("ADBE Easy Levels2", 1, 0, 0, 1, 1, 0, 1, 1, 1),
        effect("ADBE HUE SATURATION", 1, 0, 360, 0, 0, 0, 0, 0, 0),
        effect("ADBE Invert", 1, 100),
        effect("ADBE Brightness & Contrast 2", 0, 0, 0),
        effect("ADBE Drop Shadow", [0, 0, 0, 1], 0, 135, 25, 20, 0),
        effect("ADBE Geometry2", [50, 50], [50, 50], 1, 100, 100, 0, 0, 0, 100),
        effect("ADBE Linear Wipe", 0, 90, 0),
        effect("ADBE Radial Wipe", 0, 0, [100, 100], 1, 0),
    ],
    ids=lambda made: str(made["nm"]),
)
def test_effects_that_do_nothing_change_nothing(nothing: dict[str, Any]) -> None:
    plain = drawn(shape(1, *STRIPES), ground())
    assert_same(drawn(shape(1, *STRIPES, ef=[nothing]), ground()), plain)
    assert_same(drawn(adjustment(1, nothing), shape(2, *STRIPES), ground()), plain)
    assert_same(drawn(adjustment(1), shape(2, *STRIPES), ground()), plain, levels=0)


def test_inverting_twice_gives_the_picture_back() -> None:
    plain = drawn(shape(2, *STRIPES), ground())
    assert_same(drawn(adjustment(1, INVERT, INVERT), shape(2, *STRIPES), ground()), plain)


def test_an_adjustment_works_on_all_below_within_its_masks_and_opacity() -> None:
    left = {"i": [[0, 0]] * 4, "o": [[0, 0]] * 4, "v": [[0, 0], [100, 0], [100, 200], [0, 200]], "c": True}
    mask = {"mode": "a", "inv": False, "pt": still(left), "o": still(100)}
    plain = drawn(shape(2, *STRIPES), ground())
    half = transform(o=still(40))
    picture = drawn(adjustment(1, INVERT, masksProperties=[mask], ks=half), shape(2, *STRIPES), ground())
    assert_same(picture[:, 102:], plain[:, 102:], levels=0)
    mixed = np.round(0.6 * plain[:, :98] + 0.4 * (255 - plain[:, :98])).astype(np.int16)
    assert_same(picture[:, :98], mixed, levels=2)


def test_what_lies_above_an_adjustment_is_left_alone() -> None:
    top = solid(1, "#3366cc", 60, 60)
    picture = drawn(top, adjustment(2, INVERT), ground())
    assert_same(picture[:60, :60], drawn(top)[:60, :60], levels=0)
    assert_same(picture[70:, 70:], 255 - drawn(ground())[70:, 70:])


def test_an_adjustment_with_a_blend_mode_lays_its_result_over_the_rest() -> None:
    picture = drawn(adjustment(1, INVERT, bm=1), ground())
    below = drawn(ground())
    assert_same(picture, np.round(below * (255 - below) / 255).astype(np.int16), levels=2)


def moving_square(**fields: Any) -> dict[str, Any]:
    """Goes 18 pixels right in a frame."""
    path = moving((0, [20, 100, 0]), (8, [164, 100, 0]))
    return solid(1, "#000000", 40, 40, ks=transform(p=path, a=still([20, 20, 0])), **fields)


def test_motion_blur_is_the_mean_over_the_shutter() -> None:
    picture = drawn(moving_square(mb=True), frame=4, mb=SHUTTER)
    # Nine places from 9 pixels left to 9 pixels right of where the square's left edge is.
    row = picture[100, 60:88, 0]
    places = np.arange(60, 88) + 0.5
    edges = 92 - 20 + np.linspace(-9, 9, 9)
    expected = 255 * np.mean([1 - np.clip(places - edge + 0.5, 0, 1) for edge in edges], axis=0)
    assert np.abs(row - expected).max() <= 6


def test_motion_blur_of_a_resting_layer_and_without_a_shutter_changes_nothing() -> None:
    resting = solid(1, "#3366cc", 40, 40, mb=True, ks=transform(p=still([30, 40, 0])))
    group = import_comp(file(resting, mb=SHUTTER), as_made=True)[0].layers[0].group  # type: ignore[union-attr]
    assert isinstance(group, Group) and group.items[0].moments == ()
    sharp = drawn(moving_square(), frame=4)
    assert_same(drawn(moving_square(mb=True), frame=4), sharp, levels=0)
    assert_same(drawn(moving_square(), frame=4, mb=SHUTTER), sharp, levels=0)
    assert np.abs(drawn(moving_square(mb=True), frame=4, mb=SHUTTER) - sharp).max() > 50


def test_a_moving_camera_blurs_a_resting_layer() -> None:
    eye = camera(1, still(300), ks={"p": moving((0, [60, 100, -300]), (8, [140, 100, -300]))})
    layer = solid(2, "#000000", 40, 40, ddd=1, mb=True, ks=transform(p=still([100, 100, 0]), a=still([20, 20, 0])))
    blurred = drawn(eye, layer, frame=4, mb=SHUTTER)
    # Pictures in space are a little softer at their edges.
    assert_same(blurred[100], drawn(moving_like(eye), frame=4, mb=SHUTTER)[100], levels=12)


def moving_like(eye: dict[str, Any]) -> dict[str, Any]:
    """A flat square that moves as one that rests is seen to by a camera that goes 10 pixels right in a frame."""
    assert eye["ty"] == 13
    path = moving((0, [140, 100, 0]), (8, [60, 100, 0]))
    return solid(1, "#000000", 40, 40, mb=True, ks=transform(p=path, a=still([20, 20, 0])))


def test_collapsed_comps_stand_in_the_outer_comp() -> None:
    """Not cut off at their edges, before the outer camera, and blended with what lies below."""
    layer = {"ty": 0, "nm": "inner", "ind": 2, "refId": "c", "w": 60, "h": 60, "ip": 0, "op": 48, "ct": 1}
    layer |= {"ddd": 1, "ks": transform(p=still([100, 100, 60]), a=still([30, 30, 0]), ry=still(30))}
    eye = camera(1, still(300))
    asset = {"id": "c", "layers": [solid(1, "#808080", 120, 60, bm=1, ks=transform(p=still([-30, 0, 0])))]}
    outer = transform(p=still([100, 100, 60]), a=still([60, 30, 0]), ry=still(30))
    alone = solid(2, "#808080", 120, 60, ddd=1, bm=1, ks=outer)
    assert_same(drawn(eye, layer, ground(), assets=[asset]), drawn(eye, alone, ground()), levels=2)
    players, findings = import_comp(file(eye, layer, assets=[asset]))
    assert [finding.property for finding in findings] == ["collapse transformations"]
    assert np.abs(ours(players, 0, SIZE, SIZE) - drawn(eye, alone)).max() > 50


@pytest.mark.parametrize(
    ("wiped", "left"),
    [
        (effect("ADBE Linear Wipe", 50, 90, 0), np.s_[:, 102:]),
        (effect("ADBE Linear Wipe", 50, 0, 0), np.s_[:98, :]),
        (effect("ADBE Radial Wipe", 50, 0, [100, 100], 1, 0), np.s_[:, :98]),
        (effect("ADBE Radial Wipe", 50, 0, [100, 100], 2, 0), np.s_[:, 102:]),
        (effect("ADBE Radial Wipe", 50, 0, [100, 100], 3, 0), np.s_[102:, :]),
    ],
)
def test_wipes_leave_half(wiped: dict[str, Any], left: tuple[slice, slice]) -> None:
    picture = drawn(solid(1, "#000000", SIZE, SIZE, ef=[wiped]))
    kept = picture[left]
    assert kept.max() == 0
    assert picture.mean() == pytest.approx(255 / 2, abs=3)


def test_frames_do_not_depend_on_their_order() -> None:
    grows = effect("ADBE Gaussian Blur 2", moving((0, 0), (8, 80)), 1, 0)
    comp, _ = import_comp(
        file(adjustment(1, grows), moving_square(mb=True, ef=[INVERT, grows]), mb=SHUTTER), as_made=True
    )
    song, frames = SongClock(tempo_bpm=120), (2, 5, 7)
    orders = (frames, frames[::-1])
    asked = [DrawRequest(comp=comp, song=song, song_start_frame=0, frames=order) for order in orders]
    forwards, backwards = ([*Renderer.shared().draw(request, ROOT)] for request in asked)
    assert all(np.array_equal(one, other) for one, other in zip(forwards, reversed(backwards), strict=True))
    assert not np.array_equal(forwards[0], forwards[1])


@pytest.mark.parametrize("name", ["ADBE Linear Wipe", "ADBE Glo2"])
def test_effects_that_are_left_out_are_named(name: str) -> None:
    _, findings = import_comp(file(solid(1, "#ff0000", ef=[effect(name, 50, 0, 0)])))
    assert [finding.property for finding in findings] == [f"effect {name.removeprefix('ADBE ')}"]
