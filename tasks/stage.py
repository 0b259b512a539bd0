"""Turns a plain function into the Prefect task of its stage, by the policy table."""

from collections.abc import Callable
from typing import Any, TypeVar

from prefect import task

from tasks.policy import STAGES

Function = TypeVar("Function", bound=Callable[..., Any])


def stage(name: str) -> Callable[[Function], Any]:
    """`recognise_task = stage("recognise")(recognise)`: last line of a stage's module."""
    policy = STAGES[name]
    return task(
        name=name,
        retries=policy.retries,
        retry_delay_seconds=policy.retry_delay_s,
        timeout_seconds=policy.timeout_s,
        tags=[policy.pool],
        persist_result=True,
    )
