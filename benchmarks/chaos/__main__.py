"""Breaks a whole floor while submissions arrive: `python -m benchmarks.chaos`; the last line is one JSON object.

Everything that breaks, and when, follows from the seed. The floor is the real one, on PostgreSQL and Redis, with stages
that only sleep and a media store that fails in 10 and dawdles in 5 of 100 calls.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos import faulty_store
from benchmarks.chaos.faults import DEFAULT_FAULTS
from benchmarks.chaos.run import Record, Script, leave_disk, prepare_disk, run_script, write_record
from benchmarks.chaos.timeline import draw_timeline
from benchmarks.dispatch.floor import LightFloor, LightPlan, running_floor
from tasks.dispatch.settings import lease_s

PER_SUBMISSION_S = 1.6


def chaos_plan(seed: str, *, on_postgres: bool = True) -> LightPlan:
    """Two workers, two hosts per pool, and a store that is not to be relied on."""
    store = {"failing": 0.10, "slow": 0.05, "slow_s": 1.5, "seed": seed}
    return LightPlan(
        on_postgres=on_postgres,
        workers=2,
        submissions_at_once=8,
        pace=2.0,
        settings={faulty_store.SETTING: json.dumps(store)},
    )


@contextmanager
def chaos_floor(seed: str) -> Iterator[tuple[LightFloor, Path | None]]:
    """The floor with its small disk, workers and hosts ready."""
    with (
        tempfile.TemporaryDirectory(prefix="fanchant-chaos-") as name,
        running_floor(Path(name), chaos_plan(seed)) as floor,
    ):
        disk = prepare_disk(floor)
        try:
            floor.start_workers_and_hosts()
            floor.wait_for_workers_and_hosts()
            yield floor, disk
        finally:
            floor.processes.kill_all()
            leave_disk(disk)


def faults_of(text: str) -> dict[str, int]:
    """`"host killed=3,disk full=1"`, or nothing for those of a whole run."""
    chosen = dict(DEFAULT_FAULTS)
    if text:
        chosen = {
            kind.strip(): int(count) for kind, _, count in (part.partition("=") for part in text.split(",") if part)
        }
    unknown = sorted(set(chosen) - set(DEFAULT_FAULTS))
    if unknown:
        raise SystemExit(f"unknown faults {unknown}; there are: {', '.join(DEFAULT_FAULTS)}")
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description="Break the factory floor.")
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--faults", default="", help="e.g. 'host killed=3,disk full=1'; those of a whole run if empty")
    parser.add_argument("--within-s", type=float, help="in which all submissions arrive; 1.6 s for each if not given")
    parser.add_argument("--out", type=Path, default=Path("out/chaos"), help="for the evidence and the timeline")
    parser.add_argument("--json", action="store_true", help="nothing but the last line")
    arguments = parser.parse_args()
    within_s = arguments.within_s or PER_SUBMISSION_S * arguments.submissions
    script = Script(arguments.submissions, within_s, arguments.seed, faults_of(arguments.faults))
    with chaos_floor(arguments.seed) as (floor, disk):
        if disk is None and not arguments.json:
            print("this user may not mount a file system, so no disk gets full")  # noqa: T201
        record = run_script(floor, script, disk)
    write_record(arguments.out, record)
    figures = record.figures()
    title = f"{figures['submitted']} submissions, {len(record.broken)} faults, {figures['delivered']} delivered"
    draw_timeline(arguments.out / "timeline.png", record.runs, record.broken, title)
    if not arguments.json:
        print(report(record))  # noqa: T201
    print(json.dumps(figures))  # noqa: T201


def report(record: Record) -> str:
    """What broke and what it did, for people."""
    zero = record.broken[0].began if record.broken else 0.0
    lines = [f"{'fault':<20}{'of':<12}{'after s':>9}{'away s':>8}  what it did"]
    for fault in record.broken:
        lost = [seconds for cause, _, seconds in record.recoveries if cause is fault]
        what = f"calls begun again: {len(lost)}, within {max(s or 0.0 for s in lost):.1f} s" if lost else ""
        lines.append(
            f"{fault.kind:<20}{fault.target:<12}{fault.began - zero:>9.1f}{fault.mended - fault.began:>8.1f}  {what}"
        )
    attempts = sum(outcome.attempts > 1 for outcome in record.outcomes)
    lines += [
        "",
        f"submissions sent: {record.sent}; runs begun more than once: {attempts}; "
        f"calls begun again while they were still worked on: {len(record.redelivered)}",
        f"target: a dead host's calls are begun again within {lease_s() + 3:.0f} s",
        *(f"{name} ended by itself {count} times" for name, count in record.ended_themselves.items()),
        *(f"not delivered: {count} {state}" for state, count in record.unclean.items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
