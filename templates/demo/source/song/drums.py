"""The drum part: which sound on which beat, how loud, and where."""

from __future__ import annotations

import numpy as np

from . import kit
from .dsp import Signal, add_at, beat_sample, envelope, high_pass, low_pass, midi_to_hz, panned, silence
from .score import BREAK_BEAT, CHORUS_BEAT, CUE_BEAT, END_BEAT, GAPS, VERSE_BEAT
from .spaces import compressor_gain, reverb
from .transitions import downlifter, impact, reverse_cymbal, riser, sub_drop

MUFFLED_KICK_BEATS = [4.0, 5.0, 6.0, 7.0]
KICK_BEATS = [
    *(8.0, 10.5, 12.0, 13.5),
    *(16.0 + i for i in range(15)),
    *(32.0 + i for i in range(16)),
    *(39.75, 47.5),
    *(48.0, 50.75, 52.0, 54.75, 56.0),
]
SNARE_BEATS = [33.0 + 2 * i for i in range(8)] + [50.0, 54.0]
CLAP_BEATS = [17.0 + 2 * i for i in range(6)]
SNAP_BEATS = [9.0, 11.0, 13.0]
CRASHES = ((16.0, 0.5), (24.0, 0.3), (32.0, 0.85), (40.0, 0.6), (48.0, 0.45), (56.0, 0.9))
"""(beat, level)"""
OPEN_HAT_BEATS = [16.5 + i for i in range(14)] + [32.5 + i for i in range(14)]
SWING_BEATS = 0.02
"""How late every second sixteenth comes."""
FILL = ((46.5, 210.0, -0.4), (46.75, 210.0, -0.4), (47.0, 160.0, 0.1), (47.25, 160.0, 0.1), (47.5, 118.0, 0.45))


def drum_track() -> Signal:
    """The kit on its bus: a short room, and a compressor that lets the strokes through and lifts what follows."""
    track = silence()
    for beat in MUFFLED_KICK_BEATS:
        add_at(track, panned(low_pass(kit.kick(), 300.0), 0.0) * 0.5, beat_sample(beat))
    for beat in KICK_BEATS:
        add_at(track, panned(kit.kick(), 0.0) * (0.62 if beat < CUE_BEAT else 0.76), beat_sample(beat))
    backbeat = silence()
    for beat in SNARE_BEATS:
        add_at(backbeat, kit.snare() * 0.78, beat_sample(beat))
    for beat in CLAP_BEATS:
        add_at(backbeat, kit.clap() * 0.65 + 0.4 * kit.snare(), beat_sample(beat))
    for beat in SNAP_BEATS:
        add_at(backbeat, panned(kit.snap(), 0.15) * 0.9, beat_sample(beat))
    _rolls(backbeat)
    for beat, pitch_hz, side in FILL:
        add_at(backbeat, panned(kit.tom(pitch_hz), side) * 0.6, beat_sample(beat))
    track += backbeat + 0.16 * reverb(backbeat, 0.8, 43, 0.008)
    _hats(track)
    track *= compressor_gain(track, -20.0, 2.0, 0.012, 0.09)
    return low_pass(high_pass(track, 28.0), 15_500.0)


def _rolls(track: Signal) -> None:
    """Crescendos in sixteenths, with an accent on every quarter; the one before the drop doubles its pace."""
    sixteenth = beat_sample(0.25)
    for start, strokes, top in ((14.0, 6, 0.4), (28.0, 8, 0.38), (54.0, 6, 0.45)):
        levels = np.linspace(0.12, top, strokes) * np.where(np.arange(strokes) % 4 == 0, 1.15, 1.0)
        add_at(track, kit.roll(tuple(levels), sixteenth), beat_sample(start))
    add_at(track, kit.roll(tuple(np.linspace(0.28, 0.5, 8)), sixteenth // 2), beat_sample(30.0))


def _hats(track: Signal) -> None:
    rng = np.random.default_rng(12)
    accents = (1.0, 0.42, 0.72, 0.5)
    for step in range(VERSE_BEAT * 4, BREAK_BEAT * 4):
        beat = step / 4
        sparse = beat < 24
        wobble = float(rng.uniform(0.85, 1.1))
        if _in_gap(beat) or 30 <= beat < CHORUS_BEAT or (sparse and step % 2):
            continue
        level = accents[step % 4] * wobble * (0.22 if beat < CUE_BEAT else 0.3 if beat < CHORUS_BEAT else 0.42)
        late = SWING_BEATS if step % 2 else 0.0
        add_at(track, panned(kit.hat(0.03, 11 + step % 2), 0.28) * level, beat_sample(beat + late))
        if beat >= CHORUS_BEAT:
            add_at(track, panned(kit.shaker(), -0.5) * 0.22 * (1.6 - accents[step % 4]), beat_sample(beat + late))
    for beat in OPEN_HAT_BEATS:
        add_at(track, panned(kit.hat(0.13, 14), -0.3) * (0.24 if beat < CHORUS_BEAT else 0.44), beat_sample(beat))
    for beat in range(BREAK_BEAT, 54):
        add_at(track, panned(kit.hat(0.05, 15), 0.28) * (0.26 if beat % 2 else 0.18), beat_sample(beat + 0.5))


def _in_gap(beat: float) -> bool:
    return any(start <= beat < end for start, end in GAPS)


def effects_track() -> Signal:
    """Cymbals, risers, impacts: what marks the form, each in its own room."""
    track = silence()
    for i, (beat, level) in enumerate(CRASHES):
        add_at(track, kit.crash(20 + i) * level, beat_sample(beat))
    for start, end, level in ((4.0, 8.0, 0.35), (12.0, 15.5, 0.5), (26.0, 31.0, 0.55), (53.0, 55.5, 0.5)):
        add_at(track, riser(end - start, int(start)) * level, beat_sample(start))
    for end, beats, level in ((8.0, 1.5, 0.6), (16.0, 1.0, 0.9), (32.0, 2.0, 1.3), (56.0, 1.5, 1.1)):
        add_at(track, reverse_cymbal(beats, int(end)) * level, beat_sample(end - beats))
    for beat, midi, level in ((0, 29, 0.35), (VERSE_BEAT, 33, 0.45), (CHORUS_BEAT, 29, 0.8), (END_BEAT, 36, 0.85)):
        add_at(track, impact(beat, midi_to_hz(midi)) * level, beat_sample(beat))
    for beat, level in ((CUE_BEAT, 0.3), (BREAK_BEAT, 0.6)):
        add_at(track, downlifter(3.0, int(beat)) * level, beat_sample(beat))
    add_at(track, panned(sub_drop(4.0, midi_to_hz(29)), 0.0) * 0.6, beat_sample(BREAK_BEAT))
    return high_pass(track + 0.12 * reverb(high_pass(track, 600.0), 1.6, 46), 28.0)


def cut_before_downbeats(track: Signal, depth: float = 1.0) -> Signal:
    """The track without its tails in the gaps: down within 30 ms, back at the downbeat."""
    gain = np.ones(track.shape[1])
    for start, end in GAPS:
        a, b = beat_sample(start), beat_sample(end)
        gain[a:b] = 1.0 - depth * envelope(b - a, 0.03, 0.002)
    return track * gain
