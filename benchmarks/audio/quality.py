"""What is measured on a tuned voice from outside: pitch, onsets, purity of tone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contracts.template import Note
from contracts.voice_preset import VoicePreset
from tasks.audio.correction import smoothed
from tasks.audio.measure import pitch_errors_cents
from tasks.audio.pitch import TRACK_RATE_HZ, Samples, check_pitch, to_16k, track_pitch
from tasks.audio.psola import resynthesise
from tasks.audio.tune import tune

from .singers import KnownTake


def judge_take(take: KnownTake, guide: Samples, notes: Sequence[Note]) -> dict[str, np.ndarray | float | int]:
    """Errors of one take before and after, against what is known of it."""
    result = tune(take.samples, guide, notes, VoicePreset())
    wanted_s = np.array([n.start_s for n in notes])
    found_s = np.interp(take.onsets_s, result.time_map.take_s, result.time_map.guide_s)
    back = pitch_errors_cents(check_pitch(take.samples), notes, result.time_map, result.octaves)
    after = pitch_errors_cents(check_pitch(result.samples), notes, lambda t: t, result.octaves)
    return {
        "pitch_before": back,
        "pitch_after": after,
        "onset_before": 1000 * np.abs(np.array(take.onsets_s) - wanted_s),
        "onset_after": 1000 * np.abs(found_s - wanted_s),
        "trust": result.time_map.trust,
        "warned": len(result.warnings),
    }


def snap_to_semitones(voice: Samples) -> dict[str, float]:
    """Real singing without a known melody, pulled to the nearest semitone: what PSOLA itself does to a voice."""
    pitch = track_pitch(voice)
    length_s = len(voice) / 48_000
    times_s = np.arange(0.0, length_s, 0.005)
    midi = 69 + 12 * (pitch.log2_at(times_s) - np.log2(440.0))
    target = np.round(smoothed(midi, 60.0))
    shift = smoothed(np.clip(target - midi, -1.0, 1.0), 25.0)
    tuned = resynthesise(voice, pitch, lambda t: 2.0 ** (np.interp(t, times_s, shift) / 12), lambda t: t, len(voice))
    before, after = check_pitch(voice), check_pitch(tuned)
    return {
        "residual_before_cents": _residual(before.hz[before.voiced], before.times_s[before.voiced], times_s, target),
        "residual_after_cents": _residual(after.hz[after.voiced], after.times_s[after.voiced], times_s, target),
        "hnr_before_db": harmonic_to_noise_db(voice),
        "hnr_after_db": harmonic_to_noise_db(tuned),
    }


def _residual(hz: np.ndarray, at_s: np.ndarray, times_s: np.ndarray, target: np.ndarray) -> float:
    midi = 69 + 12 * np.log2(hz / 440.0)
    return float(np.median(np.abs(100 * (midi - np.interp(at_s, times_s, target)))))


def harmonic_to_noise_db(voice: Samples) -> float:
    """Median harmonics-to-noise ratio of the voiced frames, from the autocorrelation at the period (Boersma 1993)."""
    track = check_pitch(voice)
    signal = to_16k(voice).astype(np.float64)
    values = []
    for time_s, hz in zip(track.times_s[track.voiced], track.hz[track.voiced], strict=True):
        lag = TRACK_RATE_HZ / hz
        start = round(time_s * TRACK_RATE_HZ) - 512
        frame = signal[max(0, start) : start + 1024]
        later = np.interp(np.arange(len(frame)) + max(0, start) + lag, np.arange(len(signal)), signal)
        power = float(np.sqrt((frame**2).sum() * (later**2).sum())) + 1e-12
        r = min(0.9999, max(0.05, float((frame * later).sum()) / power))
        values.append(10 * np.log10(r / (1 - r)))
    return float(np.median(values)) if values else 0.0
