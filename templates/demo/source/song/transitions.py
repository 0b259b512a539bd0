"""Sounds that lead from one section into the next."""

from __future__ import annotations

import numpy as np

from .dsp import Signal, beat_sample, envelope, high_pass, low_pass, saw, seconds, swept_low_pass, white
from .kit import crash
from .score import SAMPLE_RATE_HZ


def riser(beats: float, seed: int) -> Signal:
    """Noise whose band climbs from 300 Hz to 11 kHz, with a saw that climbs an octave, while both grow."""
    samples = beat_sample(beats)
    progress = np.linspace(0.0, 1.0, samples)
    cutoff_hz = 300.0 * (11_000.0 / 300.0) ** progress
    air = high_pass(swept_low_pass(white(seed, 2, samples), cutoff_hz, 1.6), 250.0)
    tone_hz = 220.0 * 2.0**progress
    tone = np.stack([saw(tone_hz * 1.004), saw(tone_hz * 0.996, 0.3)])
    tone = high_pass(swept_low_pass(tone, 0.6 * cutoff_hz), 300.0)
    return (0.5 * air + 0.22 * tone) * progress**2.2 * envelope(samples, 0.05, 0.012)


def downlifter(beats: float, seed: int) -> Signal:
    """The riser's mirror: a breath of noise that sinks away."""
    samples = beat_sample(beats)
    progress = np.linspace(0.0, 1.0, samples)
    air = swept_low_pass(white(seed, 2, samples), 9000.0 * (200.0 / 9000.0) ** progress, 1.4)
    return 0.5 * high_pass(air, 200.0) * (1.0 - progress) ** 1.5 * envelope(samples, 0.003, 0.05)


def impact(seed: int, settle_hz: float) -> Signal:
    """A low boom that settles on a pitch, with a breath of noise, 2 s."""
    time = seconds(2.0)
    turns = settle_hz * time + 70.0 * 0.06 * (1 - np.exp(-time / 0.06))
    boom = np.tanh(1.8 * np.sin(2 * np.pi * turns) * np.exp(-time / 0.45))
    air = low_pass(white(seed, 2, len(time)), 1400.0) * np.exp(-time / 0.22)
    return (np.stack([boom, boom]) + 0.35 * air) * envelope(len(time), 0.002, 0.5)


def reverse_cymbal(beats: float, seed: int) -> Signal:
    """A crash played backwards: it ends with its full strike."""
    samples = beat_sample(beats)
    backwards = crash(seed, 2.4)[:, ::-1][:, -samples:]
    return backwards * np.linspace(0.0, 1.0, samples) ** 1.4 * envelope(samples, 0.02, 0.004)


def sub_drop(beats: float, settle_hz: float) -> Signal:
    """A sine that sinks by two octaves to `settle_hz`, below a break."""
    samples = beat_sample(beats)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    turns = settle_hz * (time + 3.0 * 0.25 * (1.0 - np.exp(-time / 0.25)))
    return np.sin(2 * np.pi * turns) * np.exp(-time / 0.7) * envelope(samples, 0.005, 0.2)
