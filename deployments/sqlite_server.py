"""The Prefect server on SQLite, with one writer at a time: `uvicorn --factory deployments.sqlite_server:create_app`.

Prefect opens most transactions as deferred ones: they read first and take SQLite's write lock when they first write.
Where another transaction has written in between, that write fails at once with "database is locked"; the client is
told to come again seconds later, and events are lost. Where a transaction waits for the lock instead, it does so inside
SQLite for up to 60 s, and its connection's mutex is held meanwhile. A cursor of that connection, left over by such
an error, may then be collected as garbage by the event loop's thread, which stands still until the wait is over; and if
the transaction that has the write lock is one of that loop, the whole server is silent for those 60 s.

Here transactions wait for each other in the event loop, then take the write lock before they read. So none fails
because of another one and none waits inside SQLite.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from prefect.server.database.configurations import SQLITE_BEGIN_MODE, AioSqliteConfiguration
from prefect.server.database.dependencies import MODELS_DEPENDENCIES
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

TURN_PATIENCE_S = 60.0
BUSY_TIMEOUT_MS = 5_000
"""For a statement outside a transaction, and for a second process (`prefect server database …`)."""


class OneWriterSqlite(AioSqliteConfiguration):
    """SQLite whose transactions of one event loop follow one another."""

    def __init__(self, connection_url: str) -> None:
        super().__init__(connection_url=connection_url)
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
        self._writers: set[asyncio.Task[Any] | None] = set()

    def setup_sqlite(self, conn: Any, record: Any) -> None:
        super().setup_sqlite(conn, record)
        cursor = conn.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS};")
        cursor.close()

    @asynccontextmanager
    async def begin_transaction(
        self, session: AsyncSession, with_for_update: bool = False
    ) -> AsyncIterator[AsyncSessionTransaction]:
        """A transaction that has the write lock from its beginning to its end.

        One that is begun within another one of the same task can only read, as on every SQLite.

        Raises:
            OperationalError: other transactions took longer than TURN_PATIENCE_S; the server answers 503.
        """
        if asyncio.current_task() in self._writers:
            async with super().begin_transaction(session) as inner:
                yield inner
            return
        async with self._turn(), session.begin() as transaction:
            # Sent now, and not with the first query, so that what is read beside this session does not begin likewise.
            mode = SQLITE_BEGIN_MODE.set("IMMEDIATE")
            try:
                await session.connection()
            finally:
                SQLITE_BEGIN_MODE.reset(mode)
            yield transaction

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        lock = self._turns.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        try:
            async with asyncio.timeout(TURN_PATIENCE_S):
                await lock.acquire()
        except TimeoutError:
            busy = sqlite3.OperationalError("database is locked")
            raise OperationalError("BEGIN IMMEDIATE", None, busy) from None
        self._writers.add(asyncio.current_task())
        try:
            yield
        finally:
            self._writers.discard(asyncio.current_task())
            lock.release()


def create_app() -> FastAPI:
    """Prefect's API, its services and its UI on the SQLite database that Prefect's settings name."""
    from prefect.server.api.server import create_app as create_prefect_app

    MODELS_DEPENDENCIES["database_config"] = OneWriterSqlite(PREFECT_API_DATABASE_CONNECTION_URL.value())
    return create_prefect_app()
