"""The worker of the pool `submissions`: runs flow runs in threads of its own process, whose imports are warm.

A process pool needs seconds to start a run; this one needs a few requests to the server. Prefect finds the type `warm`
through the entry point `prefect.collections`.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import anyio
from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import DeploymentSort
from prefect.context import SyncClientContext
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.settings import (
    PREFECT_CLIENT_RETRY_EXTRA_CODES,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_WORKER_QUERY_SECONDS,
    temporary_settings,
)
from prefect.states import AwaitingRetry, Cancelled, Pending
from prefect.utilities.engine import propose_state
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from contracts.errors import ConfigurationError
from deployments.checkout import use_checkout
from deployments.held_runs import HeldRuns
from tasks.cancelling import stop_run
from tasks.stage import prepare_calls

if TYPE_CHECKING:
    from anyio.abc import TaskStatus
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse

T = TypeVar("T")
QUERY_S = 0.4
"""Between two looks for new runs, where PREFECT_WORKER_QUERY_SECONDS does not say otherwise."""
DEFAULT_SLOTS = 16
MOST_DEPLOYMENTS = 200
OWN_CODE = "deployments.checkout.use_checkout"
"""The pull step of our deployments: the flow lies in the installation that its worker runs from."""
GRACE_SETTING, DEFAULT_GRACE_S = "FANCHANT_WORKER_GRACE_S", 25.0
"""For how long a worker that was told to end lets its runs go on before it gives them back."""


logger = logging.getLogger(__name__)


class WarmResult(BaseWorkerResult):
    """What the base class wants to know of a run's infrastructure; the run's own state says the rest."""


class WarmWorker(BaseWorker[BaseJobConfiguration, BaseVariables, WarmResult]):
    """Runs flow runs beside each other in this process, each flow loaded once."""

    type = "warm"
    job_configuration = BaseJobConfiguration
    _display_name = "Warm, in process"
    _description = "Runs flow runs inside the worker, whose imports are warm. Job variables do not apply."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["prefetch_seconds"] = 0  # what is claimed early here would also run early
        kwargs["limit"] = kwargs.get("limit") or DEFAULT_SLOTS
        super().__init__(*args, **kwargs)
        self._flows: dict[UUID, Flow[..., Any]] = {}
        self._held = HeldRuns()

    async def start(self, *args: Any, **kwargs: Any) -> None:
        settings = temporary_settings(
            updates={
                # The worker's own beats tell that a run lives; these would hold its end up to the next full second.
                PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
                # Asks the server, which may be away while the worker starts.
                PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
            },
            set_defaults={PREFECT_WORKER_QUERY_SECONDS: QUERY_S, PREFECT_CLIENT_RETRY_EXTRA_CODES: {500}},
        )
        # One client for all runs: making one takes long, and only one that was connected waits for a server to restart.
        with settings, SyncClientContext.get_or_create(), self._held.watched(), ending_at_signals():
            await super().start(*args, **kwargs)

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Looks for runs. A server that is away is no reason to end: the runs in this process go on."""
        if self.limiter.available_tokens < 1:
            return []
        return await self._or_later(super().get_and_submit_flow_runs(), "looking for runs") or []

    async def _sync_and_initialize(self) -> None:
        await self._or_later(super()._sync_and_initialize(), "greeting the server")
        if not self._flows and self._work_pool is not None:
            await self._or_later(self._load_flows(), "loading the pool's flows")

    async def _load_flows(self) -> None:
        """Loads what runs in this pool now; the first run need not wait for it."""
        pool = WorkPoolFilter(name=WorkPoolFilterName(any_=[self._work_pool_name]))
        deployments = await self.client.read_deployments(
            work_pool_filter=pool, sort=DeploymentSort.NAME_ASC, limit=MOST_DEPLOYMENTS
        )
        for deployment in deployments:
            await self._load_flow(deployment)
        await asyncio.to_thread(prepare_calls)

    async def _or_later(self, work: Awaitable[T], what: str) -> T | None:
        """What `work` gives, None where it fails: a server that comes up or goes down says many things."""
        try:
            return await work
        except Exception as error:
            self._logger.warning("%s failed with %s; trying again later", what, type(error).__name__)
            return None

    async def _submit_run(self, flow_run: FlowRun) -> None:
        """Claims the run and runs it, with as few requests as possible; never raises but when this worker ends.

        Until it returns the base class does not submit the run again, though the server may have rescheduled it.
        """
        try:
            if await self._claimed(flow_run):
                await self.run(flow_run)
        except Exception as error:
            self.get_flow_run_logger(flow_run).exception("The run could not be started.")
            await self._propose_crashed_state(flow_run, f"The run could not be started: {error}")
        finally:
            self._submitting_flow_run_ids.discard(flow_run.id)
            self._release_limit_slot(flow_run.id)

    async def _claimed(self, flow_run: FlowRun) -> bool:
        """Whether the server gives the run to this worker and to no other."""
        try:
            state: State[Any] = await propose_state(self.client, Pending(), flow_run_id=flow_run.id)
        except Abort:
            return False
        flow_run.state = state
        return bool(state.is_pending())

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration | None = None,
        task_status: TaskStatus[int] | None = None,
    ) -> WarmResult:
        """Runs `flow_run` to its end in a thread. When this worker ends first, it waits a while and gives it back."""
        flow = await self._flow_of(flow_run)
        if task_status:
            task_status.started(os.getpid())
        with self._held.holding(flow_run.id):
            attempt = Attempt(flow, flow_run)
            try:
                await attempt.ended.wait()
            except asyncio.CancelledError:
                await self._end_with_worker(flow_run, attempt)
                raise
            if attempt.state and attempt.state.is_cancelling():
                await self.client.set_flow_run_state(flow_run.id, Cancelled(), force=True)
        return WarmResult(status_code=0, identifier=str(os.getpid()))

    async def _end_with_worker(self, flow_run: FlowRun, attempt: Attempt) -> None:
        with anyio.CancelScope(shield=True):
            with anyio.move_on_after(grace_s()):
                await attempt.ended.wait()
            if not attempt.ended.is_set():
                stop_run(flow_run.id)
                state: State[Any] = AwaitingRetry(message="The worker that ran it has ended.")
                await self.client.set_flow_run_state(flow_run.id, state, force=True)

    async def _flow_of(self, flow_run: FlowRun) -> Flow[..., Any]:
        deployment_id = flow_run.deployment_id
        if deployment_id is None:
            raise ConfigurationError("a warm worker runs deployments only", code="no_deployment")
        if deployment_id not in self._flows:
            await self._load_flow(await self.client.read_deployment(deployment_id))
        return self._flows[deployment_id]

    async def _load_flow(self, deployment: DeploymentResponse) -> None:
        entrypoint = entrypoint_of(deployment)
        self._flows[deployment.id] = await asyncio.to_thread(load_flow_from_entrypoint, entrypoint)

    async def kill_infrastructure(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing to kill: a cancelled run stops at its next stage."""


@contextmanager
def ending_at_signals() -> Iterator[None]:
    """Within the block SIGTERM and SIGINT cancel the current task.

    Prefect's command line passes SIGTERM on as SIGINT, which a process that was started in the background ignores.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None  # noqa: S101  # a coroutine runs here
    with suppress(RuntimeError, ValueError):  # signals belong to the main thread; a worker in another one has none
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    try:
        yield
    finally:
        with suppress(RuntimeError, ValueError):
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)


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
    with suppress(Abort, Pause):
        outcome = run_flow(flow, flow_run=flow_run, return_type="state")
        if inspect.iscoroutine(outcome):
            outcome = asyncio.run(outcome)
        return outcome if isinstance(outcome, State) else None
    return None


def entrypoint_of(deployment: DeploymentResponse) -> str:
    """Where the deployment's flow lies, as `/folder/file.py:function`.

    Raises:
        ConfigurationError: it has no entrypoint, or its code would have to be fetched first.
    """
    folder = deployment.path or ""
    for step in deployment.pull_steps or ():
        directory = step.get("prefect.deployments.steps.set_working_directory", {}).get("directory")
        if OWN_CODE in step:
            directory = use_checkout()["directory"]
        if directory is None:
            raise ConfigurationError(
                f"a warm worker runs code that lies on its host; give the deployment {deployment.name} the pull step "
                f"{OWN_CODE} or set_working_directory, and no other",
                code="code_not_on_host",
            )
        folder = directory
    if not deployment.entrypoint:
        raise ConfigurationError(f"the deployment {deployment.name} names no entrypoint", code="no_entrypoint")
    return str(Path(folder) / deployment.entrypoint)


def grace_s() -> float:
    return float(os.environ.get(GRACE_SETTING, DEFAULT_GRACE_S))
