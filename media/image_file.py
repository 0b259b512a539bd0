"""Reads a photo that a stranger sent: the header is judged before a single pixel is decoded."""

from __future__ import annotations

import io
import warnings
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, UnidentifiedImageError

from contracts.errors import InputRejected, ResourceExhausted

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
MAX_FILE_BYTES = 80 * 1024 * 1024
MAX_PIXELS = 85_000_000
"""Just below the size at which Pillow itself speaks of a decompression bomb; a 50-megapixel camera fits."""
MIN_SIDE_PX = 64
MAX_ASPECT = 8
LONGEST_SIDE_PX = 1280

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
EXIF_ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 2.32, tag 0x0112: what turns the stored picture upright."""

RgbImage = NDArray[np.uint8]


class ImageHeader(NamedTuple):
    """What the first bytes say, before decoding."""

    format: str
    width_px: int
    height_px: int


def read_header(data: bytes) -> ImageHeader:
    """Format and size of an image file; raises InputRejected where it cannot or must not be decoded."""
    with _open_checked(data) as image:
        return ImageHeader(image.format or "", *image.size)


def decode_upright_rgb(data: bytes, *, longest_side_px: int = LONGEST_SIDE_PX) -> RgbImage:
    """Decodes an image file into upright sRGB, shape (height, width, 3), never larger than `longest_side_px`.

    Raises InputRejected with one of the codes `photo_empty`, `photo_file_too_large`, `photo_not_an_image`,
    `photo_heic`, `photo_too_many_pixels`, `photo_too_small`, `photo_too_narrow`, `photo_damaged`.
    """
    with _open_checked(data) as image:
        try:
            orientation = _orientation(image)
            small = _to_sizable(image)
            small.thumbnail((longest_side_px, longest_side_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
            rgb = _to_srgb(small, image.info.get("icc_profile"))
        except MemoryError as error:
            raise ResourceExhausted("not enough memory to decode a photo", code="photo_memory") from error
        except Exception as error:  # decoders raise nearly anything on hostile bytes
            raise InputRejected(
                "This photo is damaged or incomplete; please send it again.", code="photo_damaged"
            ) from error
    if orientation in UPRIGHT:
        rgb = rgb.transpose(UPRIGHT[orientation])
    return np.asarray(rgb, dtype=np.uint8)


def encode_png(rgb: RgbImage) -> bytes:
    """Lossless PNG of (height, width, 3) sRGB, without any metadata: no place, no camera, no time."""
    buffer = io.BytesIO()
    Image.fromarray(rgb, "RGB").save(buffer, format="PNG", compress_level=3)
    return buffer.getvalue()


def _open_checked(data: bytes) -> Image.Image:
    """The image, header read and pixels not; the caller closes it."""
    if not data:
        raise InputRejected("The photo file is empty; please send it again.", code="photo_empty")
    if len(data) > MAX_FILE_BYTES:
        raise InputRejected(
            f"The photo file is larger than {MAX_FILE_BYTES // 2**20} MB; please send a smaller one.",
            code="photo_file_too_large",
        )
    Image.init()  # registers every decoder; without it only the five commonest are known
    formats: tuple[str, ...] = FORMATS
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        formats = _heif_formats()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise InputRejected(
            "This file is not a photo that can be read; please send a JPEG or PNG.", code="photo_not_an_image"
        ) from error
    except Exception as error:  # a header can be broken in ways that no decoder expects
        raise InputRejected(
            "This photo is damaged or incomplete; please send it again.", code="photo_damaged"
        ) from error
    _check_size(*image.size)
    return image


def _check_size(width_px: int, height_px: int) -> None:
    if width_px * height_px > MAX_PIXELS:
        raise _too_many_pixels()
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise InputRejected(
            f"This photo is only {width_px} x {height_px} pixels; please send one of at least "
            f"{MIN_SIDE_PX} x {MIN_SIDE_PX}.",
            code="photo_too_small",
        )
    if max(width_px, height_px) > MAX_ASPECT * min(width_px, height_px):
        raise InputRejected("This photo is a thin strip; please send a normal selfie.", code="photo_too_narrow")


def _too_many_pixels() -> InputRejected:
    return InputRejected(
        f"This photo has more than {MAX_PIXELS // 1_000_000} megapixels; please send a smaller one.",
        code="photo_too_many_pixels",
    )


def _heif_formats() -> tuple[str, ...]:
    """HEIC is read where the operator installed `pillow-heif`; its wheel bundles GPL code: no dependency of ours."""
    if find_spec("pillow_heif") is None:
        raise InputRejected(
            "This photo is in the HEIC format, which cannot be read here; please send it as JPEG or PNG.",
            code="photo_heic",
        )
    import_module("pillow_heif").register_heif_opener()
    return ("HEIF",)


def _orientation(image: Image.Image) -> int:
    """EXIF orientation, 1 where there is none or where the block is broken: that alone is no reason to refuse."""
    try:
        return int(image.getexif().get(EXIF_ORIENTATION, 1))
    except Exception:  # EXIF parsing of hostile bytes raises nearly anything
        return 1


def _to_sizable(image: Image.Image) -> Image.Image:
    """The same picture in a mode that a filter can resize; JPEGs stay undecoded so that they are decoded small."""
    if image.mode in ("RGB", "L", "CMYK", "RGBA", "LA", "YCbCr", "LAB"):
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(_to_8_bit(np.asarray(image)), "L")
    has_alpha = image.mode == "PA" or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _to_8_bit(grey: NDArray[np.generic]) -> NDArray[np.uint8]:
    """16-bit, 32-bit or float grey, shape (height, width), as 8-bit by its own white point."""
    values = np.nan_to_num(grey.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    brightest = float(values.max(initial=0.0))
    white = next((point for point in (1.0, 255.0, 65535.0) if brightest <= point), brightest)
    return np.asarray(np.clip(np.rint(values * (255.0 / white)), 0, 255), dtype=np.uint8)


def _to_srgb(image: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """Through the embedded colour profile where there is a sound one (phones send Display P3); flattened onto white."""
    if icc_profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken or mismatched profile: the plain conversion below is close enough
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")
