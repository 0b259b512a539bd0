"""How busy a pool is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

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
    docket = await pool_docket(pool)
    snapshot = await docket.snapshot()
    now = datetime.now(UTC)
    waits_s = [max(0.0, (now - call.when).total_seconds()) for call in snapshot.future]
    return PoolLoad(
        waiting=len(snapshot.future),
        running=len(snapshot.running),
        oldest_wait_s=max(waits_s, default=0.0),
        hosts=tuple(sorted(worker.name for worker in snapshot.workers)),
    )
