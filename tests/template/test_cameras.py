"""Camera moves of the demo template."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.template.source import load_source

DEMO = Path(__file__).resolve().parents[2] / "templates" / "demo"


@pytest.fixture(scope="module")
def cameras() -> ModuleType:
    load_source(DEMO)
    return sys.modules["fanchant_template_demo.cameras"]


coordinates = st.floats(-30, 30).map(lambda v: round(v, 3))
points = st.tuples(coordinates, coordinates, coordinates)


@settings(max_examples=60, deadline=None)
@given(eye=points, target=points, roll=st.floats(-30, 30))
def test_a_camera_is_a_rotation_and_sees_its_target_in_the_middle(
    cameras: ModuleType, eye: tuple[float, ...], target: tuple[float, ...], roll: float
) -> None:
    away = np.subtract(target, eye)
    if np.linalg.norm(away) < 0.5 or np.hypot(away[0], away[2]) < 0.1:
        return  # no direction, or straight up, where roll has no meaning
    matrix = np.array(cameras.look_at(eye, target, roll)).reshape(4, 4).T
    rotation = matrix[:3, :3]
    assert np.allclose(rotation.T @ rotation, np.eye(3), atol=1e-4)
    assert np.linalg.det(rotation) == pytest.approx(1, abs=1e-4)
    seen = np.linalg.inv(matrix) @ [*target, 1.0]
    assert seen[2] < 0
    assert np.allclose(seen[:2] / -seen[2], 0, atol=1e-3)


def test_a_path_begins_and_ends_at_its_framings_and_never_jumps(cameras: ModuleType) -> None:
    start = cameras.Framing((0.0, 3.0, 20.0), (0.0, 4.0, 0.0), 40, -3)
    middle = cameras.Framing((6.0, 4.0, 15.0), (0.0, 4.0, 0.0), 35)
    end = cameras.Framing((9.0, 2.0, 9.0), (0.0, 5.0, 0.0), 30, 2)
    camera = cameras.path((start, middle, end), 48)
    assert camera.matrix_track[0] == cameras.look_at(start.eye, start.target, start.roll)
    assert camera.matrix_track[-1] == cameras.look_at(end.eye, end.target, end.roll)
    assert camera.zoom_px_track[0] == cameras.zoom_px(40)
    eyes = np.array(camera.matrix_track)[:, 12:15]
    steps = np.linalg.norm(np.diff(eyes, axis=0), axis=1)
    assert steps.max() < 3 * np.median(steps)


def test_zoom_is_the_focal_length_of_the_field_of_view(cameras: ModuleType) -> None:
    assert cameras.zoom_px(90.0, 720) == pytest.approx(360)
