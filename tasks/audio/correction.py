"""How far to move the voice at every moment so that it sings the melody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from contracts.template import Note
from contracts.voice_preset import VoicePreset
from tasks.audio.pitch import Curve, PitchTrack

GRID_S = 0.005
NOTE_REACH_S = 0.04
"""A note rules a little beyond its written ends: singers slide in and hang on."""


@dataclass(frozen=True)
class Correction:
    """`semitones` to add at `times_s` of the cue; the melody is sung `octaves` away from where it is written."""

    times_s: Curve
    semitones: Curve
    octaves: int

    def ratio_at(self, times_s: Curve) -> Curve:
        """Pitch factor at each moment."""
        return np.asarray(2.0 ** (np.interp(times_s, self.times_s, self.semitones) / 12.0))


def melody_at(notes: Sequence[Note], times_s: Curve, reach_s: float = NOTE_REACH_S) -> Curve:
    """MIDI note that rules at each moment, NaN in rests; a note takes over half of `reach_s` before it starts."""
    midi = np.full(times_s.shape, np.nan)
    for note in sorted(notes, key=lambda n: n.start_s):
        end_s = note.start_s + note.duration_s
        midi[(times_s >= note.start_s - reach_s / 2) & (times_s < end_s + reach_s)] = note.midi
    return midi


def plan_correction(
    pitch: PitchTrack,
    notes: Sequence[Note],
    take_time_at: Callable[[Curve], Curve],
    duration_s: float,
    preset: VoicePreset,
) -> Correction:
    """Correction curve of a take.

    The singer keeps their own octave (the median error in whole octaves). The error is carried through rests and
    consonants, limited to the preset's largest shift, and smoothed in both directions by `retune_ms`, so that a slow
    retune leaves vibrato and slides alone.
    """
    times_s = np.arange(0.0, duration_s + GRID_S, GRID_S)
    take_s = take_time_at(times_s)
    sung_midi = 69.0 + 12.0 * (pitch.log2_at(take_s) - np.log2(440.0))
    error = melody_at(notes, times_s) - sung_midi
    known = pitch.voiced_at(take_s) & np.isfinite(error)
    if not known.any():
        return Correction(times_s, np.zeros(times_s.shape), 0)
    octaves = int(np.round(np.median(error[known]) / 12.0))
    error = np.interp(times_s, times_s[known], error[known] - 12.0 * octaves)
    error = np.clip(error, -preset.max_shift_semitones, preset.max_shift_semitones)
    return Correction(times_s, preset.strength * smoothed(error, preset.retune_ms), -octaves)


def smoothed(curve: Curve, time_constant_ms: float) -> Curve:
    """One-pole low pass run forwards and backwards: no delay."""
    if time_constant_ms <= 0:
        return curve
    from scipy.signal import filtfilt

    keep = float(np.exp(-GRID_S * 1000.0 / time_constant_ms))
    return np.asarray(filtfilt([1.0 - keep], [1.0, -keep], curve, padlen=min(200, len(curve) - 1)))
