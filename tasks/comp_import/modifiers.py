"""What changes outlines before they are painted: rounded corners, pucker and bloat, zig zag, twist, offset.

Source: the Lottie specification, section Shapes; where it is silent, what Bodymovin's own player does.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, ceil, cos, hypot, pi, radians, sin
from typing import Any

import numpy as np

from tasks.comp_import.keyframes import value_at
from tasks.comp_import.paths import ROUND, Outline, Point, cubics

Curve = tuple[Point, Point, Point, Point]
MITER, ROUND_JOIN = 1, 2
PIECES_PER_CURVE = 8
ARC_STEP_DEGREES = 15.0


def modified(item: dict[str, Any], outlines: list[Outline], frame: float) -> list[Outline]:
    """`outlines` under a modifier, one of `CHANGES`, at a frame."""
    return [CHANGES[item["ty"]](outline, item, frame) for outline in outlines]


def _rounded(outline: Outline, item: dict[str, Any], frame: float) -> Outline:
    """Cuts corners without handles by `r` pixels, at most to the middle of each side."""
    radius = value_at(item["r"], frame)[0]
    count = len(outline.points)
    if radius <= 0 or count < 2:
        return outline
    points: list[Point] = []
    outs: list[Point] = []
    ins: list[Point] = []
    for index, point in enumerate(outline.points):
        sharp = outline.outs[index] == point == outline.ins[index]
        if not sharp or (not outline.closed and index in (0, count - 1)):
            points.append(point)
            outs.append(outline.outs[index])
            ins.append(outline.ins[index])
            continue
        before, after = outline.points[index - 1], outline.points[(index + 1) % count]
        first, last = _towards(point, before, radius), _towards(point, after, radius)
        points += [first, last]
        outs += [_between(first, point, ROUND), last]
        ins += [first, _between(last, point, ROUND)]
    return Outline(tuple(points), tuple(outs), tuple(ins), outline.closed)


def _puckered(outline: Outline, item: dict[str, Any], frame: float) -> Outline:
    """Draws vertices to the centre and pushes handles from it, by `a` percent."""
    share = value_at(item["a"], frame)[0] / 100
    if not share or not outline.points:
        return outline
    centre = tuple(np.mean(outline.points, axis=0).tolist())

    def drawn(points: tuple[Point, ...], amount: float) -> tuple[Point, ...]:
        return tuple(_between(point, (centre[0], centre[1]), amount) for point in points)

    return Outline(
        drawn(outline.points, share), drawn(outline.outs, -share), drawn(outline.ins, -share), outline.closed
    )


def _twisted(outline: Outline, item: dict[str, Any], frame: float) -> Outline:
    """Turns by `a` degrees in the middle, less towards the outermost vertex."""
    angle = radians(value_at(item["a"], frame)[0])
    middle = value_at(item["c"], frame)[:2] if "c" in item else (0.0, 0.0)
    reach = max((hypot(x - middle[0], y - middle[1]) for x, y in outline.points), default=0.0)
    if not angle or not reach:
        return outline

    def turned(points: tuple[Point, ...]) -> tuple[Point, ...]:
        moved = []
        for x, y in points:
            dx, dy = x - middle[0], y - middle[1]
            turn = angle * (1 - hypot(dx, dy) / reach)
            moved.append((middle[0] + dx * cos(turn) - dy * sin(turn), middle[1] + dx * sin(turn) + dy * cos(turn)))
        return tuple(moved)

    return Outline(turned(outline.points), turned(outline.outs), turned(outline.ins), outline.closed)


def _zigzagged(outline: Outline, item: dict[str, Any], frame: float) -> Outline:
    """`r` ridges on every segment, `s` pixels to either side; `pt` 2 makes them round."""
    size = value_at(item["s"], frame)[0]
    ridges = max(0, round(value_at(item["r"], frame)[0]))
    curves = [_evened(curve) for curve in cubics(outline)]
    if not size or not curves:
        return outline
    smooth = value_at(item.get("pt", 1), frame)[0] == 2
    places: list[tuple[Point, float, float]] = []
    vertices = len(curves) if outline.closed else len(curves) + 1
    for index in range(vertices):
        places.append(_corner_place(outline, index, ridges, smooth))
        if index < len(curves):
            curve = curves[index]
            handle = _distance(curve[0], curve[3]) / (2 * (ridges + 1)) if smooth else 0.0
            for ridge in range(ridges):
                t = (ridge + 1) / (ridges + 1)
                places.append((_at(curve, t), _slope(curve, t), handle))
    points, outs, ins, side = [], [], [], 1
    for (x, y), angle, handle in places:
        at = (x - side * size * sin(angle), y + side * size * cos(angle))
        points.append(at)
        outs.append((at[0] + handle * cos(angle), at[1] + handle * sin(angle)))
        ins.append((at[0] - handle * cos(angle), at[1] - handle * sin(angle)))
        side = -side
    return Outline(tuple(points), tuple(outs), tuple(ins), outline.closed)


def _evened(curve: Curve) -> Curve:
    """A curve with a third of its chord for a handle that has no length, so that ridges lie evenly."""
    start, out, into, end = curve
    return (
        start,
        _between(start, end, 1 / 3) if out == start else out,
        _between(start, end, 2 / 3) if into == end else into,
        end,
    )


def _corner_place(outline: Outline, index: int, ridges: int, smooth: bool) -> tuple[Point, float, float]:
    """A vertex, the direction from the one before to the one after, and the length of a round ridge's handles."""
    count = len(outline.points)
    before, point, after = outline.points[index - 1], outline.points[index], outline.points[(index + 1) % count]
    handle = _distance(point, after) / (2 * (ridges + 1)) if smooth else 0.0
    return point, atan2(after[1] - before[1], after[0] - before[0]), handle


def _offset(outline: Outline, item: dict[str, Any], frame: float) -> Outline:
    """Moves a closed outline outwards by `a` pixels, or both sides of an open one; curves become short lines."""
    amount = value_at(item["a"], frame)[0]
    corners = _polyline(outline)
    if not outline.closed:
        corners = [*corners, outline.points[-1], *corners[:0:-1]] if corners else []
    if not amount or len(corners) < 2:
        return outline
    return offset_polygon(corners, amount, int(item.get("lj", MITER)), value_at(item.get("ml", 4), frame)[0])


def offset_polygon(corners: list[Point], amount: float, join: int = MITER, miter_limit: float = 4.0) -> Outline:
    """A polygon whose sides are moved outwards by `amount` pixels and joined anew."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    # There and back again has no area, and both its sides are outside.
    side = amount if area > -1e-6 else -amount
    points: list[Point] = []
    for index, corner in enumerate(corners):
        before, after = corners[index - 1], corners[(index + 1) % len(corners)]
        first = atan2(corner[1] - before[1], corner[0] - before[0]) - pi / 2
        turn = (atan2(after[1] - corner[1], after[0] - corner[0]) - pi / 2 - first + pi) % (2 * pi) - pi
        if turn < 1e-6 - pi:
            turn = pi if side > 0 else -pi
        points += _joined(corner, side, first, turn, join, miter_limit)
    return Outline(tuple(points), tuple(points), tuple(points))


def _joined(corner: Point, side: float, first: float, turn: float, join: int, miter_limit: float) -> list[Point]:
    """The corner of a moved polygon between two normals, `turn` radians apart."""
    x, y = corner
    outwards = turn * side > 0
    reach = side / max(cos(turn / 2), 1e-6)
    if not outwards or (join == MITER and abs(reach) <= abs(side) * miter_limit):
        # Inside of a bend the sides cross; far beyond it they would leave the shape.
        reach = reach if outwards else max(-4 * abs(side), min(4 * abs(side), reach))
        return [(x + reach * cos(first + turn / 2), y + reach * sin(first + turn / 2))]
    steps = max(1, ceil(abs(turn) / radians(ARC_STEP_DEGREES))) if join == ROUND_JOIN else 1
    angles = (first + turn * step / steps for step in range(steps + 1))
    return [(x + side * cos(angle), y + side * sin(angle)) for angle in angles]


def _polyline(outline: Outline) -> list[Point]:
    corners: list[Point] = []
    for curve in cubics(outline):
        straight = curve[0] == curve[1] and curve[2] == curve[3]
        pieces = 1 if straight else PIECES_PER_CURVE
        corners += [_at(curve, piece / pieces) for piece in range(pieces)]
    return [corner for index, corner in enumerate(corners) if _distance(corner, corners[index - 1]) > 1e-6]


def _at(curve: Curve, t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _slope(curve: Curve, t: float) -> float:
    """Direction of a curve in radians; where its handles have no length, that of its chord."""
    ahead, behind = _at(curve, min(1.0, t + 1e-3)), _at(curve, max(0.0, t - 1e-3))
    return atan2(ahead[1] - behind[1], ahead[0] - behind[0])


def _towards(point: Point, other: Point, length: float) -> Point:
    distance = _distance(point, other)
    return _between(point, other, min(distance / 2, length) / distance) if distance else point


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


CHANGES: dict[str, Callable[[Outline, dict[str, Any], float], Outline]] = {
    "rd": _rounded,
    "pb": _puckered,
    "tw": _twisted,
    "zz": _zigzagged,
    "op": _offset,
}
