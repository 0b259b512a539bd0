"""Simple sounds, made by code: enough to hear where the song goes until real stems are there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from contracts.media import AUDIO_SAMPLE_RATE_HZ as RATE_HZ

Signal = npt.NDArray[np.float64]
FORMANTS_HZ: Mapping[str, tuple[float, float]] = {
    "a": (800.0, 1200.0),
    "e": (500.0, 1800.0),
    "i": (320.0, 2300.0),
    "o": (500.0, 900.0),
    "u": (330.0, 800.0),
}


def frequency_hz(midi: float) -> float:
    return float(440.0 * 2 ** ((midi - 69) / 12))


def faded(sound: Signal, attack_s: float, release_s: float) -> Signal:
    """`(samples,)` with a soft beginning and end."""
    place_s = np.arange(sound.size) / RATE_HZ
    envelope = np.clip(place_s / attack_s, 0, 1) * np.clip((place_s[-1] - place_s) / release_s, 0, 1)
    return np.asarray(sound * envelope)


def voice(midi: float, seconds: float, vowel: str) -> Signal:
    """A buzz with a vowel's two formants and a little vibrato, `(samples,)`."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch_hz = frequency_hz(midi)
    phase = 2 * np.pi * pitch_hz * time_s + 0.25 * np.sin(2 * np.pi * 5.5 * time_s)
    sound = np.zeros_like(time_s)
    for harmonic in range(1, 20):
        distance = np.subtract(pitch_hz * harmonic, FORMANTS_HZ[vowel]) / 180
        sound += (0.1 + np.exp(-(distance**2)).sum()) / harmonic**0.6 * np.sin(harmonic * phase)
    return faded(0.12 * sound, 0.03, 0.06)


def chord(midi: tuple[int, ...], seconds: float) -> Signal:
    """Notes together, soft, `(samples,)`."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    waves = [np.sin(2 * np.pi * frequency_hz(note) * time_s * octave) / octave for note in midi for octave in (1, 2)]
    return faded(0.06 * np.sum(waves, axis=0), 0.04, 0.3)


def kick() -> Signal:
    """A low thud, `(samples,)`."""
    time_s = np.arange(round(0.25 * RATE_HZ)) / RATE_HZ
    return faded(
        0.7 * np.sin(2 * np.pi * (45 * time_s + 3 * (1 - np.exp(-30 * time_s)))) * np.exp(-9 * time_s), 0.002, 0.02
    )


def clap(seed: int) -> Signal:
    """A short burst of noise, `(samples,)`."""
    time_s = np.arange(round(0.15 * RATE_HZ)) / RATE_HZ
    noise = np.diff(np.random.default_rng(seed).standard_normal(time_s.size + 1))
    return faded(0.12 * noise * np.exp(-28 * time_s), 0.002, 0.02)


def add_at(track: Signal, sound: Signal, at_s: float) -> None:
    """Adds a sound to a track; what reaches beyond its end is lost."""
    start = round(at_s * RATE_HZ)
    end = min(track.size, start + sound.size)
    track[start:end] += sound[: end - start]
