"""The sung line as later stages read it: mono 48 kHz, the part with the voice, sound levels."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contracts.errors import InputRejected
from contracts.media import AUDIO_SAMPLE_RATE_HZ
from media.audio_file import Audio, read_audio
from media.voicing import SILENCE_DBFS, voiced_seconds

MAX_FILE_BYTES = 200 * 1024 * 1024
LISTEN_S = 90.0
"""Only so much of a recording is decoded, however long it is."""
MIN_VOICE_S = 1.0
MARGIN_S = 8.0
"""What a take may be longer than its cue: fans start late and hold the last note."""
LEAD_S = 0.5
"""Kept ahead of the first sound where a take is cut: the aligner wants to see the onset."""

FRAME_SAMPLES = AUDIO_SAMPLE_RATE_HZ // 50

QUIET_PEAK = 0.25
TARGET_PEAK = 0.5
CLIPPED_LEVEL = 0.999
CLIPPED_SHARE = 0.001

_MAGIC_AT_START = (b"RIFF", b"RF64", b"fLaC", b"OggS", b"ID3", b"FORM", b"caff", b"#!AMR", b"\x1aE\xdf\xa3", b"0&\xb2u")
_MAGIC_AT_4 = (b"ftyp", b"moov", b"mdat", b"wide")


class Take(NamedTuple):
    """A voice that can be used: `samples` `(1, n) float32` at 48 kHz, and what an operator may want to know."""

    samples: Audio
    warnings: tuple[str, ...]


def read_take(path: Path, max_s: float) -> Take:
    """Decodes a recording (or a video with sound), cuts it to `max_s` seconds around the voice, evens its level.

    Raises InputRejected: `voice_missing`, `voice_file_too_large`, `voice_unreadable`, `voice_silent`,
    `voice_too_short` (less than one second of voice).
    """
    sound = _decode(path)
    sound = sound - np.mean(sound, dtype=np.float64).astype(np.float32)  # DC eats headroom and clicks at every cut
    warnings = []
    if _clipped_share(sound) > CLIPPED_SHARE:
        warnings.append("voice_clipped: the recording is overdriven")
    first, last = _heard_span(sound)
    limit = round(max_s * AUDIO_SAMPLE_RATE_HZ)
    if sound.shape[1] > limit:
        start = max(0, min(first - round(LEAD_S * AUDIO_SAMPLE_RATE_HZ), sound.shape[1] - limit))
        if last > start + limit or sound.shape[1] >= round(LISTEN_S * AUDIO_SAMPLE_RATE_HZ):
            warnings.append(f"voice_cut: only {max_s:.1f} s of the recording are used")
        sound = sound[:, start : start + limit]
    voice_s = voiced_seconds(sound)
    if voice_s < MIN_VOICE_S:
        raise InputRejected(
            f"Only {voice_s:.1f} s of voice could be heard; please sing the whole line close to the microphone.",
            code="voice_too_short",
        )
    return Take(_level(sound), tuple(warnings))


def check_voice(path: Path) -> None:
    """Raises InputRejected where the file cannot be used as a voice. Needs no server and no template."""
    read_take(path, LISTEN_S)


def _decode(path: Path) -> Audio:
    try:
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise InputRejected(
            "The voice file cannot be opened; please check that it is there.", code="voice_missing"
        ) from error
    if size_bytes > MAX_FILE_BYTES:
        raise InputRejected(
            f"The voice file is larger than {MAX_FILE_BYTES // 2**20} MB; please send a shorter one.",
            code="voice_file_too_large",
        )
    if not is_media_file(head):
        raise _unreadable()
    try:
        sound = read_audio(path, max_s=LISTEN_S)
    except ValueError as error:
        raise _unreadable() from error
    return np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)


def is_media_file(head: bytes) -> bool:
    """Whether a file's first 16 bytes are those of a container that may be decoded.

    FFmpeg also opens play lists, and those name other files and addresses: a stranger's file must never get there.
    """
    if head.startswith(_MAGIC_AT_START) or head[4:8] in _MAGIC_AT_4:
        return True
    return len(head) >= 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0  # MPEG audio or ADTS frame sync


def _unreadable() -> InputRejected:
    return InputRejected(
        "No sound can be read from the voice file; please send a recording (WAV, MP3, M4A, OGG, FLAC) "
        "or a video with sound.",
        code="voice_unreadable",
    )


def _clipped_share(sound: Audio) -> float:
    return float(np.mean(np.abs(sound) >= CLIPPED_LEVEL))


def _heard_span(sound: Audio) -> tuple[int, int]:
    """First and one-past-last sample of what is above silence; raises InputRejected where nothing is."""
    loud = np.flatnonzero(_frame_levels_dbfs(sound) > SILENCE_DBFS)
    if loud.size == 0:
        raise InputRejected(
            "The recording is silent; please check the microphone and sing the line again.", code="voice_silent"
        )
    return int(loud[0]) * FRAME_SAMPLES, int(loud[-1] + 1) * FRAME_SAMPLES


def _frame_levels_dbfs(sound: Audio) -> NDArray[np.float64]:
    """RMS of every 20 ms, in dB below full scale; shape (frames,), at least one."""
    frames = max(1, sound.shape[1] // FRAME_SAMPLES)
    usable = sound[0, : frames * FRAME_SAMPLES]
    blocks = np.resize(usable, (frames, FRAME_SAMPLES)) if usable.size else np.zeros((1, FRAME_SAMPLES))
    power = np.mean(np.square(blocks, dtype=np.float64), axis=1)
    return np.asarray(10.0 * np.log10(power + 1e-12), dtype=np.float64)


def _level(sound: Audio) -> Audio:
    """Peak to -6 dBFS where it was very quiet or above full scale: 16-bit storage would eat either."""
    peak = float(np.abs(sound).max(initial=0.0))
    gain = TARGET_PEAK / peak if peak > 1.0 or 0.0 < peak < QUIET_PEAK else 1.0
    return np.asarray(sound * np.float32(gain), dtype=np.float32)
