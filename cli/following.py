"""Follows a flow run on the server, with few questions: about one a second."""

from __future__ import annotations

import time
from typing import Any

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State, StateType, TaskRun
from prefect.exceptions import ObjectNotFound

from cli.display import Display
from contracts.errors import InputRejected, Transient
from deployments.outcome import is_over
from deployments.submissions import WAITING, pools_with_hosts, runs_ahead, stages_of
from tasks.policy import STAGES

SHOWN = {StateType.RUNNING, StateType.COMPLETED}
POLL_S = 1.0
WONDER_S = 5.0
"""After so long without news it is asked why."""
PATIENCE_S = 120.0
"""For how long the server may be silent, e.g. because it restarts."""


def followed(run: FlowRun, display: Display) -> State[Any]:
    """Shows the progress of `run` until it has ended; returns its last state.

    Raises:
        InputRejected: somebody deleted it.
        Transient: the server is gone.
    """
    news = _News(display)
    heard_s = time.monotonic()
    with get_client(sync_client=True) as client:
        while True:
            try:
                run = client.read_flow_run(run.id)
                heard_s = time.monotonic()
                if run.state is not None and is_over(run.state):
                    news.stages(stages_of(client, run))
                    return run.state
                news.look(client, run)
            except ObjectNotFound as error:
                raise InputRejected("The run was deleted.", code="run_deleted") from error
            except httpx.HTTPError as error:
                if time.monotonic() - heard_s > PATIENCE_S:
                    raise Transient("the Prefect server no longer answers", code="server_gone") from error
            time.sleep(POLL_S)


class _News:
    """What was heard of the run so far."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._states: dict[str, StateType | None] = {}
        self._last_s = time.monotonic()
        self._pools_at_work: set[str] = set()

    def look(self, client: SyncPrefectClient, run: FlowRun) -> None:
        """Shows what is new, and where there has long been nothing, why."""
        if run.state is not None and run.state.type is StateType.RUNNING:
            self.stages(stages_of(client, run))
        if time.monotonic() - self._last_s < WONDER_S:
            return
        self._last_s = time.monotonic()
        if run.state is not None and run.state.type in WAITING:
            ahead = runs_ahead(client, run)
            self._display.say(f"Waiting; {ahead} submissions are ahead." if ahead else "Waiting for a worker.")
        elif missing := self._pools_at_work - pools_with_hosts(client):
            self._display.say(f"Waiting for a warm host of the pool {' and '.join(sorted(missing))}; none runs.")

    def stages(self, runs: list[TaskRun]) -> None:
        """Shows the stages that have begun or ended."""
        running = [run for run in runs if run.state_type is StateType.RUNNING]
        names = [run.name.partition(":")[0] for run in running]
        self._pools_at_work = {STAGES[name].pool for name in names if name in STAGES}
        for run in runs:
            # What has not begun does not have its own name yet.
            if run.state_type not in SHOWN or self._states.get(run.name) is run.state_type:
                continue
            self._states[run.name] = run.state_type
            self._last_s = time.monotonic()
            self._display.on_progress(run.name, int(run.state_type is StateType.COMPLETED), 1)
