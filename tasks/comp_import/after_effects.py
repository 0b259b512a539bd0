"""A comp that `tools/ae/export_comp.jsx` has written (`fanchant-ae-comp`) as a comp of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contracts.comp import Comp
from contracts.errors import InputRejected
from tasks.comp_import.after_effects_comps import AfterEffectsFile, CompBaker
from tasks.comp_import.outer_comp import outer_comp
from tasks.comp_import.report import Finding, Report

FORMAT = "fanchant-ae-comp"
VERSION = 1


def is_after_effects(data: Any) -> bool:
    """Whether a parsed file says that it is one of ours."""
    return isinstance(data, dict) and data.get("format") == FORMAT


def import_after_effects(data: dict[str, Any], folder: Path | None = None) -> tuple[Comp, tuple[Finding, ...]]:
    """Turns a parsed file into a comp with one precomp layer, and what could not be kept; footage lies below `folder`.

    Raises:
        InputRejected: it is of a newer version, or damaged.
    """
    if data.get("version") != VERSION:
        message = f"this file has version {data.get('version')} of {FORMAT}, this program reads version {VERSION}."
        raise InputRejected(message, code="comp_version")
    try:
        return _import(data, folder)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        message = f"this After Effects export is damaged ({type(error).__name__}: {error}); export it anew."
        raise InputRejected(message, code="comp_not_after_effects") from error


def _import(data: dict[str, Any], folder: Path | None) -> tuple[Comp, tuple[Finding, ...]]:
    report = Report()
    source = AfterEffectsFile(data, folder)
    root = source.comps[data["root"]]
    rate = root["fps"]["numerator"] / root["fps"]["denominator"]
    for warning in data["warnings"]:
        comp = source.comps[warning["comp"]]["name"]
        layer = warning["layer"] or "comp"
        place = layer if warning["comp"] == data["root"] else f"{comp} > {layer}"
        report.add(place, warning["property"], f"After Effects: {warning['message']}")
    first, frames = root["bake_first_frame"], root["bake_frames"]
    group = CompBaker(source, root, range(first, first + frames), "", report).group()
    return outer_comp(group, rate, frames, report), report.findings
