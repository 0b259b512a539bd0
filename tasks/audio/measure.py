"""How far a take is from the melody and from the guide's timing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from contracts.template import Note
from tasks.audio.alignment import TimeMap
from tasks.audio.correction import melody_at
from tasks.audio.pitch import Curve, PitchTrack

_INSET_S = 0.06
"""Ends of notes are slides and consonants: they are not judged."""


def pitch_errors_cents(
    pitch: PitchTrack, notes: Sequence[Note], take_time_at: Callable[[Curve], Curve], octaves: int
) -> Curve:
    """Distance to the melody of every voiced 10 ms within notes, on the cue's timeline; empty where nobody sings.

    Args:
        pitch: of the take, from `check_pitch`.
        notes: the melody.
        take_time_at: cue seconds to the take's seconds.
        octaves: how far from the written octave the singer is.
    """
    spans = [np.arange(n.start_s + _INSET_S, n.start_s + n.duration_s - _INSET_S, 0.01) for n in notes]
    times_s = np.concatenate(spans) if spans else np.zeros(0)
    melody = melody_at(notes, times_s, 0.0) + 12.0 * octaves
    take_s = take_time_at(times_s)
    sounds = pitch.voiced_at(take_s) & np.isfinite(melody)
    sung = 69.0 + 12.0 * (pitch.log2_at(take_s) - np.log2(440.0))
    return np.asarray(np.abs(100.0 * (sung - melody)[sounds]))


def onset_errors_ms(time_map: TimeMap, notes: Sequence[Note]) -> Curve:
    """How early or late each note's start is in a take that is laid over the cue as it is."""
    starts_s = np.array([n.start_s for n in notes])
    return np.asarray(np.abs(1000.0 * (time_map(starts_s) - starts_s)))


def median_or_zero(values: Curve) -> float:
    """Median; 0 where there is nothing to measure, which a warning of the result then says."""
    return float(np.median(values)) if values.size else 0.0
