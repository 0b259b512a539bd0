"""How a character performs."""

from __future__ import annotations

from typing import Literal

Motion = Literal[
    "sing",
    "wave",
    "sway",
    "point",
    "heart",
    "jump",
    "hold",
    "cheer",
    "two_step",
    "body_wave",
    "shoulder_groove",
    "arm_cross",
    "spin",
    "point_drop",
    "jump_clap",
    "arm_heart",
    "hip_sway",
    "air_punch",
]
"""Single gestures, then from `two_step` on dance moves of one or two bars; docs/cast.md describes them."""
Gaze = Literal["camera", "ahead"]
