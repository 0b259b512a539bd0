"""Prefect's settings for a run on this machine: environment variables that must be set before Prefect is imported."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from blocks.home import results_folder, server_folder


def prefect_version() -> str:
    """The installed Prefect's version, without importing it."""
    return version("prefect")


def client_environment(api_url: str) -> dict[str, str]:
    """What an embedded run sets: our own folders, the server to use, and never an ephemeral server."""
    return {
        "PREFECT_HOME": str(server_folder()),
        "PREFECT_API_URL": api_url,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOCAL_STORAGE_PATH": str(results_folder()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def use_server(api_url: str, *, ours: bool) -> None:
    """Points this process at a server: `ours`, or one that the operator chose, whose settings then come first."""
    for name, value in client_environment(api_url).items():
        if ours or name not in os.environ:
            os.environ[name] = value
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
