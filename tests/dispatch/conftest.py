"""A real Redis, and hosts in this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from tasks.dispatch.host import Serving
from tasks.dispatch.settings import LEASE_SETTING, URL_SETTING
from tests.dispatch.redis_server import RedisServer

PATIENCE_S = 60.0


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture
def pools(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> RedisServer:
    """Within the test, stages are handed to pools; leases are short."""
    monkeypatch.setenv(URL_SETTING, redis_server.url)
    monkeypatch.setenv(LEASE_SETTING, "2")
    return redis_server


@contextmanager
def host(
    stages: Mapping[str, Callable[..., Any]], *, pool: str = "cpu", slots: int = 4, name: str = "here"
) -> Iterator[Serving]:
    """A host in this process, gone at the end of the block."""
    serving = Serving(stages, pool=pool, slots=slots, host=name)
    try:
        yield serving
    finally:
        serving.leave()
        assert serving.ended(within_s=PATIENCE_S)


class Gate:
    """A stage's work for tests: notes each start, and ends when it is opened."""

    def __init__(self) -> None:
        self.starts: list[str] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._started = threading.Condition(self._lock)
        self._open = threading.Event()

    def pass_through(self, ticket: str) -> str:
        with self._started:
            self.starts.append(ticket)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            self._started.notify_all()
        assert self._open.wait(PATIENCE_S)
        with self._lock:
            self._at_once -= 1
        return ticket

    def wait_for_starts(self, count: int) -> None:
        with self._started:
            assert self._started.wait_for(lambda: len(self.starts) >= count, PATIENCE_S)

    def open(self) -> None:
        self._open.set()
