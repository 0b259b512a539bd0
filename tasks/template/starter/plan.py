"""Size and colours: what every shot agrees on. Time is counted in song/timing.py."""

from __future__ import annotations

from contracts.character import Rgb

SIZE_PX = (960, 540)
"""Width a multiple of 8, height of 4. Small builds quickly; (1280, 720) is for the audience."""

PINK: Rgb = (1.0, 0.25, 0.55)
BLUE: Rgb = (0.2, 0.65, 1.0)
VIOLET: Rgb = (0.5, 0.3, 1.0)
WARM: Rgb = (1.0, 0.9, 0.7)
COLOURS = (PINK, BLUE, VIOLET, WARM)
