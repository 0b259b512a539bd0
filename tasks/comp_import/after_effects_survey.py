"""Names what an import keeps out of an After Effects export, beside what the export has warned of itself."""

from __future__ import annotations

from typing import Any

from tasks.comp_import.report import Report

LEFT_OUT = {"video": "video", "adjustment": "adjustment"}


def survey_comp(comp: dict[str, Any], name: str, report: Report) -> None:
    """Adds to the report what of a comp itself is not drawn."""
    if any(comp["camera"]["depth_of_field_track"]):
        report.add(name, "depth of field", "is left out: everything is sharp")


def survey_layer(layer: dict[str, Any], name: str, report: Report) -> None:
    """Adds to the report what of `layer` is not drawn; layers that the export left out are in its own warnings."""
    if layer["type"] in LEFT_OUT and layer["visible"]:
        report.add(name, "layer type", f"{LEFT_OUT[layer['type']]} layers are left out")
    source = layer.get("source")
    if source and source.get("alpha") in ("ignore", "premultiplied"):
        report.add(name, "alpha", f"{source['alpha']} footage is drawn as straight")
    for number, mask in enumerate(layer.get("masks", []), 1):
        if any(across != down for across, down in mask["feather_px_track"]):
            report.add(name, f"mask {number}.feather", "is as wide down as it is across")
    if layer.get("text"):
        _survey_text(layer["text"], name, report)


def _survey_text(text: dict[str, Any], name: str, report: Report) -> None:
    if "\n" in text["text"]:
        report.add(name, "text", "its lines are drawn as one")
    if text["stroke"] and text["fill"]:
        report.add(name, "text.stroke", "is left out")
    if text["tracking"]:
        report.add(name, "text.tracking", "is left out")
