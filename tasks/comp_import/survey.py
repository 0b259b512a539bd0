"""Names what the import does not keep of a layer."""

from __future__ import annotations

from typing import Any

from tasks.comp_import.collapse import can_collapse
from tasks.comp_import.effects import is_drawn, style_is_drawn
from tasks.comp_import.keyframes import is_animated, value_at
from tasks.comp_import.report import Report

PRECOMP = 0
KINDS = {0, 1, 2, 3, 4, 5, 12, 13}
KIND_NAMES = {6: "audio", 7: "video placeholder", 8: "image sequence", 9: "video", 10: "image placeholder"}
KIND_NAMES |= {11: "guide", 14: "light", 15: "data"}
CONTROL_PREFIXES = ("ADBE Slider Control", "ADBE Color Control", "ADBE Point", "ADBE Checkbox Control", "ADBE Angle")


def survey_layer(layer: dict[str, Any], name: str, report: Report, as_made: bool) -> None:
    """Adds to the report what of `layer` is not drawn; `as_made` as in `import_file`."""
    kind = layer["ty"]
    if kind not in KINDS:
        report.add(name, "layer type", f"{KIND_NAMES.get(kind, kind)} layers are left out")
    for effect in layer.get("ef", []):
        matched = str(effect.get("mn", ""))
        if (
            effect.get("en", 1)
            and not is_drawn(effect, as_made)
            and not matched.startswith((*CONTROL_PREFIXES, "Pseudo/"))
        ):
            report.add(name, f"effect {effect.get('nm') or matched}", "is left out")
    for style in layer.get("sy", []):
        if style.get("en", 1) and not style_is_drawn(style):
            report.add(name, f"layer style {style.get('nm') or style.get('ty')}", "is left out")
    if layer.get("mb") and not as_made:
        report.add(name, "motion blur", "is left out")
    if layer.get("ct") and kind == PRECOMP and not (as_made and can_collapse(layer)):
        report.add(name, "collapse transformations", "the comp is drawn flat and cut off at its edges")
    if layer.get("ao") and layer.get("ddd"):
        report.add(name, "auto-orient", "is left out on a 3D layer")
    for number, mask in enumerate(layer.get("masksProperties") or [], 1):
        feather = value_at(mask["f"], layer.get("ip", 0)) if "f" in mask else ()
        if len(set(feather)) > 1:
            report.add(name, f"mask {number}.feather", "is drawn as wide across as down")
    for place in _expressions(layer, ""):
        report.add(name, f"{place} (expression)", "the value beneath the expression is used")
    transform = layer.get("ks", {})
    turned = any(axis in transform and _moves_from_zero(transform[axis]) for axis in ("rx", "ry", "rz"))
    if turned and "or" in transform and _moves_from_zero(transform["or"]):
        message = "players disagree on orientation with rotation; drawn as orientation after rotation"
        report.add(name, "ks.or with rotation", message)


def _moves_from_zero(prop: Any) -> bool:
    return is_animated(prop) or any(value_at(prop, 0))


def _expressions(node: Any, place: str) -> list[str]:
    if isinstance(node, list):
        return [found for index, part in enumerate(node) for found in _expressions(part, f"{place}[{index}]")]
    if not isinstance(node, dict):
        return []
    own = [place] if isinstance(node.get("x"), str) and "k" in node else []
    parts = ((key, part) for key, part in node.items() if key not in ("layers", "ef"))
    return own + [found for key, part in parts for found in _expressions(part, f"{place}.{key}".lstrip("."))]
