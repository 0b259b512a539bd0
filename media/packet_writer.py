"""Ready H.264 pictures into an MP4 that the splicer takes."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
from av.container import OutputContainer

from contracts.errors import ConfigurationError
from contracts.media import VIDEO_TICKS_PER_FRAME
from media.access_units import is_key_frame

BT709_LIMITED = (1, 1, 1, 1)


def open_mp4(path: Path, fps: int) -> OutputContainer:
    """A new MP4 that splices: the project's time base, and nothing in it that changes from run to run."""
    return av.open(
        str(path),
        "w",
        format="mp4",
        options={"video_track_timescale": str(fps * VIDEO_TICKS_PER_FRAME), "fflags": "+bitexact"},
    )


class PacketWriter:
    """Writes access units with start codes, one per frame, in the order in which they are shown (no B frames)."""

    def __init__(self, path: Path, fps: int) -> None:
        """Opens `path` for writing; size and colours are those of the first access unit."""
        self._fps = fps
        self._frames = 0
        self._stream: av.VideoStream | None = None
        self._container = open_mp4(path, fps)

    def __enter__(self) -> PacketWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def frames(self) -> int:
        """Access units written so far."""
        return self._frames

    def write(self, access_unit: bytes) -> None:
        """Appends one frame.

        Raises:
            ValueError: the first one is not a key frame, or cannot be read.
            ConfigurationError: its colours are not BT.709 in limited range.
        """
        key = is_key_frame(access_unit)
        stream = self._stream = self._stream or self._begin(access_unit, key=key)
        packet = av.Packet(access_unit)
        packet.stream = stream
        packet.time_base = Fraction(1, self._fps * VIDEO_TICKS_PER_FRAME)
        packet.pts = packet.dts = self._frames * VIDEO_TICKS_PER_FRAME
        packet.duration = VIDEO_TICKS_PER_FRAME
        packet.is_keyframe = key
        self._container.mux(packet)
        self._frames += 1

    def close(self) -> None:
        """Ends the file."""
        self._container.close()

    def _begin(self, access_unit: bytes, *, key: bool) -> av.VideoStream:
        if not key:
            raise ValueError("a clip begins with a key frame")
        try:
            with av.open(io.BytesIO(access_unit), format="h264") as source:
                model = source.streams.video[0]
                context = model.codec_context
                colour = (context.color_range, context.color_primaries, context.color_trc, context.colorspace)
                if tuple(map(int, colour)) != BT709_LIMITED:
                    raise ConfigurationError(
                        "this machine's encoder does not mark its pictures as BT.709, limited range; "
                        "set the render farm's encoder to x264",
                        code="encoder_colours",
                    )
                stream = self._container.add_stream_from_template(model)
        except av.error.FFmpegError as error:
            raise ValueError(f"the first frame cannot be read: {error}") from error
        stream.time_base = Fraction(1, self._fps * VIDEO_TICKS_PER_FRAME)
        return stream
