"""The plan of a floor that is about to come up: what the operator chose, and free ports for the rest."""

from __future__ import annotations

import os
import secrets

from deployments.floor.plan import STORE_SETTING, FloorPlan, HostPlan
from deployments.floor.processes import async_postgres_url, redis_binary
from deployments.local_server import running_server
from deployments.server_process import free_port


def new_plan(
    *,
    port: int | None = None,
    redis: str = "",
    postgres: str = "",
    submissions_at_once: int = FloorPlan.submissions_at_once,
    gpu: HostPlan = FloorPlan.gpu,
    cpu: HostPlan = FloorPlan.cpu,
) -> FloorPlan:
    """A plan for this home; the media store is the one that this process is set to.

    Without a `port` the server takes the one of this home's local server, which it replaces, else a free one.

    Raises:
        ConfigurationError: an address is unusable, or there is neither an address of Redis nor its program.
    """
    if postgres:
        async_postgres_url(postgres)
    local = running_server()
    redis_port, password = None, ""
    if not redis:
        redis_binary()
        redis_port, password = free_port(preferred=False), secrets.token_urlsafe(24)
        redis = f"redis://:{password}@127.0.0.1:{redis_port}/0"
    return FloorPlan(
        port=port or (local.port if local else free_port()),
        redis_url=redis,
        redis_port=redis_port,
        redis_password=password,
        postgres_url=postgres,
        store=os.environ.get(STORE_SETTING, ""),
        submissions_at_once=submissions_at_once,
        gpu=gpu,
        cpu=cpu,
    )
