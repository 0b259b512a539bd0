"""Draws a comp into a clip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from contracts.comp import DrawRequest, SongClock
from media.h264 import H264Writer
from renderer.renderer import Renderer
from tasks.template.drawings import Drawing

PRESET = "slow"
"""The build has time; the preset does not change the parameter sets, see media/h264.py."""


def draw_file(
    renderer: Renderer, drawing: Drawing, clock: SongClock, bundle: Path, on_frame: Callable[[int, int], None]
) -> None:
    """Draws `drawing` into its file of `bundle`; a file that is there is replaced only when the new one is complete.

    Args:
        on_frame: hears the pictures drawn and the pictures in all.

    Raises:
        TemplateError: the comp names something that the bundle or the engine does not have.
        Transient, ResourceExhausted: the browser fails.
    """
    comp, step = drawing.comp, drawing.step_frames
    frames = range(0, comp.frames, step)
    request = DrawRequest(comp=comp, song=clock, song_start_frame=drawing.song_start_frame, frames=tuple(frames))
    target = bundle / drawing.path
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}")
    try:
        with H264Writer(partial, comp.width, comp.height, comp.fps, crf=drawing.crf, preset=PRESET) as writer:
            for done, picture in enumerate(renderer.draw(request, bundle), start=1):
                writer.write(picture, min(step, comp.frames - writer.frames))
                on_frame(done, len(frames))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
