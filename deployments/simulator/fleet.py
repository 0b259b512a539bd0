"""The hosts of one pool on the simulator's clock: ordered, starting, serving, draining, dying."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import simpy

from deployments.pool_plans import PoolPlan
from tasks.dispatch.settings import DEFAULT_LEASE_S

COLD_START_SPREAD = 0.15
NOTICE_S = 10.0
"""A dead host looks alive for so long."""
LEASES = (1.0, 1.32)
"""A dead host's call is taken over after so many leases, evenly."""


@dataclass(eq=False)
class Work:
    """One call: where it belongs, how long it takes, since when it waits."""

    submission: int
    place: int
    service_s: float
    since_s: float
    host: Host | None = None


@dataclass(eq=False)
class Host:
    ordered_s: float
    state: str = "starting"
    left_s: float | None = None
    busy: set[Work] = field(default_factory=set)


class Fleet:
    """Serves work in its order of arrival, like a docket; `done` is called with every call that ends."""

    def __init__(
        self,
        env: simpy.Environment,
        plan: PoolPlan,
        seed: int,
        *,
        done: Callable[[Work], None],
        host_life_s: float | None = None,
        cold_start_spread: float = COLD_START_SPREAD,
    ) -> None:
        self._env = env
        self._plan = plan
        self._rng = np.random.default_rng([seed, 11])
        self._done = done
        self._host_life_s = host_life_s
        self._sigma = cold_start_spread
        self._free: list[Host] = []
        self.hosts: list[Host] = []
        self.queue: deque[Work] = deque()
        self.running = 0
        self.starting = 0
        self.seen_ready = 0
        self.deaths = 0

    def aim(self, hosts: int) -> None:
        """Orders hosts, or lets go: first those that have not started, then the youngest."""
        surplus = self.starting + self.seen_ready - hosts
        for _ in range(-surplus):
            self._order()
        if surplus > 0:
            for state in ("starting", "ready"):
                present = [host for host in reversed(self.hosts) if host.state == state]
                for host in present[:surplus]:
                    self._release(host)
                surplus -= len(present[:surplus])

    def submit(self, work: Work) -> None:
        work.since_s = self._env.now
        self.queue.append(work)
        self._assign()

    def oldest_wait_s(self) -> float:
        return self._env.now - self.queue[0].since_s if self.queue else 0.0

    def present(self) -> int:
        """Hosts that are paid for now."""
        return sum(host.left_s is None for host in self.hosts)

    def host_s(self, end_s: float) -> float:
        """Seconds of all hosts that were paid for, from the order to the end."""
        return sum((end_s if host.left_s is None else host.left_s) - host.ordered_s for host in self.hosts)

    def warm(self, hosts: int) -> None:
        """Hosts that are ready from the beginning."""
        for _ in range(hosts):
            host = Host(self._env.now)
            self.hosts.append(host)
            self.starting += 1
            self._started(host)

    def _order(self) -> None:
        host = Host(self._env.now)
        self.hosts.append(host)
        self.starting += 1
        cold_start_s = self._plan.cold_start_s * float(self._rng.lognormal(-(self._sigma**2) / 2, self._sigma))
        self._after(cold_start_s, partial(self._started, host))

    def _started(self, host: Host) -> None:
        if host.state != "starting":
            return
        host.state = "ready"
        self.starting -= 1
        self.seen_ready += 1
        self._free += [host] * self._plan.slots
        if self._host_life_s is not None:
            self._after(float(self._rng.exponential(self._host_life_s)), partial(self._die, host))
        self._assign()

    def _release(self, host: Host) -> None:
        if host.state == "starting":
            self.starting -= 1
            host.state, host.left_s = "left", self._env.now
            return
        self.seen_ready -= 1
        host.state = "draining"
        self._free = [other for other in self._free if other is not host]
        self._leave_if_drained(host)

    def _leave_if_drained(self, host: Host) -> None:
        if host.state == "draining" and not host.busy:
            host.state, host.left_s = "left", self._env.now

    def _die(self, host: Host) -> None:
        if host.state not in ("ready", "draining"):
            return
        if host.state == "ready":
            self._after(NOTICE_S, self._notice)
        host.state, host.left_s = "dead", self._env.now
        self.deaths += 1
        self._free = [other for other in self._free if other is not host]
        for work in host.busy:
            work.host = None
            self.running -= 1
            self._after(DEFAULT_LEASE_S * float(self._rng.uniform(*LEASES)), partial(self._redeliver, work))
        host.busy.clear()

    def _notice(self) -> None:
        self.seen_ready -= 1

    def _redeliver(self, work: Work) -> None:
        self.queue.appendleft(work)
        self._assign()

    def _assign(self) -> None:
        while self.queue and self._free:
            work, host = self.queue.popleft(), self._free.pop()
            work.host = host
            host.busy.add(work)
            self.running += 1
            self._after(work.service_s, partial(self._end, work, host))

    def _end(self, work: Work, host: Host) -> None:
        if work.host is not host:
            return  # it died meanwhile, the call runs elsewhere
        host.busy.discard(work)
        self.running -= 1
        if host.state == "ready":
            self._free.append(host)
        self._leave_if_drained(host)
        self._done(work)
        self._assign()

    def _after(self, delay_s: float, action: Callable[[], None]) -> None:
        timeout = self._env.timeout(delay_s)
        assert timeout.callbacks is not None  # noqa: S101  # it has not happened yet
        timeout.callbacks.append(lambda _event: action())
