"""The ways from a shot's drawings to its clip: by x264, by the graphics card's encoder, or inside the page.

All three make the same pictures: drawings held as the shot says, over a plate at its full frame rate, BT.709 in limited
range, a key frame every second, no B frames, one packet per frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from contracts.comp import Comp, DrawRequest
from contracts.errors import Transient
from contracts.media import Encoder
from media.h264 import H264Writer, Pixels
from media.nvenc import nvenc_writer
from media.packet_writer import PacketWriter
from renderer.protocol import ClipOrder
from renderer.renderer import Renderer
from tasks.render.drawings import back_plate, can_lay_over, drawing_of
from tasks.render.shot_frames import shot_frames, with_holds

WEBCODECS_BITS_PER_PIXEL = 0.5
WEBCODECS_MIN_BITS_PER_S = 1_500_000
"""Bits per pixel and frame: the browser's encoder has no constant quality, and needs 1.6 to 1.9 times x264's bits for
the same picture, see docs/render.md."""


@dataclass(frozen=True, kw_only=True)
class ShotJob:
    """A shot to be drawn: what the engine is asked for, and who hears how many drawings are done."""

    renderer: Renderer
    request: DrawRequest
    bundle: Path
    step_frames: int
    on_drawing: Callable[[int], None]


class PictureWriter(Protocol):
    """Takes pictures for one clip."""

    def __enter__(self) -> PictureWriter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, picture: Pixels, frames: int = 1) -> None: ...


Way = Callable[[ShotJob, Path], None]
"""Makes the clip of a shot, an MP4 at that path; errors as `Renderer.draw`."""


def with_writer(open_writer: Callable[[Path, int, int, int], PictureWriter]) -> Way:
    """A way that receives pictures and encodes them in this process."""

    def make(job: ShotJob, path: Path) -> None:
        comp = job.request.comp
        with open_writer(path, comp.width, comp.height, comp.fps) as writer:
            pictures = shot_frames(job.renderer, job.request, job.bundle, job.step_frames, job.on_drawing)
            for picture, frames in with_holds(pictures):
                writer.write(picture, frames)

    return make


def in_page(job: ShotJob, path: Path) -> None:
    """Makes the clip by WebCodecs: the page lays its drawings over the plate, encodes, and sends packets only."""
    comp = job.request.comp
    order = clip_order(job.request, job.step_frames)
    with PacketWriter(path, comp.fps) as writer:
        for frame, access_unit in enumerate(job.renderer.encode(job.request, job.bundle, order)):
            try:
                writer.write(access_unit)
            except ValueError as error:
                raise Transient(f"the browser's encoder: {error}", code="encoder_failed") from error
            if frame % job.step_frames == 0:
                job.on_drawing(drawing_of(frame, job.step_frames) + 1)


def clip_order(request: DrawRequest, step_frames: int) -> ClipOrder:
    """How the page makes the pictures that `shot_frames` makes here."""
    comp = request.comp
    plate, over = back_plate(comp), can_lay_over(comp)
    beneath = plate is not None and (over or request.region is not None)
    return ClipOrder(
        pictures="overlay" if over else "i420",
        step_frames=step_frames,
        base_first_frame=plate.first_frame if plate and beneath else None,
        bits_per_s=webcodecs_bits_per_s(comp),
    )


def webcodecs_bits_per_s(comp: Comp) -> int:
    """Target of the browser's rate control."""
    return max(round(comp.width * comp.height * comp.fps * WEBCODECS_BITS_PER_PIXEL), WEBCODECS_MIN_BITS_PER_S)


WAYS: Mapping[Encoder, Way] = {
    "x264": with_writer(H264Writer),
    "nvenc": with_writer(nvenc_writer),
    "webcodecs": in_page,
}
