"""Plays the score: stems, backing, guide vocal, note list and mouth shapes, as files and as the `Song` contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from contracts.comp import MouthShape, SongClock
from contracts.template import Cue, Note, Song
from media.audio_file import Audio, write_flac
from media.loudness import gain, integrated_lufs

from . import score
from .drums import KICK_BEATS, drum_track
from .dsp import (
    Signal,
    add_at,
    beat_sample,
    duck_curve,
    envelope,
    high_pass,
    panned,
    ping_pong,
    reverb,
)
from .instruments import bass_track, lead_track, pad_track, pluck_track
from .phonemes import GLIDE_VISEME, VISEME_OF, Viseme, split
from .singer import SungNote, Voice, notes_of, sing, vowel_class

BACKING_LUFS = -22.0  # quiet: every bit less in the FLAC is a third of a megabyte; the mix sets its own level
GUIDE_LUFS = -20.0
CUE_START_FRAME = int(score.CUE_START_BEAT * score.BEAT_S * score.FPS)
CUE_FRAMES = int(score.CUE_BEATS * score.BEAT_S * score.FPS)

VERSE_BEAT, VERSE_BEATS = 8.0, 8.5
CHORUS_BEAT = 31.5  # a little early: the first consonant comes before the beat
GUIDE_VOICE = Voice(seed=7)
CHOIR = (
    (Voice(formant_scale=1.0, seed=21, breath=0.07, drift_cents=7.0), 0, 0.0),
    (Voice(formant_scale=0.97, seed=22, breath=0.08, drift_cents=9.0), 0, -0.55),
    (Voice(formant_scale=1.04, seed=23, breath=0.08, drift_cents=9.0), 0, 0.55),
    (Voice(formant_scale=0.86, seed=24, breath=0.06, drift_cents=7.0, octave=-1), 0, -0.3),
    (Voice(formant_scale=0.98, seed=25, breath=0.08, drift_cents=8.0), -1, 0.35),
    (Voice(formant_scale=1.02, seed=26, breath=0.08, drift_cents=8.0), -1, -0.4),
)
"""(voice, chord tones below the melody, pan)."""


@dataclass(frozen=True)
class Stems:
    """Stereo `(2, samples)` each, as they lie in the backing; `guide` is mono and as long as the cue."""

    drums: Signal
    bass: Signal
    chords: Signal
    lead: Signal
    house_vocal: Signal
    guide: Signal

    def backing(self) -> Signal:
        return self.drums + self.bass + self.chords + self.lead + self.house_vocal


def compose() -> Stems:
    """Renders every stem; bit-identical on every run."""
    pump = duck_curve(score.SONG_SAMPLES, KICK_BEATS, 0.55)
    drums, bass = drum_track(), bass_track() * duck_curve(score.SONG_SAMPLES, KICK_BEATS, 0.7, 0.12)
    pads = pad_track() * pump
    plucks = pluck_track() * (0.4 + 0.6 * pump)
    harmony = 0.38 * pads + 0.37 * plucks
    harmony += 0.14 * reverb(harmony, 2.2, 41)
    lead = lead_track() * (0.5 + 0.5 * pump)
    lead = 0.28 * (lead + 0.22 * reverb(lead, 1.8, 42))
    vocal = _house_vocal()
    space = reverb(drums, 0.7, 43, 0.005)
    level = _section_levels() * _ending_fade()
    return Stems(
        drums=(0.45 * drums + 0.03 * space) * level,
        bass=0.38 * bass * level,
        chords=harmony * level,
        lead=lead * level,
        house_vocal=vocal * level,
        guide=sing_guide(),
    )


def _section_levels() -> Signal:
    """Quiet intro, growing verse, full chorus: the faders' ride, in decibels at beats."""
    beats = (0.0, 7.5, 8.0, 15.5, 16.0, 31.8, 32.0, 56.0)
    decibels = (-1.0, -1.0, -1.5, -1.0, 0.0, 0.0, 1.5, 1.5)
    ride = np.interp(np.arange(score.SONG_SAMPLES), [beat_sample(b) for b in beats], decibels)
    return np.asarray(10.0 ** (ride / 20.0))


def _ending_fade() -> Signal:
    """The last hit rings for three seconds and is gone at the last sample."""
    fade = np.ones(score.SONG_SAMPLES)
    start = beat_sample(53.0)
    fade[start:] = (0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, score.SONG_SAMPLES - start))) ** 1.2
    fade[-1] = 0.0
    return fade


def sing_guide() -> Signal:
    cue_s = score.CUE_BEATS * score.BEAT_S
    dry = sing(notes_of(score.CUE, score.CUE_START_BEAT), cue_s, GUIDE_VOICE)
    return high_pass(dry, 90.0) * envelope(len(dry), 0.005, 0.02)


def _third_below(midi: int, beat: float, steps: int) -> float:
    """The melody note, or the nearest chord tone at least a third below it."""
    if steps == 0:
        return midi
    chord = next(c for c in score.chords() if c.beat <= beat < c.beat + c.beats)
    tones = sorted({tone + 12 * octave for tone in chord.tones for octave in range(-1, 3)})
    return float(max(t for t in tones if t <= midi - 3))


def _as_sung_by(voice: Voice, steps: int) -> list[SungNote]:
    """The chorus as one singer of the choir takes it: their line of the chord, a few milliseconds off the others."""
    rng = np.random.default_rng(voice.seed)
    notes = []
    for sung, note in zip(score.CHORUS, notes_of(score.CHORUS, CHORUS_BEAT), strict=True):
        start_s = note.start_s + float(rng.normal(0.0, 0.009))
        midi = _third_below(sung.midi, sung.beat, steps)
        notes.append(SungNote(start_s, note.duration_s, midi, note.phonemes, float(rng.normal(0.0, 4.0))))
    return notes


def _house_vocal() -> Signal:
    dry = np.zeros((2, score.SONG_SAMPLES))
    verse = sing(notes_of(score.VERSE, VERSE_BEAT), VERSE_BEATS * score.BEAT_S, Voice(seed=11, breath=0.09))
    add_at(dry, panned(verse, 0.0) * 1.45, beat_sample(VERSE_BEAT))
    for voice, steps, position in CHOIR:
        notes = _as_sung_by(voice, steps)
        line = sing(notes, (score.BARS * score.BEATS_PER_BAR - CHORUS_BEAT) * score.BEAT_S, voice)
        add_at(dry, panned(line, position) * (0.8 if position == 0 else 0.48), beat_sample(CHORUS_BEAT))
    dry = high_pass(dry, 140.0)
    wet = 0.20 * reverb(dry, 1.9, 44, 0.03) + 0.22 * ping_pong(high_pass(dry, 500.0), 0.75, 0.4, 3)
    return 0.52 * (dry + wet)


def visemes() -> tuple[MouthShape, ...]:
    """Mouth shapes of everything sung, on the video's timeline; a long diphthong closes on its second sound."""
    out: list[tuple[float, float, Viseme]] = []
    for sung in score.VERSE + score.CUE + score.CHORUS:
        vowel = split(sung.phonemes)[1]
        start_s, duration_s = sung.beat * score.BEAT_S, sung.beats * score.BEAT_S
        shape = VISEME_OF[vowel_class(sung.phonemes)]
        if vowel in GLIDE_VISEME and duration_s > 0.35:
            glide_s = min(0.16, 0.4 * duration_s)
            out.append((start_s, duration_s - glide_s, shape))
            out.append((start_s + duration_s - glide_s, glide_s, GLIDE_VISEME[vowel]))
        else:
            out.append((start_s, duration_s, shape))
    return tuple((round(s, 4), round(d, 4), v, 1.0) for s, d, v in out)


def cue_notes() -> tuple[Note, ...]:
    """The melody of the fan's line on the cue's own timeline."""
    return tuple(
        Note(
            start_s=(s.beat - score.CUE_START_BEAT) * score.BEAT_S,
            duration_s=s.beats * score.BEAT_S,
            midi=float(s.midi),
            syllable=s.syllable,
            vowel=vowel_class(s.phonemes),
        )
        for s in score.CUE
    )


def _levelled(audio: Signal, lufs: float) -> Audio:
    data = audio.astype(np.float32)
    return (data * gain(lufs - integrated_lufs(data))).astype(np.float32)


def build_song(out_dir: Path, *, stems_dir: Path | None = None, prefix: str = "") -> Song:
    """Writes `backing.flac` and `guide.flac` into `out_dir` and returns the song of the template's contract.

    Args:
        out_dir: the bundle's folder for sound.
        stems_dir: writes one FLAC per stem there too, for remixing; None = none.
        prefix: how `out_dir` is called inside the bundle, e.g. `audio/`.
    """
    stems = compose()
    out_dir.mkdir(parents=True, exist_ok=True)
    write_flac(out_dir / "backing.flac", _levelled(stems.backing(), BACKING_LUFS))
    write_flac(out_dir / "guide.flac", _levelled(stems.guide[None], GUIDE_LUFS))
    if stems_dir is not None:
        stems_dir.mkdir(parents=True, exist_ok=True)
        for name in ("drums", "bass", "chords", "lead", "house_vocal"):
            write_flac(stems_dir / f"{name}.flac", getattr(stems, name).astype(np.float32))
    return Song(
        title=score.TITLE,
        tempo_bpm=score.TEMPO_BPM,
        key=score.KEY,
        backing=f"{prefix}backing.flac",
        cue=Cue(
            start_frame=CUE_START_FRAME,
            frames=CUE_FRAMES,
            lyric=score.CUE_LYRIC,
            notes=cue_notes(),
            guide_vocal=f"{prefix}guide.flac",
        ),
        clock=SongClock(tempo_bpm=score.TEMPO_BPM, first_beat_s=0.0, visemes=visemes()),
    )
