"""Keeps the pools of warm hosts as large as the policy wants them.

    see (load, hosts, arrivals, calendar) ── decide (deployments/warm_policy.py) ── start or cancel hosts ── say why

Scheduled every minute; such a run looks every 10 s of its minute, and first sends submissions again that were left
behind (deployments/lost_submissions.py). Operators run it with a pool or dry, for one look.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.concurrency.sync import concurrency
from prefect.logging import get_run_logger
from prefect.variables import Variable
from redis.exceptions import RedisError

from contracts.errors import ConfigurationError, Transient
from deployments.description import read_description
from deployments.drops import DROPS_VARIABLE, Calendar, read_drops
from deployments.host_runs import arrivals, host_runs, is_running, let_go, start_hosts, who_leaves, within_work_pool
from deployments.lost_submissions import send_lost_again
from deployments.pool_plans import POOLS_VARIABLE, PoolPlan, read_plans
from deployments.warm_policy import Desired, PoolState, desired_hosts
from tasks.dispatch.load import pool_load

LOOKS = 5
"""Looks of a scheduled run; with 10 s between them it ends before the next minute's run begins."""
LOCK_PATIENCE_S, LOCK_LEASE_S = 30.0, 60.0


@flow(name="warm-pool", flow_run_name="warm-pool")
def warm_pool(pool: str | None = None, dry_run: bool = False) -> dict[str, dict[str, Any]]:
    """Brings `pool` (None: every pool) to the hosts that the policy wants; `dry_run` only says what it would do.

    Returns:
        Per pool: hosts `wanted`, `ready`, `starting`, and how many were `started` and `cancelled`.

    Raises:
        ConfigurationError: the pool is not known, a variable cannot be read, or no Redis is configured.
        Transient: Redis does not answer; no host was touched.
    """
    plans = read_plans(Variable.get(POOLS_VARIABLE, default=None))
    calendar = read_drops(Variable.get(DROPS_VARIABLE, default=None))
    if pool is not None and pool not in plans:
        raise ConfigurationError(f"there is no pool {pool}; give one of {', '.join(plans)}", code="pool_unknown")
    if pool is None and not dry_run:
        send_left_behind()
    chosen = [plans[pool]] if pool else list(plans.values())
    looks = 1 if pool or dry_run else LOOKS
    report: dict[str, dict[str, Any]] = {}
    for look in range(looks):
        if look:
            time.sleep(min(plan.look_every_s for plan in chosen))
        for plan in chosen:
            report[plan.pool] = look_after(plan, calendar, dry_run=dry_run, last=look == looks - 1)
    return report


def send_left_behind() -> None:
    """Sends submissions again that no automation heard of, because the event about them was lost."""
    with get_client(sync_client=True) as client:
        sent = send_lost_again(client, read_description().definitions.watch)
    if sent:
        get_run_logger().warning("%d submissions were left behind and are sent again: %s", len(sent), ", ".join(sent))


def look_after(plan: PoolPlan, calendar: Calendar, *, dry_run: bool, last: bool) -> dict[str, Any]:
    """One look at one pool. Whoever looks at the same time waits, and sees what was started here."""
    with get_client(sync_client=True) as client, alone(client, plan.pool):
        plan = within_work_pool(client, plan)
        runs = host_runs(client, plan.pool)
        state = see(client, plan.pool, ready_at_most=sum(map(is_running, runs)), present=len(runs))
        desired = desired_hosts(plan, state, calendar)
        starting = max(0, desired.hosts - len(runs))
        leaving = who_leaves(runs, max(0, len(runs) - desired.hosts))
        if not dry_run:
            start_hosts(plan, starting)
            let_go(client, leaving)
    if last or starting or leaving:
        why = why_markdown(plan, state, desired, started=starting, cancelled=len(leaving), dry_run=dry_run)
        create_markdown_artifact(why, key=f"warm-{plan.pool}", description=f"Hosts of the pool {plan.pool}, and why")
    get_run_logger().info(
        "%s: %d hosts wanted (%s), %d ready, %d starting",
        plan.pool,
        desired.hosts,
        desired.reason,
        state.ready,
        state.starting,
    )
    return {
        "wanted": desired.hosts,
        "ready": state.ready,
        "starting": state.starting,
        "started": 0 if dry_run else starting,
        "cancelled": 0 if dry_run else len(leaving),
    }


@contextmanager
def alone(client: SyncPrefectClient, pool: str) -> Iterator[None]:
    """Only one look at a pool at a time, on the whole server: two would both start what is missing."""
    lock = f"warm-pool-{pool}"
    client.upsert_global_concurrency_limit_by_name(lock, 1)
    with concurrency(lock, timeout_seconds=LOCK_PATIENCE_S, lease_duration=LOCK_LEASE_S, strict=True):
        yield


def see(client: SyncPrefectClient, pool: str, *, ready_at_most: int, present: int) -> PoolState:
    """The pool now. A host is ready when it asks for calls; a run that does not is starting."""
    try:
        load = pool_load(pool)
    except (RedisError, OSError) as error:
        raise Transient(f"the load of pool {pool} is not known: Redis does not answer", code="load_unknown") from error
    at = datetime.now(UTC)
    ready = min(len(load.hosts), ready_at_most)
    return PoolState(
        at_s=at.timestamp(),
        arrivals=arrivals(client, at),
        waiting=load.waiting,
        running=load.running,
        oldest_wait_s=load.oldest_wait_s,
        ready=ready,
        starting=present - ready,
    )


def why_markdown(
    plan: PoolPlan, state: PoolState, desired: Desired, *, started: int, cancelled: int, dry_run: bool
) -> str:
    """What was seen, what is wanted and why, for operators."""
    what = "would start" if dry_run else "started"
    rows = {
        "hosts wanted": f"**{desired.hosts}**: {desired.reason}",
        "for the forecast": f"{desired.for_forecast} ({desired.forecast_per_min:.1f} submissions a minute, "
        f"{plan.work_s:.1f} slot-seconds each, {plan.slots} slots a host)",
        "more for the backlog": desired.for_backlog,
        "kept for now": desired.kept,
        "at least, at most": f"{plan.min_hosts}, {plan.cap}",
        "ready, starting": f"{state.ready}, {state.starting}",
        f"{what}, cancelled": f"{started}, {cancelled}",
        "calls waiting, running": f"{state.waiting}, {state.running}",
        "oldest waits": f"{state.oldest_wait_s:.1f} s",
        "submissions of the last minute": sum(state.arrivals[-6:]),
        "price per hour": f"{desired.hosts * plan.price_per_host_hour:.2f}",
    }
    return "\n".join(
        [f"### Pool {plan.pool}", "", "| | |", "| --- | --- |", *(f"| {k} | {v} |" for k, v in rows.items())]
    )
