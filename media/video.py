"""Pictures of a clip by their frame number."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import av
import numpy as np
import numpy.typing as npt

from contracts.errors import TemplateError

Pixels = npt.NDArray[np.uint8]


class VideoFrames:
    """Random access to a clip's pictures; going forwards costs one decoded picture each."""

    def __init__(self, path: Path) -> None:
        """Opens the clip; raises TemplateError where it is not a readable 4:2:0 video of constant frame rate."""
        self._path = path
        try:
            self._container = av.open(str(path))
            self._stream = self._container.streams.video[0]
        except (OSError, IndexError, av.error.FFmpegError) as error:
            raise TemplateError(f"{path.name} is not a readable video: {error}", code="plate_unreadable") from error
        # Threads cost a sixth more CPU time, and whoever decodes has enough else to do at the same time.
        self._stream.thread_type = "NONE"
        if (
            self._stream.codec_context.pix_fmt != "yuv420p"
            or not self._stream.average_rate
            or not self._stream.time_base
        ):
            raise TemplateError(f"{path.name} must be 8-bit 4:2:0 of constant frame rate", code="plate_unreadable")
        # Beyond one second a jump to the nearest key frame is cheaper than decoding on.
        self._seek_distance_frames = round(float(self._stream.average_rate))
        self._ticks_per_frame = 1 / (self._stream.average_rate * self._stream.time_base)
        self._decoder = self._container.decode(self._stream)
        self._next = 0
        self._last: tuple[int, Pixels] | None = None

    def __enter__(self) -> VideoFrames:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._stream.width, self._stream.height

    @property
    def frames(self) -> int:
        return self._stream.frames

    def frame(self, index: int) -> Pixels:
        """Picture `index` as I420, `(height * 3 // 2, width)` uint8; do not write to it.

        Raises:
            TemplateError: the clip has no such frame.
        """
        if self._last and self._last[0] == index:
            return self._last[1]
        if index < self._next or index - self._next > self._seek_distance_frames:
            self._seek(index)
        while True:
            picture = next(self._decoder, None)
            if picture is None or picture.pts is None:
                raise TemplateError(f"{self._path.name} has no frame {index}", code="plate_too_short")
            position = round(picture.pts / self._ticks_per_frame)
            self._next = position + 1
            if position == index:
                pixels = picture.to_ndarray(format="yuv420p").astype(np.uint8, copy=False)
                self._last = (index, pixels)
                return pixels
            if position > index:
                raise TemplateError(f"{self._path.name} has no frame {index}", code="plate_too_short")

    def close(self) -> None:
        self._container.close()

    def _seek(self, index: int) -> None:
        self._container.seek(int(index * self._ticks_per_frame), stream=self._stream, backward=True)
        self._decoder = self._container.decode(self._stream)
        self._next = index + 1
