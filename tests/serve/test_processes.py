"""What a floor consists of, without starting it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supervisor.options import ServerOptions  # type: ignore[import-untyped]

from contracts.errors import ConfigurationError
from deployments.floor.new_plan import new_plan
from deployments.floor.plan import FloorPlan
from deployments.floor.private_postgres import create_cluster
from deployments.floor.processes import FloorProcess, async_postgres_url, floor_processes, redis_binary, redis_database
from deployments.floor.start import start
from deployments.floor.supervisor import socket_file, supervisor_settings
from deployments.server_process import free_port
from tests.serve.floor import Floor

SECRET = "s3cr3t"  # noqa: S105
PLAN = FloorPlan(port=4200, redis_url=f"redis://:{SECRET}@127.0.0.1:6400/0", redis_port=6400, redis_password=SECRET)


@pytest.mark.parametrize("postgres", ["", f"postgresql://fan:{SECRET}@127.0.0.1/fanchant"])
def test_no_secret_in_a_command(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    plan = FloorPlan(port=4200, redis_url=PLAN.redis_url, redis_port=6400, redis_password=SECRET, postgres_url=postgres)
    processes = floor_processes(plan)
    assert [process.name for process in processes if SECRET in " ".join(process.command)] == []
    assert processes[0].name == "redis"
    assert ("services" in {process.name for process in processes}) == bool(postgres)


def test_everything_listens_on_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    for process in floor_processes(PLAN):
        words = [*process.command, *process.environment.values()]
        assert not [word for word in words if re.search(r"0\.0\.0\.0|::", word.replace("sqlite+aiosqlite://", ""))]


@given(st.text(st.characters(codec="utf-8", exclude_characters='"\n\r\0\x85\u2028\u2029', exclude_categories=["C"])))
def test_supervisor_reads_settings_as_they_were_meant(value: str) -> None:
    folder = Path("/tmp")  # noqa: S108
    process = FloorProcess("one", ("/bin/echo", value or "-"), {"VALUE": value, "OTHER": "2"}, folder)
    try:
        settings = supervisor_settings(folder, [process])
    except ConfigurationError:  # what it cannot be told is refused
        assert " #" in value or " ;" in value or value.strip("'") != value
        return
    options = ServerOptions()
    options.environ_expansions = {}
    read = options.read_config(StringIO(settings))
    (group,) = read.process_group_configs
    (config,) = group.process_configs
    assert config.environment == {"VALUE": value, "OTHER": "2"}


def test_a_home_too_deep_for_a_socket_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="FANCHANT_HOME"):
        socket_file(Path("/" + "x" * 120))


@pytest.mark.parametrize(
    ("url", "database"),
    [
        ("redis://h:6379", "redis://h:6379/2"),
        ("redis://:p@h:6379/3", "redis://:p@h:6379/5"),
        ("rediss://h/0?ssl_cert_reqs=none", "rediss://h/2?ssl_cert_reqs=none"),
    ],
)
def test_further_databases_of_redis(url: str, database: str) -> None:
    assert redis_database(url, 2) == database


@pytest.mark.parametrize("url", ["mysql://h/d", "localhost:5432", "postgresql"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="postgresql://"):
        async_postgres_url(url)


def test_missing_redis_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_args, **_kwargs: None)
    with pytest.raises(ConfigurationError, match="Debian package redis-server") as caught:
        redis_binary()
    assert len(str(caught.value).splitlines()) == 1


def test_submitting_without_a_floor_says_what_to_do(tmp_path: Path) -> None:
    answer = Floor(tmp_path).run("submit", "--follow", "x")
    assert answer.code == 1
    assert "fanchant serve" in answer.err
    assert not (tmp_path / "prefect").exists()


def test_a_plan_takes_free_ports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FANCHANT_HOME", str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    plan = new_plan()
    assert plan.redis_port not in (None, plan.port)
    assert plan.redis_password in plan.redis_url
    assert new_plan(redis="redis://h/0").redis_port is None


def test_private_postgres_runs_on_loopback(tmp_path: Path) -> None:
    try:
        postgres = create_cluster(free_port(preferred=False))
    except ConfigurationError as error:
        pytest.skip(str(error))
    running = start(postgres.process, tmp_path / "postgres.log")
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", postgres.port)) == 0:
                    break
            assert running.poll() is None, (tmp_path / "postgres.log").read_text()
            subprocess.run(["sleep", "0.1"], check=True)
        assert Path(f"/proc/{running.pid}").stat().st_uid != 0
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(postgres.folder)
