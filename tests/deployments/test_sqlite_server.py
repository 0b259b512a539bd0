"""Transactions at once on the Prefect server's SQLite: none fails and none loses what another has written."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from deployments import sqlite_server
from deployments.sqlite_server import OneWriterSqlite

AT_ONCE = 20


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "prefect.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE counter (value INTEGER)")
        connection.execute("INSERT INTO counter VALUES (0)")
    return f"sqlite+aiosqlite:///{path}"


@asynccontextmanager
async def transaction(configuration: AioSqliteConfiguration) -> AsyncIterator[AsyncSession]:
    session = await configuration.session(await configuration.engine())
    async with session, configuration.begin_transaction(session):
        yield session


async def value_in(session: AsyncSession) -> int:
    return int((await session.execute(sa.text("SELECT value FROM counter"))).scalar_one())


async def set_value(session: AsyncSession, value: int) -> None:
    await session.execute(sa.text("UPDATE counter SET value = :value"), {"value": value})


async def count_up(configuration: AioSqliteConfiguration) -> None:
    """Reads, dawdles, writes: as most of Prefect's transactions do."""
    async with transaction(configuration) as session:
        value = await value_in(session)
        await asyncio.sleep(0.005)
        await set_value(session, value + 1)


async def read(configuration: AioSqliteConfiguration) -> int:
    async with await configuration.session(await configuration.engine()) as session:
        return await value_in(session)


def at_once(configuration: AioSqliteConfiguration, what: Callable[[AioSqliteConfiguration], Awaitable[None]]) -> int:
    """Does it many times at once; returns what the counter says then."""

    async def run() -> int:
        await asyncio.gather(*(what(configuration) for _ in range(AT_ONCE)))
        return await read(configuration)

    return asyncio.run(run())


def test_transactions_follow_one_another(database: str) -> None:
    assert at_once(OneWriterSqlite(database), count_up) == AT_ONCE


def test_prefects_own_do_not(database: str) -> None:
    """Should this pass one day, deployments/sqlite_server.py can go."""
    with pytest.raises(OperationalError, match="database is locked"):
        at_once(AioSqliteConfiguration(database), count_up)


def test_a_reader_waits_for_nobody(database: str) -> None:
    configuration = OneWriterSqlite(database)

    async def run() -> tuple[int, int, int]:
        async with transaction(configuration) as session:
            await set_value(session, 7)
            beside = await asyncio.create_task(read(configuration))
            async with transaction(configuration) as inner:
                within = await value_in(inner)
        return beside, within, await read(configuration)

    assert asyncio.run(asyncio.wait_for(run(), 20)) == (0, 0, 7)


def test_a_turn_that_does_not_come_is_an_error_to_retry(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.server.api.server import is_client_retryable_exception

    configuration = OneWriterSqlite(database)

    async def run() -> None:
        async with transaction(configuration):
            await asyncio.create_task(count_up(configuration))

    with monkeypatch.context() as impatient, pytest.raises(OperationalError) as refused:
        impatient.setattr(sqlite_server, "TURN_PATIENCE_S", 0.05)
        asyncio.run(run())
    assert is_client_retryable_exception(refused.value)
    assert at_once(configuration, count_up) == AT_ONCE, "whoever failed has given its turn back"
