"""The demo song: exact, deterministic, mastered, and described as the template needs it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.audio.mix_report import (
    bass_on_a_phone_db,
    correlation,
    mono_loss_db,
    off_reference_db,
    section,
    section_lufs,
    voice_over_backing_db,
)
from contracts.media import frames_to_samples
from contracts.template import Note, Song
from contracts.voice_preset import VoicePreset
from media.audio_file import read_audio
from media.loudness import integrated_lufs, true_peak_dbtp
from tasks.audio.measure import pitch_errors_cents
from tasks.audio.pitch import Samples, check_pitch
from templates.demo.source.song import build as song_build
from templates.demo.source.song import build_song, score
from templates.demo.source.song.build import BACKING_LUFS, STEMS, visemes
from templates.demo.source.song.drums import KICK_BEATS
from templates.demo.source.song.kit import kick, snare
from templates.demo.source.song.mixdown import Stems
from templates.demo.source.song.vocals import sing_guide

FRAMES = 720


@pytest.fixture(scope="module")
def built(stems: Stems, tmp_path_factory: pytest.TempPathFactory) -> tuple[Song, Path]:
    folder = tmp_path_factory.mktemp("song")
    with pytest.MonkeyPatch.context() as patch:  # the stems are rendered already
        patch.setattr(song_build, "compose", lambda: stems)
        return build_song(folder / "audio", stems_dir=folder / "stems", prefix="audio/"), folder


@pytest.fixture(scope="module")
def backing(stems: Stems) -> np.ndarray:
    return stems.backing().astype(np.float32)


def test_lengths_are_those_of_720_frames(built: tuple[Song, Path]) -> None:
    song, folder = built
    assert score.SONG_SAMPLES == frames_to_samples(FRAMES, score.FPS) == 30 * 48_000
    assert read_audio(folder / song.backing, channels=2).shape == (2, 30 * 48_000)
    assert read_audio(folder / song.cue.guide_vocal).shape == (1, frames_to_samples(song.cue.frames, 24))
    assert (song.cue.start_frame, song.cue.frames) == (192, 192)


def test_bundle_budget(built: tuple[Song, Path]) -> None:
    song, folder = built
    total = sum((folder / p).stat().st_size for p in (song.backing, song.cue.guide_vocal))
    assert total < 3_800_000


def test_the_file_is_the_master_turned_down(built: tuple[Song, Path], backing: np.ndarray) -> None:
    song, folder = built
    stored = read_audio(folder / song.backing, channels=2)
    assert integrated_lufs(stored) == pytest.approx(BACKING_LUFS, abs=0.1)
    assert np.corrcoef(stored.ravel(), backing.ravel())[0, 1] > 0.9999


def test_mastered_to_minus_14_lufs_below_minus_1_dbtp(backing: np.ndarray) -> None:
    assert integrated_lufs(backing) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_dbtp(backing) <= -1.0


def test_nothing_clicks_drifts_or_hangs_over(backing: np.ndarray) -> None:
    assert np.abs(backing[:, :2]).max() < 0.01
    assert np.abs(backing[:, -48:]).max() < 1e-3
    assert abs(float(backing.mean())) < 2e-4
    for start, _ in score.GAPS:  # where the band stops dead
        edge = round(start * score.BEAT_S * 48_000)
        jumps = np.abs(np.diff(backing, axis=1))
        assert jumps[:, edge - 48 : edge + 2400].max() < jumps[:, edge - 24_000 : edge].max()


def test_sections_tell_a_story(backing: np.ndarray) -> None:
    lufs = section_lufs(backing)
    assert lufs["intro"] < lufs["verse"] < lufs["chorus"]
    assert 3.0 <= lufs["chorus"] - lufs["verse"] <= 6.0
    assert 3.0 <= lufs["chorus"] - lufs["cue"] <= 6.0, "room for the fan's voice"
    assert lufs["break"] < lufs["chorus"] - 1.5


def test_the_band_stops_before_the_drop(backing: np.ndarray) -> None:
    start, end = (round(beat * score.BEAT_S * 48_000) for beat in (31.1, 31.6))
    drop = round(score.CHORUS_BEAT * score.BEAT_S * 48_000)
    quiet, loud = backing[:, start:end].std(), backing[:, drop : drop + 24_000].std()
    assert 20 * np.log10(loud / quiet) > 12


def test_spectrum_follows_popular_music(backing: np.ndarray) -> None:
    for name in ("cue", "chorus"):
        _, off_db = off_reference_db(section(backing, name))
        assert np.abs(off_db).max() < 6.5, name


def test_it_is_wide_and_survives_mono(backing: np.ndarray) -> None:
    for name in score.SECTIONS:
        part = section(backing, name)
        assert 0.3 < correlation(part) < 0.95, name
        assert mono_loss_db(part) < 1.5, name


def test_a_phone_plays_the_bass_line(stems: Stems) -> None:
    assert bass_on_a_phone_db(stems) > -11


def test_the_fan_stands_in_front_of_the_band(stems: Stems) -> None:
    assert voice_over_backing_db(stems, VoicePreset()) > 6


def test_the_form_on_paper_is_in_frames_of_the_beat() -> None:
    """An editor cuts by this table."""
    rows = [line.split("|")[1:4] for line in str(score.__doc__).splitlines() if line.startswith("| ")][1:]
    marks = [tuple(float(cell) for cell in row) for row in rows if "-" not in row[0]]
    assert len(marks) >= 12
    assert all(frame == beat * score.BEAT_S * score.FPS and bar == beat // 4 + 1 for bar, beat, frame in marks)
    beats = {beat for _, beat, _ in marks}
    assert beats >= {start for start, _ in score.SECTIONS.values()} | {start for start, _ in score.GAPS}


def test_kicks_fall_on_the_grid(stems: Stems) -> None:
    low = np.abs(stems.drums.sum(axis=0))
    for beat in KICK_BEATS:
        at = round(beat * score.BEAT_S * 48_000)
        before, after = low[at - 480 : at].max(), low[at : at + 960].max()
        assert after > 2 * before, f"no kick at beat {beat}"
        assert np.argmax(low[at : at + 960] > 0.3 * after) < 480


def test_stems_add_up_to_the_backing(stems: Stems) -> None:
    total = np.sum([getattr(stems, name) for name in STEMS], axis=0)
    assert np.abs(total - stems.backing()).max() < 1e-12
    cue = slice(9 * 48_000, 15 * 48_000)
    assert np.abs(stems.house_vocal[:, cue]).max() < 0.05, "nobody but the fan sings in the cue"


def test_rendering_twice_gives_equal_arrays() -> None:
    assert np.array_equal(sing_guide(), sing_guide())
    first = (kick().copy(), snare().copy())
    kick.cache_clear()
    snare.cache_clear()
    assert all(np.array_equal(a, b) for a, b in zip(first, (kick(), snare()), strict=True))


def test_the_guide_is_in_tune(guide: Samples, notes: tuple[Note, ...]) -> None:
    errors_cents = pitch_errors_cents(check_pitch(guide), notes, lambda time: time, 0)
    assert float(np.median(errors_cents)) < 10
    assert float(np.percentile(errors_cents, 90)) < 40


def test_melody_is_singable_and_inside_the_cue(built: tuple[Song, Path]) -> None:
    cue = built[0].cue
    assert 12 <= len(cue.notes) <= 14
    pitches = [n.midi for n in cue.notes]
    assert max(pitches) - min(pitches) <= 16, "a tenth"
    assert all(a.start_s + a.duration_s <= b.start_s + 1e-9 for a, b in pairwise(cue.notes))
    assert cue.notes[-1].start_s + cue.notes[-1].duration_s < 8.0
    words = cue.lyric.lower().replace(",", "").split()
    assert words == [n.syllable.lower() for n in cue.notes]


def test_voices_of_the_chords_move_in_small_steps() -> None:
    for before, after in pairwise(score.chords()):
        steps = [abs(a - b) for a, b in zip(before.tones, after.tones, strict=True)]
        assert max(steps) <= 4, f"beat {after.beat}"
        assert sum(steps) <= 8, f"beat {after.beat}"


def test_mouth_shapes_lie_in_order_on_the_timeline() -> None:
    shapes = visemes()
    assert all(start >= 0 and duration > 0 and start + duration <= 30 for start, duration, _, _ in shapes)
    assert all(a[0] + a[1] <= b[0] + 1e-6 for a, b in pairwise(shapes))
    assert {s[2] for s in shapes} == {"aa", "ih", "ou", "ee", "oh"}
    assert sum(8 <= s[0] < 16 for s in shapes) >= 14
