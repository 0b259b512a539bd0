"""Every automation on a real server, with the shortest times that Prefect allows.

All cases run side by side: each waits for a silence of 10 s, which the server looks for every 5 s.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.events import Event
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelled, Completed, Crashed, Pending, Running

from deployments import local_server
from deployments.apply import NOTIFIER, apply
from deployments.server_process import free_port
from tasks.signs_of_life import HOST_BEAT, HOST_LEFT, SUBMISSION_BEAT
from tests.deployments.checkout import make_checkout

PATIENCE_S = 90.0
QUICK = {
    "submission_silent_s": 10,
    "submission_deadline_s": 10,
    "submission_attempts": 2,
    "host_silent_s": 10,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SyncPrefectClient]:
    """Of a server of its own, where nobody else's runs are silent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FANCHANT_HOME", str(tmp_path_factory.mktemp("home")))
        server = local_server.wait_until_healthy(local_server.find_or_start(free_port(preferred=False)))
        with temporary_settings({PREFECT_API_URL: server.api_url}), get_client(sync_client=True) as client:
            yield client
        local_server.stop()


@dataclass
class Runs:
    """Flow runs of our deployments, moved by hand."""

    client: SyncPrefectClient

    def create(self, deployment: str, *states: State[Any], **parameters: Any) -> UUID:
        found = self.client.read_deployment_by_name(deployment)
        run = self.client.create_flow_run_from_deployment(found.id, parameters=parameters)
        for state in states:
            self.set(run.id, state)
        return run.id

    def submission(self, *states: State[Any]) -> UUID:
        return self.create("make-video/default", *states, submission={})

    def host(self, *states: State[Any]) -> UUID:
        return self.create("warm-host/gpu", *states, pool="gpu")

    def set(self, run: UUID, state: State[Any]) -> None:
        self.client.set_flow_run_state(run, state)

    def state(self, run: UUID) -> str:
        state = self.client.read_flow_run(run).state
        assert state is not None
        return str(state.name)

    def history(self, run: UUID) -> list[str]:
        return [str(state.name) for state in self.client.read_flow_run_states(run)]

    def beat(self, event: str, *runs: UUID) -> None:
        events = [Event(event=event, resource={"prefect.resource.id": f"prefect.flow-run.{run}"}) for run in runs]
        self.client.request("POST", "/events", json=[event.model_dump(mode="json") for event in events])

    def of(self, deployment: str) -> int:
        """How many runs of the deployment were made by an automation."""
        found = self.client.read_deployment_by_name(deployment)
        body = {"flow_runs": {"deployment_id": {"any_": [str(found.id)]}}, "limit": 200, "offset": 0}
        runs = self.client.request("POST", "/flow_runs/filter", json=body | {"sort": "ID_DESC"}).json()
        return len([run for run in runs if not run["auto_scheduled"]])


def wait_for(happened: Callable[[], bool], meanwhile: Callable[[], None] = lambda: None) -> None:
    """Waits; a server that has much else to do may take its time."""
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        meanwhile()
        time.sleep(1.0)


def firings(client: SyncPrefectClient, name: str) -> set[str]:
    """Flow runs for which the automation of that name fired, from the event feed that operators see."""
    [automation] = client.read_automations_by_name(name)
    body = {
        "filter": {
            "event": {"name": ["prefect.automation.triggered"]},
            "resource": {"id": [f"prefect.automation.{automation.id}"]},
        }
    }
    events = client.request("POST", "/events/filter", json=body).json()["events"]
    return {event["payload"]["triggering_labels"]["prefect.resource.id"].rpartition(".")[2] for event in events}


def test_silence_is_noticed_and_nothing_else_is_touched(client: SyncPrefectClient, tmp_path: Path) -> None:
    apply(make_checkout(tmp_path, **QUICK))
    runs = Runs(client)
    silent, alive, done, cancelled = (runs.submission(Pending(), Running()) for _ in range(4))
    taken = runs.submission(Pending())
    waiting = runs.submission()
    dead_host, live_host, gone_host = (runs.host(Pending(), Running()) for _ in range(3))
    slow_host = runs.host(Pending())
    asked = runs.of("warm-pool/every-minute")

    for _ in range(2):
        runs.beat(SUBMISSION_BEAT, silent, taken, alive, done, cancelled)
        runs.beat(HOST_BEAT, dead_host, live_host, gone_host)
        time.sleep(1.0)
    runs.beat(HOST_LEFT, gone_host)
    runs.set(done, Completed())
    runs.set(cancelled, Cancelled())
    runs.beat(SUBMISSION_BEAT, done, cancelled)  # the worker's last one, which may well arrive after the end

    def keep_alive() -> None:
        runs.beat(SUBMISSION_BEAT, alive)
        runs.beat(HOST_BEAT, live_host)

    wait_for(lambda: runs.state(silent) == "AwaitingRetry", keep_alive)
    wait_for(lambda: runs.state(taken) == "AwaitingRetry", keep_alive)
    wait_for(lambda: runs.state(dead_host) == "Crashed", keep_alive)
    wait_for(lambda: runs.of("warm-pool/every-minute") > asked, keep_alive)
    wait_for(lambda: str(waiting) in firings(client, "fanchant: a submission is late"), keep_alive)
    # All that falls silent at one moment is looked at in one round: what was to be taken wrongly had been by now.
    wait_for(lambda: str(done) in firings(client, "fanchant: a silent submission has crashed"), keep_alive)

    assert runs.history(silent)[-2:] == ["Crashed", "AwaitingRetry"]
    assert runs.history(taken) == ["Scheduled", "Pending", "Crashed", "AwaitingRetry"]
    assert runs.state(alive) == "Running"
    assert runs.state(done) == "Completed"
    assert runs.state(cancelled) == "Cancelled"
    assert runs.state(live_host) == runs.state(gone_host) == "Running"
    assert runs.state(slow_host) == "Pending"
    late = firings(client, "fanchant: a submission is late")
    assert str(done) not in late
    assert str(cancelled) not in late
    runs.set(live_host, Completed())  # else it falls silent in the midst of the next test


def test_crashed_submissions_are_sent_again_until_they_are_given_up(
    client: SyncPrefectClient, tmp_path: Path, mailbox: Mailbox
) -> None:
    CustomWebhookNotificationBlock(
        name="test", url=f"{mailbox.url}/alarm", method="POST", json_data={"subject": "{{subject}}", "body": "{{body}}"}
    ).save(NOTIFIER)
    apply(make_checkout(tmp_path, **QUICK))
    runs = Runs(client)
    run = runs.submission(Pending(), Running(), Crashed())
    wait_for(lambda: runs.state(run) == "AwaitingRetry")
    for state in (Pending(), Running(), Crashed()):
        runs.set(run, state)
    wait_for(lambda: mailbox.subjects() >= {"fanchant: a submission is given up", "fanchant: a submission is late"})
    assert runs.state(run) == "Crashed"
    assert all(str(run) in letter["body"] for letter in mailbox.letters)

    asked = runs.of("warm-pool/every-minute")
    runs.host(Pending(), Running(), Crashed())
    wait_for(lambda: runs.of("warm-pool/every-minute") == asked + 1)


@dataclass
class Mailbox:
    """What the server sent to its operators."""

    url: str
    letters: list[dict[str, str]]

    def subjects(self) -> set[str]:
        return {letter["subject"] for letter in self.letters}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    letters: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            letters.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Mailbox(f"http://127.0.0.1:{server.server_port}", letters)
    server.shutdown()
    server.server_close()
