"""Outlines of shape layers as cubic Bézier paths, and as SVG path data."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

import numpy as np

from tasks.comp_import.keyframes import ease, is_animated, span_at, value_at

Point = tuple[float, float]
ARC_SAMPLES = 33
HANDLES_PER_ARC = {1: 4, 2: 2}
ROUND = 0.5522847498307936  # handle of a quarter circle, in radii


@dataclass(frozen=True)
class Outline:
    """Vertices with their handles, absolute."""

    points: tuple[Point, ...]
    outs: tuple[Point, ...]
    ins: tuple[Point, ...]
    closed: bool = True

    def moved(self, matrix: Any) -> Outline:
        """Under a 4x4 matrix, its 2D part."""

        def move(points: tuple[Point, ...]) -> tuple[Point, ...]:
            (a, c, e), (b, d, f) = matrix[:2, (0, 1, 3)].tolist()
            return tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points)

        return Outline(move(self.points), move(self.outs), move(self.ins), self.closed)


def shape_at(item: dict[str, Any], frame: float) -> Outline | None:
    """The outline of a path, rectangle, ellipse or star; None for anything else."""
    match item["ty"]:
        case "sh":
            return bezier_at(item["ks"], frame)
        case "rc":
            width, height = value_at(item["s"], frame)[:2]
            radius = value_at(item["r"], frame)[0] if "r" in item else 0.0
            return rectangle(value_at(item["p"], frame), width, height, radius, _reversed(item))
        case "el":
            width, height = value_at(item["s"], frame)[:2]
            return ellipse(value_at(item["p"], frame), width / 2, height / 2, _reversed(item))
        case "sr":
            return star(item, frame)
    return None


def bezier_at(prop: dict[str, Any], frame: float) -> Outline:
    """A path property; between keyframes vertices and handles move in straight lines."""
    if not is_animated(prop):
        return _outline(prop["k"])
    start, end, key, progress = span_at(prop["k"], frame)
    first = _shape(start)
    if progress is None or end is None or len(_shape(end)["v"]) != len(first["v"]):
        return _outline(first)
    last, amount = _shape(end), ease(key, 0, progress)
    blended = {name: (np.array(first[name]) * (1 - amount) + np.array(last[name]) * amount).tolist() for name in "vio"}
    return _outline({**blended, "c": first.get("c", False)})


def rectangle(centre: Any, width: float, height: float, radius: float = 0.0, backwards: bool = False) -> Outline:
    """Clockwise from the top end of the right edge, as After Effects draws it."""
    x, y, w, h = centre[0], centre[1], width / 2, height / 2
    r = max(0.0, min(radius, abs(w), abs(h)))
    if r == 0:
        corners = ((x + w, y - h), (x + w, y + h), (x - w, y + h), (x - w, y - h))
        outline = Outline(corners, corners, corners)
    else:
        k = r * (1 - ROUND)
        points, outs, ins = [], [], []
        for sx, sy, first in ((1, -1, "y"), (1, 1, "x"), (-1, 1, "y"), (-1, -1, "x")):
            across = (x + sx * (w - r), y + sy * h)
            down = (x + sx * w, y + sy * (h - r))
            near_across = (x + sx * (w - k), y + sy * h)
            near_down = (x + sx * w, y + sy * (h - k))
            if first == "y":
                points += [across, down]
                outs += [near_across, down]
                ins += [across, near_down]
            else:
                points += [down, across]
                outs += [near_down, across]
                ins += [down, near_across]
        # The loop starts at the end of the top edge, one vertex too early.
        in_turn = [tuple(part[1:] + part[:1]) for part in (points, outs, ins)]
        outline = Outline(in_turn[0], in_turn[1], in_turn[2])
    return _backwards(outline) if backwards else outline


def ellipse(centre: Any, rx: float, ry: float, backwards: bool = False) -> Outline:
    """Clockwise from the top."""
    x, y = centre[0], centre[1]
    kx, ky = rx * ROUND, ry * ROUND
    outline = Outline(
        ((x, y - ry), (x + rx, y), (x, y + ry), (x - rx, y)),
        ((x + kx, y - ry), (x + rx, y + ky), (x - kx, y + ry), (x - rx, y - ky)),
        ((x - kx, y - ry), (x + rx, y - ky), (x + kx, y + ry), (x - rx, y + ky)),
    )
    return _backwards(outline) if backwards else outline


def star(item: dict[str, Any], frame: float) -> Outline:
    """A star (`sy` 1) or a polygon (`sy` 2), from its top point clockwise."""
    x, y = value_at(item["p"], frame)[:2]
    corners = max(2, int(value_at(item["pt"], frame)[0]))
    turn = value_at(item.get("r", 0), frame)[0]
    rings = [(value_at(item["or"], frame)[0], value_at(item.get("os", 0), frame)[0] / 100)]
    if item.get("sy", 1) == 1:
        rings.append((value_at(item["ir"], frame)[0], value_at(item.get("is", 0), frame)[0] / 100))
    count = corners * len(rings)
    way = -1 if _reversed(item) else 1
    points, outs, ins = [], [], []
    for index in range(count):
        radius, roundness = rings[index % len(rings)]
        angle = np.radians(turn - 90) + way * 2 * pi * index / count
        # Bodymovin's players: half of a star's arc from point to point, a quarter of a polygon's.
        handle = 2 * pi * radius / (count * HANDLES_PER_ARC[len(rings)]) * roundness
        at = (x + radius * cos(angle), y + radius * sin(angle))
        along = (-sin(angle) * handle * way, cos(angle) * handle * way)
        points.append(at)
        outs.append((at[0] + along[0], at[1] + along[1]))
        ins.append((at[0] - along[0], at[1] - along[1]))
    return Outline(tuple(points), tuple(outs), tuple(ins))


def cubics(outline: Outline) -> list[tuple[Point, Point, Point, Point]]:
    """The curves of an outline: start, its handle, the end's handle, end."""
    count = len(outline.points)
    curves = []
    for index in range(count if outline.closed else count - 1):
        following = (index + 1) % count
        ends = outline.points[index], outline.outs[index], outline.ins[following], outline.points[following]
        curves.append(ends)
    return curves


def path_data(outline: Outline) -> str:
    """SVG path data."""
    if not outline.points:
        return ""
    parts = [f"M{_pair(outline.points[0])}"]
    for start, out, into, end in cubics(outline):
        straight = out == start and into == end
        parts.append(f"L{_pair(end)}" if straight else f"C{_pair(out)} {_pair(into)} {_pair(end)}")
    return "".join(parts) + ("Z" if outline.closed else "")


def trimmed(outlines: list[Outline], start: float, end: float, *, one_by_one: bool) -> list[Outline]:
    """The part between two fractions of the length (0 to 1, `end` may pass 1), of each outline or of all in a row."""
    if end - start >= 1:
        return outlines
    if end <= start:
        return []
    spans = [_segments(outline) for outline in outlines]
    lengths = [sum(length for _, length in segments) for segments in spans]
    total = sum(lengths)
    kept: list[Outline] = []
    before = 0.0
    for segments, length in zip(spans, lengths, strict=True):
        if one_by_one:
            windows = [(start * length, end * length), ((start - 1) * length, (end - 1) * length)]
        else:
            windows = [(start * total - before, end * total - before)]
            windows.append((windows[0][0] - total, windows[0][1] - total))
        for low, high in sorted(windows):
            low, high = max(low, 0.0), min(high, length)
            if high > low:
                kept.append(_cut(segments, low, high))
        before += length
    return kept


def _segments(outline: Outline) -> list[tuple[Any, float]]:
    segments = []
    for ends in cubics(outline):
        curve = np.array(ends)
        samples = _on_curve(curve, np.linspace(0, 1, ARC_SAMPLES))
        segments.append((curve, float(np.linalg.norm(np.diff(samples, axis=0), axis=1).sum())))
    return segments


def _cut(segments: list[tuple[Any, float]], low: float, high: float) -> Outline:
    pieces = []
    for curve, length in segments:
        if high > 0 and low < length and length > 0:
            pieces.append(_piece(curve, _along(curve, max(low, 0) / length), _along(curve, min(high, length) / length)))
        low, high = low - length, high - length
    points = [tuple(piece[0]) for piece in pieces] + [tuple(pieces[-1][3])]
    outs = [tuple(piece[1]) for piece in pieces] + [tuple(pieces[-1][3])]
    ins = [tuple(pieces[0][0])] + [tuple(piece[2]) for piece in pieces]
    return Outline(tuple(points), tuple(outs), tuple(ins), closed=False)


def _along(curve: Any, fraction: float) -> float:
    t = np.linspace(0, 1, ARC_SAMPLES)
    steps = np.linalg.norm(np.diff(_on_curve(curve, t), axis=0), axis=1)
    lengths = np.concatenate([[0.0], np.cumsum(steps)])
    return float(np.interp(fraction * lengths[-1], lengths, t))


def _piece(curve: Any, start: float, end: float) -> Any:
    """The part of a cubic between two parameters, by blossoming."""

    def blossom(a: float, b: float, c: float) -> Any:
        points = curve
        for t in (a, b, c):
            points = points[:-1] * (1 - t) + points[1:] * t
        return points[0]

    return np.array([blossom(*at) for at in ((start,) * 3, (start, start, end), (start, end, end), (end,) * 3)])


def _on_curve(curve: Any, t: Any) -> Any:
    t = t[:, None]
    return (1 - t) ** 3 * curve[0] + 3 * (1 - t) ** 2 * t * curve[1] + 3 * (1 - t) * t * t * curve[2] + t**3 * curve[3]


def _outline(shape: Any) -> Outline:
    shape = _shape(shape)
    points = tuple((float(v[0]), float(v[1])) for v in shape["v"])
    outs = tuple((p[0] + o[0], p[1] + o[1]) for p, o in zip(points, shape["o"], strict=True))
    ins = tuple((p[0] + i[0], p[1] + i[1]) for p, i in zip(points, shape["i"], strict=True))
    return Outline(points, outs, ins, bool(shape.get("c", False)))


def _shape(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = value[0] if isinstance(value, list) else value
    return found


def _reversed(item: dict[str, Any]) -> bool:
    return bool(item.get("d", 1) == 3)


def _backwards(outline: Outline) -> Outline:
    """The other way round, from the same first vertex."""
    points, outs, ins = ((part[:1] + part[:0:-1]) for part in (outline.points, outline.ins, outline.outs))
    return Outline(points, outs, ins, outline.closed)


def _pair(point: Point) -> str:
    return (
        f"{round(point[0], 4):g} {round(point[1], 4):g}"
        if max(map(abs, point)) < 100
        else (f"{point[0]:.4f} {point[1]:.4f}")
    )
