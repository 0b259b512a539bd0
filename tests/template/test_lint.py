"""What the lint says about broken bundles: file, shot, and what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.audio_file import write_flac
from media.h264 import H264Writer
from tasks.template.findings import Finding
from tasks.template.lint import lint_bundle

ROOT = Path(__file__).resolve().parents[2]
DEMO_BUNDLE = ROOT / "templates" / "demo" / "bundle"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the demo's bundle that may be broken; files are links, so replace them, never write into them."""
    copy = tmp_path / "demo" / "bundle"
    shutil.copytree(DEMO_BUNDLE, copy, copy_function=os.link)
    return copy


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def edit_json(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    data = json.loads(path.read_bytes())
    edit(data)
    replace(path, json.dumps(data).encode())


def errors(bundle: Path, without: str = "is not the file that was built") -> list[Finding]:
    found = [finding for finding in lint_bundle(bundle) if finding.level == "error"]
    assert all(finding.advice and finding.message and finding.file for finding in found)
    return [finding for finding in found if without not in finding.message]


def first(shots: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(shot for shot in shots if shot["kind"] == kind)


def write_clip(path: Path, frames: int, **options: Any) -> None:
    path.unlink()
    with H264Writer(path, 1280, 720, 24, preset="ultrafast", **options) as writer:
        for _ in range(frames):
            writer.write(np.full((1080, 1280), 128, np.uint8))


def test_a_gap_between_shots_names_both(bundle: Path) -> None:
    def shift(data: dict[str, Any]) -> None:
        data["shots"][2]["start_frame"] += 5

    edit_json(bundle / "template.json", shift)
    found = errors(bundle)
    assert "gap of 5 frames" in found[0].message
    assert found[0].shot == json.loads((bundle / "template.json").read_bytes())["shots"][2]["id"]


def test_shots_that_end_too_early_are_an_error(bundle: Path) -> None:
    edit_json(bundle / "template.json", lambda data: data["video"].update(frames=data["video"]["frames"] + 24))
    assert any("the shots end at frame" in finding.message for finding in errors(bundle))


def test_a_missing_clip_is_named_with_its_shot(bundle: Path) -> None:
    shot = first(json.loads((bundle / "template.json").read_bytes())["shots"], "static")
    (bundle / shot["clip"]).unlink()
    assert [(f.file, f.shot) for f in errors(bundle) if f.shot] == [(shot["clip"], shot["id"])]


def test_a_clip_with_other_frames_or_parameter_sets_is_refused(bundle: Path) -> None:
    shots = [s for s in json.loads((bundle / "template.json").read_bytes())["shots"] if s["kind"] == "static"]
    write_clip(bundle / shots[1]["clip"], shots[1]["frames"] - 1)
    messages = [finding.message for finding in errors(bundle) if finding.shot == shots[1]["id"]]
    assert any(f"{shots[1]['frames']} were announced" in message for message in messages)


def test_a_missing_plate_is_named_with_its_shot(bundle: Path) -> None:
    shot = first(json.loads((bundle / "template.json").read_bytes())["shots"], "personal")
    plate = f"plates/{shot['id']}.mp4"
    (bundle / plate).unlink()
    assert (plate, shot["id"]) in [(finding.file, finding.shot) for finding in errors(bundle)]


def test_a_region_beyond_the_frame_is_refused(bundle: Path) -> None:
    def move(data: dict[str, Any]) -> None:
        first(data["shots"], "personal")["region"] = {"x": 1200, "y": 0, "width": 160, "height": 400}

    edit_json(bundle / "template.json", move)
    assert any("beyond the frame" in finding.message for finding in errors(bundle))


def test_a_dependency_that_is_not_declared_is_an_error(bundle: Path) -> None:
    def forget(data: dict[str, Any]) -> None:
        for shot in data["shots"]:
            if "name" in shot["depends_on"]:
                shot["depends_on"] = ["character"]

    edit_json(bundle / "template.json", forget)
    assert any("shows the fan's name without saying so" in finding.message for finding in errors(bundle))


def test_a_shot_in_which_the_fan_sings_the_line_wants_the_voice(bundle: Path) -> None:
    forgotten: list[str] = []

    def forget(data: dict[str, Any]) -> None:
        shot = next(shot for shot in data["shots"] if "voice" in shot["depends_on"])
        shot["depends_on"].remove("voice")
        forgotten.append(shot["id"])

    edit_json(bundle / "template.json", forget)
    finding = next(finding for finding in lint_bundle(bundle) if "follows the guide" in finding.message)
    assert (finding.level, finding.shot, finding.advice) == ("warning", forgotten[0], "add 'voice' to depends_on")


def test_a_cue_beyond_the_song_and_a_note_beyond_the_cue_are_errors(bundle: Path) -> None:
    def move(data: dict[str, Any]) -> None:
        data["song"]["cue"]["start_frame"] = data["video"]["frames"] - 24
        data["song"]["cue"]["notes"][-1]["duration_s"] = 60.0

    edit_json(bundle / "template.json", move)
    messages = " | ".join(finding.message for finding in errors(bundle))
    assert "the cue ends at frame" in messages
    assert "into a cue of" in messages


def test_a_backing_of_another_length_is_an_error(bundle: Path) -> None:
    (bundle / "audio" / "backing.flac").unlink()
    write_flac(bundle / "audio" / "backing.flac", np.zeros((2, 48_000), np.float32))
    assert any("48000 samples" in finding.message for finding in errors(bundle))


def test_a_comp_that_does_not_validate_says_where(bundle: Path) -> None:
    shot = first(json.loads((bundle / "template.json").read_bytes())["shots"], "personal")
    edit_json(bundle / shot["comp"], lambda data: data.update(widht=3))
    (found,) = [finding for finding in errors(bundle) if finding.file == shot["comp"]]
    assert "widht" in found.message and found.shot == shot["id"]


def test_a_changed_file_differs_from_the_manifest(bundle: Path) -> None:
    path = bundle / "images" / "shadow.png"
    replace(path, path.read_bytes() + b"\0")
    assert [f.file for f in errors(bundle, without="\0")] == ["images/shadow.png"]


def test_a_newer_source_is_a_warning(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "template.py").write_text("pass\n")
    (found,) = lint_bundle(bundle, tmp_path / "source")
    assert found.level == "warning" and "source has changed" in found.message


def test_the_command_exits_with_3_and_prints_json(bundle: Path) -> None:
    (bundle / "audio" / "guide.flac").unlink()
    code = "import sys; from cli.template import app; app(args=sys.argv[1:])"
    command = [sys.executable, "-c", code, "lint", str(bundle.parent), "--json"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 3, result.stderr
    report = json.loads(result.stdout)
    assert report["ok"] is False
    assert {"audio/guide.flac"} == {finding["file"] for finding in report["findings"]}
