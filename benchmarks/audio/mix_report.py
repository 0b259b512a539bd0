"""The demo song on the meter: `python -m benchmarks.audio.mix_report`."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt, welch

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.voice_preset import VoicePreset
from media.audio_file import Audio
from media.loudness import gain, integrated_lufs, true_peak_dbtp
from tasks.audio.mix import duck_curve
from templates.demo.source.song import score
from templates.demo.source.song.build import STEMS
from templates.demo.source.song.mixdown import Stems, compose

Floats = NDArray[np.float64]

PHONE_BAND_HZ = (300.0, 8000.0)
VOICE_BAND_HZ = (1000.0, 4000.0)
REFERENCE_SLOPE_DB = -4.5
"""Long-term spectrum of popular music above 100 Hz, in dB per octave of power density (Pestana et al. 2013)."""


def section(audio: Audio, name: str) -> Audio:
    """That part of a signal as long as the song."""
    start, end = (round(beat * score.BEAT_S * AUDIO_SAMPLE_RATE_HZ) for beat in score.SECTIONS[name])
    return audio[:, start:end]


def section_lufs(audio: Audio) -> dict[str, float]:
    """Loudness of every section."""
    return {name: integrated_lufs(section(audio, name)) for name in score.SECTIONS}


def band(audio: Audio, low_hz: float, high_hz: float) -> Audio:
    """What is left of `audio` between two frequencies, 24 dB an octave."""
    sos = butter(4, (low_hz, high_hz), "band", fs=AUDIO_SAMPLE_RATE_HZ, output="sos")
    return np.asarray(sosfilt(sos, audio), dtype=np.float32)


def third_octaves(audio: Audio) -> tuple[Floats, Floats]:
    """Centre frequencies from 40 Hz to 12.5 kHz and the power density there in dB."""
    hz, density = welch(audio.mean(axis=0), AUDIO_SAMPLE_RATE_HZ, nperseg=16_384)
    centres = 1000.0 * 2.0 ** (np.arange(-14, 12) / 3.0)
    inside = [(hz >= c * 2 ** (-1 / 6)) & (hz < c * 2 ** (1 / 6)) for c in centres]
    return centres, np.array([10.0 * np.log10(float(density[i].mean()) + 1e-20) for i in inside])


def off_reference_db(audio: Audio) -> tuple[Floats, Floats]:
    """Third octaves from 100 Hz on, against the reference slope laid through them."""
    centres, level_db = third_octaves(audio)
    above = centres >= 100.0
    off = level_db[above] - REFERENCE_SLOPE_DB * np.log2(centres[above] / 1000.0)
    return centres[above], off - np.median(off)


def correlation(audio: Audio) -> float:
    """1 = mono, 0 = as wide as two strangers, below 0 = lost on a mono loudspeaker."""
    return float(np.asarray(np.corrcoef(audio))[0, 1])


def mono_loss_db(audio: Audio) -> float:
    """How much quieter the mono sum is than the two channels together."""
    return float(10.0 * np.log10((audio**2).mean() / (audio.mean(axis=0) ** 2).mean()))


def bass_on_a_phone_db(stems: Stems) -> float:
    """Loudness of the bass against everything else in the chorus, where both pass a phone's loudspeaker."""
    bass = section(stems.bass.astype(np.float32), "chorus")
    others = section((stems.backing() - stems.bass).astype(np.float32), "chorus")
    return integrated_lufs(band(bass, *PHONE_BAND_HZ)) - integrated_lufs(band(others, *PHONE_BAND_HZ))


def voice_over_backing_db(stems: Stems, preset: VoicePreset) -> float:
    """The line against the backing in the cue, 1 to 4 kHz, at the level and with the ducking of the mix."""
    backing = section(stems.backing().astype(np.float32), "cue")
    voice = stems.guide[None].astype(np.float32)
    over_db = integrated_lufs(backing) + preset.vocal_above_backing_db - integrated_lufs(np.repeat(voice, 2, axis=0))
    ducked = backing * duck_curve(voice[0], preset.duck_db).astype(np.float32)
    sings = duck_curve(voice[0], 1.0) < gain(-0.8)
    power = [float((band(x, *VOICE_BAND_HZ)[:, sings] ** 2).mean()) for x in (voice * gain(over_db), ducked)]
    return 10.0 * float(np.log10(power[0] / power[1]))


def main() -> None:
    stems = compose()
    backing = stems.backing().astype(np.float32)
    lines = [
        f"all: {integrated_lufs(backing):.1f} LUFS, {true_peak_dbtp(backing):.2f} dBTP, DC {float(backing.mean()):.1e}",
        "section: LUFS, crest, correlation, mono loss",
    ]
    for name in score.SECTIONS:
        part = section(backing, name)
        crest_db = 20.0 * np.log10(np.abs(part).max() / part.std())
        lufs = integrated_lufs(part)
        lines.append(f"  {name}: {lufs:.1f}, {crest_db:.1f} dB, {correlation(part):.2f}, {mono_loss_db(part):.2f} dB")
    for name in STEMS:
        stem = getattr(stems, name).astype(np.float32)
        levels = " ".join(f"{part} {lufs:.1f}" for part, lufs in section_lufs(stem).items())
        lines.append(f"  {name}: {levels}; correlation {correlation(stem):.2f}")
    for name in ("cue", "chorus"):
        centres, off_db = off_reference_db(section(backing, name))
        table = " ".join(f"{hz:.0f}:{db:+.1f}" for hz, db in zip(centres, off_db, strict=True))
        lines.append(f"{name}, third octaves off {REFERENCE_SLOPE_DB} dB an octave: {table}")
    lines.append(f"bass on a phone: {bass_on_a_phone_db(stems):.1f} dB against the rest of the chorus")
    lines.append(f"voice over backing, 1 to 4 kHz: {voice_over_backing_db(stems, VoicePreset()):+.1f} dB")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
