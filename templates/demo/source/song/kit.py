"""The drum kit: one function per sound."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .dsp import Signal, add_at, band_pass, decay, envelope, high_pass, low_pass, panned, seconds, white
from .score import SAMPLE_RATE_HZ

METAL_HZ = (2310.0, 3107.0, 3911.0, 4703.0, 5501.0, 6301.0)


@lru_cache(maxsize=1)
def kick() -> Signal:
    """A sine that falls from 260 over 110 to 50 Hz, driven, under a beater's click."""
    time = seconds(0.42)
    fall = 50.0 * time + 60.0 * 0.045 * (1.0 - np.exp(-time / 0.045)) + 150.0 * 0.009 * (1.0 - np.exp(-time / 0.009))
    body = np.tanh(2.2 * np.sin(2 * np.pi * fall) * np.exp(-time / 0.14)) * envelope(len(time), 0.0008, 0.1)
    click = band_pass(white(1, len(time)), 1800.0, 7000.0) * np.exp(-time / 0.0035)
    knock = np.sin(2 * np.pi * 185.0 * time) * np.exp(-time / 0.03)
    return body + (0.3 * click + 0.25 * knock) * envelope(len(time), 0.0006, 0.1)


@lru_cache(maxsize=1)
def snare() -> Signal:
    """Stereo: two drum tones whose pitch drops, wires, a crack on top, and a clap around it."""
    time = seconds(0.36)
    drop = 1.0 + 0.25 * np.exp(-time / 0.012)
    turn = 2 * np.pi * np.cumsum(drop) / SAMPLE_RATE_HZ
    tone = (np.sin(192.0 * turn) + 0.55 * np.sin(331.0 * turn)) * np.exp(-time / 0.06)
    wires = band_pass(white(2, len(time)), 1500.0, 9500.0) * np.exp(-time / 0.085)
    crack = high_pass(white(3, len(time)), 3500.0) * np.exp(-time / 0.012)
    middle = np.tanh(1.5 * (0.6 * tone + 0.5 * wires + 0.3 * crack)) * envelope(len(time), 0.0006, 0.14)
    return np.asarray(panned(middle, 0.0) + 0.6 * np.pad(clap(), ((0, 0), (0, max(0, len(time) - clap().shape[1])))))


@lru_cache(maxsize=1)
def clap() -> Signal:
    """Stereo: three hands that do not quite meet, then the room of many."""
    time = seconds(0.36)
    out = np.zeros((2, len(time)))
    for i, (delay_s, tail_s, side) in enumerate(
        ((0.0, 0.006, -0.4), (0.011, 0.006, 0.5), (0.022, 0.009, 0.0), (0.030, 0.075, 0.0))
    ):
        since = np.maximum(time - delay_s, 0.0)
        hand = np.where(time >= delay_s, np.exp(-since / tail_s) * np.minimum(1.0, since / 0.0006), 0.0)
        out += panned(band_pass(white(30 + i, len(time)), 850.0, 4200.0) * hand, side)
    spread = band_pass(white(39, 2, len(time)), 1100.0, 6500.0) * np.exp(-time / 0.06)
    return (out + 0.22 * spread) * envelope(len(time), 0.0006, 0.12)


@lru_cache(maxsize=1)
def snap() -> Signal:
    """A finger snap: a hollow resonance at 1.6 kHz and a little air."""
    time = seconds(0.2)
    air = band_pass(white(5, len(time)), 1300.0, 5200.0) * np.exp(-time / 0.016)
    ring = np.sin(2 * np.pi * 1620.0 * time) * np.exp(-time / 0.012)
    return (0.8 * air + 0.35 * ring) * envelope(len(time), 0.0008, 0.06)


@lru_cache(maxsize=16)
def hat(open_s: float, seed: int) -> Signal:
    """Closed (0.03 s) to open (0.2 s) hi-hat: six inharmonic squares and noise above 7 kHz."""
    time = seconds(min(0.5, open_s * 5))
    metal = np.sum([np.sign(np.sin(2 * np.pi * f * time + seed)) for f in METAL_HZ], axis=0)
    bright = low_pass(high_pass(metal * 0.4 + 2.2 * white(seed, len(time)), 7200.0, 4), 14_000.0)
    return 0.28 * bright * decay(len(time), open_s)


@lru_cache(maxsize=1)
def shaker() -> Signal:
    """A soft grain of noise that swells before it stops."""
    time = seconds(0.09)
    swell = np.sin(np.pi * np.minimum(1.0, time / 0.07)) ** 1.5
    return band_pass(white(6, len(time)), 5200.0, 11_000.0) * swell * envelope(len(time), 0.004, 0.02)


@lru_cache(maxsize=4)
def tom(frequency_hz: float) -> Signal:
    """A drum with a head that slackens, and its stick."""
    time = seconds(0.45)
    phase = 2 * np.pi * frequency_hz * (time + 0.6 * 0.03 * (1.0 - np.exp(-time / 0.03)))
    body = np.tanh(1.6 * np.sin(phase) * np.exp(-time / 0.13))
    stick = band_pass(white(8, len(time)), 900.0, 5000.0) * np.exp(-time / 0.01)
    return (body + 0.25 * stick) * envelope(len(time), 0.001, 0.12)


@lru_cache(maxsize=8)
def crash(seed: int, length_s: float = 2.4) -> Signal:
    """Stereo cymbal: noise whose treble dies first, over inharmonic metal."""
    time = seconds(length_s)
    noise = white(seed, 2, len(time))
    metal = np.sum([np.sign(np.sin(2 * np.pi * 0.83 * f * time + seed)) for f in METAL_HZ], axis=0)
    bright = high_pass(noise + 0.12 * metal, 6500.0) * np.exp(-time / 0.3)
    body = band_pass(noise, 2800.0, 8500.0) * np.exp(-time / 0.62)
    return 0.4 * low_pass(bright + 0.7 * body, 13_000.0) * envelope(len(time), 0.002, 0.5)


def roll(strokes: tuple[float, ...], step_samples: int) -> Signal:
    """Snare strokes of the given levels at even distance."""
    out = np.zeros((2, step_samples * len(strokes) + snare().shape[1]))
    for i, level in enumerate(strokes):
        add_at(out, snare() * level, i * step_samples)
    return out
