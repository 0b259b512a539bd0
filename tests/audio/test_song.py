"""The demo song: exact, deterministic, unclipped, and described as the template needs it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from contracts.media import frames_to_samples
from contracts.template import Song
from media.audio_file import read_audio
from media.loudness import integrated_lufs
from templates.demo.source.song import build as song_build
from templates.demo.source.song import build_song, score
from templates.demo.source.song.build import Stems, sing_guide, visemes
from templates.demo.source.song.drums import snare

SECTIONS_S = {"intro": (0, 4), "verse": (4, 8), "cue": (8, 16), "chorus": (16, 24), "ending": (24, 28)}
# Measured loudness of the backing per section, LUFS, after levelling to -22.
GOLDEN_LUFS = {"intro": -25.0, "verse": -23.1, "cue": -23.8, "chorus": -20.0, "ending": -21.2}


@pytest.fixture(scope="module")
def built(stems: Stems, tmp_path_factory: pytest.TempPathFactory) -> tuple[Song, Path]:
    folder = tmp_path_factory.mktemp("song")
    with pytest.MonkeyPatch.context() as patch:  # the stems are rendered already
        patch.setattr(song_build, "compose", lambda: stems)
        return build_song(folder / "audio", stems_dir=folder / "stems", prefix="audio/"), folder


def test_lengths_are_those_of_672_frames(built: tuple[Song, Path]) -> None:
    song, folder = built
    assert score.SONG_SAMPLES == frames_to_samples(672, 24) == 28 * 48_000
    assert read_audio(folder / song.backing, channels=2).shape == (2, 28 * 48_000)
    assert read_audio(folder / song.cue.guide_vocal).shape == (1, frames_to_samples(song.cue.frames, 24))
    assert (song.cue.start_frame, song.cue.frames) == (192, 192)


def test_bundle_budget(built: tuple[Song, Path]) -> None:
    song, folder = built
    total = sum((folder / p).stat().st_size for p in (song.backing, song.cue.guide_vocal))
    assert total < 3_500_000


def test_nothing_clips_clicks_or_hangs_over(built: tuple[Song, Path]) -> None:
    song, folder = built
    backing = read_audio(folder / song.backing, channels=2)
    assert 0.2 < np.abs(backing).max() < 0.95
    assert np.abs(backing[:, :2]).max() < 0.01
    assert np.abs(backing[:, -48:]).max() < 1e-3
    assert abs(float(backing.mean())) < 1e-4


def test_sections_rise_to_the_chorus(built: tuple[Song, Path]) -> None:
    song, folder = built
    backing = read_audio(folder / song.backing, channels=2)
    measured = {n: integrated_lufs(backing[:, a * 48_000 : b * 48_000]) for n, (a, b) in SECTIONS_S.items()}
    assert measured == pytest.approx(GOLDEN_LUFS, abs=0.3)
    assert measured["chorus"] - measured["intro"] > 4


def test_it_is_stereo_that_survives_mono(built: tuple[Song, Path]) -> None:
    song, folder = built
    left, right = read_audio(folder / song.backing, channels=2)
    side_to_mid = np.std(left - right) / np.std(left + right)
    assert 0.15 < side_to_mid < 0.7


def test_stems_add_up_to_the_backing(stems: Stems) -> None:
    total = stems.drums + stems.bass + stems.chords + stems.lead + stems.house_vocal
    assert np.abs(total - stems.backing()).max() < 1e-12
    cue = slice(9 * 48_000, 15 * 48_000)
    assert np.abs(stems.house_vocal[:, cue]).max() < 0.05, "nobody but the fan sings in the cue"


def test_rendering_twice_gives_equal_arrays() -> None:
    assert np.array_equal(sing_guide(), sing_guide())
    assert np.array_equal(snare(), snare())


def test_melody_is_singable_and_inside_the_cue(built: tuple[Song, Path]) -> None:
    cue = built[0].cue
    assert 12 <= len(cue.notes) <= 14
    assert all(57 <= n.midi <= 74 for n in cue.notes)
    starts = [n.start_s for n in cue.notes]
    ends = [n.start_s + n.duration_s for n in cue.notes]
    assert all(
        a + d <= b + 1e-9 for (a, b), d in zip(pairwise(starts), [n.duration_s for n in cue.notes], strict=False)
    )
    assert ends[-1] < 8.0
    words = cue.lyric.lower().replace(",", "").split()
    assert words == [n.syllable.lower() for n in cue.notes]


def test_mouth_shapes_lie_in_order_on_the_timeline() -> None:
    shapes = visemes()
    assert all(start >= 0 and duration > 0 and start + duration <= 28 for start, duration, _, _ in shapes)
    assert all(a[0] + a[1] <= b[0] + 1e-6 for a, b in pairwise(shapes))
    assert {s[2] for s in shapes} == {"aa", "ih", "ou", "ee", "oh"}
    assert sum(8 <= s[0] < 16 for s in shapes) >= 14
