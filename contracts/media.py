"""Media by reference, and the time base of everything that moves."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pydantic import Field

from contracts.base import Contract

AUDIO_SAMPLE_RATE_HZ = 48_000
VIDEO_TICKS_PER_FRAME = 512
"""MP4 video time scale = fps x 512, the same in every clip, so that a splice never rescales a timestamp."""

Encoder = Literal["x264", "nvenc", "webcodecs"]
"""What encodes a personal shot: this process, the graphics card, or the browser that draws it."""


class MediaKind(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"


class MediaRef(Contract):
    """One immutable object in the media store.

    Media passes between stages as this reference, never as bytes and never as a path of one machine.
    """

    uri: str = Field(description="store-relative key, `media/<first two hex digits>/<sha256><suffix>`")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: MediaKind
    size_bytes: int = Field(ge=0)
    media_type: str = Field(description="IANA media type, e.g. `video/mp4`")


def frames_to_seconds(frames: int, fps: int) -> Fraction:
    """Exact duration of `frames` at `fps` frames per second, in seconds."""
    return Fraction(frames, fps)


def frames_to_samples(frames: int, fps: int, sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ) -> int:
    """Audio samples under `frames` video frames; raises ValueError where it is not a whole number."""
    samples = Fraction(frames * sample_rate_hz, fps)
    if samples.denominator != 1:
        raise ValueError(f"{frames} frames at {fps} fps are not a whole number of samples at {sample_rate_hz} Hz")
    return samples.numerator
