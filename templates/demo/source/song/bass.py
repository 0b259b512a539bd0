"""The bass: a sub below, a plucked saw above whose overtones a phone can play."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .drums import KICK_BEATS
from .dsp import (
    Signal,
    add_at,
    band_pass,
    beat_sample,
    envelope,
    high_pass,
    low_pass,
    midi_to_hz,
    panned,
    plucked_saw,
    ride,
)
from .score import BREAK_BEAT, CHORUS_BEAT, CUE_BEAT, END_BEAT, SAMPLE_RATE_HZ, SONG_SAMPLES, VERSE_BEAT, chords
from .spaces import chorus, duck_curve

# (beat in the bar, beats, semitones above the bass note)
VERSE_STEPS = ((0.0, 1.4, 0), (2.5, 0.45, 0), (3.0, 0.9, 0))
CUE_STEPS = ((0.0, 0.45, 0), (0.75, 0.4, 0), (1.5, 0.45, 0), (2.25, 0.4, 12), (3.0, 0.45, 0), (3.5, 0.45, 7))
CHORUS_STEPS = (
    *((0.0, 0.45, 0), (0.5, 0.22, 12), (0.75, 0.45, 0), (1.5, 0.45, 12), (2.0, 0.45, 0)),
    *((2.5, 0.22, 12), (2.75, 0.22, 0), (3.0, 0.45, 7), (3.5, 0.45, 12)),
)
BREAK_STEPS = ((0.0, 2.4, 0), (2.75, 0.2, 0), (3.0, 0.4, 12))


@lru_cache(maxsize=128)
def bass_note(midi: int, beats: float, bright_hz: float) -> tuple[Signal, Signal]:
    """Sub and upper part of one note; the filter opens to `bright_hz` and falls shut."""
    samples = beat_sample(beats)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    shape = envelope(samples, 0.003, 0.03)
    pitch_hz = midi_to_hz(midi)
    cutoff_hz = 190.0 + bright_hz * (0.3 + 0.7 * np.exp(-time / 0.11))
    growl = np.tanh(2.2 * (plucked_saw(pitch_hz, cutoff_hz) + 0.6 * plucked_saw(pitch_hz * 1.006, cutoff_hz)))
    sub = np.sin(2 * np.pi * pitch_hz * time + 0.3 * np.sin(2 * np.pi * pitch_hz * time))
    return sub * shape, growl * shape


def bass_track() -> Signal:
    """Mono below 150 Hz, a little wide above 500 Hz, and out of the kick's way."""
    sub, upper = np.zeros(SONG_SAMPLES), np.zeros(SONG_SAMPLES)
    for chord in chords():
        if chord.beat < VERSE_BEAT:
            continue
        steps, bright_hz = _figure(chord.beat)
        for offset, beats, interval in steps:
            if chord.beat == CHORUS_BEAT - 4 and offset >= 3.0:
                continue  # the gap before the drop
            low, high = bass_note(chord.bass + interval, beats, bright_hz)
            add_at(sub, low, beat_sample(chord.beat + offset))
            add_at(upper, high, beat_sample(chord.beat + offset))
    upper = high_pass(upper, 90.0)
    growl = panned(0.8 * upper + 0.9 * band_pass(upper, 500.0, 2200.0), 0.0)
    growl = growl + 0.5 * high_pass(chorus(growl, 0.7), 500.0)
    track = panned(low_pass(high_pass(sub, 32.0), 160.0), 0.0) * 0.85 + 0.55 * low_pass(growl, 5200.0)
    level = ride(((0, 0.6), (16, 0.6), (16.01, 0.58), (31.9, 0.62), (32, 1.0), (47.9, 1.0), (48, 0.6), (60, 0.75)))
    return track * level * duck_curve(SONG_SAMPLES, KICK_BEATS, 0.7, 0.10)


def _figure(beat: float) -> tuple[tuple[tuple[float, float, int], ...], float]:
    """What is played in the bar that begins at `beat`, and how bright."""
    if beat < CUE_BEAT:
        return VERSE_STEPS, 500.0
    if beat < CHORUS_BEAT:
        return CUE_STEPS, 650.0
    if beat < BREAK_BEAT:
        return CHORUS_STEPS, 2200.0
    return (BREAK_STEPS, 700.0) if beat < END_BEAT else (((0.0, 3.6, 0),), 900.0)
