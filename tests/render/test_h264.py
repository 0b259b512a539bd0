"""Clips that splice: the same parameter sets whatever the quality, the same bytes for the same pictures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from media.h264 import H264Writer
from media.video import VideoFrames

WIDTH, HEIGHT, FPS = 320, 180, 24


def moving(frames: int) -> list[np.ndarray]:
    noise = np.random.default_rng(5).integers(40, 200, (HEIGHT * 3 // 2, WIDTH + 8 * frames), np.uint8)
    return [np.ascontiguousarray(noise[:, 8 * k : 8 * k + WIDTH]) for k in range(frames)]


def write(path: Path, pictures: list[np.ndarray], **options: object) -> Path:
    with H264Writer(path, WIDTH, HEIGHT, FPS, **options) as writer:  # type: ignore[arg-type]
        for picture in pictures:
            writer.write(picture)
    return path


def parameter_sets(path: Path) -> bytes:
    with av.open(str(path)) as container:
        return bytes(container.streams.video[0].codec_context.extradata or b"")


def test_parameter_sets_do_not_depend_on_the_quality(tmp_path: Path) -> None:
    sets = {
        parameter_sets(
            write(tmp_path / f"{preset}{crf}{threads}.mp4", moving(3), preset=preset, crf=crf, threads=threads)
        )
        for preset, crf, threads in [
            ("superfast", None, 1),
            ("superfast", 23, 1),
            ("veryfast", 18, 2),
            ("faster", 19, 2),
            ("medium", 16, 4),
            ("slow", 20, 2),
        ]
    }
    assert len(sets) == 1
    assert sets != {b""}


def test_equal_pictures_give_equal_bytes(tmp_path: Path) -> None:
    first = write(tmp_path / "first.mp4", moving(30)).read_bytes()
    assert write(tmp_path / "second.mp4", moving(30)).read_bytes() == first


def test_the_stream_is_what_the_splicer_wants(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.mp4", moving(50))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert stream.time_base == Fraction(1, FPS * 512)
        assert (context.profile, context.level, context.pix_fmt) == ("High", 40, "yuv420p")
        colour = (context.color_range, context.color_primaries, context.color_trc, context.colorspace)
        assert [int(value) for value in colour] == [1, 1, 1, 1]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
    assert [packet.pts for packet in packets] == [packet.dts for packet in packets] == [512 * k for k in range(50)]
    assert [k for k, packet in enumerate(packets) if packet.is_keyframe] == [0, 24, 48]


def test_frames_are_found_by_their_number(tmp_path: Path) -> None:
    pictures = [np.full((HEIGHT * 3 // 2, WIDTH), 30 + 4 * k, np.uint8) for k in range(50)]
    path = write(tmp_path / "clip.mp4", pictures, crf=10)
    with VideoFrames(path) as clip:
        assert clip.frames == 50
        for index in (0, 1, 2, 30, 31, 3, 49, 49, 24, 0):
            assert abs(int(clip.frame(index)[0, 0]) - (30 + 4 * index)) <= 1


def test_a_picture_of_the_wrong_size_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="the clip wants"),
        H264Writer(tmp_path / "clip.mp4", WIDTH, HEIGHT, FPS) as writer,
    ):
        writer.write(np.zeros((HEIGHT, WIDTH), np.uint8))
