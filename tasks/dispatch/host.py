"""The host's side: serve a pool's calls in this process until it is time to leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from docket import Worker

from tasks.dispatch.connection import new_docket
from tasks.dispatch.settings import lease_s
from tasks.dispatch.wire import run_call

POLL_MS = 50
RECONNECT_S = 1.0

logger = logging.getLogger(__name__)


class HostActivity:
    """What a host is doing, for those who decide when it leaves."""

    def __init__(self) -> None:
        self.running = 0
        self.served = 0
        self.last_end_s = asyncio.get_running_loop().time()
        """On the loop's clock."""

    def idle_s(self) -> float:
        """Seconds without a call."""
        return 0.0 if self.running else asyncio.get_running_loop().time() - self.last_end_s


async def serve_pool(
    stages: Mapping[str, Callable[..., Any]],
    *,
    pool: str,
    slots: int,
    host: str,
    leave: asyncio.Event,
    activity: HostActivity | None = None,
) -> int:
    """Serves the calls of `stages` (functions by stage name), `slots` at once, until `leave` is set.

    What runs then is finished; what waits is left to other hosts. A lost Redis is waited for.

    Returns:
        How many calls were served.
    """
    activity = activity or HostActivity()
    threads = ThreadPoolExecutor(slots, thread_name_prefix=f"{pool}-slot")
    async with new_docket(pool) as docket:
        for name, function in stages.items():
            docket.register(_remote(function, host, threads, activity), names=[name])
        async with Worker(
            docket,
            name=host,
            concurrency=slots,
            redelivery_timeout=timedelta(seconds=lease_s()),
            minimum_check_interval=timedelta(milliseconds=POLL_MS),
            reconnection_delay=timedelta(seconds=RECONNECT_S),
            schedule_automatic_tasks=False,
        ) as worker:
            serving = asyncio.create_task(worker.run_forever())
            leaving = asyncio.create_task(leave.wait())
            await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
        # The worker has drained; what ended it before its time is raised here.
        await serving
    threads.shutdown()
    return activity.served


def _remote(
    function: Callable[..., Any], host: str, threads: ThreadPoolExecutor, activity: HostActivity
) -> Callable[[str], Awaitable[str]]:
    """The stage as docket calls it. The stage works in a thread, so that the lease is renewed meanwhile."""

    async def remote(call: str) -> str:
        loop = asyncio.get_running_loop()
        activity.running += 1
        try:
            return await loop.run_in_executor(threads, run_call, function, call, host)
        finally:
            activity.running -= 1
            activity.served += 1
            activity.last_end_s = loop.time()

    return remote
