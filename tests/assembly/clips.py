"""Clips and sound for splicing tests: every frame carries its own number in its pixels."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from media.h264 import H264Writer

WIDTH, HEIGHT, FPS = 320, 192, 24
SAMPLE_RATE_HZ = 48_000
BITS = 10
BLOCK_PX = 24


def numbered_frame(number: int) -> np.ndarray:
    """I420 frame, shape (HEIGHT * 3 // 2, WIDTH): `number` as black and white blocks over a moving gradient."""
    luma = np.add.outer(np.arange(HEIGHT) // 4, np.arange(WIDTH) // 8) + number * 3
    frame = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    frame[:HEIGHT] = luma % 120 + 60
    for bit in range(BITS):
        frame[16:48, 16 + bit * BLOCK_PX : 16 + (bit + 1) * BLOCK_PX] = 235 if number >> bit & 1 else 16
    return frame


def read_number(luma: np.ndarray) -> int:
    """The number that `numbered_frame` drew, from a decoded luma plane."""
    return sum(
        int(luma[22:42, 22 + bit * BLOCK_PX : 10 + (bit + 1) * BLOCK_PX].mean() > 125) << bit for bit in range(BITS)
    )


def write_clip(path: Path, numbers: range) -> Path:
    writer = H264Writer(path, WIDTH, HEIGHT, FPS)
    for number in numbers:
        writer.write(numbered_frame(number))
    writer.close()
    return path


def write_beeps(path: Path, seconds: int) -> Path:
    """AAC in a plain MP4: a click of 24 samples at every full second."""
    samples = np.zeros((2, seconds * SAMPLE_RATE_HZ), np.float32)
    for second in range(seconds):
        samples[:, second * SAMPLE_RATE_HZ : second * SAMPLE_RATE_HZ + 24] = 0.8
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo")
        stream.bit_rate = 192_000
        for start in range(0, samples.shape[1], 1024):
            block = np.ascontiguousarray(samples[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, start, Fraction(1, SAMPLE_RATE_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]
