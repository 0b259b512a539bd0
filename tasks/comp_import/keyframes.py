"""Values of animated properties: easing, holds, and motion paths with even speed along the arc.

Source: the Lottie specification (lottie.github.io/lottie-spec), section Properties.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Any

import numpy as np

Vector = tuple[float, ...]
ARC_STEPS = 512
NEWTON_STEPS = 24


def is_animated(prop: Any) -> bool:
    """Whether a property has keyframes (also where an old exporter forgot to flag it)."""
    keys = prop.get("k") if isinstance(prop, dict) else None
    return isinstance(keys, list) and bool(keys) and isinstance(keys[0], dict) and "t" in keys[0]


def value_at(prop: Any, frame: float) -> Vector:
    """The numbers of a property at a frame of its comp; a plain number counts as one."""
    if not is_animated(prop):
        return numbers(prop["k"] if isinstance(prop, dict) else prop)
    start, end, key, progress = span_at(prop["k"], frame)
    first = numbers(start)
    if progress is None:
        return first
    last = numbers(end)
    if key.get("to") and key.get("ti"):
        eased = ease(key, 0, progress)
        size = len(first)
        return on_path(first, _padded(key["to"], size), _padded(key["ti"], size), last[:size], eased)
    parts = zip(first, last, strict=False)
    return tuple(a + (b - a) * ease(key, index, progress) for index, (a, b) in enumerate(parts))


def span_at(keys: list[dict[str, Any]], frame: float) -> tuple[Any, Any, dict[str, Any], float | None]:
    """`(start, end, keyframe, progress 0 to 1)` of the span that holds `frame`; progress None = the start holds."""
    index = bisect_right([key["t"] for key in keys], frame) - 1
    if index < 0:
        return keys[0]["s"], None, keys[0], None
    key = keys[index]
    if index + 1 == len(keys):
        start = key["s"] if "s" in key else keys[index - 1].get("e", keys[index - 1]["s"])
        return start, None, key, None
    following = keys[index + 1]
    # Old exporters wrote the end too; where both are there and differ, players take the next start.
    end = following.get("s", key.get("e", key["s"]))
    if key.get("h") == 1 or following["t"] <= key["t"]:
        return key["s"], end, key, None
    return key["s"], end, key, (frame - key["t"]) / (following["t"] - key["t"])


def ease(key: dict[str, Any], dimension: int, progress: float) -> float:
    """Eased progress of one dimension of a keyframe's span."""
    if not key.get("o") or not key.get("i"):
        return progress
    x1, y1 = (_of(key["o"][axis], dimension) for axis in "xy")
    x2, y2 = (_of(key["i"][axis], dimension) for axis in "xy")
    return cubic_ease(x1, y1, x2, y2, progress)


@lru_cache(maxsize=65536)
def cubic_ease(x1: float, y1: float, x2: float, y2: float, x: float) -> float:
    """y of the curve (0,0) (x1,y1) (x2,y2) (1,1) where its x is given; x1 and x2 lie in 0 to 1."""
    if x1 == y1 and x2 == y2:
        return x
    x1, x2 = min(max(x1, 0.0), 1.0), min(max(x2, 0.0), 1.0)
    low, high, t = 0.0, 1.0, x
    for _ in range(NEWTON_STEPS):
        offset = _bezier1(x1, x2, t) - x
        if abs(offset) < 1e-12:
            break
        low, high = (low, t) if offset > 0 else (t, high)
        slope = 3 * (1 - t) ** 2 * x1 + 6 * (1 - t) * t * (x2 - x1) + 3 * t * t * (1 - x2)
        guess = t - offset / slope if slope > 1e-9 else low
        t = guess if low < guess < high else (low + high) / 2
    return _bezier1(y1, y2, t)


def on_path(start: Vector, out: Vector, into: Vector, end: Vector, fraction: float) -> Vector:
    """The point of a motion path at a fraction of its arc length; outside 0 to 1 it goes on along the tangent."""
    if not any(out) and not any(into):
        return tuple(a + (b - a) * fraction for a, b in zip(start, end, strict=True))
    lengths, points = _arc(start, out, into, end)
    total = lengths[-1]
    if total == 0:
        return start
    if fraction < 0 or fraction > 1:
        near, edge = (points[1], points[0]) if fraction < 0 else (points[-2], points[-1])
        step = float(np.linalg.norm(edge - near)) or 1.0
        beyond = total * (-fraction if fraction < 0 else fraction - 1)
        return tuple(float(v) for v in edge + (edge - near) / step * beyond)
    wanted = fraction * total
    index = int(np.clip(np.searchsorted(lengths, wanted) - 1, 0, ARC_STEPS - 1))
    width = lengths[index + 1] - lengths[index]
    t = (index + ((wanted - lengths[index]) / width if width else 0.0)) / ARC_STEPS
    return tuple(float(v) for v in _curve(start, out, into, end, np.array([t]))[0])


@lru_cache(maxsize=256)
def _arc(start: Vector, out: Vector, into: Vector, end: Vector) -> tuple[Any, Any]:
    points = _curve(start, out, into, end, np.linspace(0, 1, ARC_STEPS + 1))
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)]), points


def _curve(start: Vector, out: Vector, into: Vector, end: Vector, t: Any) -> Any:
    p0, p3 = np.array(start), np.array(end)
    p1, p2 = p0 + out, p3 + into
    t = t[:, None]
    return (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3


def _bezier1(a: float, b: float, t: float) -> float:
    return 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t * t * b + t**3


def numbers(value: Any) -> Vector:
    """A number or a list of numbers as a tuple."""
    if isinstance(value, (int, float)):
        return (float(value),)
    return tuple(float(part) for part in value)


def _padded(value: Any, size: int) -> Vector:
    return (*numbers(value), 0.0, 0.0, 0.0)[:size]


def _of(value: Any, dimension: int) -> float:
    if isinstance(value, list):
        return float(value[min(dimension, len(value) - 1)])
    return float(value)
