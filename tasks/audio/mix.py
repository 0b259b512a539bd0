"""Voice over backing: level, ducking, loudness, and an AAC track whose true peak is checked after decoding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contracts.media import AUDIO_SAMPLE_RATE_HZ
from contracts.voice_preset import VoicePreset
from media.audio_file import Audio, aac_mp4_bytes, read_audio
from media.loudness import SILENCE_DB, gain, integrated_lufs, true_peak_dbtp
from tasks.audio.effects import limit, vocal_chain
from tasks.audio.pitch import Curve, Samples

TAIL_S = 2.0
"""Room and echo ring on after the cue."""
AAC_BIT_RATE = 192_000
AAC_MARGIN_DB = 0.8
"""AAC at 192 kbit/s overshoots by up to half a decibel; the limiter stands this far below the ceiling."""
LOUDNESS_TOLERANCE_DB = 0.15
_DUCK_HOP = 480


@dataclass(frozen=True)
class Master:
    """The encoded track and what was measured on it after decoding."""

    mp4: bytes
    lufs: float
    true_peak_dbtp: float


def lay_voice(backing: Audio, voice: Samples, cue_start: int, preset: VoicePreset, tempo_bpm: float) -> Audio:
    """The song with the voice, before mastering.

    Args:
        backing: `(2, n)`.
        voice: the tuned line, `(m,)`; its first sample lands exactly at `cue_start`.
        cue_start: sample of the cue's start in the song.
        preset: effects, level and ducking.
        tempo_bpm: of the echo.

    Returns:
        `(2, n)`.
    """
    dry = np.pad(voice, (0, round(TAIL_S * AUDIO_SAMPLE_RATE_HZ)))
    sung = vocal_chain(dry, preset, tempo_bpm)
    cue = slice(cue_start, cue_start + len(voice))
    voice_lufs = integrated_lufs(sung[:, : len(voice)])
    if voice_lufs <= SILENCE_DB:
        return backing
    over_db = integrated_lufs(backing[:, cue]) + preset.vocal_above_backing_db - voice_lufs
    placed = np.zeros_like(backing)
    room = min(sung.shape[1], backing.shape[1] - cue_start)
    placed[:, cue_start : cue_start + room] = sung[:, :room] * np.float32(gain(over_db))
    mixed = backing * duck_curve(placed[0], preset.duck_db).astype(np.float32) + placed
    return np.asarray(mixed, dtype=np.float32)


def duck_curve(voice: Samples, depth_db: float) -> Curve:
    """Gain of the backing, `(n,)`: down by `depth_db` where the voice sings, back within a third of a second."""
    from scipy.ndimage import gaussian_filter1d, maximum_filter1d

    count = -(-len(voice) // _DUCK_HOP)
    level = np.sqrt((np.pad(voice, (0, count * _DUCK_HOP - len(voice))).reshape(count, -1) ** 2).mean(axis=1))
    loudest = float(level.max(initial=0.0))
    sings = np.clip(level / (0.25 * loudest + 1e-12), 0.0, 1.0) if loudest > 0 else np.zeros(count)
    held = gaussian_filter1d(maximum_filter1d(sings, 25), 8.0)
    centres = (np.arange(count) + 0.5) * _DUCK_HOP
    return np.asarray(10.0 ** (-depth_db * np.interp(np.arange(len(voice)), centres, held) / 20.0))


def at_loudness(sound: Audio, preset: VoicePreset) -> Audio:
    """`sound` at the preset's loudness, limited to below its ceiling with room for what AAC adds."""
    ceiling_db = preset.ceiling_dbtp - AAC_MARGIN_DB
    level_db = preset.target_lufs - integrated_lufs(sound)
    for _ in range(3):  # limiting takes some loudness away, so aim again
        limited = limit(sound * np.float32(gain(level_db)), ceiling_db)
        short_db = preset.target_lufs - integrated_lufs(limited)
        if abs(short_db) < LOUDNESS_TOLERANCE_DB:
            break
        level_db += short_db
    return limited


def master(mixed: Audio, preset: VoicePreset) -> Master:
    """Brings the mix to the preset's loudness below its ceiling and encodes it as a plain MP4.

    The decoded track is measured; while its true peak is above the ceiling, the gain goes down by the excess.
    """
    limited = at_loudness(mixed, preset)
    trim_db = 0.0
    for _ in range(4):
        mp4 = aac_mp4_bytes(limited * np.float32(gain(trim_db)), AAC_BIT_RATE)
        decoded = read_audio(mp4, channels=2)[:, : mixed.shape[1]]
        peak_db = true_peak_dbtp(decoded)
        if peak_db <= preset.ceiling_dbtp:
            break
        trim_db -= peak_db - preset.ceiling_dbtp + 0.1
    return Master(mp4, integrated_lufs(decoded), peak_db)
