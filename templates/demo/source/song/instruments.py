"""Bass, chords and lead."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .dsp import (
    Signal,
    add_at,
    beat_sample,
    decay,
    envelope,
    high_pass,
    low_pass,
    midi_to_hz,
    panned,
    ping_pong,
    saw,
    supersaw,
)
from .score import SAMPLE_RATE_HZ, SONG_SAMPLES, Chord, chords, hook

BASS_STEPS = ((0.0, 0.9, 0), (1.5, 0.45, 0), (2.0, 0.45, 12), (2.5, 0.45, 0), (3.0, 0.45, 0), (3.5, 0.45, 7))


def bass_note(midi: int, beats: float) -> Signal:
    """Saw through a closing filter over a sine; saturated, so that a phone plays its overtones."""
    samples = beat_sample(beats)
    pitch = np.full(samples, midi_to_hz(midi))
    time = np.arange(samples) / SAMPLE_RATE_HZ
    bright, dull = low_pass(saw(pitch), 1400.0), low_pass(saw(pitch), 380.0, 4)
    filtered = dull + (bright - dull) * np.exp(-time / 0.09)
    sub = np.sin(2 * np.pi * pitch * time)
    return np.tanh(1.3 * (0.8 * filtered + 0.6 * sub)) * envelope(samples, 0.004, 0.05)


def bass_track() -> Signal:
    """Long notes in the intro and the ending, a driving figure in between."""
    mono = np.zeros(SONG_SAMPLES)
    for chord in chords():
        if chord.beat < 8:
            continue
        if chord.beat < 16 or chord.beat >= 48:
            add_at(mono, 0.8 * bass_note(chord.bass, chord.beats * 0.97), beat_sample(chord.beat))
            continue
        for offset, beats, interval in BASS_STEPS:
            add_at(mono, bass_note(chord.bass + interval, beats), beat_sample(chord.beat + offset))
    return panned(high_pass(mono, 35.0), 0.0)


@lru_cache(maxsize=64)
def pluck(midi: int) -> Signal:
    """Additive pluck: every overtone decays faster than the one below it."""
    samples = round(0.9 * SAMPLE_RATE_HZ)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    frequency = midi_to_hz(midi)
    tone = np.zeros(samples)
    for k in range(1, int(min(24, 12_000 / frequency)) + 1):
        stretch = frequency * k * np.sqrt(1 + 0.0002 * k * k)
        tone += k**-1.1 * np.sin(2 * np.pi * stretch * time + k) * np.exp(-time * (3.2 + 2.4 * k))
    return tone * envelope(samples, 0.0015, 0.1)


def pad_track() -> Signal:
    """Wide saw chords; dull in the intro and under the sung lines, open in the chorus."""
    dull, bright = np.zeros((2, SONG_SAMPLES)), np.zeros((2, SONG_SAMPLES))
    for i, chord in enumerate(chords()):
        samples = beat_sample(chord.beats) + round(0.12 * SAMPLE_RATE_HZ)
        shape = envelope(samples, 0.04 if chord.beat >= 32 else 0.25, 0.2)
        voices = [
            supersaw(np.full(samples, midi_to_hz(m)), 14.0, 5, 31 * i + n) * shape for n, m in enumerate(chord.tones)
        ]
        target = bright if chord.beat >= 32 else dull
        add_at(target, np.sum(voices, axis=0) / len(voices), beat_sample(chord.beat))
    return high_pass(low_pass(dull, 1100.0) * 1.2 + low_pass(bright, 4200.0) * 0.9, 160.0)


def _arpeggio(chord: Chord) -> list[tuple[float, int]]:
    order = (0, 2, 4, 1, 3, 2, 4, 3)
    return [(chord.beat + 0.5 * i, chord.tones[order[i % 8]] + 12) for i in range(int(chord.beats * 2))]


def pluck_track() -> Signal:
    """Arpeggio in eighths, a little echo, left and right in turn."""
    dry = np.zeros((2, SONG_SAMPLES))
    for chord in chords()[:-1]:
        level = 0.5 if chord.beat < 16 else 0.34 if chord.beat < 32 else 0.42
        for i, (beat, midi) in enumerate(_arpeggio(chord)):
            add_at(dry, panned(pluck(midi), 0.45 if i % 2 else -0.45) * level, beat_sample(beat))
    for midi in chords()[-1].tones:
        add_at(dry, panned(pluck(midi + 12), 0.0) * 0.35, beat_sample(52))
    return dry + 0.5 * ping_pong(dry, 0.75, 0.5)


def lead_note(midi: int, beats: float, seed: int) -> Signal:
    """Supersaw with a short scoop and late vibrato."""
    samples = beat_sample(beats) + round(0.05 * SAMPLE_RATE_HZ)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    vibrato_cents = 14.0 * np.sin(2 * np.pi * 5.6 * time) * np.clip((time - 0.22) / 0.2, 0, 1)
    bend_cents = vibrato_cents - 45.0 * np.exp(-time / 0.025)
    pitch = midi_to_hz(midi) * 2.0 ** (bend_cents / 1200.0)
    stack = supersaw(pitch, 11.0, 5, seed) + 0.35 * panned(saw(pitch / 2), 0.0)
    return stack * envelope(samples, 0.006, 0.06) * (0.75 + 0.25 * decay(samples, 0.2))


def lead_track() -> Signal:
    """The hook: music-box plucks in the intro, the full lead in the chorus."""
    lead, bells = np.zeros((2, SONG_SAMPLES)), np.zeros((2, SONG_SAMPLES))
    for beat, _, midi in hook(0.0):
        add_at(bells, panned(pluck(midi), 0.2) * 0.55, beat_sample(beat))
    for start, answer in ((32.0, False), (40.0, True)):
        for i, (beat, beats, midi) in enumerate(hook(start, answer=answer)):
            add_at(lead, lead_note(midi, beats, i), beat_sample(beat))
            add_at(bells, panned(pluck(midi), -0.2) * 0.3, beat_sample(beat))
    lead = high_pass(low_pass(lead, 5200.0), 300.0) * 0.5
    return lead + bells + 0.4 * ping_pong(lead + bells, 0.75, 0.45, 3)
