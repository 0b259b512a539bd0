"""The template's table of contents."""

from __future__ import annotations

from pathlib import Path

from contracts.errors import InputRejected
from contracts.template import VideoFormat
from tasks.template.source import TemplateSource

from .fan_kit import FAN_KIT, FILES
from .fan_shots import FAN_SHOTS
from .house_shots import HOUSE_SHOTS
from .images import images
from .kit_images import kit_images
from .shots import at_size
from .song import build_song
from .stage_plan import FPS, SIZE_PX, bars

HERE = Path(__file__).resolve().parent


def template(size_px: tuple[int, int] = SIZE_PX) -> TemplateSource:
    """30 seconds: intro and verse of the house, the fan's line, a chorus together, the fan's picture.

    Raises:
        InputRejected: the size is not 16 : 9.
    """
    width, height = size_px
    if width * 9 != height * 16:
        raise InputRejected(
            f"The demo is composed for 16:9, not for {width}x{height}; take 1280x720 or 1920x1080.",
            code="template_size_fixed",
        )
    ordered = sorted((make() for make in (*HOUSE_SHOTS, *FAN_SHOTS)), key=lambda shot: shot.start_frame)
    shots = tuple(at_size(shot, size_px) for shot in ordered) if size_px != SIZE_PX else tuple(ordered)
    fonts = {f"fonts/{path.name}": path for path in sorted((HERE / "fonts").iterdir())}
    return TemplateSource(
        id="demo",
        video=VideoFormat(width=width, height=height, fps=FPS, frames=bars(15)),
        shots=shots,
        fan_kit=tuple(make() for make in FAN_KIT),
        build_song=build_song,
        fan_kit_files=FILES,
        files={**fonts, **images(height), **kit_images()},
    )
