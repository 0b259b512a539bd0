"""The oracle: who knows every arrival and every service time, and pays as little as keeps the target.

It begins with the slots that are busy if no call ever waits, smoothed, times a factor; both are searched by playing.
The best of these is then cut down: hosts are levels, a level is needed from a moment to another, and every such span is
shortened at both ends or left out as long as the target still holds. Gaps shorter than a cold start are kept, because
closing a host costs what a new one costs.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from deployments.drops import Floats
from deployments.pool_plans import PoolPlan
from deployments.simulator.contestants import scheduled
from deployments.simulator.floor import Floor, Played
from deployments.simulator.workload import Workload

WINDOWS_S = (10, 40, 120, 4000)
FACTORS = (0.7, 1.9)
STEPS = 6
CUT_S = 120
"""By how much a span is shortened at each attempt."""
BUNDLES = 12
"""Levels are cut in so many bundles: one by one would find 2 % more and take six times as long."""


class _Search:
    def __init__(self, workload: Workload, plan: PoolPlan, seed: int, late_share: float) -> None:
        self._workload, self._seed, self._late_share = workload, seed, late_share
        # no cap and no minimum, in the oracle's favour
        self._plan = plan.model_copy(update={"max_hosts": 100_000, "budget_per_hour": None, "min_hosts": 0})
        self.best: Played | None = None
        self.needed: Floats = np.zeros(0)

    def keeps_target(self, needed: Floats) -> bool:
        """Plays hosts per second; remembers the cheapest that keeps the target. No host dies or starts late."""
        floor = Floor(self._workload, self._plan, self._seed, mortal=False, sure_start=True)
        played = floor.play(scheduled(needed, self._plan), look_every_s=2.0, initial_hosts=int(needed[0]))
        good = bool(np.quantile(played.wait_s, 1 - self._late_share) <= self._plan.target_wait_s)
        if good and (self.best is None or played.host_hours < self.best.host_hours):
            self.best, self.needed = played, needed
        return good

    def by_factor(self, smooth: Floats) -> None:
        low, high = FACTORS
        for _ in range(STEPS):
            factor = (low + high) / 2
            good = self.keeps_target(np.round(factor * smooth / self._plan.slots + 0.25))
            low, high = (low, factor) if good else (factor, high)

    def cut(self) -> None:
        """One attempt per end of every span."""
        peak = int(self.needed.max())
        step = max(1, math.ceil(peak / BUNDLES))
        for level in range(peak, 0, -step):
            for begin, end in spans(self.needed > level - step, round(self._plan.cold_start_s)):
                for first, last in ((begin, min(begin + CUT_S, end)), (max(begin, end - CUT_S), end)):
                    shorter = self.needed.copy()
                    shorter[first:last] = np.minimum(shorter[first:last], max(0, level - step))
                    self.keeps_target(shorter)


def ask_oracle(workload: Workload, plan: PoolPlan, seed: int, *, late_share: float = 0.05) -> Played:
    """The cheapest play found in which at most `late_share` of the submissions wait longer than the target."""
    search = _Search(workload, plan, seed, late_share)
    busy = workload.busy_slots(plan.pool)
    for window_s in WINDOWS_S:
        search.by_factor(smoothed(busy, window_s))
    search.keeps_target(np.ceil(2 * smoothed(busy, WINDOWS_S[0]) / plan.slots) + 2)
    search.cut()
    assert search.best is not None  # noqa: S101  # twice the busy slots and two hosts keep every target
    return search.best


def smoothed(busy: Floats, window_s: int) -> Floats:
    """Mean of the `window_s` seconds around each."""
    total = np.concatenate([[0.0], np.cumsum(busy)])
    places = np.arange(len(busy))
    begin, end = np.maximum(0, places - window_s // 2), np.minimum(len(busy), places + window_s // 2 + 1)
    return np.asarray((total[end] - total[begin]) / (end - begin))


def spans(present: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Begin and end of each stretch of true values; gaps up to `gap` count as true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], present.astype(int), [0]])))
    found: list[tuple[int, int]] = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and begin - found[-1][1] <= gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found
