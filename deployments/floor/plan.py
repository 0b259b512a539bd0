"""What a floor consists of: where its server and its Redis are, what it keeps where, how many hosts it begins with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from blocks.home import fanchant_home
from blocks.prefect_settings import client_environment
from tasks.dispatch.settings import URL_SETTING

MARK = "FANCHANT_FLOOR"
"""Every process of a floor carries its folder in this variable, hosts and browsers too: by it they are found again."""

UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
"""A log is read when something is wrong, and then the last lines must be there."""
STORE_SETTING = "FANCHANT_STORE"


@dataclass(frozen=True, kw_only=True)
class HostPlan:
    """Warm hosts that a pool begins with, and how many calls each of them serves at once."""

    hosts: int = 1
    slots: int = 2


@dataclass(frozen=True, kw_only=True)
class FloorPlan:
    """One floor. All processes of it, and its clients, follow from these values and from FANCHANT_HOME.

    `redis_url` carries the stages' calls; with `postgres_url` the server's messages too, in the two next databases.
    `redis_port` is that of a Redis of our own, None where `redis_url` is the operator's.
    `submissions_at_once` is how many flow runs of submissions one worker holds.
    """

    port: int
    redis_url: str
    redis_port: int | None = None
    redis_password: str = ""
    postgres_url: str = ""
    store: str = ""
    api_workers: int = 2
    submissions_at_once: int = 16
    gpu: HostPlan = HostPlan(slots=4)
    cpu: HostPlan = HostPlan(slots=4)

    @property
    def folder(self) -> Path:
        """Logs, settings and state of the floor."""
        return floor_folder()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def ui_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def floor_folder() -> Path:
    """Where this home's floor keeps what is its own."""
    return fanchant_home() / "floor"


def store_environment(store: str) -> dict[str, str]:
    return {STORE_SETTING: store} if store else {}


def worker_environment(plan: FloorPlan) -> dict[str, str]:
    """What workers, the hosts that they start and other clients of the floor add to their environment."""
    return {
        "FANCHANT_HOME": str(fanchant_home()),
        MARK: str(plan.folder),
        URL_SETTING: plan.redis_url,
        **store_environment(plan.store),
        **client_environment(plan.api_url),
        # Prefect reports every state of every task; each batch of lines is a write of the server. Warnings stay.
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        # How often a worker asks for runs; a question costs the server about 10 ms. The submissions' worker asks more
        # often (see its own description), hosts take seconds to start anyway.
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_WORKER_PREFETCH_SECONDS": "0",
        # A server that restarts is asked for up to 4 minutes instead of one: a run whose state cannot be told ends as
        # crashed.
        "PREFECT_CLIENT_MAX_RETRIES": "7",
        **UNBUFFERED,
    }


def inherited_environment() -> dict[str, str]:
    """This process's environment without settings of a Prefect that is not the floor's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
