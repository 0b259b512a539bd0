"""Threads that begin to dispatch at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from tasks.dispatch import connection


def test_all_threads_share_one_loop() -> None:
    connection._started_loop.cache_clear()
    threads = 16
    together = threading.Barrier(threads)

    def first_use() -> object:
        together.wait()
        return connection.dispatch_loop()

    with ThreadPoolExecutor(threads) as pool:
        loops = {id(loop) for loop in pool.map(lambda _: first_use(), range(threads))}
    assert len(loops) == 1
