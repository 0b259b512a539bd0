"""A small singing synthesiser: harmonics of a glottal source shaped by moving formants, plus breath and consonants.

The voice is additive: each harmonic's level and phase come from the vocal tract's transfer function at its momentary
frequency (cascade of resonances, Klatt 1980), so vowels melt into each other without filter clicks or aliasing.
Noise is shaped by the same tract, frame by frame, in the short-time spectrum. What makes it less of a machine: every
note swells and falls, vibrato comes late and moves loudness too, pitch drifts and jitters, stops are aspirated, and
there is a breath before a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from .dsp import Signal, band_pass, envelope
from .phonemes import VOWEL_OF, split
from .score import BEAT_S, SAMPLE_RATE_HZ, Sung
from .tract import CONTROL_HZ, Controls, Segment, SungNote, segments_of

HIGHEST_HARMONIC_HZ = 11_000.0
PRESENCE_HZ = 2200.0
EVENNESS = 0.65
OVERSHOOT = 0.15
"""A singer leans back before a step and goes a little too far after it (Saitou et al. 2005)."""
BREATH_PAUSE_S = 0.35
"""A rest at least this long is used to breathe in."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How one singer differs from the next."""

    formant_scale: float = 1.0
    tilt_hz: float = 3600.0
    breath: float = 0.05
    vibrato_hz: float = 5.4
    vibrato_cents: float = 28.0
    glide_s: float = 0.035
    scoop_cents: float = 40.0
    drift_cents: float = 5.0
    jitter_cents: float = 3.0
    octave: int = 0
    seed: int = 1


def notes_of(line: tuple[Sung, ...], origin_beat: float = 0.0) -> list[SungNote]:
    """A score line in seconds, counted from `origin_beat`."""
    return [SungNote((s.beat - origin_beat) * BEAT_S, s.beats * BEAT_S, s.midi, s.phonemes) for s in line]


def sing(notes: list[SungNote], duration_s: float, voice: Voice) -> Signal:
    """Sings `notes`; returns mono `(samples,)`, peak near 0.5, silent outside the notes."""
    frames = round(duration_s * CONTROL_HZ) + 1
    rng = np.random.default_rng(voice.seed)
    segments = segments_of(notes)
    controls = Controls(segments, frames, voice.formant_scale)
    controls.level *= _dynamics(notes, frames, voice)
    f0 = _pitch_curve(notes, frames, voice, rng)
    voiced = _harmonics(f0, controls, voice, round(duration_s * SAMPLE_RATE_HZ))
    noise = _noise(f0, controls, voice, segments, voiced.shape[0], rng)
    out = voiced + noise
    return 0.5 * out / max(1e-9, float(np.abs(out).max()))


def _pitch_curve(notes: list[SungNote], frames: int, voice: Voice, rng: np.random.Generator) -> Signal:
    time = np.arange(frames) / CONTROL_HZ
    midi = np.full(frames, np.nan)
    bend = np.zeros(frames)
    for i, note in enumerate(notes):
        _, _, coda = split(note.phonemes)
        a = max(0, round((note.start_s - 0.05) * CONTROL_HZ))
        b = min(frames, round((note.start_s + note.duration_s + (0.05 if coda else 0.02)) * CONTROL_HZ))
        midi[a:b] = note.midi + note.detune_cents / 100.0 + 12 * voice.octave
        inside = time[a:b] - note.start_s
        onset = np.clip((inside - 0.22) / 0.3, 0.0, 1.0) if note.duration_s > 0.4 else np.zeros(b - a)
        rate = voice.vibrato_hz * rng.uniform(0.95, 1.05)
        bend[a:b] += voice.vibrato_cents * onset * np.sin(2 * np.pi * rate * np.maximum(inside, 0.0))
        rests_before = i == 0 or note.start_s - notes[i - 1].start_s - notes[i - 1].duration_s > 0.15
        if rests_before:
            bend[a:b] -= voice.scoop_cents * np.exp(-np.maximum(inside, 0.0) / 0.05)
    known = ~np.isnan(midi)
    midi = np.interp(time, time[known], midi[known])
    drift = gaussian_filter1d(rng.normal(0.0, 1.0, frames), 0.12 * CONTROL_HZ)
    drift *= voice.drift_cents / max(1e-9, float(drift.std()))
    jitter = gaussian_filter1d(rng.normal(0.0, 1.0, frames), 0.004 * CONTROL_HZ)
    drift += jitter * voice.jitter_cents / max(1e-9, float(jitter.std()))
    melody = gaussian_filter1d(midi, voice.glide_s * CONTROL_HZ)
    melody += OVERSHOOT * (melody - gaussian_filter1d(midi, 3.0 * voice.glide_s * CONTROL_HZ))
    cents = 100.0 * melody + gaussian_filter1d(bend, 4.0) + drift
    return np.asarray(440.0 * 2.0 ** ((cents - 6900.0) / 1200.0))


def _dynamics(notes: list[SungNote], frames: int, voice: Voice) -> Signal:
    """Loudness within the notes, about 1: a swell into each, a fall towards its end, the vibrato's shimmer."""
    time = np.arange(frames) / CONTROL_HZ
    level = np.ones(frames)
    for note in notes:
        inside = time - note.start_s
        on = (inside > -0.05) & (inside < note.duration_s + 0.05)
        swell = 0.78 + 0.22 * (1.0 - np.exp(-np.maximum(inside[on], 0.0) / 0.07))
        fall = 1.0 - 0.3 * np.clip((inside[on] - 0.55 * note.duration_s) / (0.45 * note.duration_s), 0.0, 1.0) ** 2
        late = np.clip((inside[on] - 0.22) / 0.3, 0.0, 1.0) if note.duration_s > 0.4 else 0.0
        level[on] = swell * fall * (1.0 + 0.07 * late * np.sin(2 * np.pi * voice.vibrato_hz * inside[on] + 0.7))
    return np.asarray(gaussian_filter1d(level, 0.012 * CONTROL_HZ))


def breaths_in(notes: list[SungNote], samples: int, rng: np.random.Generator) -> Signal:
    """Air drawn in before the first note and before every note after a rest, 0.3 s, RMS about 1 at its loudest."""
    air = band_pass(rng.normal(0.0, 1.0, samples), 700.0, 5200.0)
    air /= air.std()
    out = np.zeros(samples)
    end_s = -1.0
    for note in notes:
        if note.start_s - end_s > BREATH_PAUSE_S:
            stop = round((note.start_s - 0.14) * SAMPLE_RATE_HZ)
            start = max(0, stop - round(0.3 * SAMPLE_RATE_HZ))
            if stop > start:
                out[start:stop] += air[start:stop] * envelope(stop - start, 0.16, 0.06)
        end_s = note.start_s + note.duration_s
    return out


def _harmonics(f0: Signal, controls: Controls, voice: Voice, samples: int) -> Signal:
    controls.formants_hz[:, 0] = np.maximum(controls.formants_hz[:, 0], f0 * 1.03)  # singers open the jaw on high notes
    count = int(HIGHEST_HARMONIC_HZ / f0.min())
    frequency = f0[:, None] * np.arange(1, count + 1)[None, :]
    source = (f0[:, None] / frequency) / np.sqrt(1.0 + (frequency / voice.tilt_hz) ** 2)
    fade = np.clip((HIGHEST_HARMONIC_HZ - frequency) / 1500.0, 0.0, 1.0)
    source *= 1.0 + (frequency / PRESENCE_HZ) ** 2 / (1.0 + (frequency / 10_000.0) ** 2)
    weight = controls.tract(frequency) * source * fade
    # Singers even out their vowels, which the bare resonances would make differ by 15 dB.
    power = gaussian_filter1d(np.sqrt((np.abs(weight) ** 2).sum(axis=1)), 0.01 * CONTROL_HZ)
    weight *= (controls.level * power**-EVENNESS)[:, None]
    turn = np.exp(2j * np.pi * np.cumsum(_to_samples(f0)) / SAMPLE_RATE_HZ)
    harmonic = np.ones_like(turn)
    out = np.zeros(len(turn))
    for k in range(count):
        harmonic *= turn
        out += (_to_samples(weight[:, k]) * harmonic).imag
    return np.pad(out, (0, max(0, samples - len(out))))[:samples] / 2.5


def _to_samples(control: np.ndarray) -> np.ndarray:
    """A control track on the sample grid, by straight lines."""
    step = SAMPLE_RATE_HZ // CONTROL_HZ
    slope = np.diff(control)[:, None] / step
    return (control[:-1, None] + slope * np.arange(step)).ravel()


def _noise(
    f0: Signal, controls: Controls, voice: Voice, segments: list[Segment], samples: int, rng: np.random.Generator
) -> Signal:
    breath = _shaped_breath(controls, samples, rng)
    time = np.arange(samples) / SAMPLE_RATE_HZ
    frames_s = np.arange(len(f0)) / CONTROL_HZ
    phase = 2 * np.pi * np.cumsum(np.interp(time, frames_s, f0)) / SAMPLE_RATE_HZ
    pulse = 0.55 + 0.45 * np.cos(phase)  # air passes while the glottis is open
    out = voice.breath * breath * pulse * np.interp(time, frames_s, controls.level)
    out += 0.35 * breath * np.interp(time, frames_s, controls.aspiration)
    white = rng.normal(0.0, 1.0, samples)
    spectrum = np.fft.rfft(white)
    frequency = np.fft.rfftfreq(samples, 1.0 / SAMPLE_RATE_HZ)
    bands: dict[str, Signal] = {}
    for segment in segments:
        if segment.sound.noise <= 0.0:
            continue
        if segment.name not in bands:
            low, high = segment.sound.noise_band_hz
            shape = 1.0 / np.sqrt((1.0 + (low / np.maximum(frequency, 1.0)) ** 6) * (1.0 + (frequency / high) ** 6))
            band = np.fft.irfft(spectrum * shape, samples)
            bands[segment.name] = band / band.std()
        start_s = segment.end_s - 0.028 if segment.sound.burst else segment.start_s
        a, b = max(0, round(start_s * SAMPLE_RATE_HZ)), min(samples, round((segment.end_s + 0.012) * SAMPLE_RATE_HZ))
        if b <= a:
            continue
        shape = np.exp(-np.arange(b - a) / (0.012 * SAMPLE_RATE_HZ)) if segment.sound.burst else np.ones(b - a)
        shape = shape * envelope(b - a, 0.001 if segment.sound.burst else 0.025, 0.02)
        out[a:b] += 0.23 * segment.sound.noise * bands[segment.name][a:b] * shape
    return out


def _shaped_breath(controls: Controls, samples: int, rng: np.random.Generator) -> Signal:
    """White noise through the moving tract: overlap-add of Hann frames, 512 samples apart a half."""
    size, hop = 1024, 256
    window = np.hanning(size + 1)[:size]
    padded = rng.normal(0.0, 1.0, samples + 2 * size)
    starts = np.arange(0, samples + size, hop)
    frames = padded[starts[:, None] + np.arange(size)[None, :]] * window
    control = np.clip(((starts - size // 2) / SAMPLE_RATE_HZ * CONTROL_HZ).astype(int), 0, len(controls.level) - 1)
    frequency = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE_HZ)
    picked = controls.at(control)
    tract = picked.tract(np.broadcast_to(frequency, (len(starts), len(frequency))))
    response = np.abs(tract) ** 0.6  # breath is made along the whole tract, so its spectrum is flatter
    response *= 1.0 / (1.0 + (frequency / 9000.0) ** 4) * (frequency / (frequency + 1500.0))
    shaped = np.fft.irfft(np.fft.rfft(frames, axis=1) * response, size, axis=1) * window
    out = np.zeros(samples + 2 * size)
    for row, start in zip(shaped, starts, strict=True):
        out[start : start + size] += row
    return out[size : size + samples] / 2.0


def vowel_class(phonemes: str) -> str:
    """The vowel of a syllable as the contracts name it: a, e, i, o or u."""
    return VOWEL_OF[split(phonemes)[1]]
