"""Whether a finished video is whole: every frame and every sample is decoded; and a sheet of frames to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from PIL import Image

from blocks.template_library import open_template
from contracts.errors import Transient
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from tasks.assembly.verify import check_video

SHEET_TIMES_S = (3.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0)
AUDIO_SLACK_S = 0.05
"""AAC codes blocks of 1024 samples: the sound may end up to two of them later than the picture."""


def why_not_whole(video: Path, template_id: str = "demo") -> str:
    """What is wrong with the video, empty where it is whole."""
    template = open_template(template_id).template
    wanted = template.video
    try:
        check_video(video, wanted)
    except Transient as error:
        return str(error)
    with av.open(str(video)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    if frames != wanted.frames:
        return f"{frames} of {wanted.frames} frames can be decoded"
    samples, loudest = 0, 0.0
    with av.open(str(video)) as container:
        for block in container.decode(audio=0):
            sound = block.to_ndarray()
            samples += sound.shape[-1]
            loudest = max(loudest, float(np.abs(sound).max()))
    duration_s, audio_s = wanted.frames / wanted.fps, samples / AUDIO_SAMPLE_RATE_HZ
    if abs(audio_s - duration_s) > AUDIO_SLACK_S:
        return f"the sound lasts {audio_s:.2f} s, the picture {duration_s:.2f} s"
    return "" if loudest > 0.1 else "the sound is silent"


def frames_sheet(videos: Sequence[Path], times_s: Sequence[float] = SHEET_TIMES_S, width_px: int = 220) -> Image.Image:
    """A row of small frames per video."""
    rows = [_frames_at(video, times_s, width_px) for video in videos]
    height_px = rows[0][0].height
    sheet = Image.new("RGB", (width_px * len(times_s), height_px * len(rows)))
    for row, frames in enumerate(rows):
        for column, frame in enumerate(frames):
            sheet.paste(frame, (column * width_px, row * height_px))
    return sheet


def _frames_at(video: Path, times_s: Sequence[float], width_px: int) -> list[Image.Image]:
    wanted = list(times_s)
    found: list[Image.Image] = []
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            if wanted and frame.time is not None and frame.time >= wanted[0]:
                wanted.pop(0)
                picture = frame.to_image()
                found.append(picture.resize((width_px, round(picture.height * width_px / picture.width))))
    return found
