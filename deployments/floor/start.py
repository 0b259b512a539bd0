"""Starts, ends and finds processes of a floor."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import psutil

from contracts.errors import ConfigurationError
from deployments.floor.plan import MARK, FloorPlan, inherited_environment
from deployments.floor.processes import FloorProcess, redis_folder, redis_settings, redis_settings_file


def prepare_folder(plan: FloorPlan) -> None:
    """The folders and the settings file that the processes of `plan` want; readable by this user only."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    plan.folder.chmod(0o700)
    if plan.redis_port is not None:
        redis_folder(plan).mkdir(exist_ok=True)
        write_privately(redis_settings_file(plan), redis_settings(plan))


def write_privately(path: Path, text: str) -> None:
    """Writes a file that holds a secret; whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.replace(path)


def start(process: FloorProcess, log: Path | None = None) -> subprocess.Popen[bytes]:
    """Starts one process by itself, in a session of its own; its output goes to the end of `log`."""
    with (log or Path("/dev/null")).open("ab") as output:
        return subprocess.Popen(  # noqa: S603  # fixed arguments
            process.command,
            cwd=process.folder,
            env=inherited_environment() | process.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def run_to_end(process: FloorProcess, log: Path) -> None:
    """Runs a process that ends by itself.

    Raises:
        ConfigurationError: it failed; the message names its log.
    """
    running = start(process, log)
    try:
        code = running.wait(process.grace_s)
    except subprocess.TimeoutExpired:
        code = None
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    if code != 0:
        raise ConfigurationError(f"the step {process.name} of the floor failed; read {log}", code="floor_step_failed")


def floor_members(folder: Path) -> list[psutil.Process]:
    """All running processes of the floor in `folder`, whoever started them."""
    return [process for process in psutil.process_iter() if _floor_of(process) == str(folder)]


def end_members(folder: Path, patience_s: float = 10.0) -> None:
    """Ends what is left of the floor in `folder`, politely first: hosts whose worker was killed, for example."""
    members = floor_members(folder)
    for member in members:
        _signal(member, signal.SIGTERM)
    _, alive = psutil.wait_procs(members, timeout=patience_s)
    for survivor in alive:
        _signal(survivor, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=patience_s)


def _floor_of(process: psutil.Process) -> str | None:
    try:
        return str(process.environ().get(MARK))
    except (psutil.Error, OSError):
        return None


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
