"""Follows a flow run on the server, with few questions: about one a second."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State, StateType, TaskRun
from prefect.exceptions import MissingResult

from cli.display import Display
from contracts import errors
from contracts.delivery import Delivery
from contracts.errors import FanchantError, Transient
from deployments.submissions import WAITING, pools_with_hosts, runs_ahead, stages_of
from tasks.policy import STAGES

SHOWN = {StateType.RUNNING, StateType.COMPLETED}
ERROR_OF_OURS = re.compile(
    r"\b(InputRejected|TemplateError|ConfigurationError|ResourceExhausted|Transient): (.*)", re.DOTALL
)
POLL_S = 1.0
WONDER_S = 5.0
"""After so long without news it is asked why."""
PATIENCE_S = 120.0
"""For how long the server may be silent, e.g. because it restarts."""


def followed(run: FlowRun, display: Display) -> State[Any]:
    """Shows the progress of `run` until it has ended; returns its last state.

    Raises:
        Transient: the server is gone.
    """
    news = _News(display)
    heard_s = time.monotonic()
    with get_client(sync_client=True) as client:
        while True:
            try:
                run = client.read_flow_run(run.id)
                heard_s = time.monotonic()
                if run.state is not None and run.state.is_final():
                    news.stages(stages_of(client, run))
                    return run.state
                news.look(client, run)
            except httpx.HTTPError as error:
                if time.monotonic() - heard_s > PATIENCE_S:
                    raise Transient("the Prefect server no longer answers", code="server_gone") from error
            time.sleep(POLL_S)


def delivery_of(state: State[Any]) -> Delivery:
    """What the run made; raises its error where it failed."""
    if not state.is_completed():
        raise _error_of(state)
    try:
        delivery = state.result()
    except MissingResult as error:
        raise Transient(
            "the run is done, but its result is not where this machine looks for it; use the FANCHANT_HOME and "
            "FANCHANT_STORE of the floor",
            code="result_missing",
        ) from error
    return delivery if isinstance(delivery, Delivery) else Delivery.model_validate(delivery)


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
        self._pools_at_work = {STAGES[run.name.partition(":")[0]].pool for run in running}
        for run in runs:
            # What has not begun does not have its own name yet.
            if run.state_type not in SHOWN or self._states.get(run.name) is run.state_type:
                continue
            self._states[run.name] = run.state_type
            self._last_s = time.monotonic()
            self._display.on_progress(run.name, int(run.state_type is StateType.COMPLETED), 1)


def _error_of(state: State[Any]) -> Exception:
    """The error of a run that failed. The server has its text; one of ours begins with its kind."""
    found = ERROR_OF_OURS.search(state.message or "")
    if found:
        kind: type[FanchantError] = getattr(errors, found[1])
        return kind(found[2].strip(), code="run_failed")
    what = "was cancelled" if state.is_cancelled() else "did not come to its end"
    return Transient(
        f"The run {what}; its page in the UI says more. Send the submission again to try it once more.",
        code="run_failed",
    )
