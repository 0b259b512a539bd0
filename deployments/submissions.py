"""Submissions as flow runs of the deployment `make-video/default`: sent once each, found again, asked how they are."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterIdempotencyKey,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType, TaskRun
from prefect.client.schemas.sorting import FlowRunSort, TaskRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from contracts.errors import ConfigurationError, InputRejected
from contracts.submission import Submission
from deployments.outcome import is_intact

DEPLOYMENT, FLOW, HOST_FLOW = "make-video/default", "make-video", "warm-host"
WAITING = [StateType.SCHEDULED, StateType.PENDING]
UNLUCKY = frozenset({StateType.FAILED, StateType.CRASHED, StateType.CANCELLED})
PATIENCE_S = 120.0
"""For how long a server that is away or too busy is asked again."""
MANY = 200
"""As many as the server lists at once."""


@dataclass(frozen=True)
class SentRun:
    """The flow run of a submission. `known`: it was there before; `again`: it is run once more."""

    run: FlowRun
    known: bool
    again: bool


def is_hiccup(error: BaseException) -> bool:
    """True where the server is away, or too busy, for a moment."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
    return isinstance(error, httpx.TransportError)


@retry(retry=retry_if_exception(is_hiccup), stop=stop_after_delay(PATIENCE_S), wait=wait_random(0.2, 2.0), reraise=True)
def send(client: SyncPrefectClient, submission: Submission) -> SentRun:
    """Makes the flow run of `submission`, or finds the one that there is.

    The submission's id is the key: the same one sent twice, even at once, is one run. One that failed, or whose result
    was deleted, is run again; the work that is still there is not done again.

    Raises:
        ConfigurationError: the server has no such deployment.
    """
    known = find(client, submission.id)
    if known is None:
        return SentRun(_create(client, submission), known=False, again=False)
    state = known.state
    if state is None or not (state.type in UNLUCKY or (state.is_completed() and not is_intact(state))):
        return SentRun(known, known=True, again=False)
    client.set_flow_run_state(known.id, Scheduled(message="sent again"), force=True)
    return SentRun(client.read_flow_run(known.id), known=True, again=True)


def find(client: SyncPrefectClient, submission_id: str) -> FlowRun | None:
    """The flow run of the submission of that id; None where the server knows none."""
    runs = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])),
        flow_run_filter=FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[submission_id])),
        sort=FlowRunSort.ID_DESC,
        limit=1,
    )
    return runs[0] if runs else None


def stages_of(client: SyncPrefectClient, run: FlowRun) -> list[TaskRun]:
    """The stages that the run has begun, in the order in which they were asked for."""
    return client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])),
        sort=TaskRunSort.EXPECTED_START_TIME_ASC,
        limit=MANY,
    )


def runs_ahead(client: SyncPrefectClient, run: FlowRun) -> int:
    """How many submissions wait for longer than `run`; `MANY` stands for more."""
    waiting = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=WAITING)),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=run.expected_start_time),
    )
    runs = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])),
        flow_run_filter=waiting,
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=MANY,
    )
    return sum(other.id != run.id for other in runs)


def pools_with_hosts(client: SyncPrefectClient) -> frozenset[str]:
    """Names of the pools of which at least one warm host runs."""
    running = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])))
    hosts = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[HOST_FLOW])),
        flow_run_filter=running,
        sort=FlowRunSort.ID_DESC,
        limit=MANY,
    )
    return frozenset(str(host.parameters.get("pool")) for host in hosts)


def _create(client: SyncPrefectClient, submission: Submission) -> FlowRun:
    try:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
    except ObjectNotFound as error:
        raise ConfigurationError(
            f"the Prefect server has no deployment {DEPLOYMENT}; run `fanchant deploy`, or `fanchant serve` for a "
            "whole floor on this machine",
            code="deployment_missing",
        ) from error
    return client.create_flow_run_from_deployment(
        deployment.id,
        parameters={"submission": submission.model_dump(mode="json")},
        name=submission.id,
        idempotency_key=submission.id,
    )


def require_known(client: SyncPrefectClient, submission_id: str) -> FlowRun:
    """As `find`; raises InputRejected where the server knows no such submission."""
    run = find(client, submission_id)
    if run is None:
        raise InputRejected(f"The server knows no submission {submission_id!r}.", code="submission_unknown")
    return run
