"""What became of a submission's flow run."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from prefect.client.schemas.objects import State
from prefect.exceptions import MissingResult

from contracts import errors
from contracts.delivery import Delivery
from contracts.errors import FanchantError, Transient
from tasks.cache import all_media_there

ERROR_OF_OURS = re.compile(
    r"\b(InputRejected|TemplateError|ConfigurationError|ResourceExhausted|Transient): (.*)", re.DOTALL
)


RESCUE_S = 30.0
"""A run that crashed because its worker fell silent is scheduled again by an automation within this time."""


def is_over(state: State[Any] | None) -> bool:
    """True where the run has ended and nobody will start it again by itself."""
    if state is None or not state.is_final():
        return False
    return not state.is_crashed() or (datetime.now(UTC) - state.timestamp).total_seconds() > RESCUE_S


def delivery_of(state: State[Any]) -> Delivery:
    """What a run that has ended made; raises its error where it failed.

    Raises:
        Transient: the result is not to be found from here.
    """
    if not state.is_completed():
        raise error_of(state)
    try:
        return Delivery.model_validate(state.result())
    except (MissingResult, ValueError, OSError) as error:  # as storages say it
        raise Transient(
            "the run is done, but its result is not where this machine looks for it; use the FANCHANT_HOME and "
            "FANCHANT_STORE of the floor",
            code="result_missing",
        ) from error


def is_intact(state: State[Any]) -> bool:
    """True where a completed run's result and all of its media are still there."""
    try:
        return all_media_there(delivery_of(state))
    except Transient:
        return False


def error_of(state: State[Any]) -> FanchantError:
    """The error of a run that failed. The server has its text; one of ours begins with its kind."""
    found = ERROR_OF_OURS.search(state.message or "")
    if found:
        kind: type[FanchantError] = getattr(errors, found[1])
        return kind(found[2].strip(), code="run_failed")
    what = "was cancelled" if state.is_cancelled() else "did not come to its end"
    return Transient(
        f"The run {what}; its page in the UI says more. Send the submission again to try it once more.",
        code="run_failed",
    )
