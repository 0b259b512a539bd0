"""How Fanchant encodes H.264 by itself, so that every clip can be spliced with every other by stream copy.

Splicing needs equal parameter sets (SPS and PPS) and closed groups of pictures. `stitchable` keeps the quality setting
out of the PPS, `psy=0` keeps a chroma offset out of it that depends on the preset, and the rest fixes the SPS; measured
equal over the presets superfast to slow, CRF 18 to 23 and constant quantisers with x264 core 164 and newer.

A picture that is held for two frames is encoded once: the second frame is written as one in which nothing changes, see
held_pictures.py.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Literal, cast

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from media.held_pictures import HeldPictures
from media.packet_writer import open_mp4

Pixels = npt.NDArray[np.uint8]

PROFILE = "high"
LEVEL = "4.0"
DEFAULT_PRESET = "superfast"
DEFAULT_QUANTISER = 22
"""Constant quantiser 22 and `superfast`: a third of the CPU of CRF 19 and `faster`, at the same quality and with a
fifth more bits, see docs/render.md. For clips that a fan waits for; what is encoded once names a rate factor."""


QUICK_SEARCH = ":subme=0:partitions=i8x8"
"""Whole-pixel motion and one size of intra block: a quarter less CPU for 6 % more bits at the same quality."""
LONGEST_HOLD = 2


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
        "weightp": 0,
        "psy": 0,
        # A quarter less CPU than arithmetic coding, and a third less where it is decoded, for a seventh more bits.
        "cabac": 0,
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
        self._container = open_mp4(path, fps)
        self._stream = self._container.add_stream(encoder_name(), rate=fps, options=encoder_options(fps, preset, crf))
        self._stream.width, self._stream.height = self._size
        self._stream.codec_context.thread_count = threads
        describe(self._stream.codec_context, self._time_base)
        self._fps = fps
        self._encoded = 0
        self._last_key: int | None = None
        self._held: deque[int] = deque()
        """For how many frames each picture that is still inside the encoder is shown."""
        self._key_frame = b""
        self._holds: HeldPictures | None = None
        self._muxed = 0

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

    def write(self, picture: Pixels, frames: int = 1) -> None:
        """Appends an I420 picture `(height * 3 // 2, width)` uint8 that is shown for `frames` frames.

        Raises:
            ValueError: it has another shape.
        """
        # Of two frames in a row one must be a reference, where they are shown in the order of decoding.
        for first in range(0, frames, LONGEST_HOLD):
            self._encode(picture, min(LONGEST_HOLD, frames - first))

    def close(self) -> None:
        """Writes what the encoder still holds and ends the file."""
        for packet in self._stream.encode(None):
            self._mux(packet)
        self._container.close()

    def _encode(self, picture: Pixels, frames: int) -> None:
        frame = as_frame(picture, *self._size)
        frame.pts, frame.time_base = self._encoded, self._time_base
        # The encoder counts pictures; a key frame comes every second of frames.
        if self._last_key is None or self._frames - self._last_key >= self._fps:
            frame.pict_type = av.video.frame.PictureType.I
            self._last_key = self._frames
        self._encoded += 1
        self._frames += frames
        self._held.append(frames)
        for packet in self._stream.encode(frame):
            self._mux(packet)

    def _mux(self, packet: av.Packet[av.VideoStream]) -> None:
        if not self._key_frame:  # the first packet is one, with the parameter sets
            self._key_frame = bytes(packet)
        held = self._held.popleft() > 1
        repeated = self._repeated(bytes(packet)) if held else None
        for part in (packet, repeated):
            if part is None:
                continue
            part.pts = part.dts = self._muxed
            part.duration = 1
            self._container.mux(part)
            self._muxed += 1

    def _repeated(self, access_unit: bytes) -> av.Packet[av.VideoStream]:
        self._holds = self._holds or HeldPictures.of(self._key_frame)
        packet = cast("av.Packet[av.VideoStream]", av.Packet(self._holds.after(access_unit)))
        packet.stream, packet.time_base = self._stream, self._time_base
        return packet


def encoder_options(fps: int, preset: str, crf: int | None) -> dict[str, str]:
    """Options of FFmpeg's libx264."""
    return {
        "preset": preset,
        **({"qp": str(DEFAULT_QUANTISER)} if crf is None else {"crf": str(crf)}),
        "profile": PROFILE,
        "level": LEVEL,
        "forced-idr": "1",
        "x264-params": x264_parameters(fps) + (QUICK_SEARCH if crf is None else ""),
    }


def describe(context: av.VideoCodecContext, time_base: Fraction) -> None:
    """Says how pictures are coded: 4:2:0, BT.709 in limited range."""
    context.pix_fmt = "yuv420p"
    context.time_base = time_base
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709


def as_frame(picture: Pixels, width: int, height: int) -> av.VideoFrame:
    """An I420 picture for the encoder, without a copy where its rows lie one after the other.

    Raises:
        ValueError: it is not `(height * 3 // 2, width)`.
    """
    if picture.shape != (height * 3 // 2, width):
        raise ValueError(f"picture is {picture.shape}, the clip wants {(height * 3 // 2, width)}")
    frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(picture), format="yuv420p")
    frame.color_range, frame.colorspace = ColorRange.MPEG, Colorspace.ITU709
    return frame
