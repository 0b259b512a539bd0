"""The hosts of a pool as Prefect knows them: flow runs of `warm-host`, seen, started and cancelled through the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments import run_deployment
from prefect.states import Cancelling

from deployments.pool_plans import PoolPlan
from deployments.warm_policy import BUCKET_S, HISTORY_S

SUBMISSION_FLOW, HOST_FLOW = "make-video", "warm-host"
PAGE = 200
ALIVE = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]


def host_runs(client: SyncPrefectClient, pool: str) -> list[FlowRun]:
    """Runs of the pool's hosts that are scheduled, starting or running, youngest first."""
    found: list[FlowRun] = []
    while True:
        page = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[HOST_FLOW])),
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[pool])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=ALIVE))),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=PAGE,
            offset=len(found),
        )
        found += page
        if len(page) < PAGE:
            return found


def arrivals(client: SyncPrefectClient, at: datetime) -> tuple[int, ...]:
    """Submissions per `BUCKET_S` of the last `HISTORY_S`, oldest first: runs of make-video by their expected start."""
    answer = client.request(
        "POST",
        "/flow_runs/history",
        json={
            "history_start": (at - timedelta(seconds=HISTORY_S)).isoformat(),
            "history_end": at.isoformat(),
            "history_interval_seconds": BUCKET_S,
            "flows": FlowFilter(name=FlowFilterName(any_=[SUBMISSION_FLOW])).model_dump(mode="json"),
        },
    )
    buckets = sorted(answer.json(), key=lambda bucket: datetime.fromisoformat(bucket["interval_start"]))
    return tuple(sum(state["count_runs"] for state in bucket["states"]) for bucket in buckets)


def within_work_pool(client: SyncPrefectClient, plan: PoolPlan) -> PoolPlan:
    """`plan` with no more hosts than the work pool's concurrency limit lets run; more would only be late."""
    limit = client.read_work_pool(plan.pool).concurrency_limit
    return plan if limit is None else plan.model_copy(update={"max_hosts": min(plan.max_hosts, limit)})


def is_running(run: FlowRun) -> bool:
    return run.state_type is StateType.RUNNING


def who_leaves(runs: Iterable[FlowRun], count: int) -> list[FlowRun]:
    """The `count` hosts to let go: first those that do not run yet, then the youngest."""
    beginning = datetime.min.replace(tzinfo=UTC)
    by_age = sorted(runs, key=lambda run: run.expected_start_time or beginning, reverse=True)
    return sorted(by_age, key=is_running)[:count]


def start_hosts(plan: PoolPlan, count: int) -> None:
    """Orders `count` hosts; returns at once, their workers start them."""
    for _ in range(count):
        run_deployment(
            f"{HOST_FLOW}/{plan.pool}",
            parameters={"pool": plan.pool, "slots": plan.slots},
            timeout=0,
            as_subflow=False,
        )


def let_go(client: SyncPrefectClient, runs: Sequence[FlowRun]) -> None:
    """Cancels `runs`: a host that runs finishes its calls first, one that does not never starts."""
    for run in runs:
        client.set_flow_run_state(run.id, Cancelling(message="The warm-up policy needs fewer hosts."))
