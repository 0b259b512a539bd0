"""What an export of our After Effects script becomes."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from cli.main import app
from contracts.errors import InputRejected
from contracts.precomp import Actor, Drawing, Group, Item, Picture, Words
from tasks.comp_import.after_effects import import_after_effects
from tasks.comp_import.files import import_file
from tasks.comp_import.outer_comp import IDENTITY
from tests.comp.stage import FILE, FRAMES, Point, group_of, layer, seen_at, stage, turned

WORST_PX = 0.1


def item_of(group: Group, name: str) -> Item:
    return next(item for item in group.items if item.name == name)


def at(track: tuple[Any, ...], frame: int) -> Any:
    return track[0] if len(track) == 1 else track[frame]


def projected(group: Group, name: str, corner: tuple[float, float], frame: int) -> tuple[float, float]:
    world = np.array(at(item_of(group, name).matrix_track, frame)).reshape(4, 4).T
    view = np.linalg.inv(np.array(at(group.camera.matrix_track, frame)).reshape(4, 4).T)
    u, v, depth, _ = view @ world @ np.array([*corner, 0, 1])
    zoom = at(group.camera.zoom_px_track, frame)
    return group.width / 2 + zoom * u / depth, group.height / 2 + zoom * v / depth


def findings_of(data: dict[str, Any], folder: Path | None = None) -> list[str]:
    return [f"{finding.layer}: {finding.property}" for finding in import_after_effects(data, folder)[1]]


def test_layers_come_bottom_first_with_their_slots() -> None:
    comp, findings = import_after_effects(stage())
    group = group_of(stage())
    assert findings == ()
    assert (comp.width, comp.height, comp.fps, comp.frames) == (640, 360, 24, FRAMES)
    assert [item.name for item in group.items] == ["Inner", "Wall", "@fan hold", "Board", "Cut", "Half", "@name big"]
    assert [item.three_d for item in group.items] == [False, *[True] * 5, False]
    actor, words = item_of(group, "@fan hold").content, item_of(group, "@name big").content
    assert isinstance(actor, Actor)
    assert isinstance(words, Words)
    assert (actor.slot, actor.height_px, actor.motion) == ("fan", 240, "hold")
    assert (words.slot, words.width, words.height, words.font_family, words.font_weight) == (
        ("name", 360, 50, "Noto Sans", 700)
    )
    assert item_of(group, "@name big").matrix_track[0][12:14] == (320 - 180, 34 - 25)


def standing(x: float, y: float, z: float) -> Callable[[float, float], Point]:
    return lambda left, top: (x + left, y + top, z)


def board(left: float, top: float) -> Point:
    x, y, z = turned(turned((left - 40, top - 30, 0), "y", 10), "y", 5)
    return 320 + x, 300 + y, -60 + z


@pytest.mark.parametrize("frame", range(0, FRAMES, 2))
def test_corners_land_where_the_closed_form_says(frame: int) -> None:
    group = group_of(stage())
    cases = [
        ("Wall", (360, 280), standing(140, 40, 120)),
        ("Board", (80, 60), board),
        ("Cut", (120, 80), standing(430, 250, 0)),
    ]
    for name, (width, height), world in cases:
        for corner in ((0, 0), (width, 0), (width, height), (0, height)):
            found = projected(group, name, corner, frame)
            assert np.subtract(found, seen_at(world(*corner), frame)) == pytest.approx(0, abs=WORST_PX), name
    feet = projected(group, "@fan hold", (0, 0), frame)
    assert np.subtract(feet, seen_at((320, 320, 0), frame)) == pytest.approx(0, abs=WORST_PX)


def test_time_remap_reaches_the_comp_inside() -> None:
    inner = item_of(group_of(stage()), "Inner").content
    assert isinstance(inner, Group)
    track = item_of(inner, "Dot").matrix_track
    assert [at(track, frame)[12] for frame in range(FRAMES)] == pytest.approx([240 - 30 * n for n in range(FRAMES)])


@pytest.mark.parametrize(
    ("fields", "expected", "between"),
    [
        ({"start_frame": 2}, lambda frame: frame - 2, False),
        ({"start_frame": 0, "stretch_percent": 200}, lambda frame: frame // 2, True),
        ({"start_frame": 8, "stretch_percent": -100}, lambda frame: 8 - frame, False),
    ],
)
def test_start_and_stretch_reach_the_comp_inside(
    fields: dict[str, Any], expected: Callable[[int], int], between: bool
) -> None:
    data = stage()
    layer(data, "Inner").update(fields, time_remap_s_track=None)
    inner = item_of(group_of(data), "Inner").content
    assert isinstance(inner, Group)
    dot = item_of(inner, "Dot")
    for frame in range(FRAMES):
        if 0 <= expected(frame) < FRAMES:
            assert at(dot.matrix_track, frame)[12] == pytest.approx(30 * expected(frame))
            assert at(dot.opacity_track, frame) == 1
        else:
            assert at(dot.opacity_track, frame) == 0
    assert findings_of(data) == (["Inner: time"] if between else [])


def test_a_matte_is_drawn_only_as_one() -> None:
    group = group_of(stage())
    cut = item_of(group, "Cut")
    assert cut.matte is not None
    assert group.items[cut.matte.item].name == "Half"
    assert (cut.matte.channel, cut.matte.inverted, item_of(group, "Half").matte_only) == ("alpha", False, True)
    data = stage()
    layer(data, "Cut")["matte"]["mode"] = "luma_inverted"
    layer(data, "Half")["visible"] = True
    group = group_of(data)
    luma = item_of(group, "Cut").matte
    assert luma is not None
    assert (luma.channel, luma.inverted, item_of(group, "Half").matte_only) == ("luma", True, False)


def test_a_collapsed_comp_unfolds_into_the_one_around_it() -> None:
    """Its layers in the outer comp's space: a turned precomp that carries a matted layer, half faded."""
    data = stage()
    _, inside = data["comps"]
    turn = [0, 2, 0, 0, -2, 0, 0, 0, 0, 0, 1, 0, 100, 50, 30, 1]
    layer(data, "Inner").update(collapse=True, three_d=True, matrix_track=[turn], opacity_track=[0.5], out_frame=6)
    inside["layers"][0]["matte"] = {"mode": "luma", "layer": 2}
    inside["layers"][1].update(is_matte=True, visible=False)
    group = group_of(data)
    assert [item.name for item in group.items[:3]] == ["Inner floor", "Dot", "Wall"]
    dot = item_of(group, "Dot")
    assert dot.three_d
    assert (dot.opacity_track, dot.matte and dot.matte.item) == ((0.5,) * 6 + (0,) * 3, 0)
    for frame in range(6):
        x, y = 240 - 30 * frame, 70
        assert at(dot.matrix_track, frame)[12:15] == pytest.approx((100 - 2 * y, 50 + 2 * x, 30))
        assert at(dot.matrix_track, frame)[:8] == pytest.approx(turn[:8])
    cut = item_of(group, "Cut").matte
    assert cut is not None
    assert group.items[cut.item].name == "Half"
    assert import_after_effects(data)[1] == ()


def test_a_range_of_frames_is_a_part_of_the_whole() -> None:
    data, part = stage(), stage()
    root = part["comps"][0]
    root |= {"bake_first_frame": 3, "bake_frames": 4}
    for holder in (root["camera"], *root["layers"]):
        for name, track in holder.items():
            if name.endswith("_track") and track and len(track) > 1:
                holder[name] = track[3:7]
    for one in (data, part):
        layer(one, "Board").update(in_frame=4, out_frame=6)
    whole, short = group_of(data), group_of(part)
    assert import_after_effects(part)[0].frames == 4
    for cut, full in zip(short.items, whole.items, strict=True):
        for frame in range(4):
            assert at(cut.matrix_track, frame) == at(full.matrix_track, frame + 3)
            assert at(cut.opacity_track, frame) == at(full.opacity_track, frame + 3)
    assert short.camera.matrix_track == whole.camera.matrix_track[3:7]
    assert item_of(short, "Board").opacity_track == (0, 1, 1, 0)


def test_masks_are_paths() -> None:
    data = stage()
    square = {"closed": True, "vertices": [[0, 0], [10, 0], [10, 10]], "in_tangents": [[0, 0]] * 3}
    mask = {"name": "Mask 1", "mode": "subtract", "inverted": True, "opacity_track": [0.5]}
    mask |= {"feather_px_track": [[4, 4]], "expansion_px_track": [2]}
    layer(data, "Wall")["masks"] = [
        mask | {"path_track": [square | {"out_tangents": [[0, 0], [0, 5], [0, 0]]}]},
        mask | {"mode": "none", "path_track": [square | {"out_tangents": [[0, 0]] * 3}]},
    ]
    (found,) = item_of(group_of(data), "Wall").masks
    assert (found.mode, found.inverted, found.opacity_track) == ("subtract", True, (0.5,))
    assert found.path_track == ("M0 0L10 0C10 5 10 10 10 10L0 0Z",)
    assert (found.feather_px_track, found.expansion_px_track) == ((4.0,), (2.0,))
    assert findings_of(data) == []
    layer(data, "Wall")["masks"][0]["feather_px_track"] = [[4, 8]]
    assert findings_of(data) == ["Wall: mask 1.feather"]


def test_motion_blur_takes_its_samples_between_the_baked_frames() -> None:
    data = stage()
    root = data["comps"][0]
    root["motion_blur"] = {"enabled": True, "shutter_angle_deg": 180, "shutter_phase_deg": -90, "samples": 3}
    places = [[*IDENTITY[:12], 10.0 * frame, 5.0, 0.0, 1.0] for frame in range(root["bake_frames"])]
    layer(data, "Wall").update(motion_blur=True, three_d=False, matrix_track=places)
    moments = item_of(group_of(data), "Wall").moments
    assert [moment.matrix_track[3][12] for moment in moments] == [27.5, 30.0, 32.5]
    assert [moment.matrix_track[0][12] for moment in moments] == [0.0, 0.0, 2.5], "never before the first frame"
    layer(data, "@fan hold")["motion_blur"] = True
    assert findings_of(data) == ["@fan hold: motion blur"]


def test_pictures_below_the_file_are_embedded(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2), (255, 0, 0)).save(picture, "PNG")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.png").write_bytes(picture.getvalue())
    source = {"kind": "file", "name": "photo", "path": "media/photo.png", "width_px": 80, "height_px": 60}
    source |= {"alpha": "none", "fps": None, "duration_s": None}
    data = stage()
    layer(data, "Board").update(type="image", source=source)
    (tmp_path / "comp.json").write_text(json.dumps(data))
    comp, findings = import_file(tmp_path / "comp.json")
    content = item_of(group_of(data), "Wall").content
    assert isinstance(content, Drawing)
    group = comp.layers[0].group  # type: ignore[union-attr]
    shown = item_of(group, "Board").content
    assert isinstance(shown, Picture)
    assert base64.b64decode(shown.data_url.partition(",")[2]) == picture.getvalue()
    assert findings == ()
    layer(data, "Board")["source"]["path"] = "../elsewhere.png"
    assert findings_of(data, tmp_path) == ["Board: image"]


def test_what_cannot_be_kept_is_named() -> None:
    data = stage()
    root = data["comps"][0]
    root["fps"] = {"numerator": 24000, "denominator": 1001}
    root["camera"]["depth_of_field_track"] = [True]
    layer(data, "Wall").update(blend="dissolve")
    layer(data, "Board").update(type="adjustment")
    layer(data, "Inner").update(collapse=True, blend="screen")
    layer(data, "Cut").update(type="video")
    layer(data, "@name big")["text"].update(stroke=[1, 0, 0], tracking=20)
    warning = {"comp": data["root"], "layer_index": 7, "layer": "Wall", "property": "Glow", "message": "not exported"}
    data["warnings"] = [warning, warning | {"comp": data["comps"][1]["id"], "layer": "Dot", "property": "Shadow"}]
    assert sorted(findings_of(data)) == [
        "@name big: text.stroke",
        "@name big: text.tracking",
        "Board: layer type",
        "Cut: layer type",
        "Inner > Dot: Shadow",
        "Inner: collapse transformations",
        "Wall: Glow",
        "Wall: blend mode",
        "comp: depth of field",
        "comp: frame rate",
    ]


def test_slots_that_cannot_be_filled_are_named() -> None:
    data = stage()
    data["slots"].append({"slot": "sticker", "label": "", "comp": data["root"], "layer": layer(data, "Wall")["index"]})
    assert findings_of(data) == ["Wall: slot @sticker"]
    assert isinstance(item_of(group_of(data), "Wall").content, Drawing)


@pytest.mark.parametrize(
    ("label", "motion"), [("", "sing"), ("left", "sing"), ("Wave 2", "wave"), ("big jump", "jump")]
)
def test_a_label_may_name_the_motion(label: str, motion: str) -> None:
    data = stage()
    data["slots"] = [slot | {"label": label} if slot["slot"] == "fan" else slot for slot in data["slots"]]
    actor = item_of(group_of(data), "@fan hold").content
    assert isinstance(actor, Actor)
    assert actor.motion == motion


def test_damaged_and_newer_files_are_refused() -> None:
    with pytest.raises(InputRejected, match="version 2"):
        import_after_effects(stage() | {"version": 2})
    with pytest.raises(InputRejected, match="damaged"):
        import_after_effects(stage() | {"root": "comp-99"})
    endless = stage()
    endless["comps"][1]["layers"].append(layer(endless, "Inner") | {"source": {"kind": "comp", "comp": "comp-1"}})
    with pytest.raises(InputRejected, match="RecursionError"):
        import_after_effects(endless)


def test_on_the_command_line(tmp_path: Path) -> None:
    runner, out = CliRunner(), tmp_path / "comp.json"
    assert runner.invoke(app, ["comp", "import", str(FILE), "--out", str(out), "--strict"]).exit_code == 0
    assert json.loads(out.read_text())["frames"] == FRAMES
    data = stage()
    layer(data, "Wall")["blend"] = "dissolve"
    (tmp_path / "in.json").write_text(json.dumps(data))
    told = runner.invoke(app, ["comp", "import", str(tmp_path / "in.json"), "--out", str(out), "--strict", "--json"])
    assert told.exit_code == 3
    assert [(f["layer"], f["property"]) for f in json.loads(told.stdout)["unsupported"]] == [("Wall", "blend mode")]
