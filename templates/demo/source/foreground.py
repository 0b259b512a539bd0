"""What lies before the figure in a shot with the fan: haze in the lamps' colours, light sticks, paper.

All of it is a picture on a quad, because it is drawn for every fan.
"""

from __future__ import annotations

import math
from typing import Literal

from contracts.layers import ImageLayer

from .cameras import placed
from .stage_plan import FRAMES_PER_BEAT

HAZE_SIZE = (5.6, 7.6)
STICKS_SIZE = (2.0, 0.5)
PAPER_SIZE = (1.9, 1.1)


def haze(x: float = 0.0, z: float = 0.0, strength: float = 1.0) -> ImageLayer:
    """Light that spills from behind around the figure's edges: magenta on its left side, cyan on its right."""
    return ImageLayer(
        id="haze",
        asset="images/haze.png",
        width=HAZE_SIZE[0],
        height=HAZE_SIZE[1],
        blend="add",
        opacity_track=(strength,),
        matrix_track=(placed(x, 3.4, z + 0.7),),
    )


def sticks(frames: int, start: int, height: float = -0.42) -> ImageLayer:
    """Light sticks of the first row, out of focus; they sway over two beats. `start` is on the video's timeline."""
    track = []
    for frame in range(frames):
        turn = math.pi * (start + frame) / FRAMES_PER_BEAT
        track.append(placed(0.05 * math.sin(turn), height + 0.02 * abs(math.sin(turn)), 0.0))
    return ImageLayer(
        id="sticks",
        asset="images/sticks.webp",
        width=STICKS_SIZE[0],
        height=STICKS_SIZE[1],
        screen_space=True,
        matrix_track=tuple(track),
    )


def paper(frames: int, seconds_down: float = 2.4, of: Literal["near", "far"] = "near") -> ImageLayer:
    """A few papers close to the lens that fall through the frame once."""
    track = []
    for frame in range(frames):
        down = frame / 24 / seconds_down
        track.append(placed(0.04 * math.sin(5 * down), 0.35 - 0.9 * down, 0.0))
    return ImageLayer(
        id=f"paper-{of}",
        asset=f"images/paper-{of}.webp",
        width=PAPER_SIZE[0],
        height=PAPER_SIZE[1],
        screen_space=True,
        matrix_track=tuple(track),
    )
