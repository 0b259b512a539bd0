"""What a chaos run left behind, read where it lies: the calls that hosts noted, the store, the server."""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun

from benchmarks.chaos.faults import Broken
from blocks.media_store import MediaStore
from contracts.delivery import Delivery
from contracts.errors import Transient
from contracts.submission import Submission
from tasks.cache import media_in

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass
class Start:
    """One start of a call on a host. `ended` is None where the host died with it; `done`: it gave a result."""

    call: str
    pid: int
    began: float
    ended: float | None = None
    done: bool = False


def read_starts(folder: Path) -> dict[str, list[Start]]:
    """All starts by call, in the order of time."""
    starts: dict[str, list[Start]] = defaultdict(list)
    for path in folder.glob("*.jsonl"):
        running: dict[str, Start] = {}
        for line in path.read_text().splitlines():
            note = json.loads(line)
            if note["what"] == "began":
                running[note["call"]] = Start(note["call"], note["pid"], note["at"])
                starts[note["call"]].append(running[note["call"]])
            elif note["call"] in running:
                start = running.pop(note["call"])
                start.ended, start.done = note["at"], note["what"] == "done"
    return {call: sorted(tries, key=lambda start: start.began) for call, tries in starts.items()}


def recoveries_s(starts: dict[str, list[Start]], broken: Iterable[Broken]) -> list[tuple[Broken, str, float | None]]:
    """For every call that a killed host held: who was killed, the call, and the seconds until it was begun again."""
    killed = {fault.pid: fault for fault in broken if fault.kind == "host killed"}
    found: list[tuple[Broken, str, float | None]] = []
    for call, tries in starts.items():
        for place, start in enumerate(tries):
            fault = killed.get(start.pid)
            if fault is not None and start.ended is None:
                next_began = tries[place + 1].began if place + 1 < len(tries) else None
                found.append((fault, call, None if next_began is None else next_began - fault.began))
    return found


def duplicates(starts: dict[str, list[Start]], broken: Iterable[Broken], lease_s: float) -> list[str]:
    """Calls that gave a result and were worked out again, though neither their host nor Redis died with the answer.

    A second begin while the first was still at work is the lease's: a host that could not renew it in time.
    """
    broken = list(broken)
    return [
        call
        for call, tries in starts.items()
        for before, after in itertools.pairwise(tries)
        if before.done and not overlap(before, after) and not _answer_lost(before, after, broken, lease_s)
    ]


def redelivered(starts: dict[str, list[Start]]) -> list[str]:
    """Calls that a second host began while the first was still at work: its lease had run out."""
    return [call for call, tries in starts.items() for pair in itertools.pairwise(tries) if overlap(*pair)]


def overlap(before: Start, after: Start) -> bool:
    """Whether `before` was still at work when `after` began."""
    return before.ended is not None and after.began < before.ended


def _answer_lost(before: Start, after: Start, broken: Sequence[Broken], lease_s: float) -> bool:
    """Whether something that carried the answer of `before` broke before it was taken, and so `after` began."""
    assert before.ended is not None  # noqa: S101  # it is done
    for fault in broken:
        with_host = fault.pid == before.pid and fault.began <= before.ended + lease_s
        with_redis = fault.target == "redis" and before.ended - lease_s <= fault.mended and fault.began <= after.began
        if with_host or with_redis:
            return True
    return False


@dataclass(frozen=True)
class Outcome:
    """What became of a submission: `completions` is how often its runs were completed."""

    submission: str
    state: str
    attempts: int
    completions: int
    whole: bool


def outcomes(
    client: SyncPrefectClient, submissions: Sequence[Submission], runs: Sequence[FlowRun], results: Path
) -> list[Outcome]:
    """One per submission; `results` is where their Deliveries lie."""
    by_id = {run.parameters["submission"]["id"]: run for run in runs}
    return [_outcome(client, submission.id, by_id.get(submission.id), results) for submission in submissions]


def _outcome(client: SyncPrefectClient, submission: str, run: FlowRun | None, results: Path) -> Outcome:
    if run is None or run.state is None:
        return Outcome(submission, "never sent", 0, 0, whole=False)
    states = client.read_flow_run_states(run.id)
    completions = sum(state.is_completed() for state in states)
    whole = run.state.is_completed() and _is_whole(submission, run, results)
    return Outcome(submission, run.state.name or run.state.type.value, run.run_count, completions, whole)


def _is_whole(submission: str, run: FlowRun, results: Path) -> bool:
    """Whether the run's result is the Delivery of that submission, and the store has all that it names, undamaged."""
    key = getattr(run.state.data if run.state else None, "storage_key", None)
    try:
        delivery = Delivery.model_validate(json.loads((results / str(key)).read_text())["data"])
        store = MediaStore.configured()
        return delivery.submission == submission and all(store.read_bytes(media) for media in media_in(delivery))
    except (OSError, ValueError, KeyError, Transient):
        return False


def orphans(store: Path, results: Path, submissions: Iterable[Submission]) -> list[str]:
    """Files of the store that neither a result nor a submission refers to: halves, damaged ones, forgotten ones."""
    known = {media.sha256 for submission in submissions for media in (submission.selfie, submission.voice)}
    for path in results.iterdir():
        known |= set(SHA256.findall(path.read_text()))
    files = [path for path in (store / "media").rglob("*") if path.is_file()]
    return sorted(path.name for path in files if path.stem not in known)
