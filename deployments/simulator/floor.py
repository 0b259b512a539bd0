"""The factory floor on the simulator's clock: submissions pass through their calls, a contestant sets the hosts."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import simpy

from deployments.drops import Floats
from deployments.pool_plans import PoolPlan
from deployments.simulator.fleet import COLD_START_SPREAD, Fleet, Work
from deployments.simulator.workload import Workload
from deployments.warm_policy import BUCKET_S, HISTORY_S, PoolState

Contestant = Callable[[PoolState], int]
"""Sees the pool as the warm-up flow sees it, says how many hosts there should be."""
Ticking = Generator[simpy.Event, None, None]
SAMPLE_S = 5.0


@dataclass(frozen=True, kw_only=True)
class Played:
    """A trace as it went. `wait_s` is how much longer each submission took than without any waiting; seconds.

    `sample_s`, `hosts` (paid for) and `waiting_calls` are what was seen every `SAMPLE_S`.
    """

    wait_s: Floats
    host_hours: float
    peak_hosts: int
    mean_hosts: float
    deaths: int
    sample_s: Floats
    hosts: Floats
    waiting_calls: Floats


class Floor:
    """One pool is studied; the calls of other pools never wait, so that what is seen is this pool's doing."""

    def __init__(
        self, workload: Workload, plan: PoolPlan, seed: int, *, mortal: bool = True, sure_start: bool = False
    ) -> None:
        self._env = simpy.Environment()
        self._workload = workload
        self._plan = plan
        self._fleet = Fleet(
            self._env,
            plan,
            seed,
            done=self._done,
            host_life_s=workload.trace.host_life_s if mortal else None,
            cold_start_spread=0.0 if sure_start else COLD_START_SPREAD,
        )
        order = workload.order
        self._needs = [len(call.after) for call in order]
        self._next = [[later for later, call in enumerate(order) if place in call.after] for place in range(len(order))]
        self._missing = [list(self._needs) for _ in workload.trace.arrivals_s]
        self._left = [len(order)] * len(self._missing)
        self._seen_s = np.concatenate([workload.trace.earlier_s, workload.trace.arrivals_s])
        self._end_s = np.zeros(len(self._missing))
        self._unfinished = len(self._missing)
        self._all_done = self._env.event()
        self._samples: list[tuple[float, int, int]] = []

    def play(self, contestant: Contestant, *, look_every_s: float, initial_hosts: int) -> Played:
        """Plays the trace to the end of its last submission."""
        self._fleet.warm(initial_hosts)
        self._env.process(self._arrive())
        self._env.process(self._look(contestant, look_every_s))
        self._env.process(self._sample())
        self._env.run(until=self._all_done)
        end_s = max(self._env.now, self._workload.trace.duration_s)
        if end_s > self._env.now:
            self._env.run(until=end_s)
        sample_s, hosts, waiting = (np.array(column, dtype=np.float64) for column in zip(*self._samples, strict=True))
        host_s = self._fleet.host_s(end_s)
        return Played(
            wait_s=self._end_s - self._workload.trace.arrivals_s - self._workload.unhindered_s,
            host_hours=host_s / 3600,
            peak_hosts=int(hosts.max()),
            mean_hosts=host_s / end_s,
            deaths=self._fleet.deaths,
            sample_s=sample_s,
            hosts=hosts,
            waiting_calls=waiting,
        )

    def _arrive(self) -> Ticking:
        for submission, arrival_s in enumerate(self._workload.trace.arrivals_s):
            yield self._env.timeout(arrival_s - self._env.now)
            for place, needs in enumerate(self._needs):
                if not needs:
                    self._begin(submission, place)

    def _begin(self, submission: int, place: int) -> None:
        service_s = float(self._workload.service_s[submission, place])
        work = Work(submission, place, service_s, self._env.now)
        if self._workload.order[place].pool == self._plan.pool:
            self._fleet.submit(work)
            return
        timeout = self._env.timeout(service_s)
        assert timeout.callbacks is not None  # noqa: S101  # it has not happened yet
        timeout.callbacks.append(lambda _event: self._done(work))

    def _done(self, work: Work) -> None:
        missing = self._missing[work.submission]
        for later in self._next[work.place]:
            missing[later] -= 1
            if not missing[later]:
                self._begin(work.submission, later)
        self._left[work.submission] -= 1
        if not self._left[work.submission]:
            self._end_s[work.submission] = self._env.now
            self._unfinished -= 1
            if not self._unfinished:
                self._all_done.succeed()

    def _look(self, contestant: Contestant, look_every_s: float) -> Ticking:
        while True:
            self._fleet.aim(min(contestant(self._state()), self._plan.cap))
            yield self._env.timeout(look_every_s)

    def _state(self) -> PoolState:
        now_s, fleet = self._env.now, self._fleet
        edges_s = now_s - np.arange(HISTORY_S, -BUCKET_S / 2, -BUCKET_S)
        counts = np.diff(np.searchsorted(self._seen_s, edges_s))
        return PoolState(
            at_s=now_s,
            arrivals=tuple(int(count) for count in counts),
            waiting=len(fleet.queue),
            running=fleet.running,
            oldest_wait_s=fleet.oldest_wait_s(),
            ready=fleet.seen_ready,
            starting=fleet.starting,
        )

    def _sample(self) -> Ticking:
        while True:
            self._samples.append((self._env.now, self._fleet.present(), len(self._fleet.queue)))
            yield self._env.timeout(SAMPLE_S)
