"""The main job on the real demo template: what `make demo` promises, held against the finished files.

These are the slowest tests of the suite, so the demo is made once and every promise is checked on the same result.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from blocks.media_store import MediaStore
from blocks.template_library import TemplateBundle, open_template
from contracts.character import Character
from contracts.template import Shot
from tasks.assembly.verify import read_facts
from tasks.render.task import render_shot

pytestmark = pytest.mark.timeout(500)

FANCHANT = Path(sys.executable).with_name("fanchant")


@dataclass(frozen=True)
class Result:
    folder: Path
    report: dict[str, Any]

    @property
    def video(self) -> Path:
        return self.folder / "video.mp4"


def own_environment(home: Path) -> dict[str, str]:
    """The command must find or start its own server, in a home where nothing is cached."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
        "FANCHANT_HOME": str(home)
    }


def demo(home: Path, folder: Path, *arguments: str) -> Result:
    command = [str(FANCHANT), "demo", "--out", str(folder), "--json", *arguments]
    done = subprocess.run(command, env=own_environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return Result(folder, json.loads((folder / "report.json").read_text()))


@pytest.fixture(scope="module")
def bundle() -> TemplateBundle:
    return open_template("demo")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("home")
    yield home
    subprocess.run([str(FANCHANT), "server", "stop"], env=own_environment(home), check=False)


@pytest.fixture(scope="module")
def first(home: Path) -> Result:
    return demo(home, home / "first")


def packets_by_shot(video: Path, shots: tuple[Shot, ...]) -> dict[str, list[bytes]]:
    with av.open(str(video)) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    return {shot.id: packets[shot.start_frame : shot.start_frame + shot.frames] for shot in shots}


def clip_packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def test_video_is_whole_and_playable(first: Result, bundle: TemplateBundle) -> None:
    facts, wanted = read_facts(first.video), bundle.template.video
    assert (facts.codec, facts.profile, facts.pixel_format) == ("h264", "High", "yuv420p")
    assert facts.colour == (1, 1, 1, 1)
    assert facts.faststart
    assert (facts.width, facts.height, len(facts.frame_times_s)) == (wanted.width, wanted.height, wanted.frames)
    assert (facts.audio_codec, facts.audio_sample_rate_hz) == ("aac", 48_000)
    with av.open(str(first.video)) as container:
        assert sum(not frame.is_corrupt for frame in container.decode(video=0)) == wanted.frames


def test_static_shots_are_the_templates_own_bits(first: Result, bundle: TemplateBundle) -> None:
    in_video = packets_by_shot(first.video, bundle.template.shots)
    static = [shot for shot in bundle.template.shots if shot.kind == "static"]
    assert static
    for shot in static:
        assert shot.clip is not None
        assert in_video[shot.id] == clip_packets(bundle.path(shot.clip)), shot.id


def test_personal_shots_move_and_show_something(first: Result, bundle: TemplateBundle) -> None:
    with av.open(str(first.video)) as container:
        lumas = [frame.to_ndarray(format="gray")[::8, ::8].astype(np.int16) for frame in container.decode(video=0)]
    for shot in bundle.template.shots:
        if shot.kind == "personal":
            middle = lumas[shot.start_frame + shot.frames // 2]
            assert middle.std() > 15, shot.id
            assert np.abs(middle - lumas[shot.start_frame]).mean() > 0.2, shot.id


def test_another_fan_gets_other_pictures(first: Result, bundle: TemplateBundle) -> None:
    shot = min((shot for shot in bundle.template.shots if shot.kind == "personal"), key=lambda shot: shot.frames)
    fan = Character(skin_tone=9, hair_style="afro", hair_colour="ink", glasses="round", outfit="ruby")
    other = render_shot("demo", shot, fan, "Mina" if "name" in shot.depends_on else None)
    own = packets_by_shot(first.video, bundle.template.shots)[shot.id]
    others = clip_packets(MediaStore.configured().local_path(other.clip))
    assert len(own) == len(others) == shot.frames
    # Frames that are held look alike in all clips: they say that nothing changes.
    drawings = range(0, shot.frames, shot.drawing_step_frames)
    assert sum(own[frame] != others[frame] for frame in drawings) > len(drawings) // 2


def test_sound_is_loud_enough_and_does_not_clip(first: Result) -> None:
    sound = first.report["audio"]
    assert sound["lufs"] == pytest.approx(-14, abs=1)
    assert sound["true_peak_dbtp"] <= -1


def test_the_fans_voice_was_corrected(first: Result) -> None:
    sound = first.report["audio"]
    assert first.report["screening"]["voice_used"] == "fan"
    assert sound["pitch_error_cents"] < 15 < sound["pitch_error_before_cents"]
    assert sound["onset_error_ms"] < 60 < sound["onset_error_before_ms"]


def test_report_names_every_frame_and_stage(first: Result, bundle: TemplateBundle) -> None:
    report, template = first.report, bundle.template
    personal = sum(shot.frames for shot in template.shots if shot.kind == "personal")
    assert report["frames"] == {"rendered": personal, "copied": template.video.frames - personal, "cached": 0}
    assert report["video"]["sha256"] == hashlib.sha256(first.video.read_bytes()).hexdigest()
    assert [shot["id"] for shot in report["shots"]] == [shot.id for shot in template.shots]
    stages = {stage["name"].split(":")[0] for stage in report["stages"]}
    assert stages >= {"intake", "recognise", "cast", "screen_name", "screen_voice", "tune_voice", "mix_song"}
    assert stages >= {"render_shot", "draw_fan_kit", "assemble"}
    assert all(0 <= stage["start_s"] <= stage["end_s"] for stage in report["stages"])


def test_fan_kit_pictures_are_there(first: Result, bundle: TemplateBundle) -> None:
    files = {Path(file["path"]).name: file["size_bytes"] for file in first.report["fan_kit"]}
    assert set(files) == {item.file_name for item in bundle.template.fan_kit}
    assert files == {path.name: path.stat().st_size for path in (first.folder / "fan-kit").iterdir()}
    assert min(files.values()) > 10_000


def test_same_input_again_renders_nothing(first: Result, home: Path) -> None:
    again = demo(home, home / "again")
    assert again.report["frames"]["rendered"] == 0
    assert again.report["video"]["sha256"] == first.report["video"]["sha256"]


def test_another_name_renders_only_the_shots_that_show_it(first: Result, home: Path, bundle: TemplateBundle) -> None:
    renamed = demo(home, home / "renamed", "--name", "Zoë")
    shows_name = {shot.id for shot in bundle.template.shots if "name" in shot.depends_on}
    rendered = {shot["id"] for shot in renamed.report["shots"] if shot["kind"] == "personal" and not shot["cached"]}
    assert rendered == shows_name
    frames = sum(shot.frames for shot in bundle.template.shots if shot.id in shows_name)
    assert renamed.report["frames"]["rendered"] == frames
    before, after = (packets_by_shot(result.video, bundle.template.shots) for result in (first, renamed))
    assert {shot_id for shot_id in before if before[shot_id] != after[shot_id]} == shows_name
