"""What two renditions of one line have in common: timbre, loudness, onsets and pitch class, every 20 ms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tasks.audio.pitch import TRACK_RATE_HZ, Curve, PitchTrack, Samples, to_16k

HOP_S = 0.02
_HOP = round(HOP_S * TRACK_RATE_HZ)
_WINDOW = 1024
_MELS, _CEPSTRA = 40, 12
_RANGE_DB = 40.0


@dataclass(frozen=True)
class Features:
    """`vectors` is `(frames, 16)`; `active` marks frames in which somebody sings."""

    vectors: Curve
    active: NDArray[np.bool_]


def features(voice: Samples, pitch: PitchTrack) -> Features:
    """Features of a voice, comparable by Euclidean distance.

    Twelve cepstra normalised over the active frames and weighted by loudness, loudness within 40 dB of the loud parts,
    onset strength, and the pitch class as a point on a circle, so that octaves are equal.
    """
    signal = to_16k(voice)
    padded = np.pad(signal, (_WINDOW // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][: max(1, len(signal) // _HOP)]
    power = np.abs(np.fft.rfft(frames * np.hanning(_WINDOW), axis=1)) ** 2
    mel_db = 10.0 * np.log10(power @ _mel_bands().T + 1e-8)
    loud_db = 10.0 * np.log10(power.sum(axis=1) + 1e-8)
    loudness = np.clip(loud_db - np.percentile(loud_db, 95), -_RANGE_DB, 0.0) / _RANGE_DB + 1.0
    active = loudness > 0.35
    cepstra = mel_db @ _cosines().T
    if active.any():
        centre, spread = cepstra[active].mean(axis=0), cepstra[active].std(axis=0)
        cepstra = (cepstra - centre) / (spread + 1e-6)
    times_s: Curve = np.arange(len(frames), dtype=np.float64) * HOP_S
    angle = 2 * np.pi * pitch.log2_at(times_s)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) * pitch.voiced_at(times_s)[:, None]
    columns = [
        0.35 * cepstra * loudness[:, None],
        2.0 * loudness[:, None],
        _onset_strength(mel_db)[:, None],
        1.2 * circle,
    ]
    return Features(np.concatenate(columns, axis=1), active)


def _onset_strength(mel_db: Curve) -> Curve:
    from scipy.ndimage import gaussian_filter1d

    floor = mel_db.max() - 80.0
    rise = np.maximum(0.0, np.diff(np.maximum(mel_db, floor), axis=0, prepend=mel_db[:1])).mean(axis=1)
    scale = np.percentile(rise, 95)
    return np.asarray(gaussian_filter1d(np.clip(rise / (scale + 1e-9), 0.0, 2.0), 1.0))


@lru_cache(maxsize=1)
def _mel_bands() -> Curve:
    """Triangular filters, `(40, 513)`, equally spaced in mel from 60 Hz to 7.6 kHz (O'Shaughnessy 1987)."""
    lowest, highest = (2595.0 * np.log10(1.0 + f / 700.0) for f in (60.0, 7600.0))
    edges = 700.0 * (10.0 ** (np.linspace(lowest, highest, _MELS + 2) / 2595.0) - 1.0)
    bins = np.fft.rfftfreq(_WINDOW, 1.0 / TRACK_RATE_HZ)
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    shape = np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre))
    return np.asarray(np.maximum(shape, 0.0) / (high - low) * 100.0)


@lru_cache(maxsize=1)
def _cosines() -> Curve:
    """DCT-II rows 1 to 12, `(12, 40)`."""
    k, n = np.arange(1, _CEPSTRA + 1)[:, None], np.arange(_MELS)[None, :]
    return np.asarray(np.sqrt(2.0 / _MELS) * np.cos(np.pi * k * (n + 0.5) / _MELS))
