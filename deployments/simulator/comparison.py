"""One trace, all contestants, one table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from deployments.pool_plans import PoolPlan
from deployments.simulator.contestants import ours, reactive, static
from deployments.simulator.floor import Contestant, Floor, Played
from deployments.simulator.oracle import ask_oracle
from deployments.simulator.traces import Trace
from deployments.simulator.workload import Workload, make_workload
from deployments.warm_policy import HISTORY_S, hosts_for

OURS, BLIND, ORACLE = "ours", "ours, no calendar", "oracle"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a contestant did: waiting in seconds, hosts, host-hours (GPU-hours on the pool gpu), money."""

    name: str
    p50_s: float
    p95_s: float
    p99_s: float
    max_s: float
    peak_hosts: int
    mean_hosts: float
    host_hours: float
    cost: float
    cost_per_1000: float
    deaths: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All outcomes of a trace on one pool, the plays behind them by name, and the host-hours no one can stay below."""

    trace: Trace
    pool: str
    submissions: int
    outcomes: tuple[Outcome, ...]
    played: dict[str, Played]
    bound_host_hours: float

    def outcome(self, name: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.name == name)

    def report(self) -> dict[str, Any]:
        """The outcomes as JSON values."""
        return {
            "trace": self.trace.name,
            "pool": self.pool,
            "submissions": self.submissions,
            "bound_host_hours": round(self.bound_host_hours, 3),
            "policies": [
                {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(outcome).items()}
                for outcome in self.outcomes
            ],
        }


def play_one(workload: Workload, plan: PoolPlan, seed: int, contestant: Contestant, *, initial_hosts: int) -> Played:
    """One contestant on one trace, looking as often as the warm-up flow."""
    return Floor(workload, plan, seed).play(contestant, look_every_s=plan.look_every_s, initial_hosts=initial_hosts)


def calm_hosts(trace: Trace, plan: PoolPlan) -> int:
    """Hosts that are ready when a trace begins: those for what came before it."""
    return min(plan.cap, max(plan.min_hosts, hosts_for(len(trace.earlier_s) / HISTORY_S, plan)))


def compare(
    trace: Trace, plan: PoolPlan, seed: int, *, planned_per_min: float, work_scale: float = 1.0, oracle: bool = True
) -> Comparison:
    """Plays `trace` with every contestant on the same work.

    The static ones are sized for the planned maximum and for the mean of this trace, which nobody knows beforehand.
    """
    workload = make_workload(trace, seed, scale=work_scale)
    calm = calm_hosts(trace, plan)
    mean_per_s = len(trace.arrivals_s) / trace.duration_s
    for_plan, for_mean = (min(plan.cap, hosts_for(rate, plan)) for rate in (planned_per_min / 60, mean_per_s))
    played = {
        OURS: play_one(workload, plan, seed, ours(plan, trace.calendar), initial_hosts=calm),
        BLIND: play_one(workload, plan, seed, ours(plan, ()), initial_hosts=calm),
        "reactive": play_one(workload, plan, seed, reactive(plan), initial_hosts=calm),
        "static, planned maximum": play_one(workload, plan, seed, static(for_plan), initial_hosts=for_plan),
        "static, mean": play_one(workload, plan, seed, static(for_mean), initial_hosts=for_mean),
    }
    if oracle:
        played[ORACLE] = ask_oracle(workload, plan, seed)
    submissions = len(trace.arrivals_s)
    return Comparison(
        trace=trace,
        pool=plan.pool,
        submissions=submissions,
        outcomes=tuple(_outcome(name, play, plan, submissions) for name, play in played.items()),
        played=played,
        bound_host_hours=workload.slot_s(plan.pool) / plan.slots / 3600,
    )


def _outcome(name: str, played: Played, plan: PoolPlan, submissions: int) -> Outcome:
    p50_s, p95_s, p99_s = np.quantile(played.wait_s, (0.5, 0.95, 0.99)).tolist()
    cost = played.host_hours * plan.price_per_host_hour
    return Outcome(
        name=name,
        p50_s=p50_s,
        p95_s=p95_s,
        p99_s=p99_s,
        max_s=float(played.wait_s.max()),
        peak_hosts=played.peak_hosts,
        mean_hosts=played.mean_hosts,
        host_hours=played.host_hours,
        cost=cost,
        cost_per_1000=1000 * cost / submissions,
        deaths=played.deaths,
    )
