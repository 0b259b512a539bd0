"""The local server: one per home, found by the next command, replaced where it is stale."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import psutil
import pytest

from blocks import prefect_settings
from deployments import database_snapshot, local_server, server_process

FANCHANT = Path(sys.executable).with_name("fanchant")


def server(environment: dict[str, str], action: str) -> dict[str, object]:
    words = [str(FANCHANT), "server", action, "--json"]
    answer = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=200)
    return json.loads(answer.stdout) | {"exit_code": answer.returncode}


def test_two_commands_at_once_start_one_server(own_home: dict[str, str]) -> None:
    assert server(own_home, "status") == {"running": False, "healthy": False, "exit_code": 1}
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: server(own_home, "start"), range(2))
    assert first == second
    assert first["healthy"] is True
    assert server(own_home, "status") == first
    process = psutil.Process(int(str(first["pid"])))
    assert process.cwd() == str(Path(own_home["FANCHANT_HOME"]) / "prefect")
    assert server(own_home, "stop") == {"stopped": True, "exit_code": 0}
    assert not process.is_running()
    assert server(own_home, "stop") == {"stopped": False, "exit_code": 0}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANCHANT_HOME", str(tmp_path))
    (tmp_path / "prefect").mkdir()
    return tmp_path


def remember(home: Path, state: local_server.LocalServer) -> None:
    (home / "prefect" / "server.json").write_text(json.dumps(asdict(state)))


def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])


def state_of(process: subprocess.Popen[bytes], home: Path, version: str) -> local_server.LocalServer:
    started_at = psutil.Process(process.pid).create_time()
    return local_server.LocalServer(str(home / "prefect"), process.pid, 1, version, started_at)


def test_state_of_a_dead_or_foreign_process_is_no_server(home: Path) -> None:
    assert local_server.running_server() is None
    (home / "prefect" / "server.json").write_text("{ half")
    assert local_server.running_server() is None
    process = sleeper()
    state = state_of(process, home, prefect_settings.prefect_version())
    remember(home, state)
    assert local_server.running_server() == state
    remember(home, replace(state, started_at=state.started_at - 60))  # the same pid, given to another process
    assert local_server.running_server() is None
    remember(home, state)
    process.kill()
    process.wait()
    assert local_server.running_server() is None


def test_server_of_another_version_is_replaced(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = sleeper(), sleeper()
    remember(home, state_of(old, home, "3.0.0"))
    monkeypatch.setattr(local_server, "spawn", lambda *_arguments, **_options: new)
    try:
        found = local_server.find_or_start()
        assert found.pid == new.pid
        assert found.version == prefect_settings.prefect_version()
        assert not psutil.pid_exists(old.pid)
        assert local_server.find_or_start() == found
    finally:
        new.kill()
        new.wait()


def test_a_server_that_dies_is_reported_with_its_log(home: Path) -> None:
    process = sleeper()
    state = state_of(process, home, "x")
    process.kill()
    process.wait()
    with pytest.raises(local_server.ConfigurationError, match=r"server\.log"):
        local_server.wait_until_healthy(state)


def test_default_port_is_left_to_whom_has_it() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = server_process.free_port()
        assert port != taken.getsockname()[1]
        assert 1024 < port < 65_536


def test_server_has_its_own_settings_and_no_analytics(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql://somewhere/else")
    environment = server_process.server_environment(home / "prefect", 4711, prepared=True)
    assert "PREFECT_API_DATABASE_CONNECTION_URL" not in environment
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert str(home) in environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"]
    intervals = [value for name, value in environment.items() if name.endswith("FLUSH_INTERVAL")]
    assert intervals
    assert all(int(value) >= 1 for value in intervals)


def test_snapshot_is_empty_and_becomes_the_next_homes_database(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    used = sqlite3.connect(home / "prefect" / "prefect.db")
    used.executescript(
        "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('head');"
        "CREATE TABLE flow_run (name TEXT); INSERT INTO flow_run VALUES ('somebody');"
    )
    used.close()
    database_snapshot.take_snapshot(home / "prefect")
    other = tmp_path / "other"
    assert not database_snapshot.is_prepared(other)
    database_snapshot.place_snapshot(other)
    assert database_snapshot.is_prepared(other)
    placed = sqlite3.connect(other / "prefect.db")
    assert placed.execute("SELECT version_num FROM alembic_version").fetchall() == [("head",)]
    assert placed.execute("SELECT count(*) FROM flow_run").fetchone() == (0,)
    placed.close()


def test_operators_own_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from cli.connection import begin_connection, connect

    monkeypatch.setattr(os, "environ", dict(os.environ) | {"PREFECT_API_URL": "http://127.0.0.1:9/api"})
    monkeypatch.setattr(local_server, "find_or_start", lambda *_: pytest.fail("must not start a server"))
    connection = begin_connection()
    assert (connection.local, connection.ui_url) == (None, "http://127.0.0.1:9")
    with pytest.raises(local_server.ConfigurationError, match="PREFECT_API_URL"):
        connect()
