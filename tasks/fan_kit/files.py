"""Pictures to the bytes of the fan-kit's files: no metadata, equal pictures give equal bytes."""

from __future__ import annotations

import io

from PIL import Image

from contracts.errors import TemplateError
from contracts.template import FanKitItem
from media.webp_file import animated_webp_bytes, webp_bytes
from tasks.fan_kit.die_cut import Pixels

PNG_LEVEL = 4
"""zlib's; level 9 takes three times as long for a fortieth of the size."""


def still_bytes(item: FanKitItem, picture: Pixels) -> bytes:
    """The file of one picture, in the format that the file's name says.

    Raises:
        TemplateError: it is larger than the item allows.
    """
    if item.file_name.endswith(".webp"):
        try:
            return webp_bytes(picture, item.max_bytes)
        except ValueError as error:
            raise _too_large(item) from error
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=PNG_LEVEL)
    if item.max_bytes is not None and file.tell() > item.max_bytes:
        raise _too_large(item)
    return file.getvalue()


def animation_bytes(item: FanKitItem, pictures: list[Pixels], duration_ms: list[int]) -> bytes:
    """The file of a loop.

    Raises:
        TemplateError: it is larger than the item allows.
    """
    try:
        return animated_webp_bytes(pictures, duration_ms, item.max_bytes)
    except ValueError as error:
        raise _too_large(item) from error


def _too_large(item: FanKitItem) -> TemplateError:
    return TemplateError(
        f"{item.file_name} does not fit into {item.max_bytes} bytes; make its comp smaller or allow more",
        code="fan_kit_too_large",
    )
