"""What a check of `fanchant doctor` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """Result of one check. `warn` = videos are made, but less well; `fail` = they are not."""

    check: str
    state: State
    found: str
    advice: str = ""
