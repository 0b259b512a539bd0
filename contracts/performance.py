"""How a character performs."""

from __future__ import annotations

from typing import Literal

Motion = Literal["sing", "wave", "sway", "point", "heart", "jump", "hold", "cheer"]
Gaze = Literal["camera", "ahead"]
