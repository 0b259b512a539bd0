"""The template's table of contents."""

from __future__ import annotations

from pathlib import Path

from contracts.template import VideoFormat
from tasks.template.source import TemplateSource

from .fan_kit import FAN_KIT, FILES
from .fan_shots import FAN_SHOTS
from .house_shots import HOUSE_SHOTS
from .images import images
from .kit_images import kit_images
from .song import build_song
from .stage_plan import FPS, SIZE_PX, bars

HERE = Path(__file__).resolve().parent


def template() -> TemplateSource:
    """30 seconds: intro and verse of the house, the fan's line, a chorus together, the fan's picture."""
    shots = sorted((make() for make in (*HOUSE_SHOTS, *FAN_SHOTS)), key=lambda shot: shot.start_frame)
    width, height = SIZE_PX
    fonts = {f"fonts/{path.name}": path for path in sorted((HERE / "fonts").iterdir())}
    return TemplateSource(
        id="demo",
        video=VideoFormat(width=width, height=height, fps=FPS, frames=bars(15)),
        shots=tuple(shots),
        fan_kit=tuple(make() for make in FAN_KIT),
        build_song=build_song,
        fan_kit_files=FILES,
        files={**fonts, **images(), **kit_images()},
    )
