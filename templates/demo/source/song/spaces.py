"""Rooms, echoes and dynamics: what happens to a track after it was played."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import minimum_filter1d
from scipy.signal import fftconvolve, resample_poly

from .dsp import Signal, add_at, beat_sample, envelope, high_pass, low_pass, panned
from .score import SAMPLE_RATE_HZ

_CONTROL = 48
"""Samples per step of a compressor's gain: 1 ms."""


def reverb(signal: Signal, decay_s: float, seed: int, pre_delay_s: float = 0.02, bright_hz: float = 6000.0) -> Signal:
    """Wet stereo room of a mono or stereo signal, as long as the signal: convolution with decaying noise.

    Two independent noises make it wide; the high band decays twice as fast, as air does. `decay_s` is RT60.
    """
    stereo = signal if signal.ndim == 2 else np.stack([signal, signal])
    rng = np.random.default_rng(seed)
    length = round(decay_s * 1.2 * SAMPLE_RATE_HZ)
    time = np.arange(length) / SAMPLE_RATE_HZ
    noise = rng.normal(0.0, 1.0, (2, length))
    low, high = low_pass(noise, 1800.0), low_pass(high_pass(noise, 1800.0), bright_hz)
    tail = low * 10.0 ** (-3.0 * time / decay_s) + high * 10.0 ** (-6.0 * time / decay_s)
    tail *= envelope(length, 0.008, 0.1)
    tail = high_pass(tail, 220.0)
    tail /= np.sqrt((tail**2).sum(axis=1, keepdims=True))
    delayed = np.pad(tail, ((0, 0), (round(pre_delay_s * SAMPLE_RATE_HZ), 0)))
    return np.stack([fftconvolve(stereo[c], delayed[c])[: stereo.shape[1]] for c in range(2)])


def ping_pong(signal: Signal, beats: float, feedback: float, repeats: int = 4) -> Signal:
    """Wet stereo echo that changes sides, duller with every repeat."""
    mono = signal.mean(axis=0) if signal.ndim == 2 else signal
    out = np.zeros((2, len(mono)))
    echo = mono
    for i in range(1, repeats + 1):
        echo = low_pass(echo, 4500.0, 1) * feedback
        add_at(out, panned(echo, 0.7 if i % 2 else -0.7), beat_sample(beats * i))
    return out


def chorus(stereo: Signal, rate_hz: float = 0.5, depth_ms: float = 2.0, centre_ms: float = 12.0) -> Signal:
    """Wet ensemble: each side read back by a slowly swinging delay, the two in opposite phase."""
    index = np.arange(stereo.shape[1])
    swing = np.sin(2 * np.pi * rate_hz * index / SAMPLE_RATE_HZ)
    return np.stack(
        [
            np.interp(index - (centre_ms + sign * depth_ms * swing) * SAMPLE_RATE_HZ / 1000.0, index, stereo[c])
            for c, sign in ((0, 1.0), (1, -1.0))
        ]
    )


def duck_curve(samples: int, beats: list[float], depth: float, recovery_s: float = 0.22) -> Signal:
    """Gain that dips by `depth` (0 to 1) at every kick and swings back: the pump of dance music."""
    curve = np.ones(samples)
    length = round(0.45 * SAMPLE_RATE_HZ)
    time = np.arange(length) / SAMPLE_RATE_HZ
    dip = 1.0 - depth * np.exp(-((time / recovery_s) ** 2)) * np.minimum(1.0, time / 0.004)
    for beat in beats:
        start = beat_sample(beat)
        stop = min(samples, start + length)
        if stop > start:
            curve[start:stop] = np.minimum(curve[start:stop], dip[: stop - start])
    return curve


def compressor_gain(stereo: Signal, threshold_db: float, ratio: float, attack_s: float, release_s: float) -> Signal:
    """Gain, `(samples,)`, that turns both channels down together where their level passes the threshold."""
    count = -(-stereo.shape[1] // _CONTROL)
    power = np.pad((stereo**2).mean(axis=0), (0, count * _CONTROL - stereo.shape[1])).reshape(count, _CONTROL)
    over_db = 10.0 * np.log10(power.mean(axis=1) + 1e-12) - threshold_db
    wanted_db = np.maximum(over_db, 0.0) * (1.0 - 1.0 / ratio)
    step_s = _CONTROL / SAMPLE_RATE_HZ
    rise, fall = 1.0 - np.exp(-step_s / attack_s), 1.0 - np.exp(-step_s / release_s)
    reduced_db, held = np.zeros(count), 0.0
    for i, want in enumerate(wanted_db):
        held += (rise if want > held else fall) * (want - held)
        reduced_db[i] = held
    curve = np.interp(np.arange(stereo.shape[1]), (np.arange(count) + 0.5) * _CONTROL, reduced_db)
    return np.asarray(10.0 ** (-curve / 20.0))


def limiter_gain(stereo: Signal, ceiling_db: float, look_s: float = 0.004) -> Signal:
    """Gain, `(samples,)`, of a true-peak limiter: it falls before a peak comes and lets none pass.

    A running minimum of what each sample needs, smoothed over no more than its reach.
    """
    peak = np.abs(resample_poly(stereo, 4, 1, axis=1)).reshape(2, -1, 4).max(axis=(0, 2))
    need = np.minimum(1.0, 10.0 ** (ceiling_db / 20.0) / np.maximum(peak, 1e-9))
    width = 2 * round(look_s * SAMPLE_RATE_HZ) + 1
    lowest = minimum_filter1d(need, 2 * width + 1)
    kernel = np.hanning(width + 2)[1:-1]
    return np.asarray(np.convolve(np.pad(lowest, width // 2, mode="edge"), kernel / kernel.sum(), mode="valid"))
