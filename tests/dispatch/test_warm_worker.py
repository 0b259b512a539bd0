"""The worker of the pool `submissions` with a real server: runs, cancelled runs, the end of the worker."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelling, Scheduled, Suspended
from prefect.workers.base import BaseWorker

from contracts.errors import ConfigurationError
from deployments.warm_worker import GRACE_SETTING, WarmWorker, entrypoint_of
from tasks.dispatch.settings import URL_SETTING
from tests.dispatch.conftest import PATIENCE_S
from tests.dispatch.light_flow import light

POOL = "submissions-of-tests"
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def client(prefect_server: object) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as client:
        yield client


@pytest.fixture(scope="module")
def deployment(client: SyncPrefectClient) -> UUID:
    client.create_work_pool(
        WorkPoolCreate(name=POOL, type="warm", base_job_template=WarmWorker.get_default_base_job_template())
    )
    return client.create_deployment(
        flow_id=client.create_flow(light),
        name="default",
        entrypoint="tests/dispatch/light_flow.py:light",
        work_pool_name=POOL,
        pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}],
    )


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_SETTING, raising=False)
    monkeypatch.setattr("deployments.held_runs.BEAT_S", 0.2)


@contextmanager
def working() -> Iterator[Callable[[], None]]:
    """A worker in a thread; the function ends it as SIGTERM ends its process."""
    loop = asyncio.new_event_loop()
    worker = loop.create_task(WarmWorker(work_pool_name=POOL, name="of-tests").start(printer=lambda *_: None))

    def work() -> None:
        asyncio.set_event_loop(loop)
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(worker)

    thread = threading.Thread(target=work)
    thread.start()

    def end() -> None:
        loop.call_soon_threadsafe(worker.cancel)
        thread.join(PATIENCE_S)
        assert not thread.is_alive()

    try:
        yield end
    finally:
        end()
        loop.close()


def submit(client: SyncPrefectClient, deployment: UUID, folder: Path, stages: int) -> UUID:
    parameters = {"folder": str(folder), "stages": stages}
    return client.create_flow_run_from_deployment(deployment, parameters=parameters, state=Scheduled()).id


def until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def ended(client: SyncPrefectClient, run: UUID) -> FlowRun:
    until(lambda: (state := client.read_flow_run(run).state) and state.is_final())
    return client.read_flow_run(run)


def state_name(client: SyncPrefectClient, run: UUID) -> str:
    state = client.read_flow_run(run).state
    return state.name or "" if state else ""


def test_prefect_finds_the_worker_by_its_type() -> None:
    assert BaseWorker.get_worker_class_from_type("warm") is WarmWorker


def test_a_run_is_run(client: SyncPrefectClient, deployment: UUID, tmp_path: Path) -> None:
    (tmp_path / "open").touch()
    with working():
        run = ended(client, submit(client, deployment, tmp_path, 2))
    assert run.state_name == "Completed"
    assert run.name == "light-2"


def test_a_cancelled_run_stops_at_its_next_stage(client: SyncPrefectClient, deployment: UUID, tmp_path: Path) -> None:
    with working():
        run = submit(client, deployment, tmp_path, 3)
        until((tmp_path / "started-0").exists)
        client.set_flow_run_state(run, Cancelling())
        time.sleep(1)  # the worker hears of it with its next beat
        (tmp_path / "open").touch()
        assert ended(client, run).state_name == "Cancelled"
    assert not (tmp_path / "started-1").exists()


def test_a_suspended_run_stops_and_goes_on_when_it_is_resumed(
    client: SyncPrefectClient, deployment: UUID, tmp_path: Path
) -> None:
    with working():
        run = submit(client, deployment, tmp_path, 2)
        until((tmp_path / "started-0").exists)
        client.set_flow_run_state(run, Suspended(timeout_seconds=600))
        time.sleep(1)  # the worker hears of it with its next beat
        (tmp_path / "open").touch()
        time.sleep(1)
        assert not (tmp_path / "started-1").exists()
        assert state_name(client, run) == "Suspended"
        client.resume_flow_run(run)
        assert ended(client, run).state_name == "Completed"
    assert (tmp_path / "started-1").exists()


def test_a_worker_that_ends_finishes_its_runs(client: SyncPrefectClient, deployment: UUID, tmp_path: Path) -> None:
    with working() as end:
        run = submit(client, deployment, tmp_path, 2)
        until((tmp_path / "started-0").exists)
        threading.Timer(0.5, (tmp_path / "open").touch).start()
        end()
        assert state_name(client, run) == "Completed"


def test_a_run_that_takes_too_long_is_given_back(
    client: SyncPrefectClient, deployment: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GRACE_SETTING, "0.2")
    with working() as end:
        run = submit(client, deployment, tmp_path, 2)
        until((tmp_path / "started-0").exists)
        end()
        assert state_name(client, run) == "AwaitingRetry"
    (tmp_path / "open").touch()
    with working():
        assert ended(client, run).state_name == "Completed"


def test_a_rescheduled_run_is_not_run_twice_at_once(
    client: SyncPrefectClient, deployment: UUID, tmp_path: Path
) -> None:
    with working():
        run = submit(client, deployment, tmp_path, 1)
        until((tmp_path / "started-0").exists)
        client.set_flow_run_state(run, Scheduled(), force=True)
        (tmp_path / "started-0").unlink()
        time.sleep(1.5)  # the worker sees it several times
        assert not (tmp_path / "started-0").exists()
        (tmp_path / "open").touch()
        assert ended(client, run).state_name == "Completed"


def described(**more: Any) -> Any:
    return SimpleNamespace(**({"name": "default", "path": None, "pull_steps": None, "entrypoint": "a/b.py:c"} | more))


def test_the_entrypoint_lies_where_the_deployment_says() -> None:
    directory = {"prefect.deployments.steps.set_working_directory": {"directory": "/code"}}
    assert entrypoint_of(described(pull_steps=[directory])) == "/code/a/b.py:c"
    assert entrypoint_of(described(path="/there")) == "/there/a/b.py:c"


@pytest.mark.parametrize(
    "more",
    [{"pull_steps": [{"prefect.deployments.steps.git_clone": {"repository": "elsewhere"}}]}, {"entrypoint": None}],
)
def test_code_that_would_have_to_be_fetched_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="default"):
        entrypoint_of(described(**more))
