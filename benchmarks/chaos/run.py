"""One chaos run: submissions arrive while the floor breaks; what it says in the end."""

from __future__ import annotations

import json
import os
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.schemas.objects import FlowRun

from benchmarks.chaos import evidence
from benchmarks.chaos.faults import Breaker, Broken, drawn_faults, mount_disk, unmount_disk
from benchmarks.dispatch.floor import LightFloor
from benchmarks.dispatch.submissions import made_up, send, wait_until_ended
from blocks.home import results_folder
from contracts.submission import Submission
from tasks.dispatch.settings import lease_s

DISK_MIB = 160
SENT_TWICE = 0.15
WARM_UP_SEED, WARM_UP_S = "before anything breaks", 240.0


@dataclass(frozen=True)
class Script:
    """What happens: `submissions` arrive evenly within `within_s`, and `faults` (kind to count) break the floor."""

    submissions: int
    within_s: float
    seed: str
    faults: Mapping[str, int]
    patience_s: float = 420.0
    """For the last delivery after the last arrival."""


@dataclass(frozen=True)
class Record:
    """What happened."""

    runs: Sequence[FlowRun]
    broken: Sequence[Broken]
    outcomes: Sequence[evidence.Outcome]
    recoveries: Sequence[tuple[Broken, str, float | None]]
    duplicates: dict[str, list[evidence.Start]]
    """All tries of the calls that were worked out again for nothing."""
    redelivered: dict[str, list[evidence.Start]]
    """All tries of those that were begun again while they were still worked on."""
    orphans: Sequence[str]
    sent: int
    ended_themselves: dict[str, int]
    unclean: dict[str, int]

    def figures(self) -> dict[str, Any]:
        """The last line of `make chaos`."""
        known = [seconds for _, _, seconds in self.recoveries if seconds is not None]
        return {
            "submitted": len(self.outcomes),
            "delivered": sum(outcome.whole for outcome in self.outcomes),
            "deliveries": sum(outcome.completions for outcome in self.outcomes),
            "duplicates": len(self.duplicates),
            "orphans": len(self.orphans),
            "recovery_s_max": round(max(known, default=0.0), 2),
        }


def prepare_disk(floor: LightFloor, size_mib: int = DISK_MIB) -> Path | None:
    """Moves media and results to a small file system of their own, which can be full; None where that is forbidden."""
    disk = floor.folder / "disk"
    if not mount_disk(disk, size_mib):
        return None
    for path in (floor.store, results_folder()):
        shutil.rmtree(path, ignore_errors=True)
        (disk / path.name).mkdir()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(disk / path.name)
    return disk


def run_script(floor: LightFloor, script: Script, disk: Path | None) -> Record:
    """Plays `script` on a floor whose hosts and workers run, and gathers the evidence."""
    faults = dict(script.faults)
    if disk is None:
        faults.pop("disk full", None)
    hosts = [name for pool in floor.light.hosts for name in floor.processes.names(f"{pool}-")]
    submissions = made_up(script.submissions, script.seed)
    first = _warm_up(floor)
    breaker = Breaker(floor, disk or floor.folder)
    breaker.begin(drawn_faults(script.seed, script.within_s, faults, hosts, floor.light.workers))
    ids, sent = _send_all(floor, submissions, script)
    breaker.wait()
    with floor.client() as client:
        runs = wait_until_ended(client, list(dict.fromkeys(ids)), script.patience_s)
        found = evidence.outcomes(client, submissions, runs, results_folder())
    breaker.end()
    starts = evidence.read_starts(floor.calls)
    return Record(
        runs=runs,
        broken=sorted(breaker.broken, key=lambda fault: fault.began),
        outcomes=found,
        recoveries=evidence.recoveries_s(starts, breaker.broken),
        duplicates={call: starts[call] for call in evidence.duplicates(starts, breaker.broken, lease_s())},
        redelivered={call: starts[call] for call in evidence.redelivered(starts)},
        orphans=evidence.orphans(floor.store, results_folder(), [*first, *submissions]),
        sent=sent,
        ended_themselves=dict(breaker.ended_themselves),
        unclean=dict(Counter(outcome.state for outcome in found if not outcome.whole)),
    )


def _warm_up(floor: LightFloor) -> list[Submission]:
    """As many submissions as fit in at once, so that every worker has loaded the flow; they do not count."""
    fans = made_up(floor.light.workers * floor.light.submissions_at_once, WARM_UP_SEED)
    with floor.client() as client:
        wait_until_ended(client, [send(client, fan) for fan in fans], WARM_UP_S)
    return fans


def _send_all(floor: LightFloor, submissions: Sequence[Submission], script: Script) -> tuple[list[UUID], int]:
    """Every submission at its time, some of them twice; the flow runs, and how often something was sent."""
    dice = random.Random(f"{script.seed} arrivals")  # noqa: S311  # nobody's secrets
    arrivals = [(script.within_s * place / len(submissions), fan) for place, fan in enumerate(submissions)]
    arrivals += [(at_s + dice.uniform(0.0, 20.0), fan) for at_s, fan in arrivals if dice.random() < SENT_TWICE]
    ids: list[UUID] = []
    began = time.monotonic()
    threads: list[threading.Thread] = []

    def send_one(fan: Submission) -> None:
        with floor.client() as client:
            ids.append(send(client, fan))

    for at_s, fan in sorted(arrivals, key=lambda arrival: arrival[0]):
        time.sleep(max(0.0, began + at_s - time.monotonic()))
        threads.append(threading.Thread(target=send_one, args=(fan,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return ids, len(arrivals)


def write_record(folder: Path, record: Record) -> None:
    """The evidence as JSON, for whoever looks into a run."""
    folder.mkdir(parents=True, exist_ok=True)
    details = {
        "figures": record.figures(),
        "sent": record.sent,
        "ended_themselves": record.ended_themselves,
        "faults": [fault.as_dict() for fault in record.broken],
        "outcomes": [vars(outcome) for outcome in record.outcomes],
        "recoveries": [(fault.target, fault.began, call, seconds) for fault, call, seconds in record.recoveries],
        "duplicates": {call: [vars(start) for start in tries] for call, tries in record.duplicates.items()},
        "redelivered": {call: [vars(start) for start in tries] for call, tries in record.redelivered.items()},
        "orphans": record.orphans,
    }
    (folder / "chaos.json").write_text(json.dumps(details, indent=1))


def leave_disk(disk: Path | None) -> None:
    """Gives the small file system back."""
    if disk is not None:
        with suppress(OSError):
            os.sync()
        unmount_disk(disk)
