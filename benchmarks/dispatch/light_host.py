"""A warm host that serves the light stages of a pool: `python -m benchmarks.dispatch.light_host gpu 4 gpu-1`."""

from __future__ import annotations

import asyncio
import signal
import sys

from benchmarks.chaos.faulty_store import make_store_faulty
from benchmarks.dispatch.light_stages import served_light
from tasks.dispatch.host import serve_pool


async def serve(pool: str, slots: int, host: str) -> None:
    leave = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, leave.set)
    await serve_pool(served_light(pool), pool=pool, slots=slots, host=host, leave=leave)


if __name__ == "__main__":
    make_store_faulty()
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
