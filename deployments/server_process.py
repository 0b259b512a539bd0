"""The local Prefect server as a process: its command, its settings, its health."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil

DEFAULT_PORT = 4216
LOG_MAX_BYTES = 10_000_000


def free_port(*, preferred: bool = True) -> int:
    """The default port where it is `preferred` and nobody listens on it, else any free one."""
    for port in (DEFAULT_PORT, 0) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")


def server_environment(folder: Path, port: int, *, prepared: bool) -> dict[str, str]:
    """The whole environment of the server process; `prepared` = its database is known to be migrated."""
    once = "false" if prepared else "true"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return (
        inherited
        | base_server_environment(folder, port)
        | {"PREFECT_SERVER_DATABASE_MIGRATE_ON_START": once, "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": once}
    )


def base_server_environment(folder: Path, port: int) -> dict[str, str]:
    """Settings of any server of ours, on SQLite in `folder`."""
    return {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # One write per batch instead of one per event: SQLite has a single writer. The interval is whole seconds:
        # Prefect cuts a fraction to 0 and then flushes in a busy loop.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }


def sqlite_server_command(port: int) -> tuple[str, ...]:
    """The whole server in one process, as SQLite has one writer."""
    return _uvicorn_command("deployments.sqlite_server:create_app", port)


def postgres_server_command(port: int) -> tuple[str, ...]:
    """The server on PostgreSQL."""
    return _uvicorn_command("prefect.server.api.server:create_app", port)


def _uvicorn_command(app: str, port: int) -> tuple[str, ...]:
    """The server itself, without the `prefect` command around it, which takes seconds to import."""
    return (
        *(sys.executable, "-m", "uvicorn", "--factory", app),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--timeout-keep-alive", "5"),
    )


def spawn(folder: Path, port: int, *, prepared: bool) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own, so that it outlives this command and its terminal."""
    folder.mkdir(parents=True, exist_ok=True)
    log = log_file(folder)
    if log.exists() and log.stat().st_size > LOG_MAX_BYTES:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603  # fixed arguments
            sqlite_server_command(port),
            cwd=folder,
            env=server_environment(folder, port, prepared=prepared),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def log_file(folder: Path) -> Path:
    """Where the server whose home is `folder` writes what goes wrong."""
    return folder / "server.log"


def is_running(pid: int, started_at: float) -> bool:
    """True where `pid` still is the process that began at `started_at` (seconds since the epoch), and no zombie."""
    try:
        process = psutil.Process(pid)
        return bool(abs(process.create_time() - started_at) < 1.0 and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def is_healthy(api_url: str, timeout_s: float = 2.0) -> bool:
    """True where a Prefect server answers at `api_url` (with its `/api`)."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=timeout_s) as answer:  # noqa: S310  # http to a server we know
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def terminate(pid: int, patience_s: float = 10.0) -> None:
    """Ends the server's whole session, politely first."""
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return
    family = [process, *process.children(recursive=True)]
    process.send_signal(signal.SIGTERM)
    _, alive = psutil.wait_procs(family, timeout=patience_s)
    for survivor in alive:
        survivor.kill()
    psutil.wait_procs(alive, timeout=patience_s)
