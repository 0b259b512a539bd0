"""The table of contents."""

from __future__ import annotations

from pathlib import Path

from contracts.template import VideoFormat
from tasks.template.source import TemplateSource

from .plan import SIZE_PX
from .shots import fan, hall, opening, sticker
from .song import build_song
from .song.timing import BARS, FPS, bars
from .stage import shadow_png

HERE = Path(__file__).resolve().parent


def template() -> TemplateSource:
    """Eight seconds: the stage, the fan, the hall."""
    width, height = SIZE_PX
    fonts = {f"fonts/{path.name}": path for path in sorted(HERE.glob("fonts/*")) if path.is_file()}
    return TemplateSource(
        id=HERE.parent.name,
        video=VideoFormat(width=width, height=height, fps=FPS, frames=bars(BARS)),
        shots=(opening(), fan(), hall()),
        fan_kit=(sticker(),),
        build_song=build_song,
        files={**fonts, "images/shadow.png": shadow_png()},
    )
