"""The demo's take: the fan's line as a fan sings it, off key, late, in a room. Run it to write `inputs/take.flac`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import write_flac

from . import score
from .dsp import Signal, high_pass, low_pass
from .singer import Voice, breaths_in, notes_of, sing
from .tract import SungNote

LATE_S = 0.25
PACE = 1.035
NOISE_DB = -25.0
BREATH = 0.006
LENGTH_S = 9.4
SEED = 20_240

FAN = Voice(
    formant_scale=0.87,
    tilt_hz=2400.0,
    breath=0.12,
    vibrato_hz=5.0,
    vibrato_cents=18.0,
    glide_s=0.05,
    scoop_cents=90.0,
    drift_cents=16.0,
    octave=-1,
    seed=77,
)


@dataclass(frozen=True)
class DemoTake:
    """`samples` mono at 48 kHz; `onsets_s` = where each note of the cue really starts in it."""

    samples: Signal
    onsets_s: tuple[float, ...]


def demo_take() -> DemoTake:
    """Sings the cue 40 to 80 cents off with every note, 250 ms late, 3.5 % too slow, an octave down, 25 dB SNR."""
    rng = np.random.default_rng(SEED)
    notes = [_as_the_fan(note, rng) for note in notes_of(score.CUE, score.CUE_START_BEAT)]
    voice = sing(notes, LENGTH_S, FAN)
    voice = voice + BREATH * breaths_in(notes, len(voice), rng)
    noise = _room_noise(len(voice), rng)
    loud = float(np.sqrt((voice**2).mean()))
    out = voice + noise * loud * 10.0 ** (NOISE_DB / 20.0)
    return DemoTake(0.35 * out / float(np.abs(out).max()), tuple(n.start_s for n in notes))


def _as_the_fan(note: SungNote, rng: np.random.Generator) -> SungNote:
    off = float(rng.choice([-1.0, -1.0, 1.0]) * rng.uniform(45.0, 80.0))
    start_s = LATE_S + note.start_s * PACE + float(rng.normal(0.0, 0.025))
    return SungNote(start_s, note.duration_s * PACE * 0.97, note.midi, note.phonemes, off)


def _room_noise(samples: int, rng: np.random.Generator) -> Signal:
    """Hiss and a little mains hum, RMS 1."""
    time = np.arange(samples) / AUDIO_SAMPLE_RATE_HZ
    hiss = low_pass(high_pass(rng.normal(0.0, 1.0, samples), 120.0, 1), 6000.0, 1)
    hum = sum(np.sin(2 * np.pi * 50.0 * k * time + k) / k for k in (1, 2, 3))
    noise = hiss / hiss.std() + 0.4 * hum
    return np.asarray(noise / noise.std())


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "inputs" / "take.flac"
    write_flac(target, demo_take().samples[None].astype(np.float32))
