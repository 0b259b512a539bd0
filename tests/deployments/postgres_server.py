"""A Prefect server on PostgreSQL: what it takes to judge automations.

On SQLite Prefect drops an event after four clashes of its two consumers, which a burst on a busy machine brings about.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from deployments.server_process import free_port, is_healthy, postgres_server_command, server_environment

PATIENCE_S = 120.0


def postgres_folder() -> Path | None:
    """Where this machine's PostgreSQL programs are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).parent if program else None


@contextmanager
def postgres_server() -> Iterator[str]:
    """A Prefect server of its own; yields the URL of its API. Skips the test where PostgreSQL is missing."""
    programs = postgres_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed on this machine (Debian: apt-get install postgresql)")
    # It refuses to run as root, whose temporary folders nobody else may enter.
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="fanchant-postgres-"))
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port = free_port(preferred=False)
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "fanchant", "--no-sync", "-A", "trust"],
        user=user,
        cwd="/",
        check=True,
        capture_output=True,
    )
    database = subprocess.Popen(
        [
            programs / "postgres",
            "-D",
            folder / "data",
            "-k",
            folder,
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-c",
            "fsync=off",
        ],
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode:
            assert database.poll() is None, "PostgreSQL did not start"
            time.sleep(0.1)
        with _prefect_server(f"postgresql+asyncpg://fanchant@127.0.0.1:{port}/postgres") as api_url:
            yield api_url
    finally:
        database.send_signal(signal.SIGINT)
        database.wait(30)
        shutil.rmtree(folder)


@contextmanager
def _prefect_server(database_url: str) -> Iterator[str]:
    port = free_port(preferred=False)
    with tempfile.TemporaryDirectory(prefix="fanchant-server-") as home:
        log = Path(home) / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                postgres_server_command(port),
                cwd=home,
                env=server_environment(Path(home), port, prepared=False)
                | {"PREFECT_SERVER_DATABASE_CONNECTION_URL": database_url},
                stdout=output,
                stderr=output,
            )
        try:
            deadline = time.monotonic() + PATIENCE_S
            api_url = f"http://127.0.0.1:{port}/api"
            while not is_healthy(api_url):
                assert server.poll() is None and time.monotonic() < deadline, log.read_text()[-4000:]
                time.sleep(0.2)
            yield api_url
        finally:
            psutil.Process(server.pid).terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
