"""`fanchant deploy` and `fanchant worker`: the distributed run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer


def deploy(
    on: Annotated[
        Literal["local", "ecs"], typer.Option("--on", help="Where hosts run: beside their worker, or on Amazon ECS.")
    ] = "local",
    values: Annotated[
        Path | None, typer.Option("--values", help="YAML file with job variables per pool, for ECS.", dir_okay=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would change.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Take back limits and switches that operators set.")] = False,
    json_wanted: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Create or update what prefect.yaml describes: pools, deployments, automations, variables, blocks."""
    from cli.connection import connect

    connect()
    from contracts.errors import ConfigurationError
    from deployments.apply import apply
    from deployments.changes import Settlement
    from deployments.ecs_template import read_values

    if values and on == "local":
        raise ConfigurationError("--values are job variables of ECS; add --on ecs", code="values_unused")
    settlement = apply(
        place=on,
        values=read_values(values) if values else {},
        settlement=Settlement(dry_run=dry_run, reset=reset),
    )
    if json_wanted:
        typer.echo(json.dumps({"dry_run": dry_run, "changes": settlement.as_json()}))
        return
    typer.echo(settlement.as_text())
    typer.echo(settlement.summary())


def worker(
    pool: Annotated[str, typer.Option("--pool", help="Work pool to serve.")] = "submissions",
    once: Annotated[bool, typer.Option("--once", help="Run what is scheduled now, then end.")] = False,
) -> None:
    """Serve a work pool on this machine until it is stopped; beside a running floor it is one worker more."""
    from cli.connection import connect
    from deployments.floor.plan import MARK, worker_environment
    from deployments.floor.state import running_floor

    connect()
    floor = running_floor()
    if floor is not None:  # joins it, but is not ended with it
        os.environ |= {name: value for name, value in worker_environment(floor.plan).items() if name != MARK}
    # The pool knows its worker type.
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool]
    os.execv(sys.executable, [*command, *(["--run-once"] if once else [])])  # noqa: S606  # fixed arguments
