"""Turns a plain function into the Prefect task of its stage, by the policy table."""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from prefect import Task
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.serializers import JSONSerializer

from contracts.errors import FanchantError
from tasks.cache import StageCache, all_media_there, stage_key
from tasks.cancelling import stop_if_told
from tasks.code_version import stage_version
from tasks.deadline import within
from tasks.dispatch.settings import dispatch_url
from tasks.policy import LANES, STAGES, TRIED_FOR_S
from tasks.progress import report_progress
from tasks.timings import note_begin, note_stage

P = ParamSpec("P")
R = TypeVar("R")


def worth_another_try(_task: Any, run: TaskRun, state: State[Any]) -> bool:
    """True where the stage failed with an error of ours that says so, and not for too long; bad input fails at once."""
    error = state.data if isinstance(state.data, BaseException) else None
    tried_for = state.timestamp - (run.start_time or state.timestamp)
    return isinstance(error, FanchantError) and error.retryable and tried_for.total_seconds() < TRIED_FOR_S


_lanes = {lane: threading.BoundedSemaphore(places) for lane, places in LANES.items()}


def here(function: Callable[P, R], name: str) -> Callable[P, R]:
    """`function` in this process, within its stage's lane and timeout; it reports its begin and end."""
    policy = STAGES[name]
    in_time = within(policy.timeout_s, function, name)

    @functools.wraps(function)
    def running(*args: P.args, **kwargs: P.kwargs) -> R:
        context = TaskRunContext.get()
        label = context.task_run.name if context else name
        with _lanes[policy.lane] if policy.lane else nullcontext():
            if context:
                note_begin(context.task_run, datetime.now(UTC))
            report_progress(label, 0, 1)
            result = in_time(*args, **kwargs)
            report_progress(label, 1, 1)
            return result

    return running


def placed(function: Callable[P, R], name: str) -> Callable[P, R]:
    """`function` where this machine runs its stages: here, or on a warm host of its pool."""
    run_here = here(function, name)

    @functools.wraps(function)
    def running(*args: P.args, **kwargs: P.kwargs) -> R:
        stop_if_told(current_flow_run())
        return on_pool(function, name, *args, **kwargs) if dispatch_url() else run_here(*args, **kwargs)

    return running


def on_pool(function: Callable[P, R], name: str, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `function` from a warm host of its stage's pool; raises what it raised there."""
    # docket takes a while to import, and an embedded run does not need it
    from tasks.dispatch.caller import call_on_pool

    context, flow_run = TaskRunContext.get(), current_flow_run()
    label = context.task_run.name if context else name
    arguments = inspect.signature(function).bind(*args, **kwargs).arguments
    report_progress(label, 0, 1)
    sent = datetime.now(UTC)
    answer = call_on_pool(
        function,
        stage=name,
        pool=STAGES[name].pool,
        arguments=arguments,
        key=f"{name}:{stage_key(name, arguments)}",
        usable=all_media_there,
        still_wanted=lambda: stop_if_told(flow_run),
    )
    if context:
        # Of the host's clock, which may be off; and a joined call began before this flow asked for it.
        note_begin(context.task_run, min(max(sent, answer.began), datetime.now(UTC)), answer.host)
    report_progress(label, 1, 1)
    result: R = answer.value()
    return result


def current_flow_run() -> UUID | None:
    """The flow run whose stage is called here; None outside of one."""
    context = TaskRunContext.get()
    return context.task_run.flow_run_id if context else None


def served(task: Task[P, R]) -> Callable[P, R]:
    """What a warm host runs for a stage's task."""
    return here(inspect.unwrap(task.fn), task.name)


def prepare_calls() -> None:
    """Reads and imports now what the first stage of a process would wait for."""
    for policy in STAGES.values():
        stage_version(policy)
    if dispatch_url():
        import tasks.dispatch.caller  # noqa: F401


def stage(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """`recognise_task = stage("recognise")(recognise)`: last line of a stage's module."""
    policy = STAGES[name]

    def as_task(function: Callable[P, R]) -> Task[P, R]:
        return Task(
            fn=placed(function, name),
            name=name,
            task_run_name=policy.run_name or name,
            retries=policy.retries,
            retry_delay_seconds=policy.retry_delays_s,
            retry_condition_fn=worth_another_try,
            tags=[policy.pool],
            persist_result=True,
            result_serializer=JSONSerializer(),
            cache_policy=StageCache(stage=name),
            on_completion=[note_stage],
            on_failure=[note_stage],
        )

    return as_task
