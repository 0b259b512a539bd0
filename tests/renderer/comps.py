"""Small comps for renderer tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from contracts.comp import Comp, DrawRequest, Look, Region, SongClock
from contracts.layers import Layer, SolidLayer, TextLayer
from contracts.space import Camera

IDENTITY = tuple(np.eye(4).flatten())
WIDTH, HEIGHT = 320, 180


def moved(x: float = 0, y: float = 0, z: float = 0) -> tuple[float, ...]:
    """Column-major translation."""
    return (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, x, y, z, 1.0)


def comp(
    *layers: Layer, camera: Camera | None = None, frames: int = 6, look: Look | None = None, **fields: Any
) -> Comp:
    return Comp(
        id="test",
        width=WIDTH,
        height=HEIGHT,
        fps=24,
        frames=frames,
        camera=camera or Camera(matrix_track=(moved(z=10),), zoom_px_track=(300.0,)),
        look=look or Look(),
        layers=layers,
        **fields,
    )


def request(
    picture: Comp, frames: Sequence[int] = (0,), region: Region | None = None, name: str | None = None
) -> DrawRequest:
    song = SongClock(tempo_bpm=120, visemes=((0.0, 0.2, "aa", 1.0),))
    return DrawRequest(comp=picture, song=song, song_start_frame=0, frames=tuple(frames), region=region, name=name)


def solid(colour: tuple[float, float, float] = (0.1, 0.05, 0.2), **fields: Any) -> SolidLayer:
    return SolidLayer(id="back", colour=colour, **fields)


def name_text(text: str, **fields: Any) -> TextLayer:
    defaults: dict[str, Any] = {"id": "name", "width": 1.4, "height": 0.4, "screen_space": True}
    return TextLayer(text=text, **(defaults | fields))
