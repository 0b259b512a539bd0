"""Photos of every kind that people send, and of the kinds that attackers send."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from contracts.errors import InputRejected
from media.image_file import LONGEST_SIDE_PX, MAX_FILE_BYTES, decode_upright_rgb, encode_png, read_header
from tasks.intake.selfie import check_selfie, normalise_selfie

PORTRAIT = Path(__file__).parents[2] / "templates" / "demo" / "inputs" / "selfie.jpg"


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format=form, **options)
    return buffer.getvalue()


def quadrants(width: int = 400, height: int = 200) -> Image.Image:
    """Red, green, blue, white from the upper left, clockwise: shows which way is up."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = (255, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 255, 0)
    pixels[height // 2 :, width // 2 :] = (0, 0, 255)
    pixels[height // 2 :, : width // 2] = (255, 255, 255)
    return Image.fromarray(pixels)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def code_of(data: bytes) -> str:
    with pytest.raises(InputRejected) as rejected:
        decode_upright_rgb(data)
    sentence = rejected.value.public_message
    assert sentence.endswith(".") and len(sentence) < 130
    return rejected.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_empty"),
        (b"hello, this is a text and no photo at all", "photo_not_an_image"),
        (b"%PDF-1.7\n" + bytes(200), "photo_not_an_image"),
        (png_header(30_000, 30_000), "photo_too_many_pixels"),
        (png_header(10_000, 9_500), "photo_too_many_pixels"),
        (png_header(1, 1), "photo_too_small"),
        (png_header(63, 500), "photo_too_small"),
        (png_header(100, 20_000), "photo_too_narrow"),
        (png_header(100, 100), "photo_damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64), "photo_heic"),
    ],
)
def test_unusable_photos_get_their_own_sentence(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_photo_that_stops_half_way_is_refused() -> None:
    data = PORTRAIT.read_bytes()
    assert code_of(data[: len(data) // 2]) == "photo_damaged"


def test_a_file_that_is_too_heavy_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(InputRejected) as rejected:
        check_selfie(path)
    assert rejected.value.code == "photo_file_too_large"
    with pytest.raises(InputRejected) as rejected:
        check_selfie(tmp_path / "none.jpg")
    assert rejected.value.code == "photo_missing"


def test_fifty_megapixels_are_decoded_small() -> None:
    image = Image.linear_gradient("L").resize((8192, 6144)).convert("RGB")
    assert decode_upright_rgb(file_of(image, "JPEG", quality=60)).shape == (960, LONGEST_SIDE_PX, 3)


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *[("JPEG", mode) for mode in ("RGB", "L", "CMYK")],
        *[("PNG", mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")],
        *[("WEBP", mode) for mode in ("RGB", "RGBA")],
        *[("TIFF", mode) for mode in ("RGB", "CMYK", "L", "F", "I;16")],
        ("GIF", "P"),
        ("BMP", "RGB"),
    ],
)
def test_every_kind_of_pixel_is_read(form: str, mode: str) -> None:
    grey = Image.linear_gradient("L").resize((200, 256))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    else:
        image = grey.convert("RGB").convert(mode) if mode == "CMYK" else grey.convert(mode)
    rgb = decode_upright_rgb(file_of(image, form))
    assert rgb.shape == (256, 200, 3)
    if mode != "1":
        assert abs(int(rgb[20].mean()) - 20) < 12 and abs(int(rgb[235].mean()) - 235) < 12
    assert rgb[:100].mean() < rgb[150:].mean()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_the_photo_upright(orientation: int) -> None:
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera stored: the inverse of what upright needs
    stored = quadrants()
    if orientation in turns:
        stored = stored.transpose(Image.Transpose(turns[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    rgb = decode_upright_rgb(file_of(stored, "PNG", exif=exif))
    assert rgb.shape == (200, 400, 3)
    assert [tuple(rgb[y, x]) for y, x in ((10, 10), (10, 390), (190, 390))] == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]


def test_transparency_becomes_white_and_small_photos_stay_small() -> None:
    rgb = decode_upright_rgb(file_of(Image.new("RGBA", (80, 70), (0, 0, 0, 0)), "PNG"))
    assert rgb.shape == (70, 80, 3) and (rgb == 255).all()


def test_a_broken_colour_profile_is_no_reason_to_refuse() -> None:
    assert decode_upright_rgb(file_of(quadrants(), "PNG", icc_profile=b"not a profile")).shape == (200, 400, 3)


def test_colour_profiles_are_honoured() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    rgb = decode_upright_rgb(file_of(quadrants(), "PNG", icc_profile=lab.tobytes()))
    assert np.abs(rgb.astype(int) - np.asarray(quadrants())).max() <= 3


def test_nothing_but_pixels_is_stored() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    stored = normalise_selfie(file_of(quadrants(), "JPEG", exif=exif, comment=b"secret"))
    image = Image.open(io.BytesIO(stored))
    assert image.format == "PNG" and not image.getexif() and not image.info
    assert stored == normalise_selfie(file_of(quadrants(), "JPEG", exif=exif, comment=b"secret"))


def test_the_header_is_read_without_decoding() -> None:
    assert read_header(png_header(700, 500)) == ("PNG", 700, 500)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mangled_files_are_refused_or_read_but_never_crash(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")))
    original = bytearray(file_of(quadrants(96, 80), form))
    for _ in range(data.draw(st.integers(1, 12))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    mangled = bytes(original[: data.draw(st.integers(1, len(original)))])
    try:
        rgb = decode_upright_rgb(mangled)
    except InputRejected as rejected:
        assert rejected.code.startswith("photo_")
    else:
        assert encode_png(rgb)
