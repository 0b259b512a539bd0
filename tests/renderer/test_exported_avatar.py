"""A character written as VRM comes back as a performer: the same figure, doing the same."""

from __future__ import annotations

import io
import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cli.cast import COMPOSITOR, PACKAGES
from cli.main import run
from contracts.character import Character, FaceProportions
from contracts.comp import SongClock
from contracts.layers import PerformerLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from tasks.template.lint_avatars import lint_avatar
from tests.renderer.comps import comp, moved, request

WHOLE = Camera(matrix_track=(moved(0, 2.9, 12),), zoom_px_track=(330.0,))
FACE = Camera(matrix_track=(moved(0, 5.0, 4),), zoom_px_track=(480.0,))
FANS = {
    "straight": Character(skin_tone=3, hair_style="long_straight", hair_colour="brown", outfit="night"),
    "afro": Character(
        skin_tone=9,
        hair_style="afro",
        hair_colour="ink",
        glasses="round",
        facial_hair="full",
        face=FaceProportions(jaw=0.8, eyes=-0.7),
        outfit="ruby",
    ),
    "hijab": Character(skin_tone=6, hair_style="hijab", hair_colour="ink", cloth_colour="teal"),
}
LEAST_OVERLAP = 0.94
"""Share of the two silhouettes' union that both cover. Ink lines, swaying tips and the shapes of hands differ."""


@pytest.fixture(scope="module")
def avatars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("node") is None or not all((COMPOSITOR / "node_modules" / name).is_dir() for name in PACKAGES):
        pytest.skip("avatars are written by Node.js with the compositor's development packages; run `npm ci` there")
    root = tmp_path_factory.mktemp("exported")
    for name, fan in FANS.items():
        (root / f"{name}.json").write_text(fan.model_dump_json())
        command = ["cast", "export", "--character", str(root / f"{name}.json"), "--out", str(root / f"{name}.vrm")]
        assert run([*command, "--name", name]) == 0
    return root


def drawn(
    renderer: Renderer, avatars: Path, camera: Camera, viseme: str | None = None, frame: int = 20, **performer: Any
) -> np.ndarray:
    """RGBA, (rows, columns, 4)."""
    layer = PerformerLayer(id="fan", **performer)
    song = SongClock(tempo_bpm=120, visemes=((0.0, 4.0, viseme, 1.0),) if viseme else ())  # type: ignore[arg-type]
    wanted = request(comp(layer, camera=camera, frames=60, transparent=True), (frame,))
    still = renderer.still(wanted.model_copy(update={"song": song}), avatars)
    return np.asarray(Image.open(io.BytesIO(still))).astype(int)


@pytest.mark.parametrize("name", FANS)
def test_silhouettes_agree(renderer: Renderer, avatars: Path, name: str) -> None:
    for motion in ("sing", "sway", "cheer"):
        pictures = [
            drawn(renderer, avatars, WHOLE, motion=motion, gaze="ahead", **source)
            for source in ({"character": FANS[name]}, {"vrm": f"{name}.vrm"})
        ]
        ours, theirs = (picture[..., 3] > 127 for picture in pictures)
        overlap = float((ours & theirs).sum() / (ours | theirs).sum())
        print(f"{name}, {motion}: {overlap:.3f}")  # noqa: T201
        assert ours.sum() > 2000
        assert overlap >= LEAST_OVERLAP, motion


@pytest.mark.parametrize("name", FANS)
def test_faces_have_the_same_colours(renderer: Renderer, avatars: Path, name: str) -> None:
    """Mean colour of the middle of the face, out of 255: eyes, skin and blush are where the generator has them."""
    means = []
    for source in ({"character": FANS[name]}, {"vrm": f"{name}.vrm"}):
        face = drawn(renderer, avatars, FACE, motion="hold", gaze="camera", **source)
        assert (face[60:120, 130:190, 3] == 255).all()
        means.append(face[60:120, 130:190, :3].reshape(6, 10, 6, 10, 3).mean(axis=(1, 3)))
    difference = np.abs(means[0] - means[1]).mean()
    print(f"{name}: {difference:.1f}")  # noqa: T201
    assert difference < 14


def test_the_mouth_sings_and_the_eyes_look(renderer: Renderer, avatars: Path) -> None:
    rest = drawn(renderer, avatars, FACE, motion="sway", gaze="ahead", vrm="straight.vrm")
    shapes = [drawn(renderer, avatars, FACE, v, motion="sway", gaze="ahead", vrm="straight.vrm") for v in ("aa", "ou")]
    mouth = (slice(110, 175), slice(120, 200))
    for shape in shapes:
        assert (np.abs(shape - rest)[mouth].max(axis=-1) > 40).sum() > 60
    assert (np.abs(shapes[0] - shapes[1])[mouth].max(axis=-1) > 40).sum() > 60
    aside = Camera(matrix_track=(moved(1.1, 5.0, 4),), zoom_px_track=(480.0,))
    ahead, towards = (
        drawn(renderer, avatars, aside, motion="sway", gaze=gaze, vrm="straight.vrm") for gaze in ("ahead", "camera")
    )
    assert (np.abs(ahead - towards).max(axis=-1) > 40).sum() > 300


def test_lint_finds_bones_expressions_and_permissions(avatars: Path) -> None:
    findings = lint_avatar("straight.vrm", "fan", avatars / "straight.vrm", "shot")
    assert [finding.message for finding in findings if "otherLicenseUrl" not in finding.message] == []
    assert len(findings) == 1


def test_what_cannot_be_exported_is_said(avatars: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fan.json").write_text(json.dumps({"skin_tone": 11}))
    for arguments, sentence in (
        (["--out", "fan.vrm"], "Give either --character or --library."),
        (["--character", str(tmp_path / "fan.json"), "--out", "fan.vrm"], "fan.json is not a character: skin_tone"),
        (["--character", str(avatars / "afro.json"), "--out", "fan.fbx"], "fan.fbx must end in .vrm or .glb."),
        (["--character", str(tmp_path / "none.json"), "--out", "fan.vrm"], "none.json cannot be read"),
    ):
        assert run(["cast", "export", *arguments]) == 2
        assert sentence in capsys.readouterr().err


def test_a_sheet_shows_every_character_twice(avatars: Path, tmp_path: Path) -> None:
    characters = [str(avatars / f"{name}.json") for name in FANS]
    out = tmp_path / "sheet.png"
    assert run(["cast", "sheet", *characters, "--out", str(out), "--view", "close"]) == 0
    picture = np.asarray(Image.open(out).convert("RGB")).astype(int)
    assert picture.shape == (400, 6 * 480, 3)
    cells = [picture[:, column : column + 480] for column in range(0, 6 * 480, 480)]
    for cell in cells:
        assert (np.abs(cell - cell[0, 0]).max(axis=-1) > 30).mean() > 0.2
    assert all(np.abs(first - second).mean() > 5 for first, second in itertools.pairwise(cells))
