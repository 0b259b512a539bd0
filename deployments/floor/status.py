"""How a floor is: its processes, its pools, its runs."""

from __future__ import annotations

import os
from dataclasses import dataclass

import httpx
from redis.exceptions import RedisError

from deployments.floor.plan import FloorPlan
from deployments.floor.supervisor import ProcessState, Supervisor
from deployments.server_process import is_healthy
from tasks.dispatch.load import PoolLoad, pool_load
from tasks.dispatch.settings import URL_SETTING

POOLS = ("gpu", "cpu")
SUBMISSION_FLOW = "make-video"
UP = ("RUNNING", "STARTING")
WAITING, RUNNING = ("SCHEDULED", "PENDING"), ("RUNNING",)


@dataclass(frozen=True)
class FloorStatus:
    """A floor at one moment. What does not answer is None; `runs` are those of submissions."""

    server_answers: bool
    processes: list[ProcessState]
    pools: dict[str, PoolLoad | None]
    runs_waiting: int | None
    runs_running: int | None
    hostless: tuple[str, ...]
    """Pools that should have a host and have none."""

    @property
    def well(self) -> bool:
        """True where everything runs and every pool has the hosts that it needs to work."""
        return (
            self.server_answers
            and all(process.state in UP for process in self.processes)
            and all(load is not None for load in self.pools.values())
            and not self.hostless
        )


def floor_status(plan: FloorPlan) -> FloorStatus:
    """Asks supervisord, Redis and the server; takes some 50 ms where all is well."""
    answers = is_healthy(plan.api_url)
    pools = {pool: load_of(plan, pool) for pool in POOLS}
    wanted = {"gpu": plan.gpu.hosts, "cpu": plan.cpu.hosts}
    return FloorStatus(
        server_answers=answers,
        processes=_processes(plan),
        pools=pools,
        runs_waiting=_count(plan, WAITING) if answers else None,
        runs_running=_count(plan, RUNNING) if answers else None,
        hostless=tuple(pool for pool, load in pools.items() if wanted[pool] and not (load and load.hosts)),
    )


def load_of(plan: FloorPlan, pool: str) -> PoolLoad | None:
    """The pool's calls and hosts; None where Redis does not answer."""
    os.environ[URL_SETTING] = plan.redis_url
    try:
        return pool_load(pool)
    except (RedisError, OSError):
        return None


def _processes(plan: FloorPlan) -> list[ProcessState]:
    try:
        return Supervisor(plan.folder).states()
    except OSError:
        return []


def _count(plan: FloorPlan, states: tuple[str, ...]) -> int | None:
    question = {
        "flows": {"name": {"any_": [SUBMISSION_FLOW]}},
        "flow_runs": {"state": {"type": {"any_": list(states)}}},
    }
    try:
        answer = httpx.post(f"{plan.api_url}/flow_runs/count", json=question, timeout=5.0)
        return int(answer.raise_for_status().json())
    except (httpx.HTTPError, ValueError):
        return None
