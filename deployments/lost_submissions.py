"""Finds submissions that the automations have missed, by their states, and sends them again.

An automation hears of an event once. While Redis or the server restarts, events are lost, and with one of them what it
would have started. States are not lost: whoever looks regularly finds what is left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import AwaitingRetry, Crashed

from deployments.automations import FELL_SILENT
from deployments.description import Watch
from tasks.signs_of_life import SUBMISSION_BEAT

LOOK_BACK = timedelta(minutes=30)
"""Older runs are history: nobody waits for their video any more."""
PATIENCE = 2.0
"""How many times as long as an automation this waits: it comes after them, never before."""
PAGE = 200


def send_lost_again(client: SyncPrefectClient, watch: Watch, now: datetime | None = None) -> list[str]:
    """Sends again what crashed, was taken and never begun, or has a worker that fell silent.

    Returns:
        Names of the flow runs that it moved.
    """
    now = now or datetime.now(UTC)
    moved = []
    for run in _unfinished(client, now):
        if not _is_lost(client, run, watch, now):
            continue
        if run.state_type is StateType.RUNNING:
            # As the automation does: a run that is over by now stays over.
            client.set_flow_run_state(run.id, Crashed(message=FELL_SILENT))
        client.set_flow_run_state(run.id, AwaitingRetry(scheduled_time=now, message="It was left behind."))
        moved.append(run.name)
    return moved


def _unfinished(client: SyncPrefectClient, now: datetime) -> Iterator[FlowRun]:
    offset = 0
    while True:
        page = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=["make-video"])),
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=["submissions"])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(
                    type=FlowRunFilterStateType(any_=[StateType.CRASHED, StateType.PENDING, StateType.RUNNING])
                ),
                expected_start_time=FlowRunFilterExpectedStartTime(after_=now - LOOK_BACK),
            ),
            sort=FlowRunSort.ID_DESC,
            limit=PAGE,
            offset=offset,
        )
        yield from page
        if len(page) < PAGE:
            return
        offset += PAGE


def _is_lost(client: SyncPrefectClient, run: FlowRun, watch: Watch, now: datetime) -> bool:
    assert run.state is not None  # noqa: S101  # the filter asked for states
    since_s = (now - run.state.timestamp).total_seconds()
    if run.state_type is StateType.CRASHED:
        return run.run_count < watch.submission_attempts and since_s > PATIENCE * watch.submission_silent_s
    if since_s <= PATIENCE * watch.submission_pending_s:
        return False
    return _silent_for_s(client, run, now) > PATIENCE * watch.submission_silent_s


def _silent_for_s(client: SyncPrefectClient, run: FlowRun, now: datetime) -> float:
    """Seconds since the last beat of the run's worker; infinite where there never was one."""
    body = {
        "filter": {
            "event": {"name": [SUBMISSION_BEAT]},
            "resource": {"id": [f"prefect.flow-run.{run.id}"]},
            "occurred": {"since": (now - LOOK_BACK).isoformat(), "until": (now + LOOK_BACK).isoformat()},
            "order": "DESC",
        },
        "limit": 1,
    }
    events = client.request("POST", "/events/filter", json=body).json()["events"]
    if not events:
        return float("inf")
    return (now - datetime.fromisoformat(events[0]["occurred"])).total_seconds()
