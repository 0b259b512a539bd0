"""Flow runs of this process that are to stop: their stages do not begin, and no longer wait for a host.

Prefect can only end a run together with its process. A worker that has many runs in one process says here which of them
an operator cancelled.
"""

from __future__ import annotations

import threading
from uuid import UUID

_lock = threading.Lock()
_stopped: set[UUID] = set()


class RunStopped(Exception):
    """The flow run was told to stop. No failure of a stage: it is not retried, and no fan reads of it."""


def stop_run(flow_run: UUID) -> None:
    """From now on the stages of `flow_run` raise `RunStopped`."""
    with _lock:
        _stopped.add(flow_run)


def forget_run(flow_run: UUID) -> None:
    """`flow_run` has ended here and may come back."""
    with _lock:
        _stopped.discard(flow_run)


def stop_if_told(flow_run: UUID | None) -> None:
    """Raises RunStopped where `flow_run` was told to stop."""
    with _lock:
        stopped = flow_run in _stopped
    if stopped:
        raise RunStopped("the flow run was cancelled")
