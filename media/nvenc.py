"""H.264 by an NVIDIA card's encoder. Its parameter sets differ from x264's, see docs/assembly.md."""

from __future__ import annotations

import functools
import tempfile
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
import numpy.typing as npt
from av.video.codeccontext import VideoCodecContext

from media.h264 import as_frame, describe
from media.packet_writer import PacketWriter

Pixels = npt.NDArray[np.uint8]

CODEC = "h264_nvenc"
QUALITY = 21
"""Constant quality; about x264's CRF 19."""
PROBE_SIZE = (256, 256)


def nvenc_options(fps: int) -> dict[str, str]:
    """Options of `h264_nvenc`: closed groups of one second that begin with an IDR picture, no B frames."""
    return {
        "preset": "p5",
        "tune": "hq",
        "profile": "high",
        "level": "4.0",
        "rc": "vbr",
        "cq": str(QUALITY),
        "b": "0",
        "g": str(fps),
        "bf": "0",
        "forced-idr": "1",
        "no-scenecut": "1",
        "strict_gop": "1",
        "delay": "0",
    }


class ContextWriter:
    """Encodes pictures by one of FFmpeg's encoders, parameter sets in band, and writes them into an MP4."""

    def __init__(self, path: Path, width: int, height: int, fps: int, *, codec: str, options: dict[str, str]) -> None:
        """Opens the encoder.

        Raises:
            FFmpegError: this machine does not have it, or an option's value is unknown.
            ValueError: the encoder does not know an option.
        """
        self._size = (width, height)
        self._fps = fps
        self._given = 0
        # Created with "w" it is always a video encoder's context here.
        context = av.CodecContext.create(codec, "w")
        assert isinstance(context, VideoCodecContext)  # noqa: S101
        context.width, context.height, context.framerate = width, height, Fraction(fps)
        describe(context, Fraction(1, fps))
        context.options = options
        context.open()
        if context.options:  # FFmpeg leaves here what nobody wanted
            raise ValueError(f"{codec} does not know {', '.join(context.options)}")
        self._context = context
        self._writer = PacketWriter(path, fps)

    def __enter__(self) -> ContextWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def frames(self) -> int:
        """Pictures given so far."""
        return self._given

    def write(self, picture: Pixels, frames: int = 1) -> None:
        """Appends an I420 picture `(height * 3 // 2, width)` uint8 that is shown for `frames` frames.

        Raises:
            ValueError: it has another shape.
        """
        for _ in range(frames):
            frame = as_frame(picture, *self._size)
            frame.pts, frame.time_base = self._given, Fraction(1, self._fps)
            if self._given % self._fps == 0:
                frame.pict_type = av.video.frame.PictureType.I
            self._given += 1
            self._mux(frame)

    def close(self) -> None:
        """Writes what the encoder still holds and ends the file."""
        try:
            self._mux(None)
        finally:
            self._writer.close()

    def _mux(self, frame: av.VideoFrame | None) -> None:
        for packet in self._context.encode(frame):
            self._writer.write(bytes(packet))


def nvenc_writer(path: Path, width: int, height: int, fps: int) -> ContextWriter:
    """A writer on the graphics card's encoder; see `nvenc_refusal` first."""
    return ContextWriter(path, width, height, fps, codec=CODEC, options=nvenc_options(fps))


@functools.lru_cache(maxsize=1)
def nvenc_refusal() -> str | None:
    """Why this machine cannot encode with NVENC, None where it can; tried once, with a picture."""
    width, height = PROBE_SIZE
    grey = np.full((height * 3 // 2, width), 128, np.uint8)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="fanchant-nvenc-") as folder,
            nvenc_writer(Path(folder) / "probe.mp4", width, height, 24) as writer,
        ):
            writer.write(grey)
    except av.error.FFmpegError as error:
        return error.strerror
    except ValueError as error:
        return str(error)
    return None
