"""Where a worker finds the code of a flow: in the installation that it runs from itself."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def use_checkout() -> dict[str, str]:
    """A pull step: flows are loaded from this installation, so a deployment names no folder of any one machine."""
    return {"directory": str(PROJECT)}
