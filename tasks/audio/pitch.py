"""Pitch of a singing voice. Two trackers: SwiftF0 steers the correction, autocorrelation checks the result."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.media import AUDIO_SAMPLE_RATE_HZ

Samples = NDArray[np.float32]
"""Mono, `(samples,)`, 48 kHz, -1 to 1."""
Curve = NDArray[np.float64]

LOWEST_HZ, HIGHEST_HZ = 65.0, 1000.0
TRACK_RATE_HZ = 16_000
_VOICED_CONFIDENCE = 0.5


@dataclass(frozen=True)
class PitchTrack:
    """`hz` at `times_s`, 0 where the voice is silent or unvoiced."""

    times_s: Curve
    hz: Curve

    @property
    def voiced(self) -> NDArray[np.bool_]:
        return np.asarray(self.hz > 0)

    def voiced_at(self, times_s: Curve) -> NDArray[np.bool_]:
        """Whether the voice sounds at each of `times_s`; False outside the track."""
        if self.times_s.size == 0:
            return np.zeros(times_s.shape, dtype=bool)
        share = np.interp(times_s, self.times_s, self.voiced.astype(float), left=0.0, right=0.0)
        return np.asarray(share > 0.5)

    def log2_at(self, times_s: Curve) -> Curve:
        """log2 of the pitch at each of `times_s`, carried through unvoiced gaps; zeros for a track without voice."""
        if not self.voiced.any():
            return np.zeros(times_s.shape)
        return np.asarray(np.interp(times_s, self.times_s[self.voiced], np.log2(self.hz[self.voiced])))


def to_16k(voice: Samples) -> Samples:
    """Resamples 48 kHz to the trackers' rate."""
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(voice, 1, AUDIO_SAMPLE_RATE_HZ // TRACK_RATE_HZ), dtype=np.float32)


def track_pitch(voice: Samples) -> PitchTrack:
    """SwiftF0, 16 ms apart. Short blips of less than three frames count as unvoiced."""
    # The model wants at least one window; silence on both sides also keeps its edges honest.
    pad = np.zeros(TRACK_RATE_HZ // 10, dtype=np.float32)
    result = _detector().detect(np.concatenate([pad, to_16k(voice), pad]), TRACK_RATE_HZ, LOWEST_HZ, HIGHEST_HZ)
    times_s = np.asarray(result.timestamps, dtype=np.float64) - len(pad) / TRACK_RATE_HZ
    sounds = np.asarray(result.confidence) >= _VOICED_CONFIDENCE
    sounds &= np.asarray(result.loudness_db) > np.max(result.loudness_db, initial=-120.0) - 50.0
    sounds &= np.isfinite(result.pitch_hz)
    hz = np.where(_without_blips(sounds, 3), np.nan_to_num(np.asarray(result.pitch_hz, dtype=np.float64)), 0.0)
    return PitchTrack(times_s, hz)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from swift_f0 import SwiftF0

    return SwiftF0(threads=1, spin=False)


def check_pitch(voice: Samples, hop_s: float = 0.01) -> PitchTrack:
    """Normalised autocorrelation with a parabola through its peak (after Boersma 1993); independent of `track_pitch`.

    Frames of 64 ms at 16 kHz; voiced where the peak is above 0.6 and the frame above -34 dB of the loudest.
    """
    signal = to_16k(voice).astype(np.float64)
    window, hop, size = 1024, round(hop_s * TRACK_RATE_HZ), 2048
    if len(signal) < window:
        return PitchTrack(np.zeros(0), np.zeros(0))
    frames = np.lib.stride_tricks.sliding_window_view(signal, window)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    taper = np.hanning(window)
    # Dull, or overtones that fall between two samples make two periods match better than one.
    bins_hz = np.asarray(np.fft.rfftfreq(size, 1.0 / TRACK_RATE_HZ), dtype=np.float64)
    dull = 1.0 / (1.0 + (bins_hz / 1200.0) ** 4)
    correlation = _autocorrelation(frames * taper, size, dull)[:, : window // 2]
    of_taper = _autocorrelation(taper[None], size, dull)[0, : window // 2]
    correlation = correlation / (correlation[:, :1] + 1e-9) / (of_taper / of_taper[0])
    shortest, longest = int(TRACK_RATE_HZ / HIGHEST_HZ), int(TRACK_RATE_HZ / LOWEST_HZ)
    lags = np.arange(shortest, longest)
    lag = shortest + np.argmax(correlation[:, lags] - 0.0006 * lags, axis=1)  # the shorter of two equal periods wins
    row = np.arange(len(frames))
    before, peak, after = correlation[row, lag - 1], correlation[row, lag], correlation[row, lag + 1]
    bend = before - 2 * peak + after
    shift = np.clip(0.5 * (before - after) / np.where(np.abs(bend) < 1e-12, -1e-12, bend), -1.0, 1.0)
    level = np.sqrt((frames**2).mean(axis=1))
    sounds = (peak > 0.6) & (level > 0.02 * level.max()) & (level > 1e-5)
    times_s = (np.arange(len(frames)) * hop + window / 2) / TRACK_RATE_HZ
    return PitchTrack(times_s, np.where(sounds, TRACK_RATE_HZ / (lag + shift), 0.0))


def _autocorrelation(frames: Curve, size: int, weight: Curve) -> Curve:
    return np.asarray(np.fft.irfft(np.abs(np.fft.rfft(frames, size)) ** 2 * weight, size))


def _without_blips(flags: NDArray[np.bool_], shortest: int) -> NDArray[np.bool_]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    kept = flags.copy()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < shortest:
            kept[start:stop] = False
    return kept
