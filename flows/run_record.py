"""What a run leaves in the UI: progress while it runs; at the end waterfall, contact sheet, results, tags.

Nothing personal, and cheap: eight calls of the server per submission, each of which costs it 10 to 20 ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_image_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger

from contracts.delivery import Delivery, StageTiming
from contracts.template import Template
from flows.decisions import needs_a_person, ringtone_name
from flows.results import picture_address, results_markdown
from flows.waterfall import is_late, waterfall_markdown
from tasks.policy import STAGES
from tasks.timings import StageLog, stage_log


class RunRecord:
    """What the current flow run shows of itself."""

    def __init__(self, flow_run: FlowRun, log: StageLog, stages: int) -> None:
        self._flow_run = flow_run
        self._log = log
        self._stages = stages
        self._progress: UUID | None = None

    def show_progress(self) -> None:
        """Brings the progress bar in the UI up to date: stages that ended, of all that this template needs."""
        self._show(min(100.0, 100.0 * len(self._log.timings()) / self._stages))

    def timings(self) -> tuple[StageTiming, ...]:
        """The stages that have ended so far."""
        return self._log.timings()

    def publish(self, delivery: Delivery) -> None:
        """Shows the finished `delivery`."""
        self._show(100.0)
        with _cosmetic("waterfall"):
            create_markdown_artifact(
                waterfall_markdown(delivery.stages), key="waterfall", description="Where the time went"
            )
        if delivery.video.contact_sheet:
            with _cosmetic("contact sheet"):
                create_image_artifact(
                    picture_address(delivery.video.contact_sheet),
                    key="contact-sheet",
                    description="The video at a glance, without the shots that show the name",
                )
        with _cosmetic("results"):
            create_markdown_artifact(results_markdown(delivery), key="results", description="The files for the fan")
        with _cosmetic("tags"):
            tags = sorted({*self._flow_run.tags, *tags_of(delivery)})
            get_client(sync_client=True).update_flow_run(self._flow_run.id, tags=tags)

    def _show(self, percent: float) -> None:
        with _cosmetic("progress"):
            if self._progress is None:
                created = create_progress_artifact(percent, key="progress", description="Stages that ended")
                self._progress = created if isinstance(created, UUID) else None
            else:
                update_progress_artifact(self._progress, progress=percent)


def tags_of(delivery: Delivery) -> Iterator[str]:
    """Tags by which operators find runs: the template; `late`; `review` where a person should look or listen."""
    yield f"template:{delivery.template}"
    if is_late(delivery.stages):
        yield "late"
    if needs_a_person(delivery.name_screening, delivery.voice_screening, delivery.mix):
        yield "review"


@contextmanager
def run_record(template: Template) -> Iterator[RunRecord]:
    """The record of the flow run in whose context the block runs."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("run_record needs a flow run")
    once = [name for name in STAGES if name != "render_shot" and (name != "make_ringtone" or ringtone_name(template))]
    personal = sum(shot.kind == "personal" for shot in template.shots)
    with stage_log(context.flow_run.id, context.start_time) as log:
        yield RunRecord(context.flow_run, log, len(once) + personal)


def was_cached(future: PrefectFuture[Any]) -> bool:
    """True where the finished `future` took its result from an earlier run."""
    return future.state.name == "Cached"


@contextmanager
def _cosmetic(what: str) -> Iterator[None]:
    """A fan's video must not fail because a progress bar could not be drawn."""
    try:
        yield
    except Exception as error:  # whatever the API client or the store raises
        get_run_logger().warning("%s not shown: %s", what, type(error).__name__)
