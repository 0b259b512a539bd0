"""`fanchant deploy` and `fanchant worker`: the distributed run."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer


def deploy(json_wanted: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Create or update the work pools and deployments that prefect.yaml describes."""
    from cli.connection import connect

    connect()
    from deployments.apply import apply

    applied = apply()
    if json_wanted:
        typer.echo(json.dumps(applied))
        return
    typer.echo(f"Work pools: {', '.join(applied['pools'])}")
    typer.echo(f"Deployments: {', '.join(applied['deployments'])}")
    typer.echo("Start a worker with: fanchant worker --pool cpu")


def worker(
    pool: Annotated[str, typer.Option("--pool", help="Work pool to serve.")] = "cpu",
    once: Annotated[bool, typer.Option("--once", help="Run what is scheduled now, then end.")] = False,
) -> None:
    """Serve a work pool on this machine until it is stopped: runs what the site or the UI submits."""
    from cli.connection import connect

    connect()
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process"]
    os.execv(sys.executable, [*command, *(["--run-once"] if once else [])])  # noqa: S606  # fixed arguments
