"""What a check of a template has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`error`: the template cannot be played as it is. `warning`: it can, but somebody should look."""

    level: Literal["error", "warning"]
    file: str
    shot: str | None
    message: str
    advice: str


def error(file: str, message: str, advice: str, *, shot: str | None = None) -> Finding:
    return Finding(level="error", file=file, shot=shot, message=message, advice=advice)


def warning(file: str, message: str, advice: str, *, shot: str | None = None) -> Finding:
    return Finding(level="warning", file=file, shot=shot, message=message, advice=advice)
