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
from tasks.policy import STAGES

_lock = threading.Lock()
_logs: dict[UUID, StageLog] = {}


class StageLog:
    """Timings of one flow run's stages, relative to `began`."""

    def __init__(self, began: datetime) -> None:
        self._began = began
        self._stage_began: dict[UUID, datetime] = {}
        self._hosts: dict[UUID, str] = {}
        self._timings: list[StageTiming] = []

    def note_begin(self, run: TaskRun, began: datetime, host: str) -> None:
        """The first attempt's begin and the last one's host count; Prefect's start time also holds the wait."""
        with _lock:
            self._stage_began.setdefault(run.id, began)
            self._hosts[run.id] = host

    def note_end(self, run: TaskRun, *, stage: str, ended: datetime, cached: bool) -> None:
        called = run.start_time or ended
        started = self._stage_began.get(run.id) or called
        timing = StageTiming(
            name=run.name,
            pool=STAGES[stage].pool if stage in STAGES else "",
            host=self._hosts.get(run.id, ""),
            waited_s=0.0 if cached else round(max(0.0, (started - called).total_seconds()), 3),
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


def note_begin(run: TaskRun, began: datetime, host: str = "") -> None:
    """Says when the stage's work began, here or on a `host` whose clock agrees to about a second."""
    log = _logs.get(run.flow_run_id) if run.flow_run_id else None
    if log is not None:
        log.note_begin(run, began, host)


def note_stage(task: Any, run: TaskRun, state: State[Any]) -> None:
    """Prefect's hook for a stage that ended."""
    log = _logs.get(run.flow_run_id) if run.flow_run_id else None
    if log is not None:
        log.note_end(run, stage=task.name, ended=state.timestamp, cached=state.name == "Cached")
