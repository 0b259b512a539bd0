"""`fanchant plan`: what a campaign would cost and how long fans would wait, simulated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from contracts.errors import ConfigurationError

if TYPE_CHECKING:
    from deployments.simulator.comparison import Comparison


def plan(
    trace: Annotated[
        str,
        typer.Option("--trace", help="steady, spike, three-bands, triple, dying, or a CSV or JSON file of seconds."),
    ],
    pool: Annotated[Literal["gpu", "cpu"], typer.Option("--pool", help="Pool to plan.")] = "gpu",
    planned_max: Annotated[
        float, typer.Option("--planned-max", min=1, help="Planned maximum, submissions per minute.")
    ] = 100.0,
    price: Annotated[float, typer.Option("--price", min=0, help="Price of a host-hour.")] = 1.0,
    max_hosts: Annotated[int, typer.Option("--max-hosts", min=1, help="Hard cap of hosts.")] = 200,
    budget: Annotated[float | None, typer.Option("--budget", min=0, help="Money per hour that may be spent.")] = None,
    slots: Annotated[int, typer.Option("--slots", min=1, help="Slots of a host.")] = 2,
    cold_start: Annotated[
        float, typer.Option("--cold-start", min=1, help="Seconds from ordering a host to its first call.")
    ] = 60.0,
    speed: Annotated[
        float, typer.Option("--speed", min=0.01, help="How much faster a slot is than the measured ones.")
    ] = 1.0,
    target_wait: Annotated[float, typer.Option("--target-wait", min=0.1, help="Seconds that fans may wait.")] = 10.0,
    calendar: Annotated[
        bool, typer.Option("--calendar/--no-calendar", help="Whether the drops of the trace are announced.")
    ] = True,
    oracle: Annotated[
        bool, typer.Option("--oracle/--no-oracle", help="Search what was possible; takes a minute.")
    ] = True,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed is another day.")] = 1,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw a picture, e.g. out.png.")] = None,
    json_wanted: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Replay a trace of submissions against the warm-up policy, a reactive autoscaler, fixed sizes and an oracle."""
    from dataclasses import replace

    from pydantic import ValidationError

    from deployments.order_of_work import work_s
    from deployments.pool_plans import default_plan
    from deployments.simulator.comparison import compare
    from deployments.simulator.traces import TRACES, make_trace, read_trace

    try:
        pool_plan = default_plan(
            pool,
            work_s=work_s(pool) / speed,
            slots=slots,
            cold_start_s=cold_start,
            target_wait_s=target_wait,
            max_hosts=max_hosts,
            price_per_host_hour=price,
            budget_per_hour=budget,
        )
    except ValidationError as error:
        raise ConfigurationError(
            f"this cannot be planned: {error.errors()[0]['msg']}; raise --budget or --max-hosts", code="plan_impossible"
        ) from error
    played = make_trace(trace, planned_max, seed) if trace in TRACES else read_trace(Path(trace))
    comparison = compare(
        played if calendar else replace(played, calendar=()),
        pool_plan,
        seed,
        planned_per_min=planned_max,
        work_scale=1 / speed,
        oracle=oracle,
    )
    if plot is not None:
        from deployments.simulator.plot import draw

        draw(comparison, plot, target_wait_s=target_wait)
    if json_wanted:
        typer.echo(json.dumps(comparison.report()))
        return
    _show(comparison, "GPU-hours" if pool == "gpu" else "host-hours")


def _show(comparison: Comparison, hours: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    table.add_column("policy")
    for column in ("p50 s", "p95 s", "p99 s", "max s", "peak", "mean", hours, "cost", "per 1,000"):
        table.add_column(column, justify="right")
    for one in comparison.outcomes:
        waits = (f"{wait_s:.1f}" for wait_s in (one.p50_s, one.p95_s, one.p99_s, one.max_s))
        hosts = (str(one.peak_hosts), f"{one.mean_hosts:.1f}")
        table.add_row(one.name, *waits, *hosts, f"{one.host_hours:.2f}", f"{one.cost:.2f}", f"{one.cost_per_1000:.2f}")
    console = Console(width=max(100, Console().width))
    console.print(
        f"Trace {comparison.trace.name}: {comparison.submissions} submissions in "
        f"{comparison.trace.duration_s / 60:.0f} minutes, pool {comparison.pool}",
        highlight=False,
    )
    console.print(table)
    console.print(
        f"Waiting: longer than on a floor with endless hosts. No one can pay less than "
        f"{comparison.bound_host_hours:.2f} {hours}: all work, no idle slot.",
        highlight=False,
    )
