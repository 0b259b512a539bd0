"""Chords and tune: pads, stabs, arpeggio, bells and the lead."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .drums import KICK_BEATS
from .dsp import (
    Signal,
    add_at,
    band_pass,
    beat_sample,
    decay,
    envelope,
    high_pass,
    low_pass,
    midi_to_hz,
    panned,
    plucked_saw,
    ride,
    saw,
    seconds,
    silence,
    supersaw,
    swept_low_pass,
)
from .score import (
    BREAK_BEAT,
    CHORUS_BEAT,
    CUE_BEAT,
    END_BEAT,
    SAMPLE_RATE_HZ,
    SONG_BEATS,
    SONG_SAMPLES,
    chords,
    hook,
)
from .spaces import chorus, duck_curve, ping_pong, reverb

PAD_CUTOFF_HZ = (
    *((0.0, 350.0), (8.0, 1500.0), (8.01, 700.0), (15.5, 2200.0), (16.0, 900.0), (24.0, 1100.0), (31.0, 3500.0)),
    *((32.0, 7000.0), (48.0, 8000.0), (48.5, 2200.0), (52.0, 1200.0), (55.5, 4200.0), (56.0, 6500.0), (60.0, 500.0)),
)
"""(beat, Hz): closed at first, open in the chorus."""
STAB_BEATS = (0.0, 0.75, 1.5, 2.5, 3.25)
STAB_LENGTHS = (0.6, 0.6, 0.8, 0.6, 0.6)
ARPEGGIO = (0, 2, 1, 3, 2, 0, 3, 1)


def _pump(depth: float) -> Signal:
    return duck_curve(SONG_SAMPLES, KICK_BEATS, depth)


def pad_track() -> Signal:
    """Detuned saws that hold every chord, through one filter that opens over the song, with an ensemble."""
    dry = silence()
    for i, chord in enumerate(chords()):
        samples = beat_sample(chord.beats) + round(0.15 * SAMPLE_RATE_HZ)
        shape = envelope(samples, 0.03 if chord.beat >= CHORUS_BEAT else 0.2, 0.25)
        for n, midi in enumerate(chord.tones):
            voice = supersaw(np.full(samples, midi_to_hz(midi)), 15.0, 5, 31 * i + n)
            add_at(dry, voice * shape * 0.3, beat_sample(chord.beat))
    dry = high_pass(swept_low_pass(dry, np.exp(ride(tuple((b, np.log(hz)) for b, hz in PAD_CUTOFF_HZ)))), 210.0)
    return (dry + 0.5 * chorus(dry)) * _pump(0.6)


def stab_track() -> Signal:
    """The chorus's chords, struck in the rhythm of the hook: seven saws a tone, a filter that snaps shut."""
    dry = silence()
    cutoff_hz = np.full(SONG_SAMPLES, 900.0)
    for i, chord in enumerate(chords()):
        if not (CHORUS_BEAT <= chord.beat < BREAK_BEAT or chord.beat == END_BEAT):
            continue
        steps = zip(STAB_BEATS, STAB_LENGTHS, strict=True) if chord.beat < END_BEAT else [(0.0, 3.0)]
        for offset, beats in steps:
            samples = beat_sample(beats)
            time = np.arange(samples) / SAMPLE_RATE_HZ
            shape = envelope(samples, 0.004, 0.06) * (0.55 + 0.45 * np.exp(-time / 0.12))
            start = beat_sample(chord.beat + offset)
            for n, midi in enumerate((*chord.tones, chord.tones[0] + 12, chord.tones[2] + 12)):
                voice = supersaw(np.full(samples, midi_to_hz(midi)), 18.0, 7, 61 * i + n)
                add_at(dry, voice * shape * (0.26 if n < len(chord.tones) else 0.16), start)
            reach = min(samples, SONG_SAMPLES - start)
            cutoff_hz[start : start + reach] = 1700.0 + 8500.0 * np.exp(-time[:reach] / (0.16 if beats < 1 else 0.6))
    return high_pass(swept_low_pass(dry, cutoff_hz, 1.1), 200.0) * _pump(0.5)


@lru_cache(maxsize=64)
def pluck(midi: int, bright_hz: float) -> Signal:
    """Plucked saw, 0.5 s: the filter falls shut behind the attack."""
    time = seconds(0.5)
    cutoff_hz = 250.0 + bright_hz * np.exp(-time / 0.07)
    return plucked_saw(midi_to_hz(midi), cutoff_hz) * np.exp(-time / 0.16) * envelope(len(time), 0.0015, 0.1)


def arpeggio_track() -> Signal:
    """The chord's tones in sixteenths, left and right in turn; sparse and dull below the sung lines."""
    dry = silence()
    for chord in chords()[:-1]:
        chorus_now = CHORUS_BEAT <= chord.beat < BREAK_BEAT
        per_beat = 4 if chorus_now or 24 <= chord.beat < CHORUS_BEAT else 2
        for step in range(int(chord.beats * per_beat)):
            beat = chord.beat + step / per_beat
            tone = chord.tones[ARPEGGIO[step % 8] % len(chord.tones)] + 12
            accent = 1.0 if step % 4 == 0 else 0.7
            bright_hz = 4200.0 if chorus_now else 1500.0 if chord.beat < CUE_BEAT else 1900.0
            add_at(dry, panned(pluck(tone, bright_hz), 0.6 if step % 2 else -0.6) * accent, beat_sample(beat))
    dry *= ride(((0, 0.0), (3, 0.5), (8, 0.6), (16, 0.5), (32, 0.7), (48, 0.55), (60, 0.5)))
    return (dry + 0.4 * ping_pong(dry, 0.75, 0.45, 3)) * _pump(0.35)


@lru_cache(maxsize=64)
def bell(midi: int, length_s: float = 1.6) -> Signal:
    """Glassy bell by frequency modulation (Chowning 1973): bright strike, pure ring, an octave shimmering above."""
    time = seconds(length_s)
    turn = 2 * np.pi * midi_to_hz(midi) * time
    strike = 1.5 * np.exp(-time / 0.09) * np.sin(3.5 * turn)
    ring = np.sin(turn + strike) * np.exp(-time / 0.42) + 0.35 * np.sin(2.001 * turn) * np.exp(-time / 0.28)
    tine = 0.12 * np.sin(7.0 * turn) * np.exp(-time / 0.03) if midi_to_hz(midi) < 1700 else 0.0
    return (ring + tine) * envelope(len(time), 0.0015, 0.3)


def bell_track() -> Signal:
    """The hook on bells: alone in the intro, doubling the lead in the chorus, once more in the last tail."""
    dry = silence()
    for start, bars, level in ((0.0, 2, 0.85), (CHORUS_BEAT, 4, 0.55), (END_BEAT, 1, 0.8)):
        for i, (beat, _, midi) in enumerate(hook(start, bars)):
            add_at(dry, panned(bell(midi), 0.25 if i % 2 else -0.25) * level, beat_sample(beat))
    for beat, midi in ((21.5, 83), (22.0, 86), (22.5, 91), (29.5, 81), (30.0, 84), (30.5, 88)):  # answers to the fan
        add_at(dry, panned(bell(midi), 0.5) * 0.35, beat_sample(beat))
    dull = swept_low_pass(dry, np.exp(ride(((0, 7.2), (8, 9.0), (9, 9.6), (SONG_BEATS, 9.6)))))
    return high_pass(dull + 0.45 * ping_pong(dull, 0.75, 0.5, 4), 250.0)


def lead_note(midi: int, beats: float, seed: int) -> Signal:
    """Seven saws with a short scoop and late vibrato, an octave below them one more, and a filter that bites."""
    samples = beat_sample(beats) + round(0.04 * SAMPLE_RATE_HZ)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    vibrato_cents = 16.0 * np.sin(2 * np.pi * 5.6 * time) * np.clip((time - 0.2) / 0.2, 0, 1)
    bend_cents = vibrato_cents - 60.0 * np.exp(-time / 0.02)
    pitch = midi_to_hz(midi) * 2.0 ** (bend_cents / 1200.0)
    stack = supersaw(pitch, 13.0, 7, seed, 0.6) + 0.45 * panned(saw(pitch / 2, 0.2), 0.0)
    return stack * envelope(samples, 0.005, 0.05) * (0.7 + 0.3 * decay(samples, 0.18))


def lead_track() -> Signal:
    """The hook in the chorus, an octave above the choir, with echo; dull for a moment behind every attack."""
    dry = silence()
    cutoff_hz = np.full(SONG_SAMPLES, 3400.0)
    for i, (beat, beats, midi) in enumerate(hook(CHORUS_BEAT)):
        add_at(dry, lead_note(midi, beats, i), beat_sample(beat))
        a, b = beat_sample(beat), beat_sample(beat + beats)
        cutoff_hz[a:b] = 3400.0 + 7000.0 * np.exp(-np.arange(b - a) / SAMPLE_RATE_HZ / 0.22)
    dry = high_pass(swept_low_pass(dry, cutoff_hz, 0.8), 320.0)
    dry -= 0.5 * band_pass(dry, 640.0, 980.0, 1)  # the hook lives on one note, whose fundamental would stick out
    return (dry + 0.3 * ping_pong(dry, 0.75, 0.45, 3)) * _pump(0.35)


def carve_for_voice(track: Signal) -> Signal:
    """Two decibels less of 1 to 4 kHz, where words are understood."""
    return track - 0.2 * band_pass(track, 1100.0, 4200.0, 1)


def with_space(track: Signal, amount: float, seed: int) -> Signal:
    """The track in a hall of two seconds."""
    return track + amount * reverb(low_pass(track, 9000.0), 2.1, seed)
