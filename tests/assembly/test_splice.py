"""Splicing: every frame once, in order, bit for bit; sound in sync to the sample; what does not fit is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.errors import Transient
from contracts.template import VideoFormat
from media.h264 import H264Writer
from tasks.assembly.splice import Clip, SpliceMismatchError, splice
from tasks.assembly.verify import check_video, read_facts
from tests.assembly.clips import (
    FPS,
    HEIGHT,
    SAMPLE_RATE_HZ,
    WIDTH,
    numbered_frame,
    packets,
    read_number,
    write_beeps,
    write_clip,
)

LENGTHS = (24, 7, 31, 1, 33)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Clip]:
    folder = tmp_path_factory.mktemp("clips")
    start, made = 0, []
    for index, frames in enumerate(LENGTHS):
        path = write_clip(folder / f"{index}.mp4", range(start, start + frames))
        made.append(Clip(label=f"clip{index}", path=path, frames=frames))
        start += frames
    return made


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_beeps(tmp_path_factory.mktemp("sound") / "sound.mp4", seconds=4)


def test_every_frame_is_there_once_in_order(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    assert splice(clips, sound, video, fps=FPS) == sum(LENGTHS)
    with av.open(str(video)) as container:
        frames = list(container.decode(video=0))
    assert [read_number(frame.to_ndarray(format="gray")) for frame in frames] == list(range(sum(LENGTHS)))
    assert [frame.pts * frame.time_base for frame in frames] == [Fraction(i, FPS) for i in range(sum(LENGTHS))]


def test_packets_are_copied_bit_for_bit(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    splice(clips, sound, video, fps=FPS)
    assert packets(video) == [packet for clip in clips for packet in packets(clip.path)]


def test_sound_stays_in_sync_to_the_sample(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    splice(clips, sound, video, fps=FPS)
    with av.open(str(video)) as container:
        decoded = [(frame.pts, frame.to_ndarray()[0]) for frame in container.decode(audio=0)]
    assert decoded[0][0] == 0
    samples = np.abs(np.concatenate([block for _, block in decoded]))
    for second in range(4):
        window_start = max(0, second * SAMPLE_RATE_HZ - 400)
        onset = window_start + int(np.argmax(samples[window_start : window_start + 900] > 0.3))
        assert abs(onset - second * SAMPLE_RATE_HZ) <= 3  # the encoder's own ringing around a click


def test_result_is_a_faststart_bt709_mp4(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    splice(clips, sound, video, fps=FPS)
    facts = check_video(video, VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=sum(LENGTHS)))
    assert (facts.profile, facts.colour, facts.faststart) == ("High", (1, 1, 1, 1), True)


def test_same_clips_same_bytes(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        splice(clips, sound, tmp_path / name, fps=FPS)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, len(LENGTHS) - 1), min_size=1, max_size=6))
def test_any_order_of_clips_adds_up(order: list[int], clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    splice([clips[index] for index in order], sound, video, fps=FPS)
    frames = sum(LENGTHS[index] for index in order)
    assert read_facts(video).frame_times_s == tuple(Fraction(i, FPS) for i in range(frames))


def test_clip_with_other_parameter_sets_is_refused(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    with av.open(str(other), "w", options={"video_track_timescale": str(FPS * 512)}) as container:
        stream = container.add_stream("libx264", rate=FPS, options={"profile": "main", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        frame = av.VideoFrame.from_ndarray(numbered_frame(0), format="yuv420p")
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(SpliceMismatchError, match=r"stranger.*SPS/PPS"):
        splice([clips[0], Clip(label="stranger", path=other, frames=1)], sound, tmp_path / "video.mp4", fps=FPS)


def test_clip_of_another_frame_rate_is_refused(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    writer = H264Writer(tmp_path / "slow.mp4", WIDTH, HEIGHT, 12)
    writer.write(numbered_frame(0))
    writer.close()
    with pytest.raises(SpliceMismatchError, match="time base"):
        splice([clips[0], Clip(label="slow", path=tmp_path / "slow.mp4", frames=1)], sound, tmp_path / "v.mp4", fps=FPS)


def test_clip_of_another_length_than_announced_is_refused(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    wrong = Clip(label="short", path=clips[1].path, frames=8)
    with pytest.raises(SpliceMismatchError, match="short has 7 frames, 8 were announced"):
        splice([clips[0], wrong], sound, tmp_path / "video.mp4", fps=FPS)


def test_a_video_that_lost_frames_is_noticed(clips: list[Clip], sound: Path, tmp_path: Path) -> None:
    video = tmp_path / "video.mp4"
    splice(clips[:2], sound, video, fps=FPS)
    with pytest.raises(Transient, match="number of frames is 31, wanted 32"):
        check_video(video, VideoFormat(width=WIDTH, height=HEIGHT, fps=FPS, frames=32))
