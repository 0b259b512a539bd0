"""Pictures that are held: nothing is encoded twice, and every player shows them as long as they are to be shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from media.access_units import sample_units, unit_type
from media.bits import BitReader, nal_unit, signed_code, unsigned_code, without_emulation_prevention
from media.h264 import DEFAULT_PRESET, H264Writer, describe, encoder_name, encoder_options
from media.held_pictures import HeldPictures
from media.video import VideoFrames
from tests.assembly.clips import FPS, HEIGHT, WIDTH, numbered_frame, packets, read_number
from tests.assembly.test_inband import page, shown

__all__ = ["page"]


def write(path: Path, holds: list[int], **options: object) -> Path:
    with H264Writer(path, WIDTH, HEIGHT, FPS, **options) as writer:  # type: ignore[arg-type]
        for number, frames in enumerate(holds):
            writer.write(numbered_frame(number), frames)
        assert writer.frames == sum(holds)
    return path


def decoded(path: Path) -> list[np.ndarray]:
    with VideoFrames(path) as clip:
        return [clip.frame(index).copy() for index in range(clip.frames)]


@settings(max_examples=20, deadline=None)
@given(holds=st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_every_picture_is_shown_as_long_as_it_is_held(
    tmp_path_factory: pytest.TempPathFactory, holds: list[int]
) -> None:
    path = write(tmp_path_factory.mktemp("held") / "clip.mp4", holds)
    wanted = [number for number, frames in enumerate(holds) for _ in range(frames)]
    assert [read_number(picture[:HEIGHT]) for picture in decoded(path)] == wanted
    with av.open(str(path)) as container:
        samples = [packet for packet in container.demux(video=0) if packet.pts is not None]
    assert [(packet.pts, packet.dts) for packet in samples] == [(512 * n, 512 * n) for n in range(sum(holds))]
    keys = [n for n, packet in enumerate(samples) if packet.is_keyframe]
    assert keys[0] == 0
    assert all(later - sooner <= FPS + 1 for sooner, later in zip(keys, [*keys[1:], len(samples)], strict=True))


@pytest.mark.parametrize("options", [{}, {"crf": 18, "preset": "slow"}, {"crf": 23, "threads": 2}])
def test_a_held_frame_is_the_very_same_picture_and_takes_no_bits(tmp_path: Path, options: dict[str, object]) -> None:
    path = write(tmp_path / "clip.mp4", [2] * 30, **options)
    pictures = decoded(path)
    assert all(np.array_equal(pictures[n], pictures[n + 1]) for n in range(0, 60, 2))
    # A reference, then a picture that nobody refers to.
    ranks = [
        [unit[0] >> 5 & 3 for unit in sample_units(sample) if unit_type(unit) in (1, 5)] for sample in packets(path)
    ]
    assert all(min(rank) > 0 for rank in ranks[::2])
    assert all(rank == [0] for rank in ranks[1::2])
    assert all(len(sample) < 64 for sample in packets(path)[1::2])


def test_holding_changes_neither_parameter_sets_nor_the_pictures_themselves(tmp_path: Path) -> None:
    held, plain = write(tmp_path / "held.mp4", [2] * 10), write(tmp_path / "plain.mp4", [1] * 10)
    with av.open(str(held)) as one, av.open(str(plain)) as other:
        assert one.streams.video[0].codec_context.extradata == other.streams.video[0].codec_context.extradata
    assert all(np.array_equal(a, b) for a, b in zip(decoded(held)[::2], decoded(plain), strict=True))


def test_a_browser_shows_them(tmp_path: Path, page: Page) -> None:
    path = write(tmp_path / "clip.mp4", [2] * FPS)
    order = [0, 1, 2, 3, FPS - 1, FPS, FPS + 1, 2 * FPS - 1, 5, 4]
    assert [read_number(picture.mean(axis=2)) for picture in shown(page, path, order)] == [n // 2 for n in order]


@pytest.mark.parametrize("other", ["cabac=1", "weightp=1", "bframes=1"])
def test_a_stream_that_is_coded_otherwise_is_refused(other: str) -> None:
    options = encoder_options(FPS, DEFAULT_PRESET, None)
    with pytest.raises(ValueError, match=r"(pictures|slices) are not"):
        HeldPictures.of(key_frame(options | {"x264-params": f"{options['x264-params']}:{other}"}))


def test_a_key_frame_without_parameter_sets_is_refused() -> None:
    options = encoder_options(FPS, DEFAULT_PRESET, None)
    with pytest.raises(ValueError, match="carries no parameter sets"):
        HeldPictures.of(key_frame(options | {"x264-params": f"{options['x264-params']}:repeat-headers=0"}))


def key_frame(options: dict[str, str]) -> bytes:
    """The first access unit of a grey clip, with start codes."""
    context = av.CodecContext.create(encoder_name(), "w")
    context.width, context.height, context.thread_count, context.options = WIDTH, HEIGHT, 1, options
    describe(context, Fraction(1, FPS))
    grey = av.VideoFrame.from_ndarray(np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8), format="yuv420p")
    grey.pict_type = av.video.frame.PictureType.I
    return b"".join(bytes(packet) for frame in (grey, None) for packet in context.encode(frame))


@pytest.mark.parametrize(
    "size",
    [(64, 64), (1280, 720), (744, 1040), (1080, 1920), (1920, 1080), (3840, 2160)],
    ids=lambda size: f"{size[0]}",
)
def test_pictures_of_every_size_can_be_held(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    noise = np.random.default_rng(3).integers(0, 256, (height * 3 // 2, width), np.uint8)
    with H264Writer(tmp_path / "clip.mp4", width, height, FPS) as writer:
        writer.write(noise, 2)
        writer.write(noise[::-1], 2)
    first, second, third, fourth = decoded(tmp_path / "clip.mp4")
    assert np.array_equal(first, second)
    assert np.array_equal(third, fourth)
    assert not np.array_equal(second, third)


@given(st.lists(st.integers(-40, 40), max_size=20), st.binary(max_size=40))
def test_codes_and_emulation_prevention_turn_back(values: list[int], payload: bytes) -> None:
    bits = "".join(signed_code(value) + unsigned_code(abs(value)) for value in values) + "1"
    bits += "0" * (-len(bits) % 8)
    reader = BitReader(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    assert [(reader.signed(), reader.unsigned()) for _ in values] == [(value, abs(value)) for value in values]
    unit = nal_unit(1, payload + b"\x80")
    assert without_emulation_prevention(unit) == payload + b"\x80"
    assert not any(code in unit for code in (b"\0\0\0", b"\0\0\1", b"\0\0\2"))
