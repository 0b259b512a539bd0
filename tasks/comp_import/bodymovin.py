"""A Bodymovin file as a comp."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contracts.comp import Comp
from contracts.errors import InputRejected
from tasks.comp_import.bake import CompBaker, Source
from tasks.comp_import.outer_comp import LARGEST_PX, outer_comp
from tasks.comp_import.pictures import embedded
from tasks.comp_import.report import Finding, Report
from tasks.comp_import.shutter import Shutter
from tasks.comp_import.text import Fonts
from tasks.comp_import.versions import upgraded


def import_comp(data: Any, folder: Path | None = None, as_made: bool = False) -> tuple[Comp, tuple[Finding, ...]]:
    """Bakes a parsed Bodymovin file: a comp with one precomp layer, and what could not be kept.

    Args:
        as_made: as After Effects draws it; else as other players do, who leave out motion blur and wipes and cut
            collapsed comps off at their edges.

    Raises:
        InputRejected: it is not a Bodymovin comp.
    """
    try:
        return _import(data, folder, as_made)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        said = str(error).splitlines()[0] if str(error) else "no reason given"
        message = f"this is not a Bodymovin comp that can be read ({type(error).__name__}: {said})."
        raise InputRejected(message, code="comp_not_bodymovin") from error


def _import(data: dict[str, Any], folder: Path | None, as_made: bool) -> tuple[Comp, tuple[Finding, ...]]:
    report = Report()
    data = upgraded(data)
    width, height, fps = int(data["w"]), int(data["h"]), float(data["fr"])
    if not (1 <= width <= LARGEST_PX and 1 <= height <= LARGEST_PX):
        message = f"the comp is {width} x {height} pixels; a comp of 1 to {LARGEST_PX} pixels a side can be drawn."
        raise InputRejected(message, code="comp_size")
    first, frames = data["ip"], max(1, round(data["op"] - data["ip"]))
    assets = {asset["id"]: asset for asset in data.get("assets", [])}
    source = Source(fps, assets, _pictures(assets, folder), Fonts.of(data), as_made)
    times = [first + frame for frame in range(frames)]
    shutter = Shutter.of(data) if as_made else None
    group = CompBaker(source, data["layers"], times, "", report, shutter).group(width, height)
    return outer_comp(group, fps, frames, report), report.findings


def _pictures(assets: dict[str, dict[str, Any]], folder: Path | None) -> dict[str, str]:
    """Data URLs of the pictures that are embedded, or lie below `folder`."""
    found: dict[str, str] = {}
    for name, asset in assets.items():
        file = asset.get("p")
        if not isinstance(file, str) or not file:
            continue
        if file.startswith("data:"):
            if file.startswith("data:image/"):
                found[name] = file
        elif folder and (url := embedded(folder, f"{asset.get('u', '')}{file}")):
            found[name] = url
    return found
