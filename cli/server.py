"""`fanchant server`: the local Prefect server of this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(help="The local Prefect server, which keeps runs and shows them in its UI.", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def start(json_wanted: JsonOption = False) -> None:
    """Start the server in the background, if it does not run; it stays until it is stopped."""
    from deployments import local_server

    _report(local_server.wait_until_healthy(local_server.find_or_start()), True, json_wanted)


@app.command()
def status(json_wanted: JsonOption = False) -> None:
    """Say whether the server runs and answers; exit code 1 where it does not."""
    from deployments import local_server, server_process

    server = local_server.running_server()
    healthy = server is not None and server_process.is_healthy(server.api_url)
    _report(server, healthy, json_wanted)
    if not healthy:
        raise typer.Exit(1)


@app.command()
def stop(json_wanted: JsonOption = False) -> None:
    """Stop the server. What it knows stays in its database."""
    from deployments import local_server

    stopped = local_server.stop()
    _say({"stopped": stopped}, "Stopped." if stopped else "No local server runs.", json_wanted)


@app.command()
def prepare(json_wanted: JsonOption = False) -> None:
    """Prepare an empty database once, so that the first start is as quick as the others."""
    from deployments import local_server

    snapshot = local_server.prepare()
    _say({"snapshot": str(snapshot)}, f"Prepared: {snapshot}", json_wanted)


def _report(server: object, healthy: bool, json_wanted: bool) -> None:
    from deployments.local_server import LocalServer

    if not isinstance(server, LocalServer):
        _say(
            {"running": False, "healthy": False},
            "No local server runs; `fanchant server start` starts it.",
            json_wanted,
        )
        return
    facts = {
        "running": True,
        "healthy": healthy,
        "api_url": server.api_url,
        "ui_url": server.ui_url,
        "pid": server.pid,
        "version": server.version,
    }
    state = "runs" if healthy else "is starting"
    _say(facts, f"Prefect {server.version} {state} at {server.ui_url} (process {server.pid}).", json_wanted)


def _say(facts: dict[str, object], sentence: str, json_wanted: bool) -> None:
    typer.echo(json.dumps(facts) if json_wanted else sentence)
