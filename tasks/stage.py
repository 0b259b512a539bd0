"""Turns a plain function into the Prefect task of its stage, by the policy table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Task
from prefect.client.schemas.objects import State, TaskRun
from prefect.serializers import JSONSerializer

from contracts.errors import FanchantError
from tasks.cache import StageCache
from tasks.deadline import within
from tasks.policy import STAGES
from tasks.timings import note_stage

P = ParamSpec("P")
R = TypeVar("R")


def worth_another_try(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """True where the stage failed with an error of ours that says so; bad input fails at once."""
    error = state.data if isinstance(state.data, BaseException) else None
    return isinstance(error, FanchantError) and error.retryable


def stage(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """`recognise_task = stage("recognise")(recognise)`: last line of a stage's module."""
    policy = STAGES[name]

    def as_task(function: Callable[P, R]) -> Task[P, R]:
        return Task(
            fn=within(policy.timeout_s, function, name),
            name=name,
            task_run_name=policy.run_name or name,
            retries=policy.retries,
            retry_delay_seconds=policy.retry_delay_s,
            retry_condition_fn=worth_another_try,
            tags=[policy.pool],
            persist_result=True,
            result_serializer=JSONSerializer(),
            cache_policy=StageCache(stage=name),
            on_completion=[note_stage],
            on_failure=[note_stage],
        )

    return as_task
