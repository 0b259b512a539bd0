"""Files and names that must be refused with one clear sentence."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from media.audio_file import flac_bytes
from tests.flow.inputs import SELFIE
from tests.flow.tiny_template import sung_line


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _png(width_px: int, height_px: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


SELFIES: dict[str, Callable[[Path], Path]] = {
    "not an image": lambda f: _write(f / "selfie.jpg", b"this is a letter, not a photo " * 50),
    "one pixel": lambda f: _write(f / "selfie.png", _png(1, 1, b"\0\xff\0\0")),
    "decompression bomb": lambda f: _write(f / "selfie.png", _png(60_000, 60_000, bytes(1000))),
    "truncated": lambda f: _write(f / "selfie.jpg", SELFIE.read_bytes()[:20_000]),
    "broken HEIC": lambda f: _write(f / "selfie.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)),
    "missing": lambda f: f / "nobody.jpg",
}
VOICES: dict[str, Callable[[Path], Path]] = {
    "silence": lambda f: _write(f / "voice.flac", flac_bytes(np.zeros((1, 96_000), np.float32))),
    "0.2 seconds": lambda f: _write(f / "voice.flac", flac_bytes(sung_line(2.6)[None, 4800:14_400])),
    "no sound": lambda f: _write(f / "voice.wav", b"la la la " * 200),
    "a photo": lambda f: _write(f / "voice.jpg", SELFIE.read_bytes()),
    "missing": lambda f: f / "nobody.flac",
}
NAMES = {"empty": "", "spaces": "   ", "200 characters": "na" * 100}
