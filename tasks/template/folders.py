"""Where templates lie."""

from __future__ import annotations

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
