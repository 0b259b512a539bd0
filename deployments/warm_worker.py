"""The worker of the pool `submissions`: runs flow runs in threads of its own process, whose imports are warm.

A process pool needs seconds to start a run; this one needs a few requests to the server. Prefect finds the type `warm`
through the entry point `prefect.collections`.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import anyio
import httpx
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import State, StateType
from prefect.client.schemas.sorting import DeploymentSort, FlowRunSort
from prefect.context import SyncClientContext
from prefect.exceptions import Abort
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.settings import (
    PREFECT_CLIENT_RETRY_EXTRA_CODES,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_WORKER_QUERY_SECONDS,
    temporary_settings,
)
from prefect.states import AwaitingRetry, Cancelled, Crashed, Pending
from prefect.utilities.engine import propose_state
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from contracts.errors import ConfigurationError
from deployments.attempt import Attempt
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
GIVE_BACK_S = 2.0
OWN_CODE = "deployments.checkout.use_checkout"
"""The pull step of our deployments: the flow lies in the installation that its worker runs from."""
MOST_DEPLOYMENTS, MOST_RUNS = 200, 200
GRACE_SETTING, DEFAULT_GRACE_S = "FANCHANT_WORKER_GRACE_S", 25.0
"""For how long a worker that was told to end lets its runs go on before it gives them back."""


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
            await self._or_later(self._call_lost_crashed(), "looking for lost runs")
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
        except httpx.HTTPError:
            await self._until_done(partial(self._unclaim, flow_run.id), "giving back what was just taken")
        except Exception as error:
            self.get_flow_run_logger(flow_run).exception("The run could not be started.")
            await self._propose_crashed_state(flow_run, f"The run could not be started: {error}")
        finally:
            self._submitting_flow_run_ids.discard(flow_run.id)
            self._release_limit_slot(flow_run.id)

    async def _claimed(self, flow_run: FlowRun) -> bool:
        """Whether the server gives the run to this worker and to no other."""
        try:
            state: State[Any] = await propose_state(
                self.client, Pending(message=self._taken()), flow_run_id=flow_run.id
            )
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
            elif attempt.cut_off:
                await self._call_crashed(flow_run.id, "The server was away for too long.")
        return WarmResult(status_code=0, identifier=str(os.getpid()))

    async def _call_crashed(self, flow_run: UUID, why: str) -> None:
        """Has the run begun again, by the automation for crashed runs; waits for a server that is away.

        Where only beats and events told of it the run could be lost: what takes the server away takes those too.
        """
        await self._until_done(partial(self._crash, flow_run, why), "giving a run back")

    async def _until_done(self, work: Callable[[], Awaitable[bool]], what: str) -> None:
        while not await self._or_later(work(), what):
            await anyio.sleep(GIVE_BACK_S)

    async def _unclaim(self, flow_run: UUID) -> bool:
        """Has the run taken anew where the server gave it to this worker, though the answer did not arrive."""
        known = (await self.client.read_flow_run(flow_run)).state
        if known is not None and known.is_pending() and known.message == self._taken():
            state: State[Any] = AwaitingRetry(message="The server was away when a worker took it.")
            await self.client.set_flow_run_state(flow_run, state, force=True)
        return True

    async def _crash(self, flow_run: UUID, why: str) -> bool:
        known = (await self.client.read_flow_run(flow_run)).state
        # Its end may have reached the server though the answer did not reach us.
        if known is None or known.is_failed() or not known.is_final():
            crashed: State[Any] = Crashed(message=why)
            await self.client.set_flow_run_state(flow_run, crashed, force=True)
        return True

    async def _call_lost_crashed(self) -> None:
        """Runs that a worker of this name took before it died; those of others are not touched."""
        taken = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING]))
        pool = WorkPoolFilter(name=WorkPoolFilterName(any_=[self._work_pool_name]))
        for run in await self.client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=taken), work_pool_filter=pool, sort=FlowRunSort.ID_DESC, limit=MOST_RUNS
        ):
            states = await self.client.read_flow_run_states(run.id)
            takers = [state.message for state in sorted(states, key=_moment) if state.is_pending()]
            if takers[-1:] == [self._taken()] and run.id not in self._held:
                await self._call_crashed(run.id, "The worker that ran it has died.")

    def _taken(self) -> str:
        return f"Taken by {self.name}."

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


def _moment(state: State[Any]) -> datetime:
    return state.timestamp


def grace_s() -> float:
    return float(os.environ.get(GRACE_SETTING, DEFAULT_GRACE_S))
