"""Loudness and true peak after ITU-R BS.1770."""

from __future__ import annotations

import warnings

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import Audio

SILENCE_DB = -120.0


def integrated_lufs(audio: Audio, sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ) -> float:
    """Gated loudness of `(channels, samples)` in LUFS; -120 for silence or less than 0.4 s."""
    import pyloudnorm

    if audio.shape[1] <= 0.4 * sample_rate_hz:
        return SILENCE_DB
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero on silence and says -inf
        value = float(pyloudnorm.Meter(sample_rate_hz).integrated_loudness(audio.T.astype(np.float64)))
    return max(value, SILENCE_DB) if np.isfinite(value) else SILENCE_DB


def true_peak_dbtp(audio: Audio) -> float:
    """Highest peak of the four times oversampled signal, in dB of full scale; -120 for silence."""
    from scipy.signal import resample_poly

    peak = max((float(np.abs(resample_poly(channel, 4, 1)).max()) for channel in audio if channel.size), default=0.0)
    return max(SILENCE_DB, 20.0 * float(np.log10(peak))) if peak > 0 else SILENCE_DB


def gain(db: float) -> float:
    """Decibels to a factor."""
    return float(10.0 ** (db / 20.0))
