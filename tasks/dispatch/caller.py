"""The caller's side: hand a stage to a pool and wait for its answer, whatever dies meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from docket import Execution
from docket.execution import ExecutionCancelled, ExecutionState
from redis.exceptions import RedisError

from contracts.errors import Transient
from tasks.dispatch.connection import in_loop, pool_docket
from tasks.dispatch.wire import Answer, decode_answer, encode_call

PATIENCE_S = 1800.0
LOOK_AGAIN_S = 5.0
"""An answer is announced once; who missed it, because a connection broke, finds it by looking."""
RECONNECT_S = 0.5


def call_on_pool(
    function: Callable[..., Any],
    *,
    stage: str,
    pool: str,
    arguments: Mapping[str, Any],
    key: str,
    usable: Callable[[Any], bool],
    still_wanted: Callable[[], None] = lambda: None,
    patience_s: float = PATIENCE_S,
) -> Answer:
    """Runs the stage on a warm host of `pool` and returns its answer; blocks.

    A call of that `key` that is already waiting or running is joined, and the answer of one that ended lately is taken
    over where its result is `usable`: a flow that starts anew finds the work of the one before.

    Args:
        function: the stage's function; its annotations say how arguments and result travel.
        key: equal exactly where the work is.
        still_wanted: asked every few seconds; raises where nobody waits for the answer any more.

    Raises:
        Transient: no host answered within `patience_s`.
    """
    call = _Call(stage, pool, key, encode_call(function, arguments), partial(_worth_keeping, function, usable=usable))
    text = in_loop(_answered(call, still_wanted, patience_s))
    return decode_answer(function, text)


@dataclass(frozen=True)
class _Call:
    stage: str
    pool: str
    key: str
    arguments: str
    worth_keeping: Callable[[str], bool]


def _worth_keeping(function: Callable[..., Any], text: str, *, usable: Callable[[Any], bool]) -> bool:
    answer = decode_answer(function, text)
    return answer.error is None and usable(answer.result)


async def _answered(call: _Call, still_wanted: Callable[[], None], patience_s: float) -> str:
    deadline = time.monotonic() + patience_s
    sent = False
    while time.monotonic() < deadline:
        try:
            docket = await pool_docket(call.pool)
            execution = await docket.get_execution(call.key)
            if execution is not None and not sent and execution.state is ExecutionState.COMPLETED:
                earlier = await _answer_of(execution, LOOK_AGAIN_S)
                if earlier is not None and await asyncio.to_thread(call.worth_keeping, earlier):
                    return earlier
            # Unknown: new, or lost with Redis. Failed: the stage never does, so its host could not deliver the answer.
            if execution is None or execution.state is ExecutionState.FAILED or not sent:
                docket.tasks.setdefault(call.stage, _only_on_hosts)
                execution = await docket.add(call.stage, key=call.key)(call.arguments)
                sent = True
            answer = await _answer_of(execution, deadline - time.monotonic())
            if answer is not None:
                return answer
            sent = False  # the record outlived its answer
        except TimeoutError:
            await _if_wanted(still_wanted, call)
        except ExecutionCancelled:
            sent = False  # by another flow that no longer wants it, or by an operator; this one still does
        except (RedisError, OSError):
            await asyncio.sleep(RECONNECT_S)
    raise Transient(f"no host of pool {call.pool} answered {call.stage} within {patience_s:g} s", code="no_host")


async def _if_wanted(still_wanted: Callable[[], None], call: _Call) -> None:
    """Raises what `still_wanted` raises, and then withdraws a call that no host has begun."""
    try:
        still_wanted()
    except Exception:
        docket = await pool_docket(call.pool)
        execution = await docket.get_execution(call.key)
        if execution is not None and execution.state is ExecutionState.QUEUED:
            await docket.cancel(call.key)
        raise


async def _answer_of(execution: Execution, within_s: float) -> str | None:
    """The answer, None where Redis has dropped it; raises TimeoutError where it is not there in time."""
    answer = await execution.get_result(timeout=timedelta(seconds=min(LOOK_AGAIN_S, within_s)))
    return answer if isinstance(answer, str) else None


async def _only_on_hosts(call: str) -> str:
    """Stands for a stage where it is called: docket wants a function of its name."""
    raise NotImplementedError
