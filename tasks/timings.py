"""When every stage of a flow run began and ended, noted in the process that runs it.

The server learns of task runs through events and lags behind; the run's own report must not.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect.client.schemas.objects import State, TaskRun

from contracts.delivery import StageTiming

_lock = threading.Lock()
_logs: dict[UUID, StageLog] = {}


class StageLog:
    """Timings of one flow run's stages, relative to `began`."""

    def __init__(self, began: datetime) -> None:
        self._began = began
        self._stage_began: dict[UUID, datetime] = {}
        self._timings: list[StageTiming] = []

    def note_begin(self, run: TaskRun, began: datetime) -> None:
        """The first attempt's begin counts; Prefect's own start time also holds the wait for a lane or a host."""
        with _lock:
            self._stage_began.setdefault(run.id, began)

    def note_end(self, run: TaskRun, *, ended: datetime, cached: bool) -> None:
        started = self._stage_began.get(run.id) or run.start_time or ended
        timing = StageTiming(
            name=run.name,
            start_s=round((started - self._began).total_seconds(), 3),
            end_s=round((ended - self._began).total_seconds(), 3),
            attempts=0 if cached else run.run_count,
            cached=cached,
        )
        with _lock:
            self._timings.append(timing)

    def timings(self) -> tuple[StageTiming, ...]:
        """All stages that have ended, in the order in which they began."""
        with _lock:
            return tuple(sorted(self._timings, key=lambda timing: (timing.start_s, timing.name)))


@contextmanager
def stage_log(flow_run: UUID, began: datetime) -> Iterator[StageLog]:
    """Within the block, the stages of `flow_run` are noted in the log."""
    log = _logs[flow_run] = StageLog(began)
    try:
        yield log
    finally:
        del _logs[flow_run]


def note_begin(run: TaskRun, began: datetime) -> None:
    """Says when the stage's work began, here or on a host."""
    log = _logs.get(run.flow_run_id) if run.flow_run_id else None
    if log is not None:
        log.note_begin(run, began)


def note_stage(_task: Any, run: TaskRun, state: State[Any]) -> None:
    """Prefect's hook for a stage that ended."""
    log = _logs.get(run.flow_run_id) if run.flow_run_id else None
    if log is not None:
        log.note_end(run, ended=state.timestamp, cached=state.name == "Cached")
