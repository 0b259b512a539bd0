"""What the person at the terminal sees of a floor."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.table import Table

if TYPE_CHECKING:
    from deployments.floor.plan import FloorPlan
    from deployments.floor.status import FloorStatus
    from tasks.dispatch.load import PoolLoad

SUBMIT = 'fanchant submit --selfie me.jpg --voice line.m4a --name "..." --out out/me'


def facts_of(plan: FloorPlan, status: FloorStatus) -> dict[str, Any]:
    """The status as documented JSON."""
    return {
        "running": True,
        "well": status.well,
        "ui_url": plan.ui_url,
        "api_url": plan.api_url,
        "server_answers": status.server_answers,
        "processes": [asdict(process) for process in status.processes],
        "pools": {pool: asdict(load) if load else None for pool, load in status.pools.items()},
        "runs": {"waiting": status.runs_waiting, "running": status.runs_running},
    }


def print_status(plan: FloorPlan, status: FloorStatus) -> None:
    """The status on standard output."""
    Console().print(status_view(plan, status), highlight=False)


def status_view(plan: FloorPlan, status: FloorStatus) -> RenderableType:
    """The status as a table of pools and a line of processes that want attention."""
    table = Table(box=None, header_style="bold")
    for column in ("pool", "hosts", "calls running", "calls waiting", "oldest waits s"):
        table.add_column(column, justify="left" if column == "pool" else "right")
    for pool, load in status.pools.items():
        table.add_row(pool, *_cells(load))
    server = "answers" if status.server_answers else "[red]does not answer[/]"
    lines = [
        f"Prefect server {server} at {plan.ui_url}",
        f"Submissions: {_number(status.runs_running)} in work, {_number(status.runs_waiting)} waiting",
    ]
    from deployments.floor.status import UP

    ill = [process for process in status.processes if process.state not in UP]
    if ill:
        lines.append("[yellow]Processes:[/] " + ", ".join(f"{process.name} {process.state}" for process in ill))
    elif not status.processes:
        lines.append("[red]The supervisor does not answer.[/]")
    return Group(*lines, table)


def _cells(load: PoolLoad | None) -> tuple[str, str, str, str]:
    if load is None:
        return ("?", "?", "?", "?")
    hosts = str(len(load.hosts)) if load.hosts else "[yellow]none yet[/]"
    return (hosts, str(load.running), str(load.waiting), f"{load.oldest_wait_s:.1f}" if load.waiting else "")


def _number(count: int | None) -> str:
    return "?" if count is None else str(count)
