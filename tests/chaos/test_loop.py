"""Threads that begin to dispatch at the same moment."""

from __future__ import annotations

import functools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tasks.dispatch import connection


def test_all_threads_share_one_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    # A loop of the test's own: connections of other tests belong to the process's.
    monkeypatch.setattr(connection, "_started_loop", functools.cache(connection._started_loop.__wrapped__))
    threads = 16
    together = threading.Barrier(threads)

    def first_use() -> int:
        together.wait()
        return id(connection.dispatch_loop())

    with ThreadPoolExecutor(threads) as pool:
        assert len(set(pool.map(lambda _: first_use(), range(threads)))) == 1
