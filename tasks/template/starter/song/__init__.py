"""The song: WAV stems where there are some, else simple synthesis.

`stems/*.wav` are mixed as they are into the backing; `guide.wav` is the line as it should be sung, from the cue's first
frame. Shorter files end in silence, longer ones are cut.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from contracts.comp import SongClock
from contracts.media import frames_to_samples
from contracts.template import Cue, Note, Song
from media.audio_file import Audio, read_audio, write_flac

from . import score
from .sound import Signal, add_at, chord, clap, kick, voice
from .timing import BARS, CUE_BAR, CUE_BARS, FPS, TEMPO_BPM, bars

HERE = Path(__file__).resolve().parent
BEAT_S = 60 / TEMPO_BPM
PEAK = 0.8
MOUTHS: dict[str, Literal["aa", "ih", "ou", "ee", "oh"]] = {"a": "aa", "e": "ee", "i": "ih", "o": "oh", "u": "ou"}


def build_song(folder: Path, *, prefix: str = "") -> Song:
    """Writes `backing.flac` and `guide.flac` into `folder`; `prefix` is what the bundle calls that folder."""
    write_flac(folder / "backing.flac", levelled(backing()))
    write_flac(folder / "guide.flac", levelled(guide()))
    cue_s = 4 * CUE_BAR * BEAT_S
    notes = tuple(
        Note(
            start_s=note.beat * BEAT_S,
            duration_s=note.beats * BEAT_S,
            midi=note.midi,
            syllable=note.syllable,
            vowel=note.vowel,
        )
        for note in score.MELODY
    )
    return Song(
        title=score.TITLE,
        tempo_bpm=TEMPO_BPM,
        key=score.KEY,
        backing=f"{prefix}backing.flac",
        cue=Cue(
            start_frame=bars(CUE_BAR),
            frames=bars(CUE_BARS),
            lyric=score.LYRIC,
            notes=notes,
            guide_vocal=f"{prefix}guide.flac",
        ),
        clock=SongClock(
            tempo_bpm=TEMPO_BPM,
            visemes=tuple((cue_s + note.start_s, note.duration_s, MOUTHS[note.vowel], 1.0) for note in notes),
        ),
    )


def backing() -> Signal:
    """Everything but the fan's voice, `(2, samples)`."""
    samples = frames_to_samples(bars(BARS), FPS)
    stems = sorted((HERE / "stems").glob("*.wav"))
    if stems:
        return np.asarray(sum(fitted(read_audio(stem, channels=2), samples) for stem in stems))
    track = np.zeros(samples)
    for bar in range(BARS):
        add_at(track, chord(score.CHORDS[bar % len(score.CHORDS)], 4 * BEAT_S), 4 * bar * BEAT_S)
        for beat in range(4):
            add_at(track, clap(beat) if beat % 2 else kick(), (4 * bar + beat) * BEAT_S)
    return np.stack([track, track])


def guide() -> Signal:
    """The line as it should be sung, `(1, samples)`, exactly as long as the cue."""
    samples = frames_to_samples(bars(CUE_BARS), FPS)
    if (HERE / "guide.wav").is_file():
        return fitted(read_audio(HERE / "guide.wav", channels=1), samples)
    track = np.zeros(samples)
    for note in score.MELODY:
        add_at(track, voice(note.midi, note.beats * BEAT_S, note.vowel), note.beat * BEAT_S)
    return track[None]


def fitted(audio: Audio, samples: int) -> Signal:
    """`(channels, samples)`: cut, or with silence behind it."""
    part = audio[:, :samples].astype(np.float64)
    return np.pad(part, ((0, 0), (0, samples - part.shape[1])))


def levelled(audio: Signal) -> Audio:
    """The same, at most `PEAK` loud."""
    return (audio * min(1.0, PEAK / max(float(np.abs(audio).max()), 1e-6))).astype(np.float32)
