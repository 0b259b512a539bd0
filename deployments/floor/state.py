"""Which floor runs in this home."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from contracts.errors import ConfigurationError
from deployments.floor.plan import FloorPlan, HostPlan, floor_folder
from deployments.floor.start import write_privately
from deployments.server_process import is_running


@dataclass(frozen=True)
class RunningFloor:
    """A floor whose supervisord lives. `started_at` is that process's creation time, seconds since 1970."""

    plan: FloorPlan
    pid: int
    started_at: float


def running_floor() -> RunningFloor | None:
    """The floor of this home, where it runs; it may still be coming up."""
    try:
        state = json.loads(_state_file().read_text())
        plan = FloorPlan(**state["plan"] | {pool: HostPlan(**state["plan"][pool]) for pool in ("gpu", "cpu")})
        floor = RunningFloor(plan, state["pid"], state["started_at"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return floor if is_running(floor.pid, floor.started_at) else None


def remember(plan: FloorPlan, supervisor_pid: int) -> RunningFloor:
    """Notes that the floor runs under that supervisord."""
    floor = RunningFloor(plan, supervisor_pid, psutil.Process(supervisor_pid).create_time())
    write_privately(_state_file(), json.dumps(asdict(floor)))
    return floor


def forget() -> None:
    """Notes that no floor runs."""
    _state_file().unlink(missing_ok=True)


def is_forgotten() -> bool:
    """True where no floor runs or should be running: the last one was ended by a command."""
    return not _state_file().exists()


@contextmanager
def only_one(*, wait: bool = False) -> Iterator[None]:
    """Held while a floor comes up or ends; waits for another command that does so, or refuses.

    Raises:
        ConfigurationError: another command of this home does so at this moment.
    """
    floor_folder().mkdir(parents=True, exist_ok=True)
    with (floor_folder() / "floor.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise ConfigurationError(
                "another `fanchant serve` of this FANCHANT_HOME is starting or ending; try again in a moment",
                code="floor_busy",
            ) from error
        yield


def _state_file() -> Path:
    return floor_folder() / "floor.json"
