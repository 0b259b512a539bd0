"""Brings a floor up in the right order, and down again."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from contextlib import closing

import psutil
import redis

from blocks.home import server_folder
from contracts.errors import ConfigurationError
from deployments import local_server
from deployments.database_snapshot import is_prepared, mark_prepared, place_snapshot
from deployments.floor import processes as floor_process
from deployments.floor.plan import FloorPlan
from deployments.floor.start import end_members, prepare_folder, run_to_end, start, write_privately
from deployments.floor.state import RunningFloor, forget, only_one, remember, running_floor
from deployments.floor.status import load_of
from deployments.floor.supervisor import (
    Supervisor,
    log_file,
    settings_file,
    supervisor_process,
    supervisor_settings,
)
from deployments.server_process import is_healthy

OnReady = Callable[[str], None]
REDIS_PATIENCE_S, SERVER_PATIENCE_S, FURNISH_PATIENCE_S = 20.0, 120.0, 180.0
LONGEST_END_S = 120.0
POLL_S, HOSTS_POLL_S = 0.1, 0.5


def bring_up(plan: FloorPlan, on_ready: OnReady) -> RunningFloor:
    """Starts all processes of `plan`; calls `on_ready` with the name of each step that is done.

    Raises:
        ConfigurationError: a floor runs already, or a step failed; then nothing of this one is left running.
    """
    with only_one():
        floor = running_floor()
        if floor is not None:
            raise ConfigurationError(
                f"a floor of this FANCHANT_HOME runs already, at {floor.plan.ui_url}; `fanchant serve stop` ends it",
                code="floor_running",
            )
        processes = floor_process.floor_processes(plan)
        prepare_folder(plan)
        end_members(plan.folder)
        local_server.stop()
        write_privately(settings_file(plan.folder), supervisor_settings(plan.folder, processes))
        supervising = start(supervisor_process(plan))
        floor = remember(plan, supervising.pid)
        try:
            supervisor = Supervisor(plan.folder)
            supervisor.wait()
            _bring_up(plan, supervisor, on_ready)
        except BaseException:
            _bring_down(floor)
            raise
    return floor


def wait_for_hosts(plan: FloorPlan, on_ready: OnReady, patience_s: float = 240.0) -> bool:
    """Blocks until every pool has its first hosts; False where they did not come in time."""
    deadline = time.monotonic() + patience_s
    wanted = {pool: hosts for pool, hosts in (("cpu", plan.cpu.hosts), ("gpu", plan.gpu.hosts)) if hosts}
    while wanted and time.monotonic() < deadline:
        for pool, hosts in list(wanted.items()):
            load = load_of(plan, pool)
            if load is not None and len(load.hosts) >= hosts:
                del wanted[pool]
                on_ready(f"{pool} host" if hosts == 1 else f"{hosts} {pool} hosts")
        time.sleep(HOSTS_POLL_S)
    return not wanted


def bring_down() -> bool:
    """Ends the floor of this home and all that belongs to it, and nothing else; False where none ran."""
    with only_one(wait=True):
        floor = running_floor()
        if floor is not None:
            _bring_down(floor)
        return floor is not None


def _bring_up(plan: FloorPlan, supervisor: Supervisor, on_ready: OnReady) -> None:
    if plan.redis_port is not None:
        supervisor.start(floor_process.REDIS)
    _wait_for_redis(plan)
    on_ready("Redis")
    _prepare_database(plan)
    supervisor.start(floor_process.SERVER)
    if plan.postgres_url:
        supervisor.start(floor_process.SERVICES)
    log = log_file(plan.folder, "furnish")
    furnishing = start(floor_process.furnish_process(plan), log)
    try:
        _wait(lambda: is_healthy(plan.api_url), SERVER_PATIENCE_S, f"{log_file(plan.folder, floor_process.SERVER)}")
        mark_prepared(server_folder())
        on_ready("Prefect server")
        _wait(lambda: furnishing.poll() is not None, FURNISH_PATIENCE_S, str(log))
        if furnishing.returncode != 0:
            raise ConfigurationError(f"the deployments could not be applied; read {log}", code="floor_step_failed")
        on_ready("deployments")
    finally:
        _end(furnishing)
    for name in (floor_process.GPU, floor_process.CPU, floor_process.SUBMISSIONS):
        supervisor.start(name)


def _prepare_database(plan: FloorPlan) -> None:
    """A new home gets the prepared SQLite database; any other database is migrated."""
    server_folder().mkdir(parents=True, exist_ok=True)
    if not plan.postgres_url:
        place_snapshot(server_folder())
        if is_prepared(server_folder()):
            return
    run_to_end(floor_process.database_process(plan), log_file(plan.folder, floor_process.DATABASE))


def _wait_for_redis(plan: FloorPlan) -> None:
    """Until it takes commands: after a restart it reads its log of them first."""
    client = redis.Redis.from_url(plan.redis_url, socket_timeout=2.0)

    def answers() -> bool:
        try:
            return bool(client.ping())
        except redis.AuthenticationError:
            raise ConfigurationError("Redis does not accept the password", code="redis_not_reachable") from None
        except redis.RedisError:
            return False

    with closing(client):
        if plan.redis_port is None and not answers():
            raise ConfigurationError(
                "the Redis of --redis does not answer; start it, or leave --redis out for one of the floor's own",
                code="redis_not_reachable",
            )
        _wait(answers, REDIS_PATIENCE_S, str(log_file(plan.folder, floor_process.REDIS)))


def _wait(done: Callable[[], bool], patience_s: float, log: str) -> None:
    deadline = time.monotonic() + patience_s
    while not done():
        if time.monotonic() > deadline:
            raise ConfigurationError(f"the floor did not come up; read {log}", code="floor_not_started")
        time.sleep(POLL_S)


def _bring_down(floor: RunningFloor) -> None:
    """supervisord ends its own in order; what their kin left, such as hosts whose worker was killed, is ended after."""
    folder = floor.plan.folder
    try:
        supervising = psutil.Process(floor.pid)
        Supervisor(folder).shut_down()
        supervising.wait(LONGEST_END_S)
    except (OSError, psutil.Error):
        pass
    end_members(folder)
    forget()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    process.wait()
