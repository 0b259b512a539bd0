"""How Fanchant encodes H.264 by itself, so that every clip can be spliced with every other by stream copy.

Splicing needs equal parameter sets (SPS and PPS) and closed groups of pictures. `stitchable` keeps the quality setting
out of the PPS, `psy=0` keeps a chroma offset out of it that depends on the preset, and the rest fixes the SPS; measured
equal over the presets superfast to slow, CRF 18 to 23 and constant quantisers with x264 core 164 and newer.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Literal

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from contracts.media import VIDEO_TICKS_PER_FRAME

Pixels = npt.NDArray[np.uint8]

PROFILE = "high"
LEVEL = "4.0"
DEFAULT_PRESET = "superfast"
DEFAULT_QUANTISER = 20
"""Constant quantiser 20 and `superfast`: two fifths of the CPU of CRF 19 and `faster`, at no less quality and with half
as many bits again, see docs/render.md. For clips that a fan waits for; what is encoded once names a rate factor."""


def encoder_name() -> Literal["libx264"]:
    """FFmpeg's name of the encoder. Clips of another one splice only where the operator allows it."""
    return "libx264"


def x264_parameters(fps: int) -> str:
    """The pinned parameters; a key frame every second."""
    pinned = {
        "keyint": fps,
        "min-keyint": fps,
        "scenecut": 0,
        "open-gop": 0,
        "repeat-headers": 1,
        "stitchable": 1,
        "bframes": 0,
        "ref": 1,
        "weightp": 1,
        "psy": 0,
    }
    return ":".join(f"{name}={value}" for name, value in pinned.items())


class H264Writer:
    """Writes pictures into an MP4 with one H.264 stream. Equal pictures give equal bytes."""

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        fps: int,
        *,
        crf: int | None = None,
        preset: str = DEFAULT_PRESET,
        threads: int = 1,
    ) -> None:
        """Opens `path` for writing.

        Args:
            crf: x264's constant rate factor, 0 to 51, lower is better; None: a constant quantiser, without analysis.
            preset: x264's, `superfast` or slower; faster ones change the parameter sets.
            threads: encoder threads; a fixed number, because it changes the bytes.
        """
        self._size = (width, height)
        self._frames = 0
        self._time_base = Fraction(1, fps)
        self._container = av.open(
            str(path),
            "w",
            format="mp4",
            options={"video_track_timescale": str(fps * VIDEO_TICKS_PER_FRAME), "fflags": "+bitexact"},
        )
        options = {
            "preset": preset,
            **({"qp": str(DEFAULT_QUANTISER)} if crf is None else {"crf": str(crf)}),
            "profile": PROFILE,
            "level": LEVEL,
            "x264-params": x264_parameters(fps),
        }
        self._stream = self._container.add_stream(encoder_name(), rate=fps, options=options)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = self._time_base
        context.thread_count = threads
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709

    def __enter__(self) -> H264Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def frames(self) -> int:
        """Pictures written so far."""
        return self._frames

    def write(self, picture: Pixels) -> None:
        """Appends an I420 picture `(height * 3 // 2, width)` uint8; raises ValueError where it has another shape."""
        width, height = self._size
        if picture.shape != (height * 3 // 2, width):
            raise ValueError(f"picture is {picture.shape}, the clip wants {(height * 3 // 2, width)}")
        frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(picture), format="yuv420p")
        frame.pts, frame.time_base = self._frames, self._time_base
        frame.color_range, frame.colorspace = ColorRange.MPEG, Colorspace.ITU709
        for packet in self._stream.encode(frame):
            self._container.mux(packet)
        self._frames += 1

    def close(self) -> None:
        """Writes what the encoder still holds and ends the file."""
        for packet in self._stream.encode(None):
            self._container.mux(packet)
        self._container.close()
