"""A whole factory floor on loopback whose stages are light and of which every process can be killed.

The processes are those of `fanchant serve`, but for two: hosts serve light stages and are started here instead of by
the workers of their pools, and nothing is restarted by itself.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from signal import SIGINT

from prefect.client.orchestration import SyncPrefectClient

from benchmarks.dispatch.light_stages import CALLS_SETTING, PACE_SETTING
from benchmarks.dispatch.processes import Processes
from benchmarks.dispatch.template import build_light_template
from contracts.errors import ConfigurationError
from deployments.floor import processes as floor_process
from deployments.floor.plan import FloorPlan, inherited_environment, worker_environment
from deployments.floor.private_postgres import PrivatePostgres, create_cluster, postgres_binaries
from deployments.floor.processes import FloorProcess
from deployments.floor.start import prepare_folder, run_to_end
from deployments.server_process import free_port, is_healthy
from tasks.dispatch.load import pool_load
from tasks.dispatch.settings import URL_SETTING

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_S = 180.0
POOL, NOBODY_WARMS_UP = "submissions", "warm-pool/every-minute"


@dataclass(frozen=True, kw_only=True)
class LightPlan:
    """What a floor for a benchmark consists of."""

    on_postgres: bool = True
    embedded: bool = False
    workers: int = 1
    submissions_at_once: int = 16
    hosts: dict[str, int] = field(default_factory=lambda: {"gpu": 2, "cpu": 2})
    slots: int = 6
    pace: float = 1.0
    settings: dict[str, str] = field(default_factory=dict)
    """More environment for workers and hosts."""


class LightFloor:
    """The processes of `light`, all below `folder`. This process's own environment becomes that of a client."""

    def __init__(self, folder: Path, light: LightPlan) -> None:
        self.folder, self.light = folder, light
        self.store, self.calls = folder / "media", folder / "calls"
        for path in (self.store, self.calls, folder / "logs"):
            path.mkdir(parents=True, exist_ok=True)
        os.environ["FANCHANT_HOME"] = str(folder / "home")
        redis_port = free_port(preferred=False)
        self.postgres: PrivatePostgres | None = (
            create_cluster(free_port(preferred=False)) if light.on_postgres else None
        )
        self.plan = FloorPlan(
            port=free_port(preferred=False),
            redis_url=f"redis://:light@127.0.0.1:{redis_port}/0",
            redis_port=redis_port,
            redis_password="light",  # noqa: S106  # of a Redis that lives as long as this benchmark
            postgres_url=self.postgres.url if self.postgres else "",
            store=str(self.store),
            submissions_at_once=light.submissions_at_once,
        )
        prepare_folder(self.plan)
        self.template = build_light_template(folder / "templates")
        self.processes = Processes(folder / "logs")
        os.environ |= self.environment()

    def environment(self) -> dict[str, str]:
        """What workers, hosts and clients have beside this process's own."""
        ours = {
            "PYTHONPATH": str(PROJECT),
            "FANCHANT_TEMPLATES": str(self.folder / "templates"),
            CALLS_SETTING: str(self.calls),
            PACE_SETTING: str(self.light.pace),
        }
        embedded = {URL_SETTING: ""} if self.light.embedded else {}
        return worker_environment(self.plan) | ours | embedded | self.light.settings

    def client(self) -> SyncPrefectClient:
        return SyncPrefectClient(self.plan.api_url)

    def run(self, *module: str) -> str:
        """Runs a Python module as a client of the floor; returns what it printed."""
        command = [sys.executable, "-m", *module]
        environment = inherited_environment() | self.environment()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise ConfigurationError(f"{' '.join(module)} failed: {done.stderr[-2000:]}", code="floor_step_failed")
        return done.stdout

    def start_postgres(self) -> None:
        if self.postgres is not None:
            self.processes.start(self.postgres.process)
            ready = [str(postgres_binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.postgres.port)]
            ask = partial(subprocess.run, ready, check=False)
            self._wait("postgres", lambda: ask().returncode == 0)

    def stop_postgres(self) -> None:
        """Its fast shutdown: what runs is rolled back."""
        self.processes.stop("postgres", SIGINT)

    def start_redis(self) -> None:
        self.processes.start(floor_process.redis_process(self.plan))
        self._wait("redis", lambda: _listens(self.plan.redis_port or 0))

    def start_server(self) -> None:
        process = floor_process.api_process if self.light.on_postgres else floor_process.server_process
        self.processes.start(process(self.plan))
        self._wait("server", lambda: is_healthy(self.plan.api_url))

    def start_services(self) -> None:
        if self.light.on_postgres:
            self.processes.start(floor_process.services_process(self.plan))

    def start_worker(self, number: int) -> None:
        process = floor_process.submissions_process(self.plan)
        arguments = process.command[process.command.index("worker") : process.command.index("--name")]
        name = f"worker-{number}"
        command = (sys.executable, "-m", "benchmarks.dispatch.light_worker", *arguments, "--name", name)
        environment = process.environment | self.environment()
        environment["PREFECT_WORKER_QUERY_SECONDS"] = process.environment["PREFECT_WORKER_QUERY_SECONDS"]
        self.processes.start(replace(process, name=name, command=command, environment=environment))

    def start_host(self, pool: str, number: int) -> None:
        name = f"{pool}-{number}"
        command = (sys.executable, "-m", "benchmarks.dispatch.light_host", pool, str(self.light.slots), name)
        self.processes.start(FloorProcess(name, command, self.environment(), self.folder))

    def start_workers_and_hosts(self) -> None:
        """All of the plan; returns before they are ready."""
        for pool, count in self.light.hosts.items():
            for number in range(0 if self.light.embedded else count):
                self.start_host(pool, number + 1)
        for number in range(self.light.workers):
            self.start_worker(number + 1)

    def wait_for_workers_and_hosts(self) -> None:
        """Until everything that was started takes calls and flow runs."""
        for pool in () if self.light.embedded else self.light.hosts:
            hosts = {name for name in self.processes.names(f"{pool}-") if self.processes.alive(name)}
            wait_for(lambda pool=pool, hosts=hosts: hosts <= set(pool_load(pool).hosts), f"hosts of {pool}")  # type: ignore[misc]
        workers = {name for name in self.processes.names("worker-") if self.processes.alive(name)}
        with self.client() as client:
            known = partial(client.read_workers_for_work_pool, POOL, offset=0, limit=100)
            wait_for(lambda: workers <= {worker.name for worker in known()}, "workers")

    def _wait(self, name: str, ready: Callable[[], bool]) -> None:
        wait_for(lambda: ready() or not self.processes.alive(name), name)
        if not self.processes.alive(name):
            raise ConfigurationError(f"{name} ended; read {self.folder}/logs/{name}.log", code="floor_not_ready")


@contextmanager
def running_floor(folder: Path, light: LightPlan) -> Iterator[LightFloor]:
    """A floor with its data stores, server and deployments, without workers and hosts; nothing is left of it after."""
    before = dict(os.environ)
    floor = LightFloor(folder, light)
    try:
        floor.start_postgres()
        if light.on_postgres or not light.embedded:
            floor.start_redis()
        (folder / "home" / "prefect").mkdir(parents=True, exist_ok=True)
        run_to_end(floor_process.database_process(floor.plan), folder / "logs" / "database.log")
        floor.start_server()
        floor.start_services()
        floor.run("deployments.floor.furnish")
        with floor.client() as client:  # the hosts here are no flow runs
            client.pause_deployment(client.read_deployment_by_name(NOBODY_WARMS_UP).id)
        yield floor
    finally:
        floor.processes.kill_all()
        if floor.postgres is not None:
            shutil.rmtree(floor.postgres.folder, ignore_errors=True)
        os.environ.clear()
        os.environ |= before


def wait_for(ready: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Blocks until `ready`; raises ConfigurationError after `patience_s`."""
    deadline = time.monotonic() + patience_s
    while not ready():
        if time.monotonic() > deadline:
            raise ConfigurationError(f"{what} was not ready after {patience_s:g} s", code="floor_not_ready")
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
