"""The flow runs that a warm worker holds: shows the server that they live, hears when one is cancelled or suspended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from uuid import UUID

from prefect._flow_run_suspension import is_suspended_flow_run_state, mark_flow_run_suspension_requested
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort

from tasks.cancelling import forget_run, stop_run
from tasks.signs_of_life import SUBMISSION_BEAT, show_life

BEAT_S = 3.0

logger = logging.getLogger(__name__)


class HeldRuns:
    """Thread-safe. A thread of its own beats, so that a busy event loop does not look like a dead worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: set[UUID] = set()

    def __contains__(self, run: UUID) -> bool:
        with self._lock:
            return run in self._runs

    @contextmanager
    def holding(self, run: UUID) -> Iterator[None]:
        """Within the block `run` is held."""
        with self._lock:
            self._runs.add(run)
        show_life(SUBMISSION_BEAT, run)
        try:
            yield
        finally:
            with self._lock:
                self._runs.discard(run)
                forget_run(run)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within the block all held runs beat; those that are cancelled or suspended stop at their next stage."""
        ended = threading.Event()
        # The context holds Prefect's settings.
        work = partial(copy_context().run, self._watch, ended)
        threading.Thread(target=work, name="held-runs", daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _watch(self, ended: threading.Event) -> None:
        with get_client(sync_client=True) as client:
            while not ended.wait(BEAT_S):
                with self._lock:
                    runs = sorted(self._runs)
                for run in runs:
                    show_life(SUBMISSION_BEAT, run)
                if runs:
                    self._stop_interrupted(client, runs)

    def _stop_interrupted(self, client: SyncPrefectClient, runs: list[UUID]) -> None:
        interrupted = FlowRunFilter(
            id=FlowRunFilterId(any_=runs),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CANCELLING, StateType.PAUSED])),
        )
        try:
            found = client.read_flow_runs(flow_run_filter=interrupted, sort=FlowRunSort.ID_DESC, limit=len(runs))
        except Exception as error:  # the server is away; it is asked again in a moment
            logger.warning("cancelled runs are not known: %s", type(error).__name__)
            return
        for run in found:
            if run.state and is_suspended_flow_run_state(run.state):
                mark_flow_run_suspension_requested(run.id, run.state)
            elif run.state and run.state.is_cancelling():
                self._stop(run.id)

    def _stop(self, run: UUID) -> None:
        with self._lock:
            if run in self._runs:
                stop_run(run)
