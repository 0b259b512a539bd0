"""What a run leaves in the UI: progress while it runs; at the end waterfall, contact sheet, results, tags.

Nothing personal, and cheap: eight calls of the server per submission, each of which costs it 10 to 20 ms. They are made
by a thread of their own, so that no video waits for them; a process does not end before it has made them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, copy_context
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.settings import PREFECT_API_URL

from contracts.delivery import Delivery, StageTiming
from contracts.template import Template
from flows.decisions import needs_a_person, ringtone_name
from flows.results import picture_address, results_markdown
from flows.waterfall import is_late, waterfall_markdown
from tasks.policy import STAGES
from tasks.timings import StageLog, stage_log

DESCRIPTIONS = {
    "progress": "Stages that ended",
    "waterfall": "Where the time went",
    "contact-sheet": "The video at a glance, without the shots that show the name",
    "results": "The files for the fan",
}


class RunRecord:
    """What the current flow run shows of itself."""

    def __init__(self, flow_run: FlowRun, log: StageLog, stages: int) -> None:
        self._flow_run = flow_run
        self._log = log
        self._stages = stages
        self._progress: UUID | None = None

    def show_progress(self) -> None:
        """Brings the progress bar in the UI up to date: stages that ended, of all that this template needs."""
        percent = min(100.0, 100.0 * len(self._log.timings()) / self._stages)
        self._later("progress", lambda: self._show(percent))

    def timings(self) -> tuple[StageTiming, ...]:
        """The stages that have ended so far."""
        return self._log.timings()

    def publish(self, delivery: Delivery) -> None:
        """Shows the finished `delivery`."""
        self._later("progress", lambda: self._show(100.0))
        self._later("waterfall", lambda: self._add("waterfall", "markdown", waterfall_markdown(delivery.stages)))
        if sheet := delivery.video.contact_sheet:
            self._later("contact sheet", lambda: self._add("contact-sheet", "image", picture_address(sheet)))
        self._later("results", lambda: self._add("results", "markdown", results_markdown(delivery)))
        self._later("tags", lambda: self._tag(delivery))

    def _later(self, what: str, show: Callable[[], object]) -> None:
        """A fan's video must neither wait nor fail because a progress bar could not be drawn."""

        def shown() -> None:
            try:
                show()
            except Exception as error:  # whatever the API client or the store raises
                get_run_logger().warning("%s not shown: %s", what, type(error).__name__)

        _showing.submit(copy_context().run, shown)

    def _show(self, percent: float) -> None:
        if self._progress is None:
            self._progress = self._add("progress", "progress", percent)
        else:
            _client().request(
                "PATCH", "/artifacts/{id}", json={"data": percent}, path_params={"id": str(self._progress)}
            )

    def _add(self, key: str, kind: str, data: object) -> UUID:
        """Adds an artifact. Prefect's own functions would emit an event for each, which costs the server as much."""
        artifact = {
            "key": key,
            "type": kind,
            "description": DESCRIPTIONS[key],
            "data": data,
            "flow_run_id": str(self._flow_run.id),
        }
        return UUID(_client().request("POST", "/artifacts/", json=artifact).json()["id"])

    def _tag(self, delivery: Delivery) -> None:
        _client().update_flow_run(self._flow_run.id, tags=sorted({*self._flow_run.tags, *tags_of(delivery)}))


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


def wait_until_shown() -> None:
    """Returns when everything that runs of this process have published is on the server."""
    _showing.submit(lambda: None).result()


_showing = ThreadPoolExecutor(1, thread_name_prefix="run-record")


def _client() -> SyncPrefectClient:
    return _client_of(PREFECT_API_URL.value())


@functools.lru_cache(maxsize=2)
def _client_of(_api_url: str | None) -> SyncPrefectClient:
    # Within a run's context Prefect would give the run's own client, which is closed when the run ends.
    return Context().run(lambda: get_client(sync_client=True))
