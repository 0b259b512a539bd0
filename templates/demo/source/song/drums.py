"""The drum kit and its part."""

from __future__ import annotations

import numpy as np

from .dsp import Signal, add_at, band_pass, beat_sample, decay, envelope, high_pass, low_pass, panned
from .score import SAMPLE_RATE_HZ, SONG_SAMPLES

KICK_BEATS = [16.0 + i for i in range(16)] + [32.0 + i for i in range(16)] + [48.0, 50.0, 52.0]
LIGHT_KICK_BEATS = [8.0, 10.0, 12.0, 14.0]
SNARE_BEATS = [9.0, 11.0, 13.0] + [17.0 + 2 * i for i in range(16)] + [51.5, 51.75]
CRASH_BEATS = (16.0, 32.0, 40.0, 48.0, 52.0)


def _time(seconds: float) -> Signal:
    return np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def kick() -> Signal:
    """A sine that falls from 190 to 50 Hz under a click."""
    time = _time(0.38)
    phase = 2 * np.pi * (50.0 * time + 140.0 * 0.028 * (1.0 - np.exp(-time / 0.028)))
    body = np.tanh(1.7 * np.sin(phase) * np.exp(-time / 0.13)) * envelope(len(time), 0.001, 0.08)
    click = high_pass(np.random.default_rng(1).normal(0, 1, len(time)), 1500.0) * np.exp(-time / 0.004)
    return body + 0.12 * click * envelope(len(time), 0.0005, 0.05)


def snare() -> Signal:
    """Two drum tones, wires and the burst of a clap."""
    time = _time(0.34)
    rng = np.random.default_rng(2)
    noise = rng.normal(0, 1, len(time))
    tone = (np.sin(2 * np.pi * 196 * time) + 0.6 * np.sin(2 * np.pi * 287 * time)) * np.exp(-time / 0.055)
    wires = band_pass(noise, 1800.0, 9500.0) * np.exp(-time / 0.085)
    bursts = sum(np.where(time >= d, np.exp(-(time - d) / (0.09 if d > 0.02 else 0.006)), 0) for d in (0, 0.011, 0.023))
    clap = band_pass(rng.normal(0, 1, len(time)), 900.0, 3200.0) * bursts
    return (0.5 * tone + 0.5 * wires + 0.55 * clap) * envelope(len(time), 0.0008, 0.12)


def hat(open_s: float, seed: int) -> Signal:
    """Closed (0.03 s) to open (0.2 s) hi-hat: six inharmonic squares and noise above 7 kHz."""
    time = _time(min(0.5, open_s * 5))
    metal = sum(np.sign(np.sin(2 * np.pi * f * time + seed)) for f in (2310, 3107, 3911, 4703, 5501, 6301))
    noise = np.random.default_rng(seed).normal(0, 2.2, len(time))
    bright = low_pass(high_pass(metal * 0.4 + noise, 7200.0, 4), 14_000.0)
    return 0.28 * bright * decay(len(time), open_s)


def crash(seed: int) -> Signal:
    """Stereo cymbal, 1.8 s."""
    samples = round(1.8 * SAMPLE_RATE_HZ)
    noise = np.random.default_rng(seed).normal(0, 1, (2, samples))
    bright = low_pass(high_pass(noise, 4200.0, 2), 12_500.0)
    return 0.4 * bright * decay(samples, 0.42, 0.002)


def riser(beats: float, seed: int) -> Signal:
    """Noise whose band climbs from 300 Hz to 9 kHz while it grows."""
    samples = beat_sample(beats)
    noise = np.random.default_rng(seed).normal(0, 1, (2, samples))
    progress = np.linspace(0.0, 1.0, samples)
    out = np.zeros((2, samples))
    centres = np.geomspace(300.0, 9000.0, 9)
    for i, centre in enumerate(centres):
        weight = np.exp(-(((progress * (len(centres) - 1) - i) / 1.1) ** 2))
        out += band_pass(noise, centre / 1.35, centre * 1.35) * weight
    return out * progress**1.8 * envelope(samples, 0.05, 0.012)


def impact(seed: int) -> Signal:
    """A low boom with a breath of noise, 1.6 s."""
    samples = round(1.6 * SAMPLE_RATE_HZ)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    boom = np.sin(2 * np.pi * (42.0 * time + 60.0 * 0.06 * (1 - np.exp(-time / 0.06)))) * np.exp(-time / 0.4)
    air = low_pass(np.random.default_rng(seed).normal(0, 1, (2, samples)), 1400.0) * np.exp(-time / 0.25)
    return (np.stack([boom, boom]) + 0.35 * air) * envelope(samples, 0.002, 0.3)


def drum_track() -> Signal:
    """All drums and effects, stereo, before the mix."""
    track = np.zeros((2, SONG_SAMPLES))
    for beat in KICK_BEATS:
        add_at(track, panned(kick(), 0.0) * 0.95, beat_sample(beat))
    for beat in LIGHT_KICK_BEATS:
        add_at(track, panned(low_pass(kick(), 900.0), 0.0) * 0.6, beat_sample(beat))
    for beat in SNARE_BEATS:
        level = 0.34 if beat < 16 else 0.55
        add_at(track, panned(snare(), 0.0) * level, beat_sample(beat))
    for step in range(8):  # the roll into the cue grows
        add_at(track, panned(snare(), 0.12 * (-1) ** step) * (0.14 + 0.035 * step), beat_sample(14.0 + step * 0.25))
    _hats(track)
    for i, beat in enumerate(CRASH_BEATS):
        add_at(track, crash(20 + i) * (0.42 if beat == 16 else 0.6), beat_sample(beat))
    for start, beats, level in ((5.0, 3.0, 0.22), (12.0, 4.0, 0.34), (28.0, 4.0, 0.26), (46.0, 2.0, 0.2)):
        add_at(track, riser(beats, int(start)) * level, beat_sample(start))
    for beat in (8.0, 32.0, 52.0):
        add_at(track, impact(int(beat)) * (0.25 if beat == 8 else 0.45), beat_sample(beat))
    return low_pass(high_pass(track, 26.0), 15_000.0)


def _hats(track: Signal) -> None:
    closed, opened = hat(0.03, 11), hat(0.14, 12)
    accents = (1.0, 0.45, 0.75, 0.5)
    for step in range(4 * 4, 52 * 4):
        beat = step / 4
        if beat < 8 and step % 2:
            continue
        level = accents[step % 4] * (0.24 if beat < 8 else 0.32 if beat < 32 else 0.42)
        add_at(track, panned(closed, 0.25 if step % 2 else -0.12) * level, beat_sample(beat))
    for beat in [16.5 + i for i in range(16)] + [32.5 + i for i in range(16)]:
        add_at(track, panned(opened, 0.3) * (0.2 if beat < 32 else 0.32), beat_sample(beat))
