"""The song as files and as the `Song` contract: backing, guide vocal, note list and mouth shapes."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from contracts.comp import MouthShape, SongClock
from contracts.template import Cue, Note, Song
from media.audio_file import Audio, write_flac
from media.loudness import gain, integrated_lufs

from . import score
from .dsp import Signal
from .mixdown import compose
from .phonemes import GLIDE_VISEME, VISEME_OF, Viseme, split
from .singer import vowel_class

BACKING_LUFS = -22.0  # quiet: every bit less in the FLAC is a third of a megabyte; the mix sets its own level
GUIDE_LUFS = -20.0
CUE_START_FRAME = int(score.CUE_START_BEAT * score.BEAT_S * score.FPS)
CUE_FRAMES = int(score.CUE_BEATS * score.BEAT_S * score.FPS)
STEMS = ("drums", "effects", "bass", "chords", "lead", "house_vocal")


def visemes() -> tuple[MouthShape, ...]:
    """Mouth shapes of everything sung, on the video's timeline; a long diphthong closes on its second sound."""
    out: list[tuple[float, float, Viseme]] = []
    for sung in score.VERSE + score.CUE + score.CHORUS + score.ECHO:
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
        for name in STEMS:
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
