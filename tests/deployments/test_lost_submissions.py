"""What the automations missed is found by its state, and nothing else is moved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.events import Event
from prefect.states import Cancelled, Completed, Crashed, Failed, Pending, Running

from deployments.changes import Settlement
from deployments.flow_deployments import apply_deployment
from deployments.lost_submissions import send_lost_again
from deployments.work_pools import apply_work_pool
from tasks.signs_of_life import SUBMISSION_BEAT
from tests.deployments.checkout import make_checkout
from tests.deployments.server_objects import forget_everything


@pytest.fixture
def client(prefect_server: object) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as client:
        forget_everything(client)
        yield client
        forget_everything(client)


def test_lost_submissions_are_sent_again(client: SyncPrefectClient, tmp_path: Path) -> None:
    description = make_checkout(tmp_path)
    watch = description.definitions.watch
    apply_work_pool(client, description, "submissions", Settlement(), place="local", values={})
    apply_deployment(client, description, description.deployments[0], Settlement())
    deployment = client.read_deployment_by_name("make-video/default").id

    def submission(*states: State[Any]) -> UUID:
        run = client.create_flow_run_from_deployment(deployment, parameters={"submission": {}}).id
        for state in states:
            client.set_flow_run_state(run, state)
        return run

    crashed = submission(Pending(), Running(), Crashed())
    taken = submission(Pending())
    silent = submission(Pending(), Running())
    alive = submission(Pending(), Running())
    given_up = submission(*[state for _ in range(4) for state in (Pending(), Running(), Crashed())])
    over = [submission(Pending(), Running(), end()) for end in (Completed, Failed, Cancelled)]
    waiting = submission()

    now = datetime.now(UTC)
    assert send_lost_again(client, watch, now) == [], "the automations come first"

    later = now + timedelta(seconds=90)
    beats = [(silent, now), (alive, later)]
    events = [
        Event(event=SUBMISSION_BEAT, resource={"prefect.resource.id": f"prefect.flow-run.{run}"}, occurred=at)
        for run, at in beats
    ]
    client.request("POST", "/events", json=[event.model_dump(mode="json") for event in events])
    lost = {crashed, taken, silent}
    known = {run: client.read_flow_run(run) for run in [*lost, alive, given_up, *over, waiting]}
    _wait_for_events(client, alive)
    assert set(send_lost_again(client, watch, later)) == {known[run].name for run in lost}
    for run, before in known.items():
        state = client.read_flow_run(run).state
        assert state is not None
        assert state.name == ("AwaitingRetry" if run in lost else before.state_name)
    assert send_lost_again(client, watch, later) == [], "each once"
    assert send_lost_again(client, watch, later + timedelta(hours=1)) == [], "what is old is history"


def _wait_for_events(client: SyncPrefectClient, run: UUID) -> None:
    """The server writes events in batches."""
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    body = {
        "filter": {
            "resource": {"id": [f"prefect.flow-run.{run}"]},
            "event": {"name": [SUBMISSION_BEAT]},
            "occurred": {"until": until},
        }
    }
    while not client.request("POST", "/events/filter", json=body).json()["events"]:
        time.sleep(0.2)
