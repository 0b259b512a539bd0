"""One event loop per process for docket's connections, usable from any thread."""

from __future__ import annotations

import asyncio
import atexit
import functools
import logging
import threading
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from docket import Docket

from contracts.errors import ConfigurationError
from tasks.dispatch.settings import URL_SETTING, dispatch_url, docket_name

T = TypeVar("T")
HEALTH_CHECK_S = 1
CLOSE_S = 2.0
ANSWERS_KEPT = timedelta(minutes=15)
"""A flow that is started anew within this time finds the answers of calls that ended meanwhile."""


def in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` in the process's dispatch loop and waits for it; never call it from that loop."""
    return asyncio.run_coroutine_threadsafe(work, dispatch_loop()).result()


async def pool_docket(pool: str) -> Docket:
    """The open docket of `pool`, of the dispatch loop. Only for use within `in_loop`."""
    key = (dispatch_url(), pool)
    async with _opening():
        if key not in _dockets:
            _dockets[key] = await new_docket(pool).__aenter__()
    return _dockets[key]


def new_docket(pool: str) -> Docket:
    """A docket that is not yet open.

    Raises:
        ConfigurationError: no Redis is configured.
    """
    url = dispatch_url()
    if not url:
        raise ConfigurationError(
            f"pools need Redis; set {URL_SETTING}, e.g. to redis://127.0.0.1:6379/0", code="dispatch_not_configured"
        )
    # It logs every call, and a lost connection with a traceback per second; ours say what matters.
    logging.getLogger("docket").setLevel(logging.ERROR)
    return Docket(name=docket_name(pool), url=checked_url(url), execution_ttl=ANSWERS_KEPT)


def checked_url(url: str) -> str:
    """`url` with the settings by which connections are tried before their use, and opened anew where they are dead.

    After a restart of Redis every connection in the pool is dead, and each would fail one command: an answer that a
    host cannot give is worked out again.
    """
    parts = urlsplit(url)
    checks = {"health_check_interval": str(HEALTH_CHECK_S), "retry_on_timeout": "true"}
    query = checks | dict(parse_qsl(parts.query))
    return urlunsplit(parts._replace(query=urlencode(query)))


_dockets: dict[tuple[str, str], Docket] = {}


@functools.cache
def _opening() -> asyncio.Lock:
    return asyncio.Lock()


_starting = threading.Lock()


def dispatch_loop() -> asyncio.AbstractEventLoop:
    """The running loop, in a thread of its own."""
    with _starting:  # several flows begin at once, and a second loop could not use the connections of the first
        return _started_loop()


@functools.cache
def _started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="dispatch", daemon=True).start()
    atexit.register(_close)
    return loop


def _close() -> None:
    """Ends docket's monitors with the process; cut off in their work they would fill its last lines with tracebacks."""

    async def close_all() -> None:
        for docket in _dockets.values():
            await docket.__aexit__(None, None, None)

    with suppress(Exception):  # Redis may be gone already
        asyncio.run_coroutine_threadsafe(close_all(), dispatch_loop()).result(CLOSE_S)
