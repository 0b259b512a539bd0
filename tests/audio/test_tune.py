"""The demo take before and after, other singers, and takes that are no singing at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from contracts.template import Note
from contracts.voice_preset import PRESETS, VoicePreset
from media.audio_file import read_audio
from tasks.audio.correction import melody_at
from tasks.audio.pitch import Samples, track_pitch
from tasks.audio.tune import NO_SINGING, NOT_ALIGNED, TuneResult, tune
from templates.demo.source.song.demo_take import DemoTake
from templates.demo.source.song.mixdown import Stems

ROOT = Path(__file__).resolve().parents[2]
VOICES = ROOT.parent / "shared" / "samples" / "voices"


@pytest.fixture(scope="module")
def tuned(take: DemoTake, guide: Samples, notes: tuple[Note, ...]) -> TuneResult:
    return tune(take.samples.astype(np.float32), guide, notes, VoicePreset())


def test_demo_take_comes_into_tune(tuned: TuneResult) -> None:
    assert tuned.pitch_error_before_cents > 40
    assert tuned.pitch_error_cents < 10
    assert tuned.octaves == -1
    assert tuned.warnings == ()


def test_the_tracker_that_steers_agrees_with_the_one_that_checks(tuned: TuneResult, notes: tuple[Note, ...]) -> None:
    track = track_pitch(tuned.samples)
    melody = melody_at(notes, track.times_s, 0.0) + 12 * tuned.octaves
    sung = 69 + 12 * np.log2(np.maximum(track.hz, 1.0) / 440)
    error_cents = np.abs(100 * (sung - melody))[track.voiced & np.isfinite(melody)]
    assert float(np.median(error_cents)) < 10
    assert float(np.mean(error_cents > 50)) < 0.1


def test_demo_take_comes_into_time(tuned: TuneResult, take: DemoTake, notes: tuple[Note, ...]) -> None:
    """The true onsets are known here, so the stage's own figures are checked as well."""
    wanted_s = np.array([n.start_s for n in notes])
    before_ms = 1000 * np.abs(np.array(take.onsets_s) - wanted_s)
    after_ms = 1000 * np.abs(np.interp(take.onsets_s, tuned.time_map.take_s, tuned.time_map.guide_s) - wanted_s)
    assert float(np.median(before_ms)) > 200
    assert float(np.median(after_ms)) < 30
    assert float(after_ms.max()) < 80
    assert tuned.onset_error_before_ms == pytest.approx(float(np.median(before_ms)), abs=40)
    assert tuned.onset_error_ms < 30


def test_result_is_as_long_as_the_cue_and_never_clips(tuned: TuneResult, guide: Samples) -> None:
    assert tuned.samples.shape == guide.shape
    assert tuned.samples.dtype == np.float32
    assert np.abs(tuned.samples).max() <= 0.9
    assert abs(tuned.samples[0]) < 1e-4


def test_tuning_twice_gives_equal_samples(
    tuned: TuneResult, take: DemoTake, guide: Samples, notes: tuple[Note, ...]
) -> None:
    again = tune(take.samples.astype(np.float32), guide, notes, VoicePreset())
    assert np.array_equal(again.samples, tuned.samples)


def test_demo_take_on_disk_is_the_rendered_one(take: DemoTake) -> None:
    stored = read_audio(ROOT / "templates" / "demo" / "inputs" / "take.flac")[0]
    assert stored.shape == take.samples.shape
    assert np.abs(stored - take.samples).max() < 2.0 / 32_768


def test_natural_keeps_more_of_the_singer_than_robot(
    take: DemoTake, guide: Samples, notes: tuple[Note, ...], tuned: TuneResult
) -> None:
    natural = tune(take.samples.astype(np.float32), guide, notes, PRESETS["natural"])
    assert tuned.pitch_error_cents < natural.pitch_error_cents < tuned.pitch_error_before_cents


@pytest.mark.parametrize("room", ["loudspeaker", "telephone", "noise"])
def test_bad_recordings_are_tuned_all_the_same(
    room: str, take: DemoTake, stems: Stems, guide: Samples, notes: tuple[Note, ...]
) -> None:
    sung = take.samples
    if room == "loudspeaker":  # the song plays in the room, 15 dB below the voice
        song = stems.backing().mean(axis=0)[8 * 48_000 :][: len(sung)]
        sung = sung + song * (float(sung.std()) / float(song.std())) * 10 ** (-15 / 20)
    elif room == "telephone":
        sung = sosfilt(butter(4, (300, 3_400), "band", fs=48_000, output="sos"), sung)
    else:
        sung = sung + np.random.default_rng(2).normal(0, float(sung.std()) * 10 ** (-10 / 20), len(sung))
    result = tune(sung.astype(np.float32), guide, notes, VoicePreset())
    found_s = np.interp(take.onsets_s, result.time_map.take_s, result.time_map.guide_s)
    assert float(np.median(np.abs(found_s - [n.start_s for n in notes]))) < 0.03
    assert result.pitch_error_cents < 10
    assert result.warnings == ()


def test_short_noisy_and_odd_takes_never_break(take: DemoTake, guide: Samples, notes: tuple[Note, ...]) -> None:
    rng = np.random.default_rng(1)
    sung = take.samples.astype(np.float32)
    takes = {
        "empty": sung[:0],
        "a few samples": sung[:700],
        "silence": np.zeros(96_000, np.float32),
        "noise": rng.normal(0, 0.1, 96_000).astype(np.float32),
        "click": np.eye(1, 96_000, 50_000, dtype=np.float32)[0],
        "first second": sung[:48_000],
        "25 s": np.tile(sung, 3)[: 25 * 48_000],
        "clipped": np.clip(20 * sung, -1, 1),
        "not a number": np.where(rng.uniform(size=len(sung)) < 0.001, np.nan, sung).astype(np.float32),
    }
    for name, samples in takes.items():
        result = tune(samples, guide, notes, VoicePreset())
        assert result.samples.shape == guide.shape, name
        assert np.isfinite(result.samples).all(), name
        assert np.abs(result.samples).max() <= 0.9 + 1e-6, name
        figures = (result.pitch_error_cents, result.pitch_error_before_cents, result.onset_error_ms)
        assert np.isfinite(figures).all(), name
    assert tune(takes["silence"], guide, notes, VoicePreset()).warnings == (NO_SINGING,)
    assert tune(takes["noise"], guide, notes, VoicePreset()).warnings == (NO_SINGING,)
    assert tune(takes["clipped"], guide, notes, VoicePreset()).warnings == ()


@pytest.mark.skipif(not VOICES.is_dir(), reason="the shared voice samples are not on this machine")
@pytest.mark.parametrize("name", ["vocadito_10_singing", "jfk_en", "azure_esmx"])
def test_another_song_or_speech_is_not_bent_to_the_guide(name: str, guide: Samples, notes: tuple[Note, ...]) -> None:
    result = tune(read_audio(VOICES / f"{name}.flac")[0], guide, notes, VoicePreset())
    assert result.warnings == (NOT_ALIGNED,)
    assert result.samples.shape == guide.shape
    assert np.isfinite(result.samples).all()
    assert result.pitch_error_cents < 0.5 * result.pitch_error_before_cents
