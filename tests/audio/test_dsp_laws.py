"""Laws of the building blocks: identity, shift, exact length, determinism."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter, sosfilt

from contracts.voice_preset import VoicePreset
from media.loudness import true_peak_dbtp
from tasks.audio.alignment import TimeMap, align, shifted_map, warping_path
from tasks.audio.cleaning import denoise
from tasks.audio.correction import plan_correction
from tasks.audio.effects import de_ess, limit
from tasks.audio.features import features
from tasks.audio.mix import duck_curve
from tasks.audio.pitch import PitchTrack, Samples, check_pitch, track_pitch
from tasks.audio.psola import resynthesise


def _one(times_s: np.ndarray) -> np.ndarray:
    return np.ones(times_s.shape)


def _same(times_s: np.ndarray) -> np.ndarray:
    return times_s


def _buzz(hz: float, seconds: float) -> Samples:
    time = np.arange(round(seconds * 48_000)) / 48_000
    return sum(np.sin(2 * np.pi * hz * k * time) / k for k in range(1, 12)).astype(np.float32) * 0.2


def test_psola_with_nothing_to_do_gives_the_voice_back(guide: Samples) -> None:
    out = resynthesise(guide, track_pitch(guide), _one, _same, len(guide))
    error = out[480:-480] - guide[480:-480]
    assert 20 * np.log10(np.std(error) / np.std(guide)) < -35


@pytest.mark.parametrize("semitones", [-5.0, -1.0, 0.5, 4.0])
@pytest.mark.parametrize("hz", [98.0, 220.0, 440.0])
def test_psola_moves_pitch_by_exactly_the_ratio(hz: float, semitones: float) -> None:
    voice = _buzz(hz, 1.0)
    out = resynthesise(voice, track_pitch(voice), lambda t: 2 ** (semitones / 12) * _one(t), _same, len(voice))
    track = check_pitch(out)
    middle = track.hz[(track.times_s > 0.2) & (track.times_s < 0.8)]
    cents = 1200 * np.log2(middle / hz) - 100 * semitones
    assert abs(float(np.median(cents))) < 4


@settings(max_examples=12, deadline=None)
@given(
    samples=st.integers(0, 30_000),
    wanted=st.integers(1, 30_000),
    offset_s=st.floats(-1, 1),
    ratio=st.floats(0.5, 2.0),
    seed=st.integers(0, 99),
)
def test_psola_length_is_exact_and_finite(samples: int, wanted: int, offset_s: float, ratio: float, seed: int) -> None:
    voice = np.random.default_rng(seed).normal(0, 0.1, samples).astype(np.float32)
    track = PitchTrack(np.arange(40) * 0.016, np.where(np.arange(40) % 13 < 7, 150.0 + seed, 0.0))
    out = resynthesise(voice, track, lambda t: ratio * _one(t), lambda t: t + offset_s, wanted)
    assert out.shape == (wanted,)
    assert np.isfinite(out).all()


def test_path_of_a_signal_with_itself_is_the_diagonal() -> None:
    vectors = np.random.default_rng(3).normal(0, 1, (60, 5))
    cost = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    assert np.array_equal(warping_path(cost), np.stack([np.arange(60)] * 2, axis=1))


def test_path_follows_a_known_warp() -> None:
    guide = np.cumsum(np.random.default_rng(4).normal(0, 1, (80, 3)), axis=0)
    picked = np.sort(np.concatenate([np.arange(80), np.arange(20, 40)]))  # the middle sung at half the pace
    path = warping_path(np.linalg.norm(guide[:, None] - guide[picked][None], axis=2))
    assert np.abs(picked[path[:, 1]] - path[:, 0]).max() <= 1


@pytest.mark.parametrize("late_s", [-0.2, 0.0, 0.3, 0.9, 3.0])
def test_a_shifted_guide_gives_its_shift_back(guide: Samples, late_s: float) -> None:
    samples = round(abs(late_s) * 48_000)
    late = np.concatenate([np.zeros(samples, np.float32), guide]) if late_s >= 0 else guide[samples:]
    found = align(features(guide, track_pitch(guide)), features(late, track_pitch(late)))
    sung = (found.guide_s > 0.5) & (found.guide_s < 7.5)
    lag_s = found.take_s[sung] - found.guide_s[sung]
    assert float(np.abs(lag_s - late_s).max()) < 0.02
    assert found.trust > 0.8


def test_map_runs_on_outside_and_never_turns_back(guide: Samples) -> None:
    shifted = shifted_map(2.0, 0.4)
    assert shifted(np.array([-1.0, 0.0, 2.0, 5.0])) == pytest.approx([-0.6, 0.4, 2.4, 5.4])
    bent = TimeMap(np.array([0.0, 1.0, 2.0]), np.array([0.2, 1.5, 2.2]), 1.0).towards_offset(0.0)
    assert bent.take_s - bent.guide_s == pytest.approx([0.2, 0.2, 0.2])
    noise = np.random.default_rng(5).normal(0, 0.1, 120_000).astype(np.float32)
    found = align(features(guide, track_pitch(guide)), features(noise, track_pitch(noise)))
    assert (np.diff(found.take_s) > 0).all()


@pytest.mark.parametrize("octave", [-2, -1, 0, 1])
def test_singer_keeps_the_octave(octave: int) -> None:
    from contracts.template import Note

    melody = (Note(start_s=0.0, duration_s=1.0, midi=64.0), Note(start_s=1.0, duration_s=1.0, midi=67.0))
    times_s = np.arange(0, 2, 0.016)
    midi = np.where(times_s < 1, 64.0, 67.0) + 12 * octave + 0.6
    track = PitchTrack(times_s, 440 * 2 ** ((midi - 69) / 12))
    plan = plan_correction(track, melody, _same, 2.0, VoicePreset())
    assert plan.octaves == octave
    assert float(np.median(plan.semitones)) == pytest.approx(-0.6, abs=0.02)


def test_denoise_gains_decibels_without_delay(guide: Samples) -> None:
    noise = np.random.default_rng(6).normal(0, float(guide.std()) * 10 ** (-15 / 20), len(guide))
    noisy = (guide + noise).astype(np.float32)
    cleaned = denoise(noisy, 18.0)
    assert cleaned.shape == guide.shape
    before_db = 20 * np.log10(np.std(guide) / np.std(noisy - guide))
    after_db = 20 * np.log10(np.std(guide) / np.std(cleaned - guide))
    assert after_db > before_db + 5
    assert denoise(noisy, 0.0) is noisy


def test_denoise_leaves_a_held_note_alone() -> None:
    voice = _buzz(220.0, 2.0)
    assert np.array_equal(denoise(voice, 18.0), voice)


def test_de_esser_only_touches_hiss() -> None:
    band = butter(2, (6_000, 9_000), "band", fs=48_000, output="sos")
    hiss = sosfilt(band, np.random.default_rng(7).normal(0, 0.5, 9_600)).astype(np.float32)
    tone = _buzz(200.0, 1.0)
    voice = np.concatenate([tone, hiss, tone])
    treated = de_ess(voice, 8.0)
    assert np.std(treated[50_000:56_000]) < 0.65 * np.std(voice[50_000:56_000])
    assert np.abs(treated - voice)[:46_000].max() < 0.01


def test_limiter_is_a_ceiling_without_delay(guide: Samples) -> None:
    hot = np.stack([guide, guide]) * np.float32(12)
    limited = limit(hot, -2.0)
    assert limited.shape == hot.shape
    assert true_peak_dbtp(limited) < -1.7
    lag = np.argmax(np.correlate(limited[0, 40_000:60_000], hot[0, 41_000:59_000], "valid")) - 1_000
    assert lag == 0


def test_backing_ducks_only_under_the_voice() -> None:
    voice = np.zeros(5 * 48_000, dtype=np.float32)
    voice[96_000:144_000] = _buzz(220.0, 1.0)
    curve = duck_curve(voice, 4.0)
    assert curve.shape == voice.shape
    assert 20 * np.log10(curve[120_000]) == pytest.approx(-4.0, abs=0.3)
    assert curve[:48_000].min() > 0.99
    assert curve[-48_000:].min() > 0.99
