"""Pictures beside an imported file, as data URLs."""

from __future__ import annotations

import base64
import mimetypes
from pathlib import Path


def embedded(folder: Path, name: str) -> str | None:
    """The picture `name` below `folder`; None where there is none, or where it lies elsewhere."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return None
    except OSError:  # a name that no file system takes
        return None
    kind = mimetypes.guess_type(name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
