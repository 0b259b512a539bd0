"""Shape layers as lists of paints: which outlines a fill or stroke covers, in which order they lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from contracts.precomp import Gradient, Paint, Stroke
from tasks.comp_import.keyframes import Vector, value_at
from tasks.comp_import.paths import Outline, path_data, shape_at, trimmed
from tasks.comp_import.report import Report
from tasks.comp_import.transforms import Matrix, layer_matrix

OUTLINES = {"sh", "rc", "el", "sr"}
PAINTS = {"fl", "st", "gf", "gs"}
NAMES = {"rp": "repeater", "mm": "merge paths", "rd": "round corners", "pb": "pucker and bloat", "zz": "zig zag"}
NAMES |= {"op": "offset paths", "tw": "twist", "no": "shape style"}
CAPS = {1: "butt", 2: "round", 3: "square"}
JOINS = {1: "miter", 2: "round", 3: "bevel"}


@dataclass
class _Brush:
    """A paint that collects the outlines above it in its group; `matrix` takes its group to the layer."""

    item: dict[str, Any]
    matrix: Matrix
    opacity: float
    outlines: list[Outline] = field(default_factory=list)


def paints_at(shapes: list[dict[str, Any]], frame: float, layer: str, report: Report) -> tuple[Paint, ...]:
    """The paints of a shape layer at a frame, the first at the back."""
    brushes: list[_Brush] = []
    _collect(shapes, frame, np.eye(4), 1.0, [], brushes, layer, report)
    paints = (_paint(brush, frame, layer, report) for brush in brushes)
    return tuple(paint for paint in paints if paint.path and paint.colour[3] > 0)


def _collect(
    shapes: list[dict[str, Any]],
    frame: float,
    matrix: Matrix,
    opacity: float,
    outer: list[_Brush],
    brushes: list[_Brush],
    layer: str,
    report: Report,
) -> list[Outline]:
    """Walks a group from its last item, the backmost, to its first; returns its outlines in the layer's pixels."""
    active = list(outer)
    found: list[Outline] = []
    trims: list[tuple[dict[str, Any], int, list[tuple[_Brush, int]]]] = []
    for item in reversed(shapes):
        kind = item["ty"]
        if item.get("hd"):
            continue
        if kind in PAINTS:
            brush = _Brush(item, matrix, opacity)
            brushes.append(brush)
            active.append(brush)
        elif kind in OUTLINES and (outline := shape_at(item, frame)):
            outline = outline.moved(matrix)
            found.append(outline)
            for brush in active:
                brush.outlines.append(outline)
        elif kind == "gr":
            inner, fade = _group(item["it"], frame)
            found += _collect(item["it"], frame, matrix @ inner, opacity * fade, active, brushes, layer, report)
        elif kind == "tm":
            trims.append((item, len(found), [(brush, len(brush.outlines)) for brush in brushes]))
        elif kind != "tr":
            report.add(layer, f"shapes.{NAMES.get(kind, kind)}", "is left out")
    for item, _, marks in reversed(trims):
        _trim(item, frame, brushes, {id(brush): mark for brush, mark in marks})
    return found


def _trim(item: dict[str, Any], frame: float, brushes: list[_Brush], marks: dict[int, int]) -> None:
    """Shortens the outlines that lie above a trim in its group: those that were collected after it."""
    offset = value_at(item["o"], frame)[0] / 360
    start, end = (min(max(value_at(item[name], frame)[0] / 100, 0.0), 1.0) for name in "se")
    start, end = min(start, end), max(start, end)
    if end - start >= 1:
        return
    turned = start + offset - np.floor(start + offset)
    for brush in brushes:
        mark = marks.get(id(brush), 0)
        # In a row, outlines count from the topmost, which is collected last.
        shown = brush.outlines[mark:][::-1]
        cut = trimmed(shown, turned, turned + end - start, one_by_one=item.get("m", 1) == 1)
        brush.outlines[mark:] = cut[::-1]


def _group(items: list[dict[str, Any]], frame: float) -> tuple[Matrix, float]:
    for item in items:
        if item["ty"] == "tr":
            opacity = value_at(item["o"], frame)[0] / 100 if "o" in item else 1.0
            return layer_matrix(item, frame), opacity
    return np.eye(4), 1.0


def _paint(brush: _Brush, frame: float, layer: str, report: Report) -> Paint:
    item = brush.item
    if item.get("bm"):
        report.add(layer, "shapes.blend mode", "drawn as normal")
    alpha = brush.opacity * (value_at(item["o"], frame)[0] / 100 if "o" in item else 1.0)
    # Strokes are as wide as their group's transform makes them, so the path goes back into the group.
    back = np.linalg.inv(brush.matrix) if abs(np.linalg.det(brush.matrix)) > 1e-12 else None
    outlines = [outline.moved(back) for outline in brush.outlines] if back is not None else []
    colour = (0.0, 0.0, 0.0) if item["ty"] in ("gf", "gs") else (*value_at(item["c"], frame), 0.0, 0.0)[:3]
    m = brush.matrix
    return Paint(
        path="".join(path_data(outline) for outline in reversed(outlines)),
        matrix=(m[0, 0], m[1, 0], m[0, 1], m[1, 1], m[0, 3], m[1, 3]),
        rule="evenodd" if item.get("r") == 2 and item["ty"] in ("fl", "gf") else "nonzero",
        colour=(*(_unit(part) for part in colour), _unit(alpha)),
        gradient=_gradient(item, frame) if item["ty"] in ("gf", "gs") else None,
        stroke=_stroke(item, frame) if item["ty"] in ("st", "gs") else None,
    )


def _stroke(item: dict[str, Any], frame: float) -> Stroke:
    dashes = [part for part in item.get("d", []) if part["n"] != "o"]
    offset = [value_at(part["v"], frame)[0] for part in item.get("d", []) if part["n"] == "o"]
    return Stroke(
        width_px=max(0.0, value_at(item["w"], frame)[0]),
        cap=CAPS.get(item.get("lc", 1), "butt"),
        join=JOINS.get(item.get("lj", 1), "miter"),
        miter_limit=max(item.get("ml", 4), 1e-3),
        dashes_px=tuple(max(0.0, value_at(part["v"], frame)[0]) for part in dashes),
        dash_offset_px=offset[0] if offset else 0.0,
    )


def _gradient(item: dict[str, Any], frame: float) -> Gradient:
    colours = value_at(item["g"]["k"], frame)
    count = item["g"]["p"]
    start, end = value_at(item["s"], frame), value_at(item["e"], frame)
    return Gradient(
        kind="radial" if item.get("t", 1) == 2 else "linear",
        start=(start[0], start[1]),
        end=(end[0], end[1]),
        stops=gradient_stops(colours, count),
    )


def gradient_stops(numbers: Vector, count: int) -> tuple[tuple[float, tuple[float, float, float, float]], ...]:
    """Bodymovin's flat list (`count` x offset r g b, then offset alpha pairs) as stops with alpha."""
    colours = np.array(numbers[: count * 4]).reshape(-1, 4)
    alphas = np.array(numbers[count * 4 :]).reshape(-1, 2)
    offsets = sorted({*colours[:, 0].tolist(), *alphas[:, 0].tolist()})
    stops = []
    for offset in offsets:
        r, g, b = (_unit(np.interp(offset, colours[:, 0], colours[:, channel])) for channel in (1, 2, 3))
        a = _unit(np.interp(offset, alphas[:, 0], alphas[:, 1])) if len(alphas) else 1.0
        stops.append((_unit(offset), (r, g, b, a)))
    return tuple(stops)


def _unit(value: float) -> float:
    return round(float(min(max(value, 0.0), 1.0)), 6)
