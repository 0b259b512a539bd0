"""Which Prefect server a command uses: the operator's, else the local one."""

from __future__ import annotations

import os
from dataclasses import dataclass

from blocks.prefect_settings import use_server
from contracts.errors import ConfigurationError
from deployments import local_server
from deployments.floor.plan import store_environment
from deployments.floor.state import running_floor
from deployments.server_process import is_healthy


@dataclass(frozen=True)
class Connection:
    """A server that this process was pointed at; `local` is None for the operator's own."""

    api_url: str
    local: local_server.LocalServer | None

    @property
    def ui_url(self) -> str:
        return self.api_url.removesuffix("/").removesuffix("/api")

    def wait(self) -> None:
        """Blocks until the server answers; raises ConfigurationError where it does not."""
        if self.local is not None:
            local_server.wait_until_healthy(self.local)
        elif not is_healthy(self.api_url.removesuffix("/"), timeout_s=10.0):
            raise ConfigurationError(
                f"the Prefect server of PREFECT_API_URL, {self.api_url}, does not answer; start it, "
                "or unset PREFECT_API_URL to use a local one",
                code="server_not_reachable",
            )


def begin_connection() -> Connection:
    """Finds or starts the server and points this process at it, without waiting. Call before importing Prefect."""
    configured = local_server.configured_api_url()
    if configured is not None:
        use_server(configured, ours=False)
        return Connection(configured, None)
    server = local_server.find_or_start()
    use_server(server.api_url, ours=True)
    floor = running_floor()
    if floor is not None:
        for name, value in store_environment(floor.plan.store).items():
            os.environ.setdefault(name, value)
    return Connection(server.api_url, server)


def begin_floor_connection() -> Connection:
    """As `begin_connection`, for what only a whole floor can do: the operator's server, else the floor of this home.

    Raises:
        ConfigurationError: there is neither.
    """
    if local_server.configured_api_url() is None and running_floor() is None:
        raise ConfigurationError(
            "no floor runs that could take it; bring one up with `fanchant serve`, or set PREFECT_API_URL to a server",
            code="floor_missing",
        )
    return begin_connection()


def connect() -> Connection:
    """As `begin_connection`, and waits until the server answers."""
    connection = begin_connection()
    connection.wait()
    return connection


def quieten(debug: bool) -> None:
    """Keeps Prefect's log lines off the terminal, where progress is shown; the UI has them. Call before its import."""
    if not debug:
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
