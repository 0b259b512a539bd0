"""From a raw take to the fan's line in tune and in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.template import Note
from contracts.voice_preset import VoicePreset
from tasks.audio.alignment import TimeMap, align, shifted_map
from tasks.audio.cleaning import denoise
from tasks.audio.correction import plan_correction
from tasks.audio.features import HOP_S, Features, features
from tasks.audio.measure import median_or_zero, onset_errors_ms, pitch_errors_cents
from tasks.audio.pitch import PitchTrack, Samples, check_pitch, track_pitch
from tasks.audio.psola import resynthesise

LONGEST_TAKE_S = 20.0
LEAST_VOICED_S = 0.4
LEAST_TRUST = 0.15
"""Below it the take is not the guide's line, and warping it to the guide would only mangle it."""
LEVEL_RMS = 0.1
EDGE_FADE_S = 0.01

NO_SINGING = "no singing was found in the take: it is placed as it is"
NOT_ALIGNED = "the take does not follow the guide: it starts with the guide and keeps its own timing"


@dataclass(frozen=True)
class TuneResult:
    """The tuned line, `(samples,)` as long as the cue, and what was measured on the way.

    Errors are medians; 0 with a warning where there is nothing to measure.
    """

    samples: Samples
    pitch_error_before_cents: float
    pitch_error_cents: float
    onset_error_before_ms: float
    onset_error_ms: float
    time_map: TimeMap
    octaves: int
    warnings: tuple[str, ...]


def tune(samples: Samples, guide: Samples, notes: Sequence[Note], preset: VoicePreset) -> TuneResult:
    """Tunes and aligns a take.

    Args:
        samples: the take, `(n,)` at 48 kHz, any length; what lies beyond 20 s is cut.
        guide: the guide vocal, `(m,)` at 48 kHz, exactly as long as the cue.
        notes: the cue's melody.
        preset: how far and how fast.

    Returns:
        The line, `(m,)`, finite, peak at most 0.9.
    """
    take = denoise(_prepared(samples), preset.denoise_db)
    duration_s = len(guide) / AUDIO_SAMPLE_RATE_HZ
    pitch = track_pitch(take)
    take_features = features(take, pitch)
    if _voiced_s(pitch) < LEAST_VOICED_S:
        return _placed_untuned(take, len(guide))
    guide_features = features(guide, track_pitch(guide))
    measured_map = align(guide_features, take_features)
    warnings: tuple[str, ...] = ()
    if measured_map.trust >= LEAST_TRUST:
        time_map = measured_map.towards_offset(preset.align_strength)
    else:
        time_map = shifted_map(duration_s, _first_active_s(take_features) - _first_active_s(guide_features))
        warnings = (NOT_ALIGNED,)
    correction = plan_correction(pitch, notes, time_map, duration_s, preset)
    sung = resynthesise(take, pitch, correction.ratio_at, time_map, len(guide))
    retuned_map = align(guide_features, features(sung, track_pitch(sung)))
    before = pitch_errors_cents(check_pitch(take), notes, time_map, correction.octaves)
    after = pitch_errors_cents(check_pitch(sung), notes, lambda t: t, correction.octaves)
    return TuneResult(
        samples=_finished(sung),
        pitch_error_before_cents=median_or_zero(before),
        pitch_error_cents=median_or_zero(after),
        onset_error_before_ms=0.0 if warnings else median_or_zero(onset_errors_ms(measured_map, notes)),
        onset_error_ms=0.0 if warnings else median_or_zero(onset_errors_ms(retuned_map, notes)),
        time_map=time_map,
        octaves=correction.octaves,
        warnings=warnings,
    )


def _prepared(samples: Samples) -> Samples:
    """Finite, without offset, at a common level, at most 20 s."""
    take = np.nan_to_num(samples[: int(LONGEST_TAKE_S * AUDIO_SAMPLE_RATE_HZ)].astype(np.float64), posinf=0, neginf=0)
    take = take - take.mean() if len(take) else np.zeros(AUDIO_SAMPLE_RATE_HZ)
    rms = float(np.sqrt((take**2).mean()))
    return (take * (LEVEL_RMS / rms if rms > 1e-6 else 0.0)).astype(np.float32)


def _finished(sung: Samples) -> Samples:
    """At a common level, without a click at either end."""
    rms = float(np.sqrt((sung.astype(np.float64) ** 2).mean()))
    peak = float(np.abs(sung).max(initial=0.0))
    if rms < 1e-6:
        return np.zeros_like(sung)
    out = sung * np.float32(min(LEVEL_RMS / rms, 0.9 / peak))
    fade = np.linspace(0.0, 1.0, round(EDGE_FADE_S * AUDIO_SAMPLE_RATE_HZ), dtype=np.float32)
    out[: len(fade)] *= fade
    out[-len(fade) :] *= fade[::-1]
    return out


def _placed_untuned(take: Samples, samples: int) -> TuneResult:
    placed = np.zeros(samples, dtype=np.float32)
    count = min(samples, len(take))
    placed[:count] = take[:count]
    offset_map = shifted_map(samples / AUDIO_SAMPLE_RATE_HZ, 0.0)
    return TuneResult(_finished(placed), 0.0, 0.0, 0.0, 0.0, offset_map, 0, (NO_SINGING,))


def _voiced_s(pitch: PitchTrack) -> float:
    if len(pitch.times_s) < 2:
        return 0.0
    return float(pitch.voiced.sum() * (pitch.times_s[1] - pitch.times_s[0]))


def _first_active_s(voice: Features) -> float:
    """Start of the first 100 ms in which somebody sings."""
    run = np.convolve(voice.active, np.ones(5), mode="valid") >= 5
    return float(np.argmax(run)) * HOP_S if run.any() else 0.0
