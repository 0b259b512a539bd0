"""Where corners of 3D layers land, against a closed form that is written down without matrices."""

from __future__ import annotations

from math import atan2, cos, hypot, radians, sin
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.layers import PrecompLayer
from contracts.precomp import Group
from tasks.comp_import.bodymovin import import_comp
from tests.comp.fixtures import SIZE, camera, file, moving, null, solid, still, transform

WORST_PX = 0.1
CORNERS = ((0, 0), (80, 0), (80, 80), (0, 80))


def group_of(data: dict[str, Any]) -> Group:
    (layer,) = import_comp(data)[0].layers
    assert isinstance(layer, PrecompLayer)
    return layer.group


def at(track: tuple[Any, ...], frame: int) -> Any:
    return track[0] if len(track) == 1 else track[frame]


def projected(group: Group, item: int, frame: int) -> list[tuple[float, float]]:
    """Corners of a solid in pixels, as the compositor projects them."""
    world = np.array(at(group.items[item].matrix_track, frame)).reshape(4, 4).T
    view = np.linalg.inv(np.array(at(group.camera.matrix_track, frame)).reshape(4, 4).T)
    zoom = at(group.camera.zoom_px_track, frame)
    points = []
    for x, y in CORNERS:
        u, v, depth, _ = view @ world @ np.array([x, y, 0, 1])
        points.append((group.width / 2 + zoom * u / depth, group.height / 2 + zoom * v / depth))
    return points


def turned(point: tuple[float, float, float], axis: str, degrees: float) -> tuple[float, float, float]:
    x, y, z = point
    c, s = cos(radians(degrees)), sin(radians(degrees))
    if axis == "x":
        return x, c * y - s * z, s * y + c * z
    if axis == "y":
        return c * x + s * z, y, c * z - s * x
    return c * x - s * y, s * x + c * y, z


def pinhole(point: tuple[float, float, float], eye: tuple[float, float, float], zoom: float) -> tuple[float, float]:
    """A camera that looks along z."""
    x, y, z = (a - b for a, b in zip(point, eye, strict=True))
    return SIZE / 2 + zoom * x / z, SIZE / 2 + zoom * y / z


def assert_near(found: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    assert np.abs(np.subtract(found, expected)).max() < WORST_PX


@pytest.mark.parametrize("frame", [0, 11, 24, 47])
def test_animated_zoom_at_24_fps(frame: int) -> None:
    layer = solid(2, "#ff0000", ddd=1, ks=transform(p=still([60, 60, 40])))
    group = group_of(file(camera(1, moving((0, 200), (48, 680))), layer))
    zoom = 200 + 10 * frame
    corners = [pinhole((60 + x, 60 + y, 40), (100, 100, -300), zoom) for x, y in CORNERS]
    assert_near(projected(group, 0, frame), corners)


angles = st.floats(-170, 170)


@settings(max_examples=40, deadline=None)
@given(st.tuples(angles, angles, angles), st.tuples(angles, angles, angles))
def test_orientation_with_rotation(orientation: tuple[float, ...], turns: tuple[float, ...]) -> None:
    rotations = {f"r{axis}": still(degrees) for axis, degrees in zip("xyz", turns, strict=True)}
    ks = transform(p=still([100, 100, 50]), a=still([40, 40, 0]), **{"or": still(list(orientation))}, **rotations)
    group = group_of(file(camera(1, still(300)), solid(2, "#ff0000", ddd=1, ks=ks)))
    corners = []
    for x, y in CORNERS:
        point: tuple[float, float, float] = (x - 40, y - 40, 0)
        for triple in (turns, orientation):
            for axis, degrees in reversed(list(zip("xyz", triple, strict=True))):
                point = turned(point, axis, degrees)
        corners.append(pinhole((point[0] + 100, point[1] + 100, point[2] + 50), (100, 100, -300), 300))
    assert_near(projected(group, 0, 0), corners)


def test_orientation_with_rotation_is_reported() -> None:
    ks = transform(rx=still(10), **{"or": still([0, 20, 0])})
    _, findings = import_comp(file(solid(2, "#ff0000", ddd=1, ks=ks)))
    assert [(finding.layer, finding.property) for finding in findings] == [("solid 2", "ks.or with rotation")]


@pytest.mark.parametrize("frame", [0, 24, 40])
def test_split_position(frame: int) -> None:
    split = {"s": True, "x": moving((0, 20), (48, 116)), "y": still(50), "z": moving((0, 0), (48, 240))}
    group = group_of(file(camera(1, still(300)), solid(2, "#ff0000", ddd=1, ks=transform(p=split))))
    corners = [pinhole((20 + 2 * frame + x, 50 + y, 5 * frame), (100, 100, -300), 300) for x, y in CORNERS]
    assert_near(projected(group, 0, frame), corners)


@settings(max_examples=40, deadline=None)
@given(*[st.floats(-400, 400)] * 2, st.floats(-900, -350), *[st.floats(-150, 350)] * 2, st.floats(-60, 60))
def test_two_node_camera(x: float, y: float, z: float, to_x: float, to_y: float, roll: float) -> None:
    eye, aim = (x, y, z), (to_x, to_y, 0.0)
    ks = {"p": still(list(eye)), "a": still(list(aim)), "rz": still(roll)}
    group = group_of(file(camera(1, still(300), ks=ks), solid(2, "#ff0000", ddd=1)))
    forward = np.subtract(aim, eye)
    yaw = atan2(forward[0], forward[2])
    pitch = -atan2(forward[1], hypot(forward[0], forward[2]))
    corners = []
    for corner in CORNERS:
        point = (corner[0] - x, corner[1] - y, -z)
        point = turned(turned(point, "y", -np.degrees(yaw)), "x", -np.degrees(pitch))
        point = turned(point, "z", -roll)
        corners.append((SIZE / 2 + 300 * point[0] / point[2], SIZE / 2 + 300 * point[1] / point[2]))
    assert_near(projected(group, 0, 0), corners)


def test_camera_on_a_moving_null() -> None:
    holder = null(3, ddd=1, ks=transform(p=moving((0, [0, 0, 0]), (48, [96, 0, 48]))))
    view = camera(1, still(300), parent=3)
    group = group_of(file(view, holder, solid(2, "#ff0000", ddd=1)))
    corners = [pinhole((x, y, 0), (100 + 2 * 24, 100, -300 + 24), 300) for x, y in CORNERS]
    assert_near(projected(group, 0, 24), corners)


def test_parents_anchor_and_scale() -> None:
    parent = null(3, ddd=1, ks=transform(p=still([100, 100, 0]), rz=still(90), s=still([50, 50, 50])))
    child = solid(2, "#ff0000", ddd=1, parent=3, ks=transform(p=still([10, 0, 0]), a=still([40, 40, 0])))
    group = group_of(file(camera(1, still(300)), parent, child))
    corners = [pinhole((100 - (y - 40) / 2, 100 + (x - 30) / 2, 0), (100, 100, -300), 300) for x, y in CORNERS]
    assert_near(projected(group, 0, 0), corners)


def test_motion_path_runs_at_even_speed() -> None:
    """A quarter circle: equal times, equal angles."""
    handle = 100 * 0.5522847498
    keys = [
        {
            "t": 0,
            "s": [100, 0, 0],
            "to": [0, handle, 0],
            "ti": [handle, 0, 0],
            "o": {"x": 0, "y": 0},
            "i": {"x": 1, "y": 1},
        },
        {"t": 40, "s": [0, 100, 0]},
    ]
    group = group_of(file(solid(1, "#ff0000", ks=transform(p={"a": 1, "k": keys}))))
    for frame in range(0, 41, 5):
        x, y = at(group.items[0].matrix_track, frame)[12:14]
        angle = radians(90 * frame / 40)
        assert abs(x - 100 * cos(angle)) < WORST_PX
        assert abs(y - 100 * sin(angle)) < WORST_PX


def test_holds_jump() -> None:
    keys = moving((0, 10), (12, 50), (24, 90), h=1)
    group = group_of(file(solid(1, "#ff0000", ks=transform(p={"s": True, "x": keys, "y": still(0)}))))
    shown = [at(group.items[0].matrix_track, frame)[12] for frame in (0, 11, 12, 23, 24, 40)]
    assert shown == [10, 10, 50, 50, 90, 90]


def test_time_remap_stretch_and_start_reach_inner_keyframes() -> None:
    inner = solid(1, "#ff0000", ks=transform(p={"s": True, "x": moving((0, 0), (48, 48)), "y": still(0)}))
    layer = {"ty": 0, "nm": "inner", "ind": 1, "refId": "c", "w": SIZE, "h": SIZE, "ip": 0, "op": 48, "ks": transform()}
    assets = [{"id": "c", "layers": [inner]}]
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"st": 6}, lambda frame: max(frame - 6, 0)),
        ({"st": 0, "sr": 2}, lambda frame: frame / 2),
        ({"st": 0, "tm": moving((0, 1.5), (48, 0.5))}, lambda frame: 36 - frame / 2),
    ]
    for fields, expected in cases:
        content = group_of(file(layer | fields, assets=assets)).items[0].content
        assert isinstance(content, Group)
        for frame in (8, 20, 40):
            assert at(content.items[0].matrix_track, frame)[12] == pytest.approx(expected(frame), abs=1e-6), fields
