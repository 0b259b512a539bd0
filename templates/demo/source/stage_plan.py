"""Where the parts of the engine's stage stand, in units; docs/template-authors.md has the drawing.

The engine's own figures are in compositor/src/set/layout.ts.
"""

from contracts.character import Rgb

FPS = 24
FRAMES_PER_BEAT = 12
FRAMES_PER_BAR = 4 * FRAMES_PER_BEAT
SIZE_PX = (1280, 720)
PHOTOCARD_PX = (744, 1040)

WALL_CENTRE = (0.0, 8.4, -13.8)
"""A little before the LED wall, so that text stands on it."""
WALL_SIZE = (33.0, 14.4)
HEAD_Y = 5.05
"""Height of a performer's face."""

MAGENTA = (1.0, 0.16, 0.6)
CYAN = (0.1, 0.8, 1.0)
VIOLET = (0.46, 0.24, 1.0)
GOLD = (1.0, 0.86, 0.62)
WHITE = (1.0, 1.0, 1.0)

NIGHT: tuple[Rgb, ...] = (MAGENTA, CYAN, VIOLET, GOLD)
CHORUS: tuple[Rgb, ...] = ((1.0, 0.20, 0.66), (0.26, 0.50, 1.0), (0.74, 0.20, 1.0), (1.0, 0.86, 0.55))
"""Colours of the stage: left, right, in between, white light."""

FONT = "DelaGothicOne"


def bars(count: float) -> int:
    """Frames of `count` bars."""
    return round(count * FRAMES_PER_BAR)


def beats(count: float) -> int:
    """Frames of `count` beats."""
    return round(count * FRAMES_PER_BEAT)
