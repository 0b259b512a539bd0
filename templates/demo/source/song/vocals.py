"""Everything that is sung: the guide of the fan's line, the house voice of the verse, the choir."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import score
from .dsp import Signal, add_at, band_pass, beat_sample, envelope, high_pass, panned, silence
from .score import BEAT_S, CHORUS, CUE, ECHO, SONG_BEATS, VERSE, VERSE_BEAT, Sung
from .singer import Voice, breaths_in, notes_of, sing
from .spaces import compressor_gain, ping_pong, reverb
from .tract import SungNote

GUIDE_VOICE = Voice(seed=7, breath=0.06, vibrato_cents=22.0)
VERSE_VOICE = Voice(seed=11, breath=0.09)
BREATH = 0.008
CHOIR_BEAT = score.CHORUS_BEAT - 0.5  # a little early: the first consonant comes before the beat
CHOIR = (
    (Voice(seed=21, breath=0.07, drift_cents=7.0), 0, 0.0),
    (Voice(formant_scale=0.97, seed=22, breath=0.08, drift_cents=9.0), 0, -0.6),
    (Voice(formant_scale=1.04, seed=23, breath=0.08, drift_cents=9.0), 0, 0.6),
    (Voice(formant_scale=0.86, seed=24, breath=0.06, drift_cents=7.0, octave=-1), 0, -0.3),
    (Voice(formant_scale=0.98, seed=25, breath=0.08, drift_cents=8.0), -1, 0.4),
    (Voice(formant_scale=1.02, seed=26, breath=0.08, drift_cents=8.0), -1, -0.45),
)
"""(voice, 0 = the melody or -1 = the chord tone below it, pan)."""


def sing_guide() -> Signal:
    """The fan's line as it is meant, mono, as long as the cue."""
    notes = notes_of(CUE, score.CUE_START_BEAT)
    dry = sing(notes, score.CUE_BEATS * BEAT_S, GUIDE_VOICE)
    dry = dry + BREATH * breaths_in(notes, len(dry), np.random.default_rng(GUIDE_VOICE.seed))
    return high_pass(dry, 90.0) * envelope(len(dry), 0.005, 0.02)


def house_vocal() -> Signal:
    """Verse and choir with their room and echo, stereo."""
    dry = _verse() + _choir()
    dry = high_pass(dry, 150.0) + 0.15 * high_pass(dry, 5000.0) - 0.3 * band_pass(dry, 600.0, 1000.0, 1)
    dry *= compressor_gain(dry, -24.0, 2.5, 0.006, 0.12)
    return dry + 0.22 * reverb(dry, 1.9, 44, 0.03) + 0.24 * ping_pong(high_pass(dry, 500.0), 0.75, 0.4, 3)


def _verse() -> Signal:
    """One voice in the middle and its two doubles at the sides."""
    out = silence()
    for seed, level, position in ((0, 1.1, 0.0), (1, 0.3, -0.7), (2, 0.3, 0.7)):
        voice = replace(VERSE_VOICE, seed=VERSE_VOICE.seed + 100 * seed, formant_scale=1.0 + 0.015 * seed)
        notes = _loosely(notes_of(VERSE, VERSE_BEAT), np.random.default_rng(voice.seed), 0.008 * (seed > 0))
        line = sing(notes, 8.5 * BEAT_S, voice)
        line = line + BREATH * breaths_in(notes, len(line), np.random.default_rng(voice.seed))
        add_at(out, panned(line, position) * level, beat_sample(VERSE_BEAT))
    return out


def _choir() -> Signal:
    out = silence()
    for voice, steps, position in CHOIR:
        rng = np.random.default_rng(voice.seed)
        line = CHORUS + ECHO
        notes = [
            replace(note, midi=_in_part(sung, steps))
            for sung, note in zip(line, _loosely(notes_of(line, CHOIR_BEAT), rng, 0.009), strict=True)
        ]
        sung_line = sing(notes, (SONG_BEATS - CHOIR_BEAT) * BEAT_S, voice)
        add_at(out, panned(sung_line, position) * (0.8 if position == 0 else 0.45), beat_sample(CHOIR_BEAT))
    return out


def _loosely(notes: list[SungNote], rng: np.random.Generator, spread_s: float) -> list[SungNote]:
    """The notes as one of several singers takes them: a few milliseconds and cents off the others."""
    return [
        replace(
            note,
            start_s=note.start_s + float(rng.normal(0.0, 1.0)) * spread_s,
            detune_cents=float(rng.normal(0.0, 4.0)),
        )
        for note in notes
    ]


def _in_part(sung: Sung, steps: int) -> float:
    """The melody note, or the nearest chord tone at least a third below it."""
    if steps == 0:
        return sung.midi
    chord = next(c for c in score.chords() if c.beat <= sung.beat < c.beat + c.beats)
    tones = sorted({tone + 12 * octave for tone in chord.tones for octave in range(-1, 3)})
    return float(max(t for t in tones if t <= sung.midi - 3))
