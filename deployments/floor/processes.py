"""Every process of a floor: its command, its environment, how it is ended. Pure: nothing here starts anything."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from blocks.home import server_folder
from contracts.errors import ConfigurationError
from deployments.floor.plan import MARK, UNBUFFERED, FloorPlan, worker_environment
from deployments.server_process import base_server_environment, postgres_server_command, sqlite_server_command

REDIS, DATABASE, SERVER, SERVICES = "redis", "database", "server", "services"
SUBMISSIONS, GPU, CPU = "submissions", "gpu-hosts", "cpu-hosts"

HOST_GRACE_S = 30
"""For how long a host may finish the calls that it has."""
HOST_NICENESS = 10
SUBMISSIONS_QUERY_S = 0.4


@dataclass(frozen=True)
class FloorProcess:
    """A process: `environment` is added to what its parent has; `grace_s` after SIGTERM it is killed.

    One that ends before it has run for `proven_s` could not start: it is started again, but later each time.
    """

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = Path("/")
    grace_s: int = 10
    proven_s: int = 15


def floor_processes(plan: FloorPlan) -> list[FloorProcess]:
    """All that run for as long as the floor does, in the order in which they are started."""
    own_redis = [redis_process(plan)] if plan.redis_port is not None else []
    server = [api_process(plan), services_process(plan)] if plan.postgres_url else [server_process(plan)]
    return [*own_redis, *server, hosts_process(plan, "cpu"), hosts_process(plan, "gpu"), submissions_process(plan)]


def redis_process(plan: FloorPlan) -> FloorProcess:
    """A Redis of the floor's own; its settings are in the file that `redis_settings` describes."""
    return FloorProcess(
        REDIS,
        (redis_binary(), str(redis_settings_file(plan))),
        {MARK: str(plan.folder)},
        redis_folder(plan),
        proven_s=1,
    )


def redis_binary() -> str:
    """Path of `redis-server`.

    Raises:
        ConfigurationError: it is not installed.
    """
    # The set-up puts one beside this Python where the machine has none.
    beside = str(Path(sys.executable).parent)
    binary = shutil.which("redis-server", path=os.pathsep.join([os.environ.get("PATH", ""), beside]))
    if binary is None:
        raise ConfigurationError(
            "redis-server is not installed; run `make setup`, install the Debian package redis-server, or name a "
            "running Redis with --redis redis://host:port/db",
            code="redis_missing",
        )
    return binary


def redis_folder(plan: FloorPlan) -> Path:
    return plan.folder / "redis"


def redis_settings_file(plan: FloorPlan) -> Path:
    return plan.folder / "redis.conf"


def redis_settings(plan: FloorPlan) -> str:
    """What stands in the settings file: a log of all commands, as calls must survive a restart; no snapshots beside it.

    It has a password because whoever may write to it can have code run by the hosts (docket pickles).
    """
    return "\n".join(
        [
            "bind 127.0.0.1",
            f"port {plan.redis_port}",
            f"requirepass {plan.redis_password}",
            f"dir {redis_folder(plan)}",
            "appendonly yes",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
            "",
        ]
    )


def server_process(plan: FloorPlan) -> FloorProcess:
    """The Prefect server on SQLite: its API and its services in one process."""
    return FloorProcess(SERVER, sqlite_server_command(plan.port), server_environment(plan), grace_s=15)


def api_process(plan: FloorPlan) -> FloorProcess:
    """The Prefect server's API on PostgreSQL, with several workers and without services."""
    return FloorProcess(
        SERVER,
        (*postgres_server_command(plan.port), "--workers", str(plan.api_workers)),
        server_environment(plan) | {"PREFECT__SERVER_WEBSERVER_ONLY": "1"},
        grace_s=15,
    )


def services_process(plan: FloorPlan) -> FloorProcess:
    """Scheduler, recorder, triggers and the other services, apart from the API so that neither waits for the other."""
    return FloorProcess(
        SERVICES,
        (sys.executable, "-m", "prefect", "server", "services", "start"),
        server_environment(plan),
        grace_s=15,
    )


def database_process(plan: FloorPlan) -> FloorProcess:
    """Brings an operator's PostgreSQL up to date and ends. To be run before the server, whose workers would race."""
    return FloorProcess(
        DATABASE, (sys.executable, "-m", "deployments.floor.database"), server_environment(plan), grace_s=120
    )


def server_environment(plan: FloorPlan) -> dict[str, str]:
    """Settings of the server's processes."""
    ours = base_server_environment(server_folder(), plan.port) | {
        MARK: str(plan.folder),
        **UNBUFFERED,
        # The database is migrated before the server starts.
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    }
    if not plan.postgres_url:
        return ours
    return ours | {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": async_postgres_url(plan.postgres_url),
        # A submission makes some fifty events. Read and written one by one, as they are by default, each costs several
        # requests to Redis and a transaction.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
        # Every API process would read every event, for browsers that watch the feed as it grows. Nothing of ours does.
        "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
        "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
        # Several processes: what one of them hears all must know.
        "PREFECT_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_REDIS_MESSAGING_URL": redis_database(plan.redis_url, 1),
        "PREFECT_SERVER_DOCKET_URL": redis_database(plan.redis_url, 2),
    }


def hosts_process(plan: FloorPlan, pool: str) -> FloorProcess:
    """The worker that starts and ends the warm hosts of a pool, each a process of its own."""
    return FloorProcess(
        CPU if pool == "cpu" else GPU,
        # Drawing and listening take whatever the machine has: server and workers must still answer in time.
        ("nice", "-n", str(HOST_NICENESS), *worker_command(pool, "process")),
        worker_environment(plan),
        grace_s=HOST_GRACE_S,
    )


def submissions_process(plan: FloorPlan) -> FloorProcess:
    """The worker that runs submissions in its own process."""
    return FloorProcess(
        SUBMISSIONS,
        # Its name stays when it is started again: by it the worker knows the runs that it had when it died.
        (
            *worker_command("submissions", "warm"),
            *("--limit", str(plan.submissions_at_once), "--name", f"submissions-{socket.gethostname()}"),
        ),
        worker_environment(plan) | {"PREFECT_WORKER_QUERY_SECONDS": str(SUBMISSIONS_QUERY_S)},
        grace_s=HOST_GRACE_S,
    )


def worker_command(pool: str, kind: str) -> tuple[str, ...]:
    """`prefect worker start` for a pool that exists."""
    return (
        *(sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", kind),
        *("--install-policy", "never", "--no-create-pool-if-not-found"),
    )


def furnish_process(plan: FloorPlan) -> FloorProcess:
    """Waits for the server, applies the deployments, begins the first hosts, and ends."""
    pools = [f"{name}={pool.hosts}x{pool.slots}" for name, pool in (("gpu", plan.gpu), ("cpu", plan.cpu))]
    return FloorProcess(
        "furnish", (sys.executable, "-m", "deployments.floor.furnish", *pools), worker_environment(plan), grace_s=120
    )


def redis_database(url: str, further: int) -> str:
    """`url` with a database `further` than its own."""
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + further
    return urlunsplit(parts._replace(path=f"/{number}"))


def async_postgres_url(url: str) -> str:
    """`url` with the driver that Prefect uses.

    Raises:
        ConfigurationError: it is no PostgreSQL address.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("postgres", "postgresql", "postgresql+asyncpg"):
        raise ConfigurationError(
            "--postgres wants an address like postgresql://user:password@host:5432/database",
            code="postgres_url_unknown",
        )
    return f"postgresql+asyncpg://{rest}"
