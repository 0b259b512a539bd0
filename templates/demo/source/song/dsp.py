"""Oscillators, envelopes and spaces. Mono signals are `(samples,)`, stereo ones `(2, samples)`: float64 at 48 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, sosfilt

from .score import BEAT_S, SAMPLE_RATE_HZ

Signal = NDArray[np.float64]


def midi_to_hz(midi: float) -> float:
    """Equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def beat_sample(beat: float) -> int:
    """Sample at which `beat` falls."""
    return round(beat * BEAT_S * SAMPLE_RATE_HZ)


def saw(frequency_hz: Signal, phase: float = 0.0) -> Signal:
    """Band-limited sawtooth (polyBLEP, Välimäki and Huovilainen 2007), -1 to 1."""
    step = frequency_hz / SAMPLE_RATE_HZ
    position = (np.cumsum(step) + phase) % 1.0
    start = position / step
    end = (position - 1.0) / step
    corner = np.where(start < 1.0, 2 * start - start**2 - 1.0, 0.0) + np.where(end > -1.0, end**2 + 2 * end + 1.0, 0.0)
    return 2.0 * position - 1.0 - corner


def supersaw(frequency_hz: Signal, detune_cents: float, voices: int, seed: int) -> Signal:
    """Stereo stack of detuned saws, spread from left to right; level about that of one saw."""
    rng = np.random.default_rng(seed)
    out = np.zeros((2, len(frequency_hz)))
    for place in np.linspace(-1.0, 1.0, voices):
        voice = saw(frequency_hz * 2.0 ** (place * detune_cents / 1200.0), float(rng.uniform()))
        side = place if round(place * voices) % 2 else -place  # neighbours in pitch lie on opposite sides
        out += panned(voice, 0.85 * side)
    return out / np.sqrt(voices)


def panned(signal: Signal, position: float) -> Signal:
    """Constant-power pan, -1 left to 1 right."""
    angle = (position + 1.0) * np.pi / 4.0
    return np.stack([np.cos(angle) * signal, np.sin(angle) * signal])


def envelope(samples: int, attack_s: float, release_s: float) -> Signal:
    """Raised-cosine fade-in and fade-out around a flat middle; never clicks."""
    shape = np.ones(samples)
    rise = min(round(attack_s * SAMPLE_RATE_HZ), samples // 2)
    fall = min(round(release_s * SAMPLE_RATE_HZ), samples - rise)
    shape[:rise] *= 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, rise))
    shape[samples - fall :] *= 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, fall))
    return shape


def decay(samples: int, time_s: float, attack_s: float = 0.001) -> Signal:
    """Exponential decay to 1/e in `time_s`, after a short attack, ending in silence."""
    time = np.arange(samples) / SAMPLE_RATE_HZ
    return np.exp(-time / time_s) * envelope(samples, attack_s, 0.02)


def low_pass(signal: Signal, cutoff_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, cutoff_hz, "low", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def high_pass(signal: Signal, cutoff_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, cutoff_hz, "high", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def band_pass(signal: Signal, low_hz: float, high_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, [low_hz, high_hz], "band", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def add_at(track: Signal, signal: Signal, sample: int) -> None:
    """Adds `signal` into `track` at `sample`, in place; what lies outside the track is cut."""
    start = max(0, sample)
    stop = min(track.shape[-1], sample + signal.shape[-1])
    if stop > start:
        track[..., start:stop] += signal[..., start - sample : stop - sample]


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
    tail = high_pass(tail, 180.0)
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
