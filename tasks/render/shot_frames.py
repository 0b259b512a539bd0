"""The frames of a personal shot as pictures, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import numpy as np

from contracts.comp import DrawRequest
from contracts.errors import Transient
from media.i420 import LaidOverlay, Pixels, paste
from media.video import VideoFrames
from renderer.renderer import Renderer
from tasks.render.drawings import back_plate, can_lay_over, drawing_of, foreground, whole_frame

Drawing = TypeVar("Drawing")


def shot_frames(
    renderer: Renderer, request: DrawRequest, bundle: Path, step_frames: int, on_drawing: Callable[[int], None]
) -> Iterator[Pixels]:
    """Every frame of the request's comp as I420 `(height * 3 // 2, width)`.

    Over a video plate only what moves in front of it is drawn, and is laid over the decoded plate: the plate keeps its
    own values and its full frame rate, also where the drawings are on twos. Where nothing changes from one frame to the
    next, the very same array comes again: do not write to it.

    Args:
        request: asks for every `step_frames`-th frame of its comp.
        on_drawing: hears the number of drawings that are done.
    """
    comp = request.comp
    plate = back_plate(comp)
    region = request.region or whole_frame(comp)
    with ExitStack() as stack:
        clip = stack.enter_context(VideoFrames(bundle / plate.asset)) if plate else None
        first = plate.first_frame if plate else 0
        if clip and can_lay_over(comp):
            alone = request.model_copy(update={"comp": foreground(comp)})
            shown: LaidOverlay | None = None
            below = picture = np.zeros(0, np.uint8)
            # Not kept in a variable: the traceback of an error would keep the drawing job, and the renderer, busy.
            for frame, overlay in _held(
                map(lambda overlay: LaidOverlay(overlay, comp.width), renderer.draw_over(alone, bundle)),
                comp.frames,
                step_frames,
                on_drawing,
            ):
                plate_picture = clip.frame(first + frame)
                if overlay is not shown or not np.array_equal(plate_picture, below):
                    shown, below, picture = overlay, plate_picture, plate_picture.copy()
                    overlay.put_on(picture)
                yield picture
            return
        for frame, picture in _held(renderer.draw(request, bundle), comp.frames, step_frames, on_drawing):
            part_of_plate = clip is not None and request.region is not None
            yield paste(picture, clip.frame(first + frame), region) if clip and part_of_plate else picture


def with_holds(pictures: Iterable[Pixels]) -> Iterator[tuple[Pixels, int]]:
    """Each picture once, with the number of frames that it is shown for."""
    shown, frames = None, 0
    for picture in pictures:
        if picture is shown:
            frames += 1
            continue
        if shown is not None:
            yield shown, frames
        shown, frames = picture, 1
    if shown is not None:
        yield shown, frames


def _held(
    drawings: Iterator[Drawing], frames: int, step_frames: int, on_drawing: Callable[[int], None]
) -> Iterator[tuple[int, Drawing]]:
    """Each frame with the drawing that is held at it."""
    done = 0
    drawing = None
    for frame in range(frames):
        if drawing_of(frame, step_frames) == done:
            drawing = next(drawings)
            done += 1
            on_drawing(done)
        assert drawing is not None  # noqa: S101  # frame 0 always begins a drawing
        yield frame, drawing
    # The engine has its last word after the last picture: whether it drew anything at all.
    for _ in drawings:
        raise Transient("the engine drew more pictures than the shot has", code="shot_incomplete")
