"""The warm-up flow against a real server and a real Redis: it sees, starts and cancels as the policy says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Running, Scheduled
from prefect.variables import Variable

from contracts.errors import ConfigurationError, Transient
from deployments.host_runs import arrivals, host_runs, who_leaves
from deployments.local_server import LocalServer
from deployments.pool_plans import POOLS_VARIABLE
from flows.warm_pool import warm_pool
from tasks.dispatch.connection import in_loop, pool_docket
from tasks.dispatch.settings import URL_SETTING
from tests.dispatch.conftest import host
from tests.dispatch.redis_server import RedisServer


@pytest.fixture
def redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    monkeypatch.setenv(URL_SETTING, server.url)
    yield server
    server.kill()


@pytest.fixture
def client(prefect_server: LocalServer) -> Iterator[SyncPrefectClient]:
    """A client of a server that has the deployment warm-host/cpu and no host run."""
    with get_client(sync_client=True) as client:
        try:
            client.update_work_pool("cpu", WorkPoolUpdate(concurrency_limit=4))
        except ObjectNotFound:
            client.create_work_pool(WorkPoolCreate(name="cpu", type="process", concurrency_limit=4))
        client.create_deployment(
            flow_id=client.create_flow_from_name("warm-host"),
            name="cpu",
            entrypoint="flows/warm_host.py:warm_host",
            work_pool_name="cpu",
        )
        forget_hosts(client)
        yield client
        forget_hosts(client)


def forget_hosts(client: SyncPrefectClient) -> None:
    for run in host_runs(client, "cpu"):
        client.set_flow_run_state(run.id, Cancelled(), force=True)


def set_plan(**settings: object) -> None:
    Variable.set(POOLS_VARIABLE, {"cpu": {"work_s": 70.0, "max_hosts": 9, **settings}}, overwrite=True)


async def send_calls(count: int) -> None:
    docket = await pool_docket("cpu")

    async def stage(ticket: str) -> None:
        raise NotImplementedError

    docket.tasks["waiting"] = stage
    for number in range(count):
        await docket.add("waiting", key=f"waiting-{number}")(str(number))


async def serve_all() -> None:
    """As if hosts had served all calls meanwhile."""
    await (await pool_docket("cpu")).clear()


@pytest.mark.usefixtures("redis")
def test_it_starts_what_is_missing_once_and_lets_go_what_is_too_much(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests' submissions on the same server are no demand here.
    monkeypatch.setattr("flows.warm_pool.arrivals", lambda client, at: tuple(0 for _ in arrivals(client, at)))
    set_plan(min_hosts=2)
    planned = warm_pool(pool="cpu", dry_run=True)["cpu"]
    assert (planned["wanted"], planned["started"]) == (2, 0)
    assert host_runs(client, "cpu") == []

    with ThreadPoolExecutor(2) as threads:
        both = [look.result()["cpu"] for look in [threads.submit(warm_pool, pool="cpu") for _ in range(2)]]
    assert sorted(look["started"] for look in both) == [0, 2]
    assert len(host_runs(client, "cpu")) == 2

    in_loop(send_calls(120))
    busy = warm_pool(pool="cpu")["cpu"]
    assert busy["wanted"] == len(host_runs(client, "cpu")) == 4  # more is wanted, the work pool lets no more run
    why = client.request("GET", "/artifacts/{key}/latest", path_params={"key": "warm-cpu"}).json()["data"]
    assert "the cap allows no more" in why

    in_loop(serve_all())
    set_plan(min_hosts=1)
    serving = host_runs(client, "cpu")[2]
    client.set_flow_run_state(serving.id, Running(), force=True)
    with host({}, pool="cpu", name="cpu-test"):
        calm = warm_pool(pool="cpu")["cpu"]
    assert (calm["wanted"], calm["ready"], calm["cancelled"]) == (1, 1, 3)
    assert [run.id for run in host_runs(client, "cpu")] == [serving.id]


@pytest.mark.usefixtures("client")
def test_without_redis_no_host_is_touched(redis: RedisServer) -> None:
    set_plan(min_hosts=3)
    redis.kill()
    with pytest.raises(Transient, match="Redis does not answer"):
        warm_pool(pool="cpu")


@pytest.mark.usefixtures("prefect_server")
def test_an_unknown_pool_is_named() -> None:
    with pytest.raises(ConfigurationError, match="no pool tpu; give one of gpu, cpu"):
        warm_pool(pool="tpu")


def test_submissions_are_counted_when_they_came(client: SyncPrefectClient) -> None:
    @flow(name="make-video")
    def submission() -> None: ...

    before = sum(arrivals(client, datetime.now(UTC) + timedelta(seconds=1)))
    for _ in range(3):
        client.create_flow_run(submission, state=Scheduled())
    at = datetime.now(UTC) + timedelta(seconds=1)
    assert sum(arrivals(client, at)) == before + 3
    assert sum(arrivals(client, at)[-2:]) >= 3
    assert len(arrivals(client, at)) == 24


def test_who_does_not_run_yet_leaves_first_then_the_youngest() -> None:
    def run(state: StateType, minute: int) -> FlowRun:
        start = datetime(2026, 1, 1, 12, minute, tzinfo=UTC)
        return FlowRun.model_construct(state_type=state, expected_start_time=start)

    old, young = run(StateType.RUNNING, 1), run(StateType.RUNNING, 5)
    pending, scheduled = run(StateType.PENDING, 2), run(StateType.SCHEDULED, 3)
    assert who_leaves([old, pending, young, scheduled], 3) == [scheduled, pending, young]
    assert who_leaves([old, young], 0) == []
