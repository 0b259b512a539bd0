"""Reads a finished video back and holds it against what was promised, without decoding a frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from contracts.errors import Transient
from contracts.media import AUDIO_SAMPLE_RATE_HZ, VIDEO_TICKS_PER_FRAME
from contracts.template import VideoFormat

BT709 = 1
LIMITED_RANGE = 1


@dataclass(frozen=True, kw_only=True)
class VideoFacts:
    """What a container says of itself; time stamps as seconds from the first frame."""

    codec: str
    profile: str | None
    pixel_format: str | None
    width: int
    height: int
    colour: tuple[int, int, int, int]
    """range, primaries, transfer, matrix; 1 means limited range and BT.709."""
    frame_times_s: tuple[Fraction, ...]
    audio_codec: str
    audio_sample_rate_hz: int
    faststart: bool


def read_facts(path: Path) -> VideoFacts:
    """Facts of an MP4 with one video and one audio stream."""
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        times = [packet.pts * packet.time_base for packet in container.demux(video) if packet.pts is not None]
        return VideoFacts(
            codec=context.name,
            profile=context.profile,
            pixel_format=context.pix_fmt,
            width=video.width,
            height=video.height,
            colour=(context.color_range, context.color_primaries, context.color_trc, context.colorspace),
            frame_times_s=tuple(sorted(times)),
            audio_codec=audio.codec_context.name,
            audio_sample_rate_hz=audio.sample_rate,
            faststart=is_faststart(path),
        )


def is_faststart(path: Path) -> bool:
    """Whether the index (`moov`) lies before the media (`mdat`), so that playback starts before the download ends."""
    with path.open("rb") as file:
        while header := file.read(8):
            size, box = int.from_bytes(header[:4], "big"), header[4:8]
            if box == b"moov":
                return True
            if box == b"mdat":
                return False
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            file.seek(size - 8, 1)
    return False


def check_video(path: Path, wanted: VideoFormat) -> VideoFacts:
    """Raises Transient (the join is tried again) where the file is not what the template promises."""
    facts = read_facts(path)
    tick = Fraction(VIDEO_TICKS_PER_FRAME, wanted.fps * VIDEO_TICKS_PER_FRAME)
    problems = [
        f"{what} is {is_!r}, wanted {should!r}"
        for what, is_, should in [
            ("codec", facts.codec, "h264"),
            ("pixel format", facts.pixel_format, "yuv420p"),
            ("size", (facts.width, facts.height), (wanted.width, wanted.height)),
            ("colour", facts.colour, (LIMITED_RANGE, BT709, BT709, BT709)),
            ("number of frames", len(facts.frame_times_s), wanted.frames),
            ("audio codec", facts.audio_codec, "aac"),
            ("audio sample rate", facts.audio_sample_rate_hz, AUDIO_SAMPLE_RATE_HZ),
            ("faststart", facts.faststart, True),
        ]
        if is_ != should
    ]
    if any(time != index * tick for index, time in enumerate(facts.frame_times_s)):
        problems.append("frame times are not evenly spaced from zero")
    if problems:
        raise Transient("the assembled video is wrong: " + "; ".join(problems), code="assembly_check_failed")
    return facts
