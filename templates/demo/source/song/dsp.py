"""Oscillators, envelopes and filters. Mono signals are `(samples,)`, stereo ones `(2, samples)`: float64 at 48 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from .score import BEAT_S, SAMPLE_RATE_HZ, SONG_SAMPLES

Signal = NDArray[np.float64]

_SWEEP_WINDOW, _SWEEP_HOP = 1024, 256


def midi_to_hz(midi: float) -> float:
    """Equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def beat_sample(beat: float) -> int:
    """Sample at which `beat` falls."""
    return round(beat * BEAT_S * SAMPLE_RATE_HZ)


def seconds(duration_s: float) -> Signal:
    """Time of every sample of a sound of that length."""
    return np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def silence() -> Signal:
    """An empty stereo track as long as the song."""
    return np.zeros((2, SONG_SAMPLES))


def white(seed: int, *shape: int) -> Signal:
    """Gaussian noise, RMS 1."""
    return np.random.default_rng(seed).normal(0.0, 1.0, shape)


def saw(frequency_hz: Signal, phase: float = 0.0) -> Signal:
    """Band-limited sawtooth (polyBLEP, Välimäki and Huovilainen 2007), -1 to 1."""
    step = frequency_hz / SAMPLE_RATE_HZ
    position = (np.cumsum(step) + phase) % 1.0
    start = position / step
    end = (position - 1.0) / step
    corner = np.where(start < 1.0, 2 * start - start**2 - 1.0, 0.0) + np.where(end > -1.0, end**2 + 2 * end + 1.0, 0.0)
    return 2.0 * position - 1.0 - corner


def supersaw(frequency_hz: Signal, detune_cents: float, voices: int, seed: int, width: float = 0.85) -> Signal:
    """Stereo stack of detuned saws, spread from left to right; level about that of one saw."""
    rng = np.random.default_rng(seed)
    out = np.zeros((2, len(frequency_hz)))
    for place in np.linspace(-1.0, 1.0, voices):
        voice = saw(frequency_hz * 2.0 ** (place * detune_cents / 1200.0), float(rng.uniform()))
        side = place if round(place * voices) % 2 else -place  # neighbours in pitch lie on opposite sides
        out += panned(voice, width * side)
    return out / np.sqrt(voices)


def plucked_saw(frequency_hz: float, cutoff_hz: Signal) -> Signal:
    """Sawtooth of constant pitch through a moving 12 dB low-pass, as a sum of its overtones: exact, without aliasing.

    Args:
        frequency_hz: the fundamental.
        cutoff_hz: `(samples,)`, which is also the length.
    """
    time = np.arange(len(cutoff_hz)) / SAMPLE_RATE_HZ
    turn = np.exp(2j * np.pi * frequency_hz * time)
    harmonic = np.ones_like(turn)
    out = np.zeros(len(time))
    for k in range(1, int(min(60.0, 14_000.0 / frequency_hz)) + 1):
        harmonic *= turn
        out += harmonic.imag / (k * (1.0 + (k * frequency_hz / cutoff_hz) ** 2))
    return out * (2.0 / np.pi)


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


def ride(points: tuple[tuple[float, float], ...]) -> Signal:
    """Straight lines through (beat, value), on every sample of the song."""
    beats, values = zip(*points, strict=True)
    return np.interp(np.arange(SONG_SAMPLES), [beat_sample(beat) for beat in beats], values)


def low_pass(signal: Signal, cutoff_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, cutoff_hz, "low", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def high_pass(signal: Signal, cutoff_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, cutoff_hz, "high", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def band_pass(signal: Signal, low_hz: float, high_hz: float, order: int = 2) -> Signal:
    """Butterworth."""
    return np.asarray(sosfilt(butter(order, [low_hz, high_hz], "band", fs=SAMPLE_RATE_HZ, output="sos"), signal))


def swept_low_pass(signal: Signal, cutoff_hz: Signal, resonance: float = 0.9) -> Signal:
    """24 dB low-pass whose cutoff moves: the response of two resonant pole pairs, frame by frame, without delay.

    Args:
        signal: stereo.
        cutoff_hz: `(samples,)`, as long as the signal.
        resonance: Q of each pole pair; 0.7 = flat, above = a peak at the cutoff.
    """
    count = signal.shape[1]
    starts = np.arange(-_SWEEP_WINDOW + _SWEEP_HOP, count, _SWEEP_HOP)
    window = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_SWEEP_WINDOW) / _SWEEP_WINDOW))
    at = np.clip(starts + _SWEEP_WINDOW // 2, 0, count - 1)
    ratio2 = (np.fft.rfftfreq(_SWEEP_WINDOW, 1 / SAMPLE_RATE_HZ)[None, :] / cutoff_hz[at][:, None]) ** 2
    response = 1.0 / ((1.0 - ratio2) ** 2 + ratio2 / resonance**2)
    out = np.zeros((2, count + 2 * _SWEEP_WINDOW))
    for channel, source in zip(out, np.pad(signal, ((0, 0), (_SWEEP_WINDOW, _SWEEP_WINDOW))), strict=True):
        frames = source[(starts + _SWEEP_WINDOW)[:, None] + np.arange(_SWEEP_WINDOW)] * window
        shaped = np.fft.irfft(np.fft.rfft(frames, axis=1) * response, _SWEEP_WINDOW, axis=1) * window
        for row, start in zip(shaped, starts + _SWEEP_WINDOW, strict=True):
            channel[start : start + _SWEEP_WINDOW] += row
    return out[:, _SWEEP_WINDOW : _SWEEP_WINDOW + count] / 2.0


def add_at(track: Signal, signal: Signal, sample: int) -> None:
    """Adds `signal` into `track` at `sample`, in place; what lies outside the track is cut."""
    start = max(0, sample)
    stop = min(track.shape[-1], sample + signal.shape[-1])
    if stop > start:
        track[..., start:stop] += signal[..., start - sample : stop - sample]
