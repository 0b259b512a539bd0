"""A Bodymovin file as a comp."""

from __future__ import annotations

import base64
import json
import mimetypes
from pathlib import Path
from typing import Any

from contracts.comp import Comp, Look
from contracts.errors import InputRejected
from contracts.layers import PrecompLayer
from contracts.space import Camera
from tasks.comp_import.bake import CompBaker, Source
from tasks.comp_import.report import Finding, Report
from tasks.comp_import.shutter import Shutter

COMP_ID = "imported"
ACROSS_PX, DOWN_PX = 8, 4
IDENTITY = (1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def import_file(path: Path, as_made: bool = False) -> tuple[Comp, tuple[Finding, ...]]:
    """Reads a Bodymovin file; pictures are looked for beside it.

    Args:
        as_made: as After Effects draws it; else as other players do, who leave out motion blur and wipes and cut
            collapsed comps off at their edges.

    Raises:
        InputRejected: the file cannot be read or is not a Bodymovin comp.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputRejected(f"{path} cannot be read: {error.strerror}.", code="comp_unreadable") from error
    except ValueError as error:
        raise InputRejected(f"{path} is not JSON; export it anew with Bodymovin.", code="comp_not_json") from error
    return import_comp(data, path.parent, as_made)


def import_comp(data: Any, folder: Path | None = None, as_made: bool = False) -> tuple[Comp, tuple[Finding, ...]]:
    """Bakes a parsed Bodymovin file: a comp with one precomp layer, and what could not be kept.

    The comp is as large as the file's, rounded up to what encoders take; the rest stays empty.

    Raises:
        InputRejected: it is not a Bodymovin comp.
    """
    try:
        return _import(data, folder, as_made)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        message = f"this is not a Bodymovin comp that can be read ({type(error).__name__}: {error})."
        raise InputRejected(message, code="comp_not_bodymovin") from error


def _import(data: dict[str, Any], folder: Path | None, as_made: bool) -> tuple[Comp, tuple[Finding, ...]]:
    report = Report()
    width, height, fps = int(data["w"]), int(data["h"]), float(data["fr"])
    first, frames = data["ip"], max(1, round(data["op"] - data["ip"]))
    if fps != round(fps):
        report.add("comp", "frame rate", f"{fps:g} fps are played as {round(fps)}")
    assets = {asset["id"]: asset for asset in data.get("assets", [])}
    source = Source(fps, assets, _pictures(assets, folder), as_made)
    times = [first + frame for frame in range(frames)]
    shutter = Shutter.of(data) if as_made else None
    group = CompBaker(source, data["layers"], times, "", report, shutter).group(width, height)
    across, down = padded_size(width, height)
    comp = Comp(
        id=COMP_ID,
        width=across,
        height=down,
        fps=max(1, round(fps)),
        frames=frames,
        transparent=True,
        camera=Camera(matrix_track=(IDENTITY,), zoom_px_track=(float(height),)),
        look=Look(msaa_samples=0),
        layers=(PrecompLayer(id="comp", group=group),),
    )
    return comp, report.findings


def padded_size(width: int, height: int) -> tuple[int, int]:
    """The smallest size of a comp that holds a picture of `width` x `height`."""
    return -(-width // ACROSS_PX) * ACROSS_PX, -(-height // DOWN_PX) * DOWN_PX


def _pictures(assets: dict[str, dict[str, Any]], folder: Path | None) -> dict[str, str]:
    """Data URLs of the pictures that are embedded, or lie below `folder`."""
    found = {}
    for name, asset in assets.items():
        file = asset.get("p")
        if not isinstance(file, str) or not file:
            continue
        if file.startswith("data:image/"):
            found[name] = file
        elif folder and (data := _read_below(folder, f"{asset.get('u', '')}{file}")):
            kind = mimetypes.guess_type(file)[0] or "image/png"
            found[name] = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return found


def _read_below(folder: Path, name: str) -> bytes | None:
    path = (folder / name).resolve()
    return path.read_bytes() if path.is_relative_to(folder.resolve()) and path.is_file() else None
