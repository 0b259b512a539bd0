"""How busy a pool is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docket import Docket
from redis.exceptions import ResponseError

from tasks.dispatch.connection import in_loop, pool_docket


@dataclass(frozen=True)
class PoolLoad:
    """Calls of a pool at one moment, and the hosts that say they are alive."""

    waiting: int
    running: int
    oldest_wait_s: float
    hosts: tuple[str, ...]


def pool_load(pool: str) -> PoolLoad:
    """The load of `pool` now; blocks for some milliseconds. Raises RedisError where Redis is away."""
    return in_loop(_pool_load(pool))


async def _pool_load(pool: str) -> PoolLoad:
    """A few numbers from Redis, however many calls there are; all times are of its clock."""
    docket = await pool_docket(pool)
    async with docket.redis() as client:
        redis: Any = client
        length = await redis.xlen(docket.stream_key)
        taken, last_taken = await _taken(redis, docket)
        waiting = max(0, length - taken)
        oldest = await redis.xrange(docket.stream_key, min=f"({last_taken}", count=1) if waiting else []
        now_s, now_us = await redis.time()
    sent_s = int(oldest[0][0].split(b"-")[0]) / 1000 if oldest else None
    return PoolLoad(
        waiting=waiting,
        running=taken,
        oldest_wait_s=max(0.0, now_s + now_us / 1e6 - sent_s) if sent_s else 0.0,
        hosts=tuple(sorted(worker.name for worker in await docket.workers())),
    )


async def _taken(redis: Any, docket: Docket) -> tuple[int, str]:
    """How many calls hosts have taken and not answered, and the stream's id of the one that was taken last."""
    try:
        groups = await redis.xinfo_groups(docket.stream_key)
    except ResponseError:  # no call and no host has ever been there
        return 0, "0-0"
    for group in groups:
        if group["name"] == docket.worker_group_name.encode():
            return group["pending"], group["last-delivered-id"].decode()
    return 0, "0-0"
