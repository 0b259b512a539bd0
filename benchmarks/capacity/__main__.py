"""The warm-up policy on all traces and several seeds: `make bench-capacity`.

The seeds are others than those that the policy's constants were chosen on. On `triple` each seed has its oracle. The
last line is one JSON object; `p95_wait_s` and `gpu_hours_vs_oracle` are the medians on `triple`, with the calendar.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from rich.console import Console
from rich.table import Table

from deployments.pool_plans import default_plan
from deployments.simulator.comparison import BLIND, ORACLE, OURS, Comparison, compare
from deployments.simulator.traces import TRACES, make_trace

PLANNED_PER_MIN = 100.0
FIRST_SEED = 101
POLICIES = (OURS, BLIND, "reactive", "static, planned maximum", "static, mean", ORACLE)
Case = tuple[str, int, bool]


def play(case: Case) -> Comparison:
    """One trace with one seed on the pool gpu."""
    name, seed, oracle = case
    trace = make_trace(name, PLANNED_PER_MIN, seed)
    return compare(trace, default_plan("gpu"), seed, planned_per_min=PLANNED_PER_MIN, oracle=oracle)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--trace", action="append", choices=list(TRACES), help="only this one; may be repeated")
    options = parser.parse_args()
    seeds, traces = range(FIRST_SEED, FIRST_SEED + options.seeds), options.trace or list(TRACES)
    cases: list[Case] = [(name, seed, name == "triple" or seed == FIRST_SEED) for name in traces for seed in seeds]
    with ProcessPoolExecutor() as pool:
        comparisons = list(pool.map(play, cases))

    console, result = Console(width=110), {}
    for name in traces:
        of_trace = [one for one in comparisons if one.trace.name == name]
        result[name] = summary(of_trace)
        console.print(table(name, of_trace))
    first = result["triple" if "triple" in result else traces[0]]
    figures = {"p95_wait_s": first["p95_wait_s"], "gpu_hours_vs_oracle": first["gpu_hours_vs_oracle"]}
    print(json.dumps(figures | {"traces": result}))  # noqa: T201


def summary(comparisons: list[Comparison]) -> dict[str, object]:
    """Our figures over the seeds: median and all of them."""
    waits_s = [round(one.outcome(OURS).p95_s, 2) for one in comparisons]
    ratios = [
        round(one.outcome(OURS).host_hours / one.outcome(ORACLE).host_hours, 3)
        for one in comparisons
        if ORACLE in one.played
    ]
    return {
        "p95_wait_s": median(waits_s),
        "gpu_hours_vs_oracle": median(ratios),
        "p95_wait_s_no_calendar": median(round(one.outcome(BLIND).p95_s, 2) for one in comparisons),
        "p95_wait_s_per_seed": waits_s,
        "gpu_hours_vs_oracle_per_seed": ratios,
    }


def table(label: str, comparisons: list[Comparison]) -> Table:
    """All policies on one trace, medians over the seeds."""
    shown = Table(title=label, title_justify="left", box=None, header_style="bold")
    shown.add_column("policy", min_width=24)
    for column in ("p50 s", "p95 s", "p99 s", "max s", "peak", "mean", "GPU-hours", "per 1,000 videos"):
        shown.add_column(column, justify="right")
    for name in POLICIES:
        rows = [one.outcome(name) for one in comparisons if name in one.played]
        fields = ("p50_s", "p95_s", "p99_s", "max_s", "peak_hosts", "mean_hosts", "host_hours", "cost_per_1000")
        shown.add_row(name, *(f"{median(getattr(row, field) for row in rows):.1f}" for field in fields))
    return shown


if __name__ == "__main__":
    main()
