"""Where in the fan's take does each moment of the guide lie? Dynamic time warping, then a smooth map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.audio.features import HOP_S, Features
from tasks.audio.pitch import Curve

BAND_S = 1.2
"""How far a singer may stray from the overall offset."""
SMOOTH_S = 0.12
SUNG_SLOPE = (0.72, 1.4)
"""Slowest and fastest pace of a sung sound; beyond that it smears or gabbles."""
PAUSE_SLOPE = (0.25, 4.0)

# Steps (guide, take) with the factor and the constant of their cost.
_STEPS = ((1, 1, 1.0, 0.0), (1, 2, 1.5, 0.0), (2, 1, 1.5, 0.0), (0, 1, 1.0, 0.3), (1, 0, 1.0, 0.3))
_FORBIDDEN = 1e6


@dataclass(frozen=True)
class TimeMap:
    """Moments of the take for moments of the guide, both in seconds; `trust` from 0 (no likeness) to 1 (the same)."""

    guide_s: Curve
    take_s: Curve
    trust: float

    def __call__(self, guide_s: Curve) -> Curve:
        """Moment of the take for each moment of the guide; runs on at the same pace outside."""
        inside = np.interp(guide_s, self.guide_s, self.take_s)
        return np.asarray(inside + np.minimum(guide_s - self.guide_s[0], 0) + np.maximum(guide_s - self.guide_s[-1], 0))

    def towards_offset(self, strength: float) -> TimeMap:
        """Keeps only a part of the warping: 1 = all, 0 = the median offset alone."""
        offset = float(np.median(self.take_s - self.guide_s))
        return TimeMap(self.guide_s, strength * self.take_s + (1 - strength) * (self.guide_s + offset), self.trust)


def shifted_map(duration_s: float, offset_s: float) -> TimeMap:
    """The map of a take that is only late by `offset_s`."""
    guide_s = np.arange(0.0, duration_s + HOP_S, HOP_S)
    return TimeMap(guide_s, guide_s + offset_s, 0.0)


def align(guide: Features, take: Features) -> TimeMap:
    """Maps the guide's time to the take's.

    The overall offset comes from cross-correlation, the warping from DTW within `BAND_S` of it with free ends
    (Sakoe and Chiba 1978; Müller 2015 for the steps), smoothed, and limited in pace where somebody sings.
    """
    cost = _distances(guide.vectors, take.vectors)
    offset = _overall_offset(guide, take)
    stray = np.arange(cost.shape[1])[None, :] - np.arange(cost.shape[0])[:, None] - offset
    banded = np.where(np.abs(stray) * HOP_S > BAND_S, _FORBIDDEN, cost)
    path = warping_path(banded)
    likeness = 1.0 - _mean_on_path(cost, path, guide.active) / max(1e-9, _chance_cost(cost, guide, take))
    return _smooth_map(path, guide.active, len(guide.vectors), float(np.clip(likeness, 0.0, 1.0)))


def _distances(a: Curve, b: Curve) -> Curve:
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2.0 * a @ b.T
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))


def _overall_offset(guide: Features, take: Features) -> int:
    """Frames by which the take lies later, by the best match of all features at once."""
    size = len(guide.vectors) + len(take.vectors)
    a = np.fft.rfft(guide.vectors - guide.vectors.mean(axis=0), size, axis=0)
    b = np.fft.rfft(take.vectors - take.vectors.mean(axis=0), size, axis=0)
    match = np.fft.irfft((np.conj(a) * b).sum(axis=1), size)
    lag = int(np.argmax(match))
    return lag if lag < len(take.vectors) else lag - size


def _mean_on_path(cost: Curve, path: NDArray[np.int64], active: NDArray[np.bool_]) -> float:
    on_path = path[active[path[:, 0]]]
    return float(cost[on_path[:, 0], on_path[:, 1]].mean()) if len(on_path) else 1.0


def _chance_cost(cost: Curve, guide: Features, take: Features) -> float:
    """Mean distance of any sung frame to any other."""
    both = cost[guide.active][:, take.active]
    return float(both.mean()) if both.size else 0.0


def warping_path(cost: Curve) -> NDArray[np.int64]:
    """Cheapest path through `cost` `(n, m)`, as rows (i, j) in rising order; free to start and end at any j.

    Works along anti-diagonals, whose cells do not depend on each other: `total[s, i]` is the cell (i, s - i).
    """
    n, m = cost.shape
    skewed = np.full((n + m - 1, n), _FORBIDDEN)
    rows, columns = np.indices(cost.shape)
    skewed[rows + columns, rows] = cost
    total = np.full((n + m - 1, n), np.inf)
    step_of = np.full((n + m - 1, n), -1, dtype=np.int8)
    for s in range(n + m - 1):
        cell = skewed[s]
        best, chosen = np.full(n, np.inf), np.full(n, -1, dtype=np.int8)
        if s < m:
            best[0] = cell[0]  # free start
        for k, (di, dj, factor, constant) in enumerate(_STEPS):
            origin = s - di - dj
            if origin < 0:
                continue
            candidate = np.full(n, np.inf)
            candidate[di:] = total[origin, : n - di]
            candidate += factor * cell + constant
            better = candidate < best
            best[better], chosen[better] = candidate[better], k
        total[s], step_of[s] = best, chosen
    ends = total[np.arange(m) + n - 1, n - 1]
    return _trace_back(step_of, n - 1, int(np.argmin(ends)))


def _trace_back(step_of: NDArray[np.int8], i: int, j: int) -> NDArray[np.int64]:
    path = [(i, j)]
    while step_of[i + j, i] >= 0:
        di, dj, _, _ = _STEPS[step_of[i + j, i]]
        i, j = i - di, j - dj
        path.append((i, j))
    return np.array(path[::-1], dtype=np.int64)


def _smooth_map(path: NDArray[np.int64], active: NDArray[np.bool_], frames: int, trust: float) -> TimeMap:
    from scipy.ndimage import gaussian_filter1d, median_filter

    guide_s: Curve = np.arange(frames, dtype=np.float64) * HOP_S
    sums = np.bincount(path[:, 0], weights=path[:, 1], minlength=frames)
    counts = np.bincount(path[:, 0], minlength=frames)
    known = (counts > 0) & active
    if not known.any():
        known = counts > 0
    lag = sums[known] / counts[known] * HOP_S - guide_s[known]
    lag = median_filter(np.interp(guide_s, guide_s[known], lag), 9, mode="nearest")
    target = guide_s + gaussian_filter1d(lag, SMOOTH_S / HOP_S, mode="nearest")
    return TimeMap(guide_s, _limit_pace(target, active), trust)


def _limit_pace(target_s: Curve, active: NDArray[np.bool_]) -> Curve:
    """Follows `target_s` without ever moving slower or faster than the slopes allow."""
    out = target_s.copy()
    for i in range(1, len(out)):
        slowest, fastest = SUNG_SLOPE if active[i] else PAUSE_SLOPE
        out[i] = out[i - 1] + np.clip(target_s[i] - out[i - 1], slowest * HOP_S, fastest * HOP_S)
    return out
