"""The sound of the voice in the song: clean, even, bright, a little wide. The one module that knows pedalboard."""

from __future__ import annotations

from typing import Any

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.voice_preset import VoicePreset
from media.audio_file import Audio
from media.loudness import gain
from tasks.audio.pitch import Samples

OFF_DB = -60.0
HISS_BAND_HZ = (5200.0, 13_000.0)
HISS_SHARE = 0.25
"""Hiss above this part of the voice's level is too much."""


def vocal_chain(voice: Samples, preset: VoicePreset, tempo_bpm: float) -> Audio:
    """Mono `(n,)` to stereo `(2, n)`: filter, compressor, de-esser, equaliser; beside it doubles, echo and room."""
    from pedalboard import Compressor, HighpassFilter, HighShelfFilter, PeakFilter

    dynamics = [
        HighpassFilter(preset.high_pass_hz),
        Compressor(preset.compressor_threshold_db, preset.compressor_ratio, attack_ms=6.0, release_ms=110.0),
    ]
    tone = [
        PeakFilter(280.0, gain_db=-1.5, q=0.9),
        PeakFilter(3400.0, gain_db=preset.presence_db, q=0.8),
        HighShelfFilter(9000.0, gain_db=preset.air_db, q=0.7),
    ]
    dry = _run(dynamics, voice[None])
    dry = _run(tone, de_ess(dry[0], preset.de_ess_db)[None])
    stereo = np.repeat(dry, 2, axis=0)
    return (stereo + _doubles(dry, preset.double_db) + _space(dry, preset, tempo_bpm)).astype(np.float32)


def de_ess(voice: Samples, most_db: float) -> Samples:
    """Turns the hiss band down where it is loud against the rest of the voice, by at most `most_db`."""
    if most_db <= 0:
        return voice
    from scipy.ndimage import maximum_filter1d, uniform_filter1d
    from scipy.signal import butter, sosfiltfilt

    band = sosfiltfilt(butter(2, HISS_BAND_HZ, "band", fs=AUDIO_SAMPLE_RATE_HZ, output="sos"), voice.astype(np.float64))
    window = round(0.012 * AUDIO_SAMPLE_RATE_HZ)
    hiss = np.sqrt(np.maximum(uniform_filter1d(band**2, window), 0.0))  # running sums dip below zero
    speaking = np.sqrt(float((voice.astype(np.float64) ** 2).mean()) + 1e-12)
    over_db = 20.0 * np.log10(np.maximum(hiss / (HISS_SHARE * speaking), 1e-6))
    cut_db = np.clip(0.8 * over_db, 0.0, most_db)
    cut_db = uniform_filter1d(maximum_filter1d(cut_db, window), window)
    return np.asarray(voice - band * (1.0 - 10.0 ** (-cut_db / 20.0)), dtype=np.float32)


def limit(audio: Audio, ceiling_db: float) -> Audio:
    """True-peak limiter without delay. (pedalboard's `Limiter` lets peaks through: never use it as a ceiling.)"""
    from pedalboard import BrickwallLimiter

    return _run([BrickwallLimiter(ceiling_db, 100.0, 5.0, true_peak=True)], audio)


def _run(effects: list[Any], audio: Audio) -> Audio:
    from pedalboard import Pedalboard  # type: ignore[attr-defined]  # it is there, only not in `__all__`

    return np.asarray(Pedalboard(effects)(np.ascontiguousarray(audio), AUDIO_SAMPLE_RATE_HZ), dtype=np.float32)


def _doubles(dry: Audio, level_db: float) -> Audio:
    """Two side voices a few cents and milliseconds away, left and right."""
    if level_db <= OFF_DB:
        return np.zeros((2, dry.shape[1]), dtype=np.float32)
    from pedalboard import Chorus

    left = Chorus(rate_hz=0.43, depth=0.12, centre_delay_ms=17.0, feedback=0.0, mix=1.0)
    right = Chorus(rate_hz=0.61, depth=0.12, centre_delay_ms=23.0, feedback=0.0, mix=1.0)
    return np.concatenate([_run([left], dry), _run([right], dry)]) * np.float32(gain(level_db) * 1.4)


def _space(dry: Audio, preset: VoicePreset, tempo_bpm: float) -> Audio:
    from pedalboard import Delay, HighpassFilter, LowpassFilter, Reverb

    out = np.zeros((2, dry.shape[1]), dtype=np.float32)
    stereo = np.repeat(dry, 2, axis=0)
    if preset.reverb_db > OFF_DB:
        room = [
            HighpassFilter(220.0),
            Delay(delay_seconds=0.022, feedback=0.0, mix=1.0),
            Reverb(room_size=0.42, damping=0.45, wet_level=1.0, dry_level=0.0, width=1.0),
            LowpassFilter(8500.0),
        ]
        wet = _run(room, stereo)
        out += wet * np.float32(gain(preset.reverb_db) * _level(stereo) / max(1e-9, _level(wet)))
    if preset.delay_db > OFF_DB:
        dotted_eighth_s = 0.75 * 60.0 / tempo_bpm
        echo = [HighpassFilter(400.0), Delay(dotted_eighth_s, feedback=0.28, mix=1.0), LowpassFilter(4200.0)]
        out += _run(echo, stereo) * np.float32(gain(preset.delay_db))
    return out


def _level(audio: Audio) -> float:
    return float(np.sqrt((audio.astype(np.float64) ** 2).mean()))
