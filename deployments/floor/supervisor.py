"""What keeps the processes up: supervisord, with settings made from the floor's processes.

supervisord starts a process that ended again, later after every failure, turns its logs over, ends all in order, and
outlives the terminal. One of our own would have to do the same.
"""

from __future__ import annotations

import shlex
import sys
import time
import xmlrpc.client
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport  # type: ignore[import-untyped]

from contracts.errors import ConfigurationError
from deployments.floor.plan import MARK, FloorPlan
from deployments.floor.processes import FloorProcess

SOCKET_PATH_BYTES = 100
"""A socket's path may be little longer, whatever the file system allows."""
LOG_BYTES, OLD_LOGS = 10_000_000, 2
RETRIES = 60
"""How often a process that ends before it is proven is started again, after 1, 2, 3 ... seconds."""
PATIENCE_S = 15.0


@dataclass(frozen=True)
class ProcessState:
    """What supervisord says of a process: `state` is its word, as RUNNING, BACKOFF, FATAL; `pid` 0 where none runs."""

    name: str
    state: str
    pid: int
    up_s: int


def supervisor_process(plan: FloorPlan) -> FloorProcess:
    return FloorProcess(
        "supervisor",
        (sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "-c", str(settings_file(plan.folder))),
        {MARK: str(plan.folder)},
        plan.folder,
    )


def settings_file(folder: Path) -> Path:
    return folder / "supervisor.conf"


def socket_file(folder: Path) -> Path:
    """Where supervisord listens; only this user may connect.

    Raises:
        ConfigurationError: the path is too long for a socket.
    """
    path = folder / "supervisor.sock"
    if len(str(path).encode()) > SOCKET_PATH_BYTES:
        raise ConfigurationError(
            f"the path {path} is too long for a socket; set FANCHANT_HOME to a shorter folder", code="home_too_long"
        )
    return path


def log_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.log"


def supervisor_settings(folder: Path, processes: Sequence[FloorProcess]) -> str:
    """supervisord's settings: nothing starts by itself, and what was started last is ended first."""
    sections: dict[str, dict[str, object]] = {
        "unix_http_server": {"file": socket_file(folder), "chmod": "0600"},
        "supervisord": {
            "logfile": log_file(folder, "supervisor"),
            "logfile_maxbytes": LOG_BYTES,
            "logfile_backups": OLD_LOGS,
            "pidfile": folder / "supervisor.pid",
            "childlogdir": folder,
        },
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        },
    }
    for order, process in enumerate(processes):
        sections[f"program:{process.name}"] = {
            "command": shlex.join(process.command),
            "environment": ",".join(f"{name}={_quoted(value)}" for name, value in process.environment.items()),
            "directory": process.folder,
            "priority": order,
            "autostart": "false",
            "autorestart": "true",
            "startsecs": process.proven_s,
            "startretries": RETRIES,
            "stopwaitsecs": process.grace_s,
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": log_file(folder, process.name),
            "stdout_logfile_maxbytes": LOG_BYTES,
            "stdout_logfile_backups": OLD_LOGS,
        }
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key}={_plain(value)}\n" for key, value in values.items())
        for name, values in sections.items()
    )


class Supervisor:
    """The running supervisord of a floor's folder."""

    def __init__(self, folder: Path) -> None:
        self._url = f"unix://{socket_file(folder)}"

    def wait(self) -> None:
        """Blocks until it answers; raises ConfigurationError where it does not."""
        deadline = time.monotonic() + PATIENCE_S
        while not self.answers():
            if time.monotonic() > deadline:
                raise ConfigurationError("supervisord did not start", code="supervisor_not_started")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            self._call("getState")
        except (OSError, xmlrpc.client.Error):
            return False
        return True

    def start(self, name: str) -> None:
        """Starts a process without waiting for it."""
        self._call("startProcess", name, False)

    def stop(self, name: str) -> None:
        """Ends a process and waits for its end."""
        self._call("stopProcess", name, True)

    def states(self) -> list[ProcessState]:
        return [
            ProcessState(info["name"], info["statename"], info["pid"], max(0, info["now"] - info["start"]))
            for info in self._call("getAllProcessInfo")
        ]

    def shut_down(self) -> None:
        """Begins to end all processes, then supervisord itself."""
        self._call("shutdown")

    def _call(self, method: str, *arguments: Any) -> Any:
        # Anew for each call: one that could not connect leaves its transport unusable.
        transport = SupervisorTransport(serverurl=self._url)
        return getattr(xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor, method)(
            *arguments
        )


def _quoted(value: str) -> str:
    """A value of `environment`. supervisord knows no way to write a quotation mark or a line's end within one."""
    if '"' in value or "\n" in value or value.strip("'") != value:
        raise ConfigurationError(
            "a setting of the floor holds a quotation mark or a line break; please choose another path or password",
            code="setting_not_quotable",
        )
    return f'"{value}"'


def _plain(value: object) -> str:
    """supervisord fills in `%(name)s`, and reads ` ;` and ` #` as the begin of a comment."""
    text = str(value)
    if " ;" in text or " #" in text:
        raise ConfigurationError(
            f"the path or setting {text!r} cannot be used by supervisord; please choose one without ' ;' and ' #'",
            code="setting_not_quotable",
        )
    return text.replace("%", "%%")
