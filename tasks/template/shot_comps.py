"""Shots of a built bundle as comps that the engine can play, personal and static ones alike."""

from __future__ import annotations

from pathlib import Path

from contracts.comp import Comp
from contracts.errors import TemplateError
from contracts.layers import PlateLayer
from contracts.space import Camera
from contracts.template import Shot, VideoFormat

IDENTITY = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def comp_of(shot: Shot, video: VideoFormat, bundle: Path) -> Comp:
    """The comp of a personal shot; of a static one a comp that shows its clip.

    Raises:
        TemplateError: the comp is missing or damaged.
    """
    if shot.kind == "static":
        return clip_comp(shot, video)
    path = bundle / (shot.comp or "")
    try:
        return Comp.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise TemplateError(
            f"{shot.comp} of shot {shot.id} is not a readable comp: {error}; build the template again",
            code="comp_unreadable",
        ) from error


def clip_comp(shot: Shot, video: VideoFormat) -> Comp:
    """A comp that shows the clip of a static shot and nothing else."""
    return Comp(
        id=shot.id,
        width=video.width,
        height=video.height,
        fps=video.fps,
        frames=shot.frames,
        camera=Camera(matrix_track=(IDENTITY,), zoom_px_track=(float(video.height),)),
        layers=(PlateLayer(id="clip", asset=shot.clip or ""),),
    )


def middle_frame(shot: Shot) -> int:
    """The frame nearest to the shot's middle that has a drawing of its own."""
    middle = shot.frames // 2
    return middle - middle % shot.drawing_step_frames
