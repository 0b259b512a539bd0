"""A timeout that holds: Prefect's own cannot interrupt a stage that runs in a worker thread."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from contracts.errors import Transient

P = ParamSpec("P")
R = TypeVar("R")


def within(timeout_s: float, function: Callable[P, R], label: str) -> Callable[P, R]:
    """`function`, which raises `Transient` after `timeout_s` seconds; what it was doing then is left behind.

    The call runs in a thread of its own, in a copy of the caller's context, so that the caller can leave it.
    """

    @functools.wraps(function)
    def bounded(*args: P.args, **kwargs: P.kwargs) -> R:
        results: list[R] = []
        errors: list[BaseException] = []
        context = copy_context()

        def call() -> None:
            try:
                results.append(context.run(function, *args, **kwargs))
            except BaseException as error:  # raised again in the caller's thread
                errors.append(error)

        worker = threading.Thread(target=call, name=f"stage-{label}", daemon=True)
        worker.start()
        worker.join(timeout_s)
        if errors:
            raise errors[0]
        if not results:
            raise Transient(f"stage {label} took longer than {timeout_s:g} s", code="stage_timeout")
        return results[0]

    return bounded
