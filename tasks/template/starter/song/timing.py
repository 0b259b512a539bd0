"""Bars, beats and frames. Here, because the song is played anew when something in this folder changes."""

from __future__ import annotations

FPS = 24
TEMPO_BPM = 120
BARS = 4
CUE_BAR, CUE_BARS = 1, 2
"""The bars in which the fan sings."""


def beats(count: float) -> int:
    """Frames of `count` beats."""
    return round(count * FPS * 60 / TEMPO_BPM)


def bars(count: float) -> int:
    """Frames of `count` bars of four beats."""
    return beats(4 * count)
