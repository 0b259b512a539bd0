"""The lint's word on names, fonts, slots and the sung line."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cli.main import run
from contracts.comp import Comp, DrawRequest, Look, Region, SongClock
from contracts.layers import ImageLayer, TextLayer
from contracts.space import Camera, Matrix4
from contracts.template import Shot, Template
from renderer.renderer import Renderer
from tasks.template.lint import lint_bundle
from tasks.template.lint_slots import lint_slots
from tasks.template.lint_text import beyond_px, corners_px, is_seen, lint_shot_text
from tasks.template.sheet import read_template

WIDTH, HEIGHT, FRAMES = 640, 360, 12
WHOLE = Region(x=0, y=0, width=WIDTH, height=HEIGHT)


def turned(x: float, y: float, z: float, yaw_degrees: float = 0.0, roll_degrees: float = 0.0) -> Matrix4:
    """Rotation about y, then about z, and a place; column-major."""
    yaw, roll = math.radians(yaw_degrees), math.radians(roll_degrees)
    about_y = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    about_z = np.array([[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]])
    whole = np.eye(4)
    whole[:3, :3] = about_y @ about_z
    whole[:3, 3] = x, y, z
    return tuple(float(value) for value in whole.T.ravel())


def name(**fields: Any) -> TextLayer:
    return TextLayer.model_validate({"id": "sign", "slot": "name", "width": 2.0, "height": 1.0} | fields)


def comp(*layers: Any, **fields: Any) -> Comp:
    camera = Camera(matrix_track=(turned(0, 0, 10),), zoom_px_track=(600.0,))
    whole = {"id": "c", "width": WIDTH, "height": HEIGHT, "fps": 24, "frames": FRAMES, "camera": camera}
    return Comp.model_validate(whole | {"layers": layers} | fields)


def findings(shown: Comp, bundle: Path, region: Region | None = None) -> list[str]:
    shot = Shot(
        id="s",
        kind="personal",
        start_frame=0,
        frames=FRAMES,
        comp="comps/s.json",
        depends_on=("name",),
        region=region,
    )
    found = lint_shot_text(shot, shown, bundle)
    assert all((finding.file, finding.shot) == ("comps/s.json", "s") and finding.advice for finding in found)
    return [f"{finding.level}: {finding.message}" for finding in found]


@pytest.mark.parametrize("screen_space", [False, True])
def test_the_lint_sees_the_box_where_the_engine_draws_it(
    tmp_path: Path, renderer: Renderer, screen_space: bool
) -> None:
    """The judge is the engine: a white picture of the same size at the same place."""
    Image.new("RGB", (8, 8), "white").save(tmp_path / "white.png")
    place = turned(0.1, -0.2, 0, 0, 20) if screen_space else turned(0.7, -0.4, 1.5, 35, 12)
    size = {"width": 0.5, "height": 0.2} if screen_space else {"width": 2.4, "height": 1.1}
    camera = Camera(matrix_track=(turned(1.0, 0.5, 9.0, 8, 5),), zoom_px_track=(520.0,))
    common: dict[str, Any] = {"matrix_track": (place,), "screen_space": screen_space, **size}
    drawn = comp(ImageLayer(id="white", asset="white.png", **common), camera=camera, look=Look(msaa_samples=4))
    request = DrawRequest(comp=drawn, song=SongClock(tempo_bpm=120), song_start_frame=0, frames=(0,))
    picture = np.asarray(Image.open(io.BytesIO(renderer.still(request, tmp_path))))[..., 0] > 127
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    corners = corners_px(name(**common), comp(camera=camera), 0)
    assert corners is not None
    assert np.allclose(corners.min(axis=0), (columns[0], rows[0]), atol=1.5)
    assert np.allclose(corners.max(axis=0), (columns[-1] + 1, rows[-1] + 1), atol=1.5)


def test_a_name_inside_the_frame_is_nothing_to_talk_about(tmp_path: Path) -> None:
    assert findings(comp(name()), tmp_path) == []


def test_a_name_that_leaves_the_frame_later_on_is_an_error_at_the_worst_frame(tmp_path: Path) -> None:
    track = tuple(turned(0.4 * frame, 0, 0) for frame in range(FRAMES))
    assert findings(comp(name(matrix_track=track)), tmp_path) == [
        "error: the box of the fan's name, layer sign, reaches 4 px beyond the right of the frame at frame 11"
    ]


def test_frames_at_which_the_name_is_not_seen_do_not_count(tmp_path: Path) -> None:
    track = tuple(turned(0.4 * frame, 0, 0) for frame in range(FRAMES))
    assert findings(comp(name(matrix_track=track, out_frame=11)), tmp_path) == []
    faded = tuple(1.0 if frame < 11 else 0.0 for frame in range(FRAMES))
    assert findings(comp(name(matrix_track=track, opacity_track=faded)), tmp_path) == []
    assert findings(comp(name(matrix_track=track, reveal_track=faded)), tmp_path) == []


def test_an_animated_zoom_pushes_a_name_out(tmp_path: Path) -> None:
    zoom = tuple(600.0 + 400 * frame for frame in range(FRAMES))
    camera = Camera(matrix_track=(turned(0, 0, 10),), zoom_px_track=zoom)
    (message,) = findings(comp(name(), camera=camera), tmp_path)
    assert "px beyond the top of the frame at frame 11" in message or "px beyond the left" in message


def test_a_name_must_stay_in_the_shots_region(tmp_path: Path) -> None:
    region = Region(x=0, y=0, width=WIDTH, height=200)
    assert findings(comp(name()), tmp_path, region) == [
        "error: the box of the fan's name, layer sign, reaches 10 px beyond the bottom of the shot's region at frame 0"
    ]


def test_a_name_behind_the_camera_is_an_error(tmp_path: Path) -> None:
    (message,) = findings(comp(name(matrix_track=(turned(0, 0, 11),))), tmp_path)
    assert message == "error: the box of the fan's name, layer sign, is behind the camera at frame 0"


def test_fixed_words_may_be_cut_but_somebody_should_look(tmp_path: Path) -> None:
    (message,) = findings(comp(name(slot=None, text="hi", width=20.0)), tmp_path)
    assert message == "warning: the text of layer sign reaches 280 px beyond the left of the frame at frame 0"


def test_a_font_that_is_not_in_the_bundle_is_an_error(tmp_path: Path) -> None:
    shown = comp(name(font_family="Neon"))
    assert findings(shown, tmp_path) == ["error: layer sign wants the font 'Neon', which is not in the bundle"]
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Neon-Bold.txt").touch()
    assert len(findings(shown, tmp_path)) == 1
    (tmp_path / "fonts" / "Neon-Bold.woff2").touch()
    assert findings(shown, tmp_path) == []


@settings(max_examples=60, deadline=None)
@given(x=st.floats(-6, 6), y=st.floats(-4, 4), z=st.floats(-20, 5), roll=st.floats(-180, 180))
def test_a_box_is_inside_just_when_none_of_its_corners_is_outside(x: float, y: float, z: float, roll: float) -> None:
    layer = name(matrix_track=(turned(x, y, z, 0, roll),))
    corners = corners_px(layer, comp(layer), 0)
    assert corners is not None
    outside = (corners < 0).any() or (corners > (WIDTH, HEIGHT)).any()
    assert (max(beyond_px(corners, WHOLE).values()) > 0) == outside
    assert is_seen(layer, comp(layer), 0)
    # A pinhole's picture of the middle, written out.
    assert corners.mean(axis=0) == pytest.approx((WIDTH / 2 + 600 * x / (10 - z), HEIGHT / 2 - 600 * y / (10 - z)))


def edited(template: Template, **fields: Any) -> Template:
    return Template.model_validate(template.model_dump() | fields)


def test_a_template_without_the_fan_or_the_name_is_told_so(little: Path) -> None:
    template = read_template(little / "bundle")
    assert lint_slots(template) == []
    static = [
        shot.model_dump() | {"kind": "static", "clip": "clips/opening.mp4", "comp": None, "depends_on": ()}
        for shot in template.shots
    ]
    assert [f.message for f in lint_slots(edited(template, shots=static))] == ["no shot shows the fan"]
    nameless = [*static[:2], template.shots[2].model_dump()]
    assert [f.message for f in lint_slots(edited(template, shots=nameless))] == [
        "the fan's name is in no shot",
        "the fan is seen in 0 of the 8 frames in which their voice sings",
    ]


def test_notes_that_overlap_are_an_error(little: Path) -> None:
    template = read_template(little / "bundle")
    song = template.song.model_dump()
    song["cue"]["notes"] = [
        {"start_s": 0.0, "duration_s": 0.2, "midi": 60, "syllable": "one"},
        {"start_s": 0.1, "duration_s": 0.2, "midi": 62, "syllable": "two"},
    ]
    (finding,) = lint_slots(edited(template, song=song))
    assert (finding.level, finding.message) == ("error", "the notes 'one' and 'two' overlap at 0.10 s of the cue")


def test_the_command_reports_a_cut_name_with_file_shot_and_layer(
    little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "little" / "bundle"
    for path in (little / "bundle").rglob("*"):
        if path.is_file():
            target = bundle / path.relative_to(little / "bundle")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert lint_bundle(bundle) == []
    shown = json.loads((bundle / "comps/figure.json").read_bytes())
    shown["layers"][2]["matrix_track"][0][13] = -0.45
    (bundle / "comps/figure.json").write_text(json.dumps(shown))
    assert run(["template", "lint", str(bundle.parent)]) == 3
    said = capsys.readouterr().out
    assert (
        "error: comps/figure.json (shot figure): the box of the fan's name, layer name, "
        "reaches 9 px beyond the bottom of the frame at frame 0; make the box smaller" in said
    )
