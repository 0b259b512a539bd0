"""`fanchant serve`: the whole factory floor on this machine."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Bring up server, pools and warm hosts on this machine, and keep them up until Ctrl-C.",
    invoke_without_command=True,
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def serve(
    context: typer.Context,
    postgres: Annotated[
        str,
        typer.Option("--postgres", help="PostgreSQL for the server: postgresql://user:password@host:5432/database."),
    ] = "",
    redis: Annotated[
        str,
        typer.Option("--redis", help="Redis for the calls: redis://host:6379/0; by default one of the floor's own."),
    ] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port of the server; 0 takes a free one.")] = 0,
    gpu_hosts: Annotated[int, typer.Option(min=0, max=64, help="Warm hosts that draw, recognise and listen.")] = 1,
    gpu_slots: Annotated[int, typer.Option(min=1, max=64, help="Calls that each of them serves at once.")] = 4,
    cpu_hosts: Annotated[int, typer.Option(min=0, max=64, help="Warm hosts for all other stages.")] = 1,
    cpu_slots: Annotated[int, typer.Option(min=1, max=64, help="Calls that each of them serves at once.")] = 4,
    submissions: Annotated[int, typer.Option(min=1, max=200, help="Submissions in work at once.")] = 16,
    detach: Annotated[bool, typer.Option("--detach", help="Return when the floor is up; it goes on.")] = False,
    json_wanted: JsonOption = False,
) -> None:
    """Bring up server, pools and warm hosts on this machine, and keep them up until Ctrl-C."""
    if context.invoked_subcommand is not None:
        return
    from cli.floor_run import run_floor
    from deployments.floor.new_plan import new_plan
    from deployments.floor.plan import HostPlan

    plan = new_plan(
        port=port or None,
        redis=redis,
        postgres=postgres,
        submissions_at_once=submissions,
        gpu=HostPlan(hosts=gpu_hosts, slots=gpu_slots),
        cpu=HostPlan(hosts=cpu_hosts, slots=cpu_slots),
    )
    run_floor(plan, detach=detach, json_wanted=json_wanted)


@app.command()
def status(json_wanted: JsonOption = False) -> None:
    """Say how the floor is; exit code 1 where something is missing."""
    from cli.floor_display import facts_of, print_status
    from deployments.floor.state import running_floor
    from deployments.floor.status import floor_status

    floor = running_floor()
    if floor is None:
        _say({"running": False}, "No floor runs; `fanchant serve` brings one up.", json_wanted)
        raise typer.Exit(1)
    found = floor_status(floor.plan)
    if json_wanted:
        typer.echo(json.dumps(facts_of(floor.plan, found)))
    else:
        print_status(floor.plan, found)
    if not found.well:
        raise typer.Exit(1)


@app.command()
def stop(json_wanted: JsonOption = False) -> None:
    """End the floor: runs in work are finished or given back, then everything of it ends."""
    from deployments.floor.bring_up import bring_down

    stopped = bring_down()
    _say({"stopped": stopped}, "Stopped." if stopped else "No floor runs.", json_wanted)


def _say(facts: dict[str, Any], sentence: str, json_wanted: bool) -> None:
    typer.echo(json.dumps(facts) if json_wanted else sentence)
