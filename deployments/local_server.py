"""One local Prefect server per FANCHANT_HOME: found or started in the background, then left running.

Prefect's own ephemeral server starts anew with every command, takes 20 s and has no UI afterwards; this one costs its
start once. State file and lock lie below FANCHANT_HOME/prefect, so two commands at once start one server.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from blocks.home import server_folder
from blocks.prefect_settings import prefect_version
from contracts.errors import ConfigurationError
from deployments.database_snapshot import is_prepared, mark_prepared, place_snapshot, snapshot_file, take_snapshot
from deployments.floor.state import running_floor
from deployments.server_process import free_port, is_healthy, is_running, log_file, spawn, terminate

START_PATIENCE_S = 120.0
POLL_S = 0.1


@dataclass(frozen=True)
class LocalServer:
    """A server that the state file knows. `started_at` is its process's creation time, seconds since 1970.

    Where it is `part_of_floor`, the process is the floor's supervisor, which keeps the server up.
    """

    folder: str
    pid: int
    port: int
    version: str
    started_at: float
    part_of_floor: bool = False

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def ui_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def configured_api_url() -> str | None:
    """A server that the operator chose with PREFECT_API_URL; it is used as it is."""
    return os.environ.get("PREFECT_API_URL") or None


def running_server() -> LocalServer | None:
    """The local server of this home, where its process lives; it may still be starting."""
    floor = running_floor()
    if floor is not None:
        return LocalServer(
            str(server_folder()), floor.pid, floor.plan.port, prefect_version(), floor.started_at, part_of_floor=True
        )
    try:
        server = LocalServer(**json.loads(_state_file().read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return server if is_running(server.pid, server.started_at) else None


def find_or_start(port: int | None = None) -> LocalServer:
    """The local server of this home, started (on `port`, else a free one) if need be; returns before it is healthy.

    A server of another Prefect version is ended first: its database may be newer or older than its code.
    """
    with _lock():
        server = running_server()
        if server is not None and server.version == prefect_version():
            return server
        if server is not None:
            terminate(server.pid)
        place_snapshot(server_folder())
        return _remembered(_spawned(server_folder(), port or free_port(), prepared=is_prepared(server_folder())))


def wait_until_healthy(server: LocalServer, patience_s: float = START_PATIENCE_S) -> LocalServer:
    """Blocks until `server` answers.

    Raises:
        ConfigurationError: it ended or stayed silent; the message names its log.
    """
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if is_healthy(server.api_url):
            mark_prepared(Path(server.folder))
            return server
        if not is_running(server.pid, server.started_at):
            break
        time.sleep(POLL_S)
    raise ConfigurationError(
        f"the local Prefect server did not start; read {log_file(Path(server.folder))}, "
        "run `fanchant server stop` and try again",
        code="server_not_started",
    )


def prepare() -> Path:
    """Migrates an empty database once for this Prefect version, for this and all later homes; returns the snapshot."""
    if not snapshot_file().exists():
        with tempfile.TemporaryDirectory(prefix="fanchant-prepare-") as name:
            folder = Path(name)
            server = _spawned(folder, free_port(preferred=False), prepared=False)
            try:
                wait_until_healthy(server)
            finally:
                terminate(server.pid)
            take_snapshot(folder)
    with _lock():
        place_snapshot(server_folder())
    return snapshot_file()


def stop() -> bool:
    """Ends the local server of this home; False where none ran.

    Raises:
        ConfigurationError: a floor runs, which needs it.
    """
    with _lock():
        server = running_server()
        if server is not None and server.part_of_floor:
            raise ConfigurationError(
                "the server is part of the running floor; `fanchant serve stop` ends both", code="floor_running"
            )
        if server is not None:
            terminate(server.pid)
        _state_file().unlink(missing_ok=True)
    return server is not None


def _spawned(folder: Path, port: int, *, prepared: bool) -> LocalServer:
    process = spawn(folder, port, prepared=prepared)
    started_at = psutil.Process(process.pid).create_time()
    return LocalServer(folder=str(folder), pid=process.pid, port=port, version=prefect_version(), started_at=started_at)


def _remembered(server: LocalServer) -> LocalServer:
    partial = _state_file().with_suffix(".partial")
    partial.write_text(json.dumps(asdict(server)))
    partial.replace(_state_file())
    return server


def _state_file() -> Path:
    return server_folder() / "server.json"


@contextmanager
def _lock() -> Iterator[None]:
    server_folder().mkdir(parents=True, exist_ok=True)
    with (server_folder() / "server.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
