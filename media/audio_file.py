"""Sound files to arrays and back, through FFmpeg's libraries. Arrays: `(channels, samples) float32`, full scale 1."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
from numpy.typing import NDArray

from contracts.media import AUDIO_SAMPLE_RATE_HZ

Audio = NDArray[np.float32]
"""`(channels, samples)`, -1 to 1."""

_LAYOUTS = {1: "mono", 2: "stereo"}
_BLOCK_SAMPLES = 1024
_FLAC_BLOCK_SAMPLES = 4096


def read_audio(
    source: Path | bytes, *, channels: int = 1, sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ, max_s: float | None = None
) -> Audio:
    """Decodes the first audio stream of any file FFmpeg can read, resampled and mixed to what was asked for.

    Args:
        source: a path, or the file's bytes.
        channels: 1 or 2.
        sample_rate_hz: rate of the result.
        max_s: stops decoding after that many seconds; None = the whole file.

    Returns:
        `(channels, samples) float32`; edit lists and encoder delay of MP4 are honoured.

    Raises:
        ValueError: there is no audio stream, or nothing in it can be decoded.
    """
    file: Any = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    resampler = av.AudioResampler(format="fltp", layout=_LAYOUTS[channels], rate=sample_rate_hz)
    limit = None if max_s is None else round(max_s * sample_rate_hz)
    blocks: list[NDArray[Any]] = []
    count = 0
    try:
        with av.open(file) as container:
            if not container.streams.audio:
                raise ValueError("the file has no audio stream")
            for frame in container.decode(container.streams.audio[0]):
                for block in resampler.resample(frame):
                    blocks.append(block.to_ndarray())
                    count += blocks[-1].shape[1]
                if limit is not None and count >= limit:
                    break
            blocks += [block.to_ndarray() for block in resampler.resample(None)]
    except av.FFmpegError as error:
        raise ValueError(f"the sound cannot be decoded: {type(error).__name__}") from error
    if not blocks:
        raise ValueError("the audio stream is empty")
    return np.concatenate(blocks, axis=1)[:, :limit].astype(np.float32, copy=False)


def flac_bytes(audio: Audio, sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ) -> bytes:
    """A 16-bit FLAC file of `audio`; values outside -1 to 1 are clipped. Equal arrays give equal bytes."""
    pcm = np.clip(np.round(audio.astype(np.float64) * 32768.0), -32768, 32767).astype(np.int16)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="flac") as container:
        stream: Any = container.add_stream("flac", rate=sample_rate_hz, options={"compression_level": "12"})
        stream.layout = _LAYOUTS[audio.shape[0]]
        stream.format = "s16"
        _encode(container, stream, pcm, "s16", sample_rate_hz, _FLAC_BLOCK_SAMPLES)
    return buffer.getvalue()


def write_flac(path: Path, audio: Audio, sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ) -> None:
    """Writes `audio` as 16-bit FLAC."""
    path.write_bytes(flac_bytes(audio, sample_rate_hz))


def aac_mp4_bytes(
    audio: Audio,
    bit_rate: int,
    sample_rate_hz: int = AUDIO_SAMPLE_RATE_HZ,
    *,
    container_format: Literal["mp4", "ipod"] = "mp4",
) -> bytes:
    """An MP4 with one AAC stream; plain, because a fragmented one loses the edit list and starts 1024 samples late.

    `ipod` is the same with the brand `M4A`, which phones take for music. Equal arrays give equal bytes.
    """
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container_format, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream("aac", rate=sample_rate_hz, layout=_LAYOUTS[audio.shape[0]])
        stream.bit_rate = bit_rate
        _encode(container, stream, audio.astype(np.float32, copy=False), "fltp", sample_rate_hz, _BLOCK_SAMPLES)
    return buffer.getvalue()


def _encode(container: Any, stream: Any, samples: NDArray[Any], form: str, rate_hz: int, block: int) -> None:
    layout = _LAYOUTS[samples.shape[0]]
    for start in range(0, samples.shape[1], block):
        part = samples[:, start : start + block]
        data = part.T.reshape(1, -1) if form == "s16" else part
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format=form, layout=layout)
        frame.sample_rate = rate_hz
        frame.pts = start
        frame.time_base = Fraction(1, rate_hz)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
