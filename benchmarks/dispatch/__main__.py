"""How quick the factory floor is around its stages: `python -m benchmarks.dispatch`; the last line is JSON of medians.

On PostgreSQL and Redis with two API processes and separate services, all on loopback. The same is measured with the
stages in the flow's own process, and on SQLite. Stages only sleep, so everything else is ours, Prefect's or docket's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from prefect.client.schemas.objects import FlowRun

from benchmarks.dispatch.floor import LightFloor, LightPlan, running_floor
from benchmarks.dispatch.light_stages import critical_path_s
from benchmarks.dispatch.processes import CpuMeter
from benchmarks.dispatch.submissions import began_after_s, delivered, made_up, send, took_s, wait_until_ended

ALONE = 12
WARM_UP = 4
CASES: dict[str, LightPlan] = {
    "pools, PostgreSQL": LightPlan(),
    "embedded, PostgreSQL": LightPlan(embedded=True),
    "pools, SQLite": LightPlan(on_postgres=False),
    "embedded, SQLite": LightPlan(on_postgres=False, embedded=True),
}
TITLES = {
    "noop_ms": "one stage that does nothing, ms",
    "fanout12_ms": "twelve of them at once, ms",
    "accepted_to_running_s": "submission accepted to flow running, s",
    "overhead_s": "overhead of a whole submission, s",
    "submissions_per_min": "sustained submissions per minute",
}


def measure(plan: LightPlan, submissions: int) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of a floor, and CPU seconds per submission by process under load."""
    with tempfile.TemporaryDirectory(prefix="fanchant-bench-") as name, running_floor(Path(name), plan) as floor:
        figures = json.loads(_round_trips(floor).splitlines()[-1])
        floor.start_workers_and_hosts()
        floor.wait_for_workers_and_hosts()
        figures |= _one_by_one(floor)
        rate, cpu_s = _flood(floor, submissions)
        return {name: round(figures[name], 2) for name in figures} | {"submissions_per_min": round(rate, 1)}, cpu_s


def _round_trips(floor: LightFloor) -> str:
    """On hosts that do not sleep, which leave afterwards."""
    if not floor.light.embedded:
        paced, floor.light = floor.light, replace(floor.light, pace=0.0)
        floor.start_host("cpu", 0)
        floor.wait_for_workers_and_hosts()
        floor.light = paced
    try:
        return floor.run("benchmarks.dispatch.round_trips")
    finally:
        if not floor.light.embedded:
            floor.processes.stop("cpu-0")


def _one_by_one(floor: LightFloor) -> dict[str, float]:
    """Submissions on a floor that has nothing else to do."""
    runs: list[FlowRun] = []
    with floor.client() as client:
        for submission in made_up(WARM_UP + ALONE, "alone"):
            runs += delivered(wait_until_ended(client, [send(client, submission)], patience_s=120))
    measured = runs[WARM_UP:]
    return {
        "accepted_to_running_s": statistics.median(began_after_s(run) for run in measured),
        "overhead_s": statistics.median(took_s(run) for run in measured) - critical_path_s(floor.light.pace),
    }


def _flood(floor: LightFloor, count: int) -> tuple[float, dict[str, float]]:
    """More submissions than can run at once: how many are delivered per minute, and at what CPU time."""
    with floor.client() as client, CpuMeter(floor.processes) as meter:
        ids = [send(client, submission) for submission in made_up(count, "flood")]
        runs = delivered(wait_until_ended(client, ids, patience_s=60 + 4 * count))
        time.sleep(2.0)  # the recorder catches up
    ended = sorted(run.end_time.timestamp() for run in runs if run.end_time)
    # The first and the last tenth are the way in and out.
    steady = ended[count // 10 : count - count // 10]
    rate = 60.0 * (len(steady) - 1) / (steady[-1] - steady[0])
    return rate, {name: used / count for name, used in meter.used_s().items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the factory floor.")
    parser.add_argument("--submissions", type=int, default=120, help="how many at once, for the sustained rate")
    parser.add_argument("--only", choices=list(CASES), help="one case instead of all")
    arguments = parser.parse_args()
    cases = {arguments.only: CASES[arguments.only]} if arguments.only else CASES
    results = {}
    for name, plan in cases.items():
        results[name], cpu_s = measure(plan, arguments.submissions)
        print(f"CPU seconds per submission, {name}: {sum(cpu_s.values()):.2f}", flush=True)  # noqa: T201
        for process, used in sorted(cpu_s.items(), key=lambda item: -item[1]):
            print(f"  {process:<12}{used:6.3f}", flush=True)  # noqa: T201
    print(report(results))  # noqa: T201
    print(json.dumps(next(iter(results.values()))))  # noqa: T201


def report(figures: dict[str, dict[str, float]]) -> str:
    """A table with a column per case."""
    lines = [f"{'':<42}" + "".join(f"{case:>24}" for case in figures)]
    for key, title in TITLES.items():
        lines.append(f"{title:<42}" + "".join(f"{case[key]:>24}" for case in figures.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
