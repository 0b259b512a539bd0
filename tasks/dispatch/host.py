"""The host's side: serve a pool's calls in this process until it is time to leave."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

from docket import Worker

from tasks.dispatch.connection import dispatch_loop, new_docket
from tasks.dispatch.settings import lease_s
from tasks.dispatch.wire import run_call

POLL_MS = 50
RECONNECT_S = 1.0

logger = logging.getLogger(__name__)


class HostActivity:
    """What a host is doing, for those who decide when it leaves. Readable from any thread."""

    def __init__(self) -> None:
        self.running = 0
        self.served = 0
        self._last_end_s = time.monotonic()

    def begin(self) -> None:
        self.running += 1

    def end(self) -> None:
        self.running -= 1
        self.served += 1
        self._last_end_s = time.monotonic()

    def idle_s(self) -> float:
        """Seconds without a call."""
        return 0.0 if self.running else time.monotonic() - self._last_end_s


class Serving:
    """`serve_pool` at work beside the thread that began it and that decides when it ends."""

    def __init__(self, stages: Mapping[str, Callable[..., Any]], *, pool: str, slots: int, host: str) -> None:
        self.activity = HostActivity()
        self._leave = asyncio.Event()
        service = serve_pool(stages, pool=pool, slots=slots, host=host, leave=self._leave, activity=self.activity)
        self._served: Future[int] = asyncio.run_coroutine_threadsafe(service, dispatch_loop())

    def leave(self) -> None:
        """Takes no further calls; those that run are finished."""
        dispatch_loop().call_soon_threadsafe(self._leave.set)

    def ended(self, within_s: float) -> bool:
        """Whether it ends within that time; raises what ended it before it was told to leave."""
        done, _ = wait({self._served}, timeout=within_s)
        return bool(done) and self._served.result() >= 0


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
        activity.begin()
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, run_call, function, call, host)
        finally:
            activity.end()

    return remote
