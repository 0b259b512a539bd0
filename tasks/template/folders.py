"""What commands are told of a template: where it lies, and its size."""

from __future__ import annotations

import re
from pathlib import Path

from blocks.template_library import template_folders
from contracts.errors import InputRejected


def template_folder(name: str) -> Path:
    """The folder of a template: `name` itself where it is one, else the first of that name that the library knows.

    Raises:
        InputRejected: there is none.
    """
    if (Path(name) / "source").is_dir() or (Path(name) / "bundle").is_dir():
        return Path(name)
    for folder in template_folders():
        if (folder / name / "source").is_dir() or (folder / name / "bundle").is_dir():
            return folder / name
    places = ", ".join(str(folder) for folder in template_folders())
    raise InputRejected(f"There is no template called {name!r} in {places}.", code="template_missing")


def parse_size(size: str) -> tuple[int, int]:
    """Width and height in pixels from words such as `1920x1080`.

    Raises:
        InputRejected: these are not two numbers, or a video cannot have that size.
    """
    found = re.fullmatch(r"(\d{2,4})x(\d{2,4})", size)
    width, height = (int(number) for number in found.groups()) if found else (0, 0)
    if not found or width % 8 or height % 4:
        raise InputRejected(
            f"A video cannot have the size {size!r}; write width x height in pixels, multiples of 8 and 4, "
            "as 1920x1080.",
            code="size_invalid",
        )
    return width, height
