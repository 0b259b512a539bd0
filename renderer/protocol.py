"""What travels between this process and the page; the other end is compositor/src/capture/connection.ts."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from contracts.comp import DrawRequest

Pixels = npt.NDArray[np.uint8]
PixelFormat = Literal["i420", "overlay", "rgba", "nothing"]
ClipPictures = Literal["i420", "overlay"]

Readout = Literal["converted", "packed"]
"""How pixels leave the page's graphics driver: as RGBA, converted by WebAssembly, or packed by a shader."""

FRAME_HEADER = struct.Struct("<8I")
PLATE_HEADER = struct.Struct("<8I")

FONT_SUFFIXES = {".ttf", ".otf", ".woff2"}
FONT_WEIGHTS = {
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "regular": 400,
    "medium": 500,
    "semibold": 600,
    "bold": 700,
    "extrabold": 800,
    "black": 900,
}


@dataclass(frozen=True)
class FrameMessage:
    """A drawn picture, or a part of one whose top left corner lies at `x`, `y` of the frame.

    `payload` has the bytes of its format, top row first but for `rgba` (bottom row first).
    """

    job: int
    index: int
    x: int
    y: int
    width: int
    height: int
    payload: memoryview

    @classmethod
    def parse(cls, data: bytes) -> FrameMessage:
        job, index, x, y, width, height, packed_words, _ = FRAME_HEADER.unpack_from(data)
        payload = memoryview(data)[FRAME_HEADER.size :]
        return cls(job, index, x, y, width, height, unpacked(payload, packed_words) if packed_words else payload)


def unpacked(payload: memoryview, words: int) -> memoryview:
    """The `words` times 8 bytes of which `pack` in compositor/wasm/i420.ts kept the first one of every run."""
    bitmap_bytes = -(-words // 64) * 8
    begins = np.unpackbits(np.frombuffer(payload[:bitmap_bytes], np.uint8), count=words, bitorder="little")
    lengths = np.diff(np.flatnonzero(begins.view(bool)), append=words)
    return np.repeat(np.frombuffer(payload[bitmap_bytes:], np.uint64), lengths).data.cast("B")


@dataclass(frozen=True)
class PlateRequest:
    """The page asks for picture `frame` of the clip under layer `layer`."""

    job: int
    layer: int
    frame: int


@dataclass(frozen=True, kw_only=True)
class ClipOrder:
    """A whole shot that the page encodes itself; its request's `frames` are the drawings."""

    pictures: ClipPictures
    """`overlay`: what lies in front of layer 0 is drawn alone and laid over it."""
    step_frames: int
    """Frames that a drawing is held."""
    base_first_frame: int | None
    """Asset frame of the back plate under frame 0; None where the drawings are the whole picture."""
    bits_per_s: int

    def message(self) -> dict[str, Any]:
        """What a clip's order says beyond a drawing's."""
        return {
            "op": "clip",
            "step_frames": self.step_frames,
            "base_first_frame": self.base_first_frame,
            "bits_per_s": self.bits_per_s,
        }


def draw_order(
    job: int,
    request: DrawRequest,
    pixel_format: PixelFormat,
    assets: str,
    root: Path,
    readout: Readout = "converted",
    clip: ClipOrder | None = None,
) -> str:
    """The message that starts a job."""
    order = {
        "op": "draw",
        "job": job,
        "format": pixel_format,
        "readout": readout,
        "assets": assets,
        "fonts": font_files(root, assets),
        "request": request.model_dump(mode="json"),
    }
    if clip:
        order |= clip.message()
    return json.dumps(order, separators=(",", ":"))


def plate_message(asked: PlateRequest, picture: Pixels, x: int, y: int) -> bytes:
    """A plate's answer; `picture` is I420 `(height * 3 // 2, width)`, its corner lies at `x`, `y` of the frame."""
    rows, width = picture.shape
    header = PLATE_HEADER.pack(asked.job, asked.layer, asked.frame, x, y, width, rows * 2 // 3, 0)
    return header + picture.tobytes()


def font_files(root: Path, assets: str) -> list[dict[str, Any]]:
    """The bundle's fonts, `fonts/<Family>-<Weight>.<suffix>`; a file without a weight serves for all of them."""
    files = sorted(path for path in (root / "fonts").glob("*") if path.suffix.lower() in FONT_SUFFIXES)
    return [_font(path, assets) for path in files]


def _font(path: Path, assets: str) -> dict[str, Any]:
    family, _, style = path.stem.partition("-")
    weight = FONT_WEIGHTS.get(style.lower())
    url = f"{assets}fonts/{path.name}?{path.stat().st_mtime_ns}"
    return {"family": family, "weight": str(weight) if weight else "100 900", "url": url}
