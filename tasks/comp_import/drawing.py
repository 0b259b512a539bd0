"""Shape layers as lists of paints: which outlines a fill or stroke covers, in which order they lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, cos, radians, sin
from typing import Any

import numpy as np

from contracts.precomp import Gradient, Paint, Stroke
from tasks.comp_import.keyframes import Vector, value_at
from tasks.comp_import.modifiers import CHANGES, modified
from tasks.comp_import.paths import Outline, path_data, shape_at, trimmed
from tasks.comp_import.report import Report
from tasks.comp_import.transforms import Matrix, layer_matrix, padded, rotation, translation

OUTLINES = {"sh", "rc", "el", "sr"}
PAINTS = {"fl", "st", "gf", "gs"}
TRANSFORM, GROUP, TRIM, REPEATER, MERGE = "tr", "gr", "tm", "rp", "mm"
MERGE_MODES = {2: "add", 3: "subtract", 4: "intersect", 5: "exclude intersections"}
MOST_COPIES = 1000
FARTHEST_FOCUS = 0.99
CAPS = {1: "butt", 2: "round", 3: "square"}
JOINS = {1: "miter", 2: "round", 3: "bevel"}


@dataclass
class _Brush:
    """A paint that collects the outlines above it in its group; `matrix` takes its group to the layer."""

    item: dict[str, Any]
    matrix: Matrix
    opacity: float
    outlines: list[Outline] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """Where a group of shapes lies: the matrix to the layer's pixels, and its opacity."""

    matrix: Matrix
    opacity: float

    def inside(self, matrix: Matrix, opacity: float) -> _Place:
        return _Place(self.matrix @ matrix, self.opacity * opacity)


@dataclass
class _Walk:
    """One frame of a shape layer; collects its brushes, the backmost first."""

    frame: float
    layer: str
    report: Report
    brushes: list[_Brush] = field(default_factory=list)

    def collect(self, shapes: list[dict[str, Any]], place: _Place, outer: list[_Brush]) -> None:
        """Walks a group from its last item, the backmost, to its first; `outer` paints its outlines too."""
        active = list(outer)
        changes: list[tuple[dict[str, Any], dict[int, int]]] = []
        for index in range(len(shapes) - 1, -1, -1):
            item = shapes[index]
            kind = item.get("ty")
            if item.get("hd") or kind == TRANSFORM:
                continue
            if kind == REPEATER:
                self._repeat(item, shapes[:index], place, active)
                break
            if kind in PAINTS:
                brush = _Brush(item, place.matrix, place.opacity)
                self.brushes.append(brush)
                active.append(brush)
            elif kind in OUTLINES:
                self._add(shape_at(item, self.frame), place, active)
            elif kind == GROUP:
                self.collect(item.get("it", []), place.inside(*_group(item.get("it", []), self.frame)), active)
            elif kind == MERGE:
                if (mode := item.get("mm", 1)) in MERGE_MODES:
                    self.report.add(self.layer, "shapes.merge paths", f"{MERGE_MODES[mode]} is drawn as merge")
            elif kind == TRIM or kind in CHANGES:
                changes.append((item, {id(brush): len(brush.outlines) for brush in self.brushes}))
            else:
                self.report.add(self.layer, f"shapes.{kind}", "is left out")
        # The topmost changes its outlines first.
        for item, marks in reversed(changes):
            self._change(item, place.matrix, marks)

    def _add(self, outline: Outline | None, place: _Place, brushes: list[_Brush]) -> None:
        if outline is None:
            return
        moved = outline.moved(place.matrix)
        for brush in brushes:
            brush.outlines.append(moved)

    def _repeat(self, item: dict[str, Any], above: list[dict[str, Any]], place: _Place, active: list[_Brush]) -> None:
        """Draws what lies above a repeater once per copy."""
        copies = max(0, ceil(value_at(item["c"], self.frame)[0]))
        if copies > MOST_COPIES:
            self.report.add(self.layer, "shapes.repeater", f"{MOST_COPIES} of {copies} copies are drawn")
            copies = MOST_COPIES
        offset = value_at(item["o"], self.frame)[0] if "o" in item else 0.0
        change = item.get("tr", {})
        first, last = (value_at(change.get(name, 100), self.frame)[0] / 100 for name in ("so", "eo"))
        # With mode 1 each copy lies below the one before.
        for copy in range(copies - 1, -1, -1) if item.get("m", 1) == 1 else range(copies):
            fade = first + (last - first) * copy / copies
            self.collect(above, place.inside(_copy_matrix(change, copy + offset, self.frame), fade), active)

    def _change(self, item: dict[str, Any], matrix: Matrix, marks: dict[int, int]) -> None:
        """Changes the outlines that lie above a modifier in its group: those that were collected after it."""
        back = _inverse(matrix)
        if back is None:
            return
        for brush in self.brushes:
            mark = marks.get(id(brush), 0)
            # In a row, outlines count from the topmost, which is collected last.
            shown = brush.outlines[mark:][::-1]
            if not shown:
                continue
            if item["ty"] == TRIM:
                changed = _trim(item, self.frame, shown)
            else:
                changed = modified(item, [outline.moved(back) for outline in shown], self.frame)
                changed = [outline.moved(matrix) for outline in changed]
            brush.outlines[mark:] = changed[::-1]


def paints_at(shapes: list[dict[str, Any]], frame: float, layer: str, report: Report) -> tuple[Paint, ...]:
    """The paints of a shape layer at a frame, the first at the back."""
    walk = _Walk(frame, layer, report)
    walk.collect(shapes, _Place(np.eye(4), 1.0), [])
    paints = (_paint(brush, frame, layer, report) for brush in walk.brushes)
    return tuple(paint for paint in paints if paint.path and paint.colour[3] > 0)


def _trim(item: dict[str, Any], frame: float, outlines: list[Outline]) -> list[Outline]:
    offset = value_at(item["o"], frame)[0] / 360 if "o" in item else 0.0
    start, end = (min(max(value_at(item[name], frame)[0] / 100, 0.0), 1.0) for name in "se")
    start, end = min(start, end), max(start, end)
    turned = start + offset - np.floor(start + offset)
    return trimmed(outlines, turned, turned + end - start, one_by_one=item.get("m", 1) == 1)


def _copy_matrix(change: dict[str, Any], times: float, frame: float) -> Matrix:
    """A repeater's transform, applied `times` over."""
    position = padded(value_at(change.get("p", 0), frame), 0.0)
    anchor = padded(value_at(change.get("a", 0), frame), 0.0)
    turn = value_at(change.get("r", 0), frame)[0]
    scale = padded(value_at(change.get("s", 100), frame), 100.0)
    sizes = [float(np.sign(part) ** round(times)) * abs(part / 100) ** times if part else 0.0 for part in scale[:2]]
    return (
        translation(position[0] * times + anchor[0], position[1] * times + anchor[1])
        @ rotation(2, turn * times)
        @ np.diag([*sizes, 1.0, 1.0])
        @ translation(-anchor[0], -anchor[1])
    )


def _inverse(matrix: Matrix) -> Matrix | None:
    return np.asarray(np.linalg.inv(matrix), np.float64) if abs(np.linalg.det(matrix)) > 1e-12 else None


def _group(items: list[dict[str, Any]], frame: float) -> tuple[Matrix, float]:
    for item in items:
        if item.get("ty") == TRANSFORM:
            opacity = value_at(item["o"], frame)[0] / 100 if "o" in item else 1.0
            return layer_matrix(item, frame), opacity
    return np.eye(4), 1.0


def _paint(brush: _Brush, frame: float, layer: str, report: Report) -> Paint:
    item = brush.item
    if item.get("bm"):
        report.add(layer, "shapes.blend mode", "drawn as normal")
    alpha = brush.opacity * (value_at(item["o"], frame)[0] / 100 if "o" in item else 1.0)
    # Strokes are as wide as their group's transform makes them, so the path goes back into the group.
    back = _inverse(brush.matrix)
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
    radial = item.get("t", 1) == 2
    return Gradient(
        kind="radial" if radial else "linear",
        start=(start[0], start[1]),
        focus=_focus(item, start, end, frame) if radial and "h" in item else None,
        end=(end[0], end[1]),
        stops=gradient_stops(colours, count),
    )


def _focus(item: dict[str, Any], start: Vector, end: Vector, frame: float) -> tuple[float, float] | None:
    """A radial gradient's highlight: `h` percent of the radius away, `a` degrees from its end."""
    share = min(max(value_at(item["h"], frame)[0] / 100, -FARTHEST_FOCUS), FARTHEST_FOCUS)
    if not share:
        return None
    x, y = (end[0] - start[0]) * share, (end[1] - start[1]) * share
    turn = radians(value_at(item.get("a", 0), frame)[0])
    return start[0] + x * cos(turn) - y * sin(turn), start[1] + x * sin(turn) + y * cos(turn)


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
