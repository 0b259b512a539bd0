"""Takes with known onsets: synthetic singers that are off in many ways, and a speech synthesiser made to sing."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import read_audio
from tasks.audio.pitch import Samples, track_pitch
from tasks.audio.psola import resynthesise
from templates.demo.source.song import score
from templates.demo.source.song.singer import Voice, notes_of, sing
from templates.demo.source.song.tract import SungNote

WOMAN = Voice(formant_scale=1.02, breath=0.1, scoop_cents=70.0, drift_cents=14.0, seed=301)
MAN = Voice(formant_scale=0.85, breath=0.1, scoop_cents=70.0, drift_cents=14.0, octave=-1, tilt_hz=2400.0, seed=302)
CHILD = Voice(formant_scale=1.22, breath=0.14, scoop_cents=90.0, drift_cents=20.0, vibrato_cents=8.0, seed=303)
SPEECH_SECONDS_BEFORE_VOWEL = 0.06


@dataclass(frozen=True)
class KnownTake:
    """A take and where each note of the cue truly starts in it."""

    name: str
    samples: Samples
    onsets_s: tuple[float, ...]


def synthetic_takes() -> Iterator[KnownTake]:
    """24 takes: three singers, 300 ms early and 400 ms late, three paces, clean and at 15 dB SNR in turn."""
    melody = notes_of(score.CUE, score.CUE_START_BEAT)
    cases = itertools.product((WOMAN, MAN, CHILD), (-0.3, 0.4), (0.92, 1.0, 1.06, 1.1))
    for i, (voice, late_s, pace) in enumerate(cases):
        rng = np.random.default_rng(900 + i)
        notes = [_off(note, late_s + 0.35, pace, rng) for note in melody]
        samples = sing(notes, 9.8, replace(voice, seed=voice.seed + i))
        if i % 2:
            samples = samples + rng.normal(0.0, float(samples.std()) * 10 ** (-15 / 20), len(samples))
        # The recording began 0.35 s before the cue: an early singer is then not cut off.
        yield KnownTake(f"synthetic-{i}", samples.astype(np.float32), tuple(n.start_s for n in notes))


def _off(note: SungNote, late_s: float, pace: float, rng: np.random.Generator) -> SungNote:
    start_s = max(0.15, late_s + note.start_s * pace + float(rng.normal(0.0, 0.03)))
    return SungNote(start_s, note.duration_s * pace * 0.96, note.midi, note.phonemes, float(rng.normal(0.0, 45.0)))


def speech_takes() -> Iterator[KnownTake]:
    """The line by espeak-ng, syllable by syllable, stretched and moved to the melody, 40 cents off; none without it."""
    if shutil.which("espeak-ng") is None:
        return
    melody = notes_of(score.CUE, score.CUE_START_BEAT)
    for voice, octave in (("en-us", -1), ("en-us+f3", 0), ("en-gb+m3", -1)):
        rng = np.random.default_rng(len(voice))
        out = np.zeros(round(9.5 * AUDIO_SAMPLE_RATE_HZ), dtype=np.float32)
        onsets = []
        for note, written in zip(melody, score.CUE, strict=True):
            start_s = note.start_s + 0.3 + float(rng.normal(0.0, 0.03))
            hz = 440.0 * 2.0 ** ((note.midi + 12 * octave + float(rng.normal(0.0, 0.4)) - 69.0) / 12.0)
            syllable = _sung_syllable(voice, written.syllable, hz, note.duration_s * 0.97)
            at = round((start_s - SPEECH_SECONDS_BEFORE_VOWEL) * AUDIO_SAMPLE_RATE_HZ)
            out[at : at + len(syllable)] += syllable
            onsets.append(start_s)
        yield KnownTake(f"espeak {voice}", out, tuple(onsets))


def _sung_syllable(voice: str, text: str, hz: float, duration_s: float) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        subprocess.run(  # noqa: S603  # fixed program, our own words
            ["espeak-ng", "-v", voice, "-s", "120", "-w", str(path), text.lower()],  # noqa: S607
            check=True,
            capture_output=True,
        )
        spoken = read_audio(path)[0]
    loud = np.flatnonzero(np.abs(spoken) > 0.02 * np.abs(spoken).max())
    spoken = spoken[loud[0] : loud[-1]]
    pitch = track_pitch(spoken)
    wanted = duration_s + SPEECH_SECONDS_BEFORE_VOWEL
    pace = len(spoken) / AUDIO_SAMPLE_RATE_HZ / wanted
    sung = resynthesise(
        spoken,
        pitch,
        lambda t: hz / 2.0 ** pitch.log2_at(t * pace) if pitch.voiced.any() else np.ones_like(t),
        lambda t: t * pace,
        round(wanted * AUDIO_SAMPLE_RATE_HZ),
    )
    level = float(np.sqrt((sung**2).mean())) + 1e-9
    return np.asarray(sung * (0.1 / level), dtype=np.float32)
