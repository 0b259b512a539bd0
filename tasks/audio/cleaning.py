"""Turns down the hiss and hum of a room."""

from __future__ import annotations

import numpy as np

from tasks.audio.pitch import Curve, Samples

_SIZE, _HOP = 2048, 512
_LEAST_CONTRAST_DB = 12.0
"""Quietest moments must be this far below the loudest, or they are not noise but singing."""


def denoise(voice: Samples, reduction_db: float) -> Samples:
    """Spectral gate without delay: what is near the spectrum of the quietest tenth is turned down.

    A Wiener-like gain per bin (Ephraim and Malah 1984 without its recursion), smoothed over time and frequency against
    musical noise. Does nothing where the take has no quiet moment to learn from.

    Args:
        voice: `(n,)`, 48 kHz.
        reduction_db: most that a bin is turned down.
    """
    if reduction_db <= 0 or len(voice) < 4 * _SIZE:
        return voice
    from scipy.ndimage import gaussian_filter

    window = np.sqrt(np.hanning(_SIZE + 1)[:_SIZE])
    padded = np.pad(voice.astype(np.float64), (_SIZE, 2 * _SIZE))
    spectra = np.fft.rfft(np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP] * window, axis=1)
    power = np.abs(spectra) ** 2
    level_db = 10.0 * np.log10(power.sum(axis=1) + 1e-12)
    inside = slice(_SIZE // _HOP, len(power) - 2 * _SIZE // _HOP)
    quiet_db, loud_db = np.percentile(level_db[inside], (10, 95))
    if loud_db - quiet_db < _LEAST_CONTRAST_DB:
        return voice
    noise = power[inside][level_db[inside] <= quiet_db].mean(axis=0)
    signal = gaussian_filter(power, (1.0, 1.0))
    gain = np.clip(1.0 - 2.0 * noise / np.maximum(signal, 1e-12), 10.0 ** (-reduction_db / 20.0), 1.0)
    return _overlap_add(spectra * gaussian_filter(gain, (1.0, 1.5)), window)[_SIZE : _SIZE + len(voice)]


def _overlap_add(spectra: np.ndarray, window: Curve) -> Samples:
    frames = np.fft.irfft(spectra, _SIZE, axis=1) * window
    out = np.zeros((len(frames) - 1) * _HOP + _SIZE)
    for i, frame in enumerate(frames):
        out[i * _HOP : i * _HOP + _SIZE] += frame
    return np.asarray(out * (2.0 * _HOP / _SIZE), dtype=np.float32)
