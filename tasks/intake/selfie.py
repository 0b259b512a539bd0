"""The selfie as later stages read it."""

from __future__ import annotations

from pathlib import Path

from contracts.errors import InputRejected
from media.image_file import MAX_FILE_BYTES, RgbImage, decode_upright_rgb, encode_png


def normalise_selfie(data: bytes) -> bytes:
    """The photo as an upright sRGB PNG of at most 1280 px, metadata removed; raises InputRejected."""
    return encode_png(read_selfie(data))


def read_selfie(data: bytes) -> RgbImage:
    """The photo's upright pixels, shape (height, width, 3); raises InputRejected."""
    return decode_upright_rgb(data)


def check_selfie(path: Path) -> None:
    """Raises InputRejected where the file cannot be used as a selfie. Needs no server and no template."""
    read_selfie(read_upload(path, "photo", MAX_FILE_BYTES))


def read_upload(path: Path, noun: str, max_bytes: int) -> bytes:
    """Bytes of a file of the fan; raises InputRejected (`<noun>_missing`, `<noun>_file_too_large`)."""
    try:
        if path.stat().st_size > max_bytes:
            raise InputRejected(
                f"The {noun} file is larger than {max_bytes // 2**20} MB; please send a smaller one.",
                code=f"{noun}_file_too_large",
            )
        return path.read_bytes()
    except OSError as error:
        raise InputRejected(
            f"The {noun} file cannot be opened; please check that it is there.", code=f"{noun}_missing"
        ) from error
