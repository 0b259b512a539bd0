"""What a run leaves in the UI: its progress while it runs, its waterfall at the end. Nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger

from contracts.delivery import StageTiming
from contracts.template import Template
from flows.decisions import ringtone_name
from flows.waterfall import waterfall_markdown
from tasks.policy import STAGES
from tasks.timings import StageLog, stage_log


class RunRecord:
    """Progress and timings of the current flow run."""

    def __init__(self, log: StageLog, stages: int) -> None:
        self._log = log
        self._stages = stages
        self._artifact: UUID | None = None

    def show_progress(self) -> None:
        """Brings the progress bar in the UI up to date: stages that ended, of all that this template needs."""
        self._show(min(100.0, 100.0 * len(self._log.timings()) / self._stages))

    def finished(self) -> tuple[StageTiming, ...]:
        """Publishes the waterfall and returns the timings it shows."""
        timings = self._log.timings()
        self._show(100.0)
        with _cosmetic():
            create_markdown_artifact(
                waterfall_markdown(timings), key="waterfall", description="Stages of one submission"
            )
        return timings

    def _show(self, percent: float) -> None:
        with _cosmetic():
            if self._artifact is None:
                created = create_progress_artifact(percent, key="progress", description="Stages that ended")
                self._artifact = created if isinstance(created, UUID) else None
            else:
                update_progress_artifact(self._artifact, progress=percent)


@contextmanager
def run_record(template: Template) -> Iterator[RunRecord]:
    """The record of the flow run in whose context the block runs."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("run_record needs a flow run")
    once = [name for name in STAGES if name != "render_shot" and (name != "make_ringtone" or ringtone_name(template))]
    personal = sum(shot.kind == "personal" for shot in template.shots)
    with stage_log(context.flow_run.id, context.start_time) as log:
        yield RunRecord(log, len(once) + personal)


def was_cached(future: PrefectFuture[Any]) -> bool:
    """True where the finished `future` took its result from an earlier run."""
    return future.state.name == "Cached"


@contextmanager
def _cosmetic() -> Iterator[None]:
    """A fan's video must not fail because a progress bar could not be drawn."""
    try:
        yield
    except Exception as error:  # whatever the API client raises
        get_run_logger().warning("artifact not written: %s", type(error).__name__)
