"""Models from binary glTF files: where they land, how they move, what is refused."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from contracts.comp import Comp, Light, Look
from contracts.errors import TemplateError
from contracts.layers import ModelLayer, PlateLayer
from contracts.space import Camera
from media.h264 import H264Writer
from media.i420 import lay_over
from media.video import VideoFrames
from renderer.renderer import Renderer
from tests.renderer.comps import HEIGHT, WIDTH, comp, moved, request, solid
from tests.renderer.glb import QUADRANTS, leaning_box, quadrants
from tests.renderer.test_geometry import edge_line, look_from, project
from tests.renderer.test_memory import tree_pss_mb

FRONT = np.array([[-1, 1, 0.5], [1, 1, 0.5], [1, -1, 0.5], [-1, -1, 0.5]])
"""Corners of the box's front, clockwise from the top left one."""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    (root / "white.glb").write_bytes(leaning_box())
    (root / "colours.glb").write_bytes(leaning_box(quadrants()))
    (root / "glass.glb").write_bytes(leaning_box(alpha=0.5))
    return root


def box(asset: str = "white.glb", **fields: Any) -> ModelLayer:
    return ModelLayer(**({"id": "box", "asset": asset, "shading": "unlit"} | fields))


def luma_of(renderer: Renderer, picture: Comp, models: Path, frame: int = 0) -> np.ndarray:
    return next(renderer.draw(request(picture, (frame,)), models))[:HEIGHT]


def assert_outline(luma: np.ndarray, corners_px: np.ndarray, tolerance_px: float) -> None:
    coverage = (luma.astype(float) - 16) / 219
    for corner in range(4):
        error_px = edge_line(coverage, corners_px[corner], corners_px[(corner + 1) % 4])
        assert abs(error_px) < tolerance_px, f"edge {corner} lies {error_px:.3f} px off"


def lean(points: np.ndarray, degrees: float) -> np.ndarray:
    """The upper points turned to the left about the z axis."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    return np.where(points[:, 1:2] > 0, points @ turn.T, points)


def moved_by(points: np.ndarray, x: float, y: float, z: float) -> np.ndarray:
    return points + np.array((x, y, z))


def clip_at(time_s: float) -> dict[str, Any]:
    return {"clip": "lean", "time_track": (time_s,)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, FRONT),
        ({"matrix_track": (moved(0.4, -0.2, 0.7),)}, moved_by(FRONT, 0.4, -0.2, 0.7)),
        (clip_at(0.5), lean(FRONT, 15)),
        (clip_at(1.25), lean(FRONT, 7.5)),
        (clip_at(1.25) | {"repeat": False}, lean(FRONT, 30)),
        ({"morph_tracks": {"wide": (0.6,)}}, FRONT * (1.6, 1, 1)),
        (clip_at(0.5) | {"morph_tracks": {"wide": (0.3,)}}, lean(FRONT * (1.3, 1, 1), 15)),
        ({"clip": "rise", "time_track": (1.0,)}, moved_by(FRONT, 0, 0.5, 0)),
    ],
    ids=["rest", "moved", "animated", "repeats", "holds", "morph", "both", "nameless-node"],
)
def test_corners_are_where_the_closed_form_has_them(
    renderer: Renderer, models: Path, fields: dict[str, Any], expected: np.ndarray
) -> None:
    """The front covers the rest of the box; its edges are compared, each of them turned a little by the camera."""
    pose = look_from((0.1, 0.2, 10), 0, 0)
    roll = np.radians(3)
    pose[:2, :2] = [[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]]
    view = Camera(matrix_track=(tuple(pose.T.flatten()),), zoom_px_track=(300.0,))
    luma = luma_of(renderer, comp(solid((0, 0, 0)), box(**fields), camera=view), models)
    assert_outline(luma, project(expected, pose, 300), 0.06)


def test_the_clip_follows_the_comps_own_time(renderer: Renderer, models: Path) -> None:
    own = comp(solid((0, 0, 0)), box(clip="lean"), frames=24)
    given = comp(solid((0, 0, 0)), box(clip="lean", time_track=tuple(f / 24 for f in range(24))), frames=24)
    assert np.array_equal(luma_of(renderer, own, models, 18), luma_of(renderer, given, models, 18))
    assert not np.array_equal(luma_of(renderer, own, models, 18), luma_of(renderer, own, models, 6))


def pixels(renderer: Renderer, picture: Comp, models: Path) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(renderer.still(request(picture), models))))


def test_colours_are_those_of_the_picture_and_upright(renderer: Renderer, models: Path) -> None:
    drawn = pixels(renderer, comp(solid(), box("colours.glb")), models)
    for name, colour in QUADRANTS.items():
        row = HEIGHT // 2 + (-16 if name.startswith("top") else 16)
        column = WIDTH // 2 + (-16 if name.endswith("left") else 16)
        assert np.abs(drawn[row, column, :3].astype(int) - colour).max() <= 1, name


def test_toon_light_comes_from_where_the_scene_says(renderer: Renderer, models: Path) -> None:
    """A front lit by the key has its own colour, one in the shade a stepped tone of it; all tones are flat."""
    for direction, lit in (((0.0, 0.0, 1.0), True), ((0.0, 0.0, -1.0), False)):
        light = Light(key_direction=direction, rim_a=(0, 0, 0), rim_b=(0, 0, 0), ground=(0, 0, 0, 0), ambient=(1, 1, 1))
        drawn = pixels(renderer, comp(solid(), box("colours.glb", shading="toon"), light=light), models)
        red, green, blue = (int(v) for v in drawn[HEIGHT // 2 - 16, WIDTH // 2 - 16, :3])
        own = np.array(QUADRANTS["top_left"])
        if lit:
            assert np.abs(np.array([red, green, blue]) - np.minimum(own * 1.06, 255)).max() <= 2
        else:
            shade = (own * (0.56, 0.46, 0.72) + (2.55, 0, 7.65)) * (0.74, 0.66, 0.86)
            assert np.abs(np.array([red, green, blue]) - shade).max() <= 2


def test_standard_shading_answers_to_the_light(renderer: Renderer, models: Path) -> None:
    def front(direction: tuple[float, float, float]) -> int:
        light = Light(key_direction=direction, rim_a=(0, 0, 0), rim_b=(0, 0, 0))
        drawn = pixels(renderer, comp(solid(), box(shading="standard"), light=light), models)
        return int(drawn[HEIGHT // 2, WIDTH // 2, 0])

    assert front((0, 0, 1)) > front((0.8, 0, 0.6)) > front((0, 0, -1)) > 60


@pytest.mark.parametrize("shading", ["toon", "standard", "unlit"])
def test_frames_do_not_depend_on_their_order(
    renderer: Renderer, second_renderer: Renderer, models: Path, shading: str
) -> None:
    tracks = {"morph_tracks": {"wide": tuple(0.1 * f for f in range(6))}}
    picture = comp(solid(), box("colours.glb", clip="lean", shading=shading, **tracks))
    forwards = list(renderer.draw(request(picture, range(6)), models))
    backwards = list(second_renderer.draw(request(picture, range(5, -1, -1)), models))
    assert len({frame.tobytes() for frame in forwards}) == 6
    for first, second in zip(forwards, reversed(backwards), strict=True):
        assert np.array_equal(first, second)


def test_two_layers_share_a_file_and_move_by_themselves(renderer: Renderer, models: Path) -> None:
    left = box(clip="lean", time_track=(0.0,), matrix_track=(moved(-2.5),))
    right = box(id="other", clip="lean", time_track=(0.9,), matrix_track=(moved(2.5),))
    both = luma_of(renderer, comp(solid((0, 0, 0)), left, right), models)
    for layer, half in ((left, np.s_[:, : WIDTH // 2]), (right, np.s_[:, WIDTH // 2 :])):
        assert np.array_equal(both[half], luma_of(renderer, comp(solid((0, 0, 0)), layer), models)[half])


def test_opacity_fades_the_whole_and_glass_shows_what_is_behind(renderer: Renderer, models: Path) -> None:
    faded = luma_of(renderer, comp(solid((0, 0, 0)), box(opacity_track=(0.5,))), models)
    assert faded[HEIGHT // 2, WIDTH // 2] == pytest.approx(16 + 219 * 0.5, abs=1.5)
    glass = luma_of(renderer, comp(solid((1, 0, 0)), box("glass.glb")), models)
    red = 16 + 219 * 0.2126
    assert glass[HEIGHT // 2, WIDTH // 2] == pytest.approx((red + 235) / 2, abs=1.5)


def test_an_overlay_is_cut_to_the_model_and_lies_right_on_the_plate(renderer: Renderer, models: Path) -> None:
    with H264Writer(models / "plate.mp4", WIDTH, HEIGHT, 24, crf=4) as writer:
        for _ in range(24):
            writer.write(np.full((HEIGHT * 3 // 2, WIDTH), 100, np.uint8))
    layer = box(
        "colours.glb",
        clip="lean",
        shading="toon",
        matrix_track=(moved(1.5, 0.5),),
        morph_tracks={"wide": tuple(f / 40 for f in range(24))},
    )
    whole = list(
        renderer.draw(request(comp(PlateLayer(id="plate", asset="plate.mp4"), layer, frames=24), (0, 20)), models)
    )
    cut = list(renderer.draw_over(request(comp(layer, transparent=True, frames=24), (0, 20)), models))
    with VideoFrames(models / "plate.mp4") as clip:
        below = clip.frame(0)
    for expected, part in zip(whole, cut, strict=True):
        assert part.region.width * part.region.height < 0.25 * WIDTH * HEIGHT
        laid = lay_over(part, below)
        difference = np.abs(laid[:HEIGHT].astype(int) - expected[:HEIGHT])
        assert difference.mean() < 0.3
        assert np.quantile(difference, 0.995) <= 3


def test_memory_of_models_is_given_back(second_renderer: Renderer, models: Path, tmp_path: Path) -> None:
    """Many files, each with a picture of 5.6 MB with its smaller versions, twice: decoded and in the GPU's memory."""
    first = luma_of(second_renderer, comp(solid((0, 0, 0)), box()), models)
    used_mb = []
    for number in range(36):
        path = tmp_path / f"{number}.glb"
        path.write_bytes(leaning_box(np.full((1024, 1024, 3), number, np.uint8)))
        luma_of(second_renderer, comp(solid((0, 0, 0)), box(path.name)), tmp_path)
        used_mb.append(tree_pss_mb(second_renderer.browser_pid))
    assert min(used_mb[-8:]) - min(used_mb[10:18]) < 60
    assert np.array_equal(first, luma_of(second_renderer, comp(solid((0, 0, 0)), box()), models))


def changed(edit: Callable[[dict[str, Any]], None]) -> bytes:
    """The box's file with another JSON part."""
    glb = leaning_box()
    (length,) = struct.unpack_from("<I", glb, 12)
    contents = json.loads(glb[20 : 20 + length])
    edit(contents)
    text = json.dumps(contents).encode()
    text += b" " * (-len(text) % 4)
    rest = glb[20 + length :]
    return struct.pack("<IIIII", 0x46546C67, 2, 20 + len(text) + len(rest), len(text), 0x4E4F534A) + text + rest


def break_picture(contents: dict[str, Any]) -> None:
    contents["images"][0]["mimeType"] = "image/png"
    contents["bufferViews"][contents["images"][0]["bufferView"]]["byteLength"] = 20


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg/>" * 20, r"bad\.glb is not a binary glTF"),
        (leaning_box()[:200], r"bad\.glb is cut short"),
        (changed(lambda j: j.update(images=[{"uri": "skin.png"}])), r"refers to the file skin\.png"),
        (changed(lambda j: j.update(extensionsRequired=["KHR_draco_mesh_compression"])), "requires KHR_draco"),
        (changed(lambda j: j["nodes"][3].update(mesh=7)), r"bad\.glb cannot be read"),
        (changed(break_picture), "a picture .* cannot be decoded"),
    ],
    ids=["other-kind", "cut", "outside-file", "extension", "wrong-index", "picture"],
)
def test_a_file_that_cannot_be_used_is_the_templates_fault(
    renderer: Renderer, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "bad.glb").write_bytes(content)
    with pytest.raises(TemplateError, match=sentence):
        luma_of(renderer, comp(solid(), box("bad.glb")), tmp_path)


def test_what_the_file_lacks_is_named(renderer: Renderer, models: Path) -> None:
    for layer, sentence in (
        (box("none.glb"), r"none\.glb is missing"),
        (box(clip="run"), "no clip run .layer box.; its clips are lean, rise"),
        (box(morph_tracks={"tall": (1.0,)}), "no morph target tall .layer box.; its morph targets are wide"),
    ):
        with pytest.raises(TemplateError, match=sentence):
            luma_of(renderer, comp(solid(), layer), models)


def test_tracks_have_the_comps_length() -> None:
    with pytest.raises(ValueError, match=r"box\.morph_tracks\.wide has 2 values"):
        comp(box(morph_tracks={"wide": (0.0, 1.0)}), look=Look())
    with pytest.raises(ValueError, match=r"box\.time_track has 3 values"):
        comp(box(time_track=(0.0, 1.0, 2.0)))
