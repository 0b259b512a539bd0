"""One flow run at work in a thread of this process."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import threading
from contextlib import suppress
from functools import partial
from typing import Any

import httpx
from prefect._internal.result_records import ResultRecord
from prefect.client.schemas.objects import FlowRun, State
from prefect.concurrency._asyncio import ConcurrencySlotAcquisitionError
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow
from prefect.flows import Flow

logger = logging.getLogger(__name__)


class Attempt:
    """A flow run at work in a thread.

    `state`: how it ended; None where the server gave it to somebody else. `cut_off`: it did not come to its end, or the
    server does not know of it.
    """

    def __init__(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        self.state: State[Any] | None = None
        self.cut_off = False
        self.ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        # The context holds Prefect's settings. A daemon: a run that was given back must not keep the process.
        work = partial(contextvars.copy_context().run, self._work, flow, flow_run)
        threading.Thread(target=work, name=f"run-{flow_run.id}", daemon=True).start()

    def _work(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        try:
            self.state = execute(flow, flow_run)
            self.cut_off = self.state is not None and failed_without_server(self.state)
        except BaseException as error:  # of the engine, e.g. because the server was away for long
            self.cut_off = True
            logger.error("run %s ended with %s and is begun again", flow_run.id, type(error).__name__)
        finally:
            with suppress(RuntimeError):  # the loop has ended with the worker
                self._loop.call_soon_threadsafe(self.ended.set)


def execute(flow: Flow[..., Any], flow_run: FlowRun) -> State[Any] | None:
    """Runs `flow_run` in this thread and returns its last state, None where the server gave it to somebody else."""
    # With a deployment's id the engine would open a websocket and a client per run, before it begins, to hear whether
    # the run is suspended from outside. `HeldRuns` hears that for all. The engine reads the run again afterwards.
    unobserved = flow_run.model_copy(update={"deployment_id": None})
    with suppress(Abort, Pause):
        outcome = run_flow(flow, flow_run=unobserved, return_type="state")
        if inspect.iscoroutine(outcome):
            outcome = asyncio.run(outcome)
        return outcome if isinstance(outcome, State) else None
    return None


def failed_without_server(state: State[Any]) -> bool:
    """Whether the run failed only because the server did not answer: its stages are not to blame, nor is the fan.

    Where the server is away for longer than the client waits, it may be back just in time to hear of the failure. A
    stage with tags cannot begin meanwhile: Prefect asks whether a limit stands on them.
    """
    error = state.data.result if isinstance(state.data, ResultRecord) else state.data
    return state.is_failed() and isinstance(error, httpx.HTTPError | ConcurrencySlotAcquisitionError)
