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

from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow
from prefect.flows import Flow

logger = logging.getLogger(__name__)


class Attempt:
    """A flow run at work in a thread. `state`: how it ended; None where the server gave it to somebody else."""

    def __init__(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        self.state: State[Any] | None = None
        self.ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        # The context holds Prefect's settings. A daemon: a run that was given back must not keep the process.
        work = partial(contextvars.copy_context().run, self._work, flow, flow_run)
        threading.Thread(target=work, name=f"run-{flow_run.id}", daemon=True).start()

    def _work(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        try:
            self.state = execute(flow, flow_run)
        except BaseException as error:  # of the engine, e.g. because the server was away for long
            logger.error("run %s ended with %s; its state on the server may be old", flow_run.id, type(error).__name__)
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
