"""The fan's line and the chords below it. Times are beats from the cue's beginning."""

from __future__ import annotations

from typing import Literal, NamedTuple

TITLE = "First Song"
KEY = "A minor"
LYRIC = "sing with me, we light up the night"
CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
"""MIDI notes, a chord per bar: Am, F, C, G."""


class SungNote(NamedTuple):
    """One syllable; `midi` 69 is the A at 440 Hz."""

    beat: float
    beats: float
    midi: int
    syllable: str
    vowel: Literal["a", "e", "i", "o", "u"]


MELODY = (
    SungNote(0.0, 0.9, 64, "sing", "i"),
    SungNote(1.0, 0.4, 62, "with", "i"),
    SungNote(1.5, 1.2, 60, "me", "i"),
    SungNote(3.0, 0.4, 60, "we", "i"),
    SungNote(3.5, 0.9, 62, "light", "a"),
    SungNote(4.5, 0.9, 64, "up", "a"),
    SungNote(5.5, 0.4, 62, "the", "e"),
    SungNote(6.0, 1.7, 60, "night", "a"),
)
