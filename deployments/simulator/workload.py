"""What the submissions of a trace ask for, drawn once, so that every contestant faces the same work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deployments.drops import Floats
from deployments.order_of_work import ORDER_OF_WORK, Call
from deployments.simulator.traces import Trace

SERVICE_SPREAD = 0.2
"""Standard deviation over mean of a call's time (log-normal): fans differ, and calls of one host share its memory."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """`service_s` is (submissions, calls); `unhindered_s` is how long each submission takes if no call ever waits."""

    trace: Trace
    order: Sequence[Call]
    service_s: Floats
    unhindered_s: Floats

    def busy_slots(self, pool: str) -> Floats:
        """Slots of `pool` that are busy in each second, if no call ever waits."""
        begins_s, ends_s = unhindered(self.order, self.service_s)
        length = int(self.trace.duration_s + self.unhindered_s.max(initial=0.0)) + 2
        busy = np.zeros(length)
        for place in (place for place, call in enumerate(self.order) if call.pool == pool):
            for times_s, sign in ((begins_s[:, place], 1.0), (ends_s[:, place], -1.0)):
                moments_s = self.trace.arrivals_s + times_s
                whole = moments_s.astype(int)
                # the part of its second in which the slot is held (or no longer held), then every second after it
                np.add.at(busy, whole, sign * (1 - (moments_s - whole)))
                np.add.at(busy, whole + 1, sign * (moments_s - whole))
        return np.cumsum(busy)

    def slot_s(self, pool: str) -> float:
        """Slot-seconds of all submissions on `pool`."""
        return float(self.service_s[:, [call.pool == pool for call in self.order]].sum())


def make_workload(trace: Trace, seed: int, *, scale: float = 1.0) -> Workload:
    """The work of `trace`; `scale` multiplies every service time."""
    rng = np.random.default_rng([seed, 7])
    sigma = np.sqrt(np.log1p(SERVICE_SPREAD**2))
    noise = rng.lognormal(-(sigma**2) / 2, sigma, (len(trace.arrivals_s), len(ORDER_OF_WORK)))
    service_s = noise * scale * np.array([call.service_s for call in ORDER_OF_WORK])
    _, ends_s = unhindered(ORDER_OF_WORK, service_s)
    return Workload(trace=trace, order=ORDER_OF_WORK, service_s=service_s, unhindered_s=ends_s.max(axis=1, initial=0.0))


def unhindered(order: Sequence[Call], service_s: Floats) -> tuple[Floats, Floats]:
    """Begin and end of every call after its submission, if no call ever waits; (submissions, calls) each."""
    begins_s, ends_s = np.zeros_like(service_s), np.zeros_like(service_s)
    for place, call in enumerate(order):
        if call.after:
            begins_s[:, place] = ends_s[:, call.after].max(axis=1)
        ends_s[:, place] = begins_s[:, place] + service_s[:, place]
    return begins_s, ends_s
