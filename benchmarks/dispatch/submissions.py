"""Submissions of made-up fans: sent to a floor, and what became of them."""

from __future__ import annotations

import hashlib
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort

from benchmarks.dispatch.template import LIGHT
from blocks.media_store import MediaStore
from contracts.media import MediaKind
from contracts.submission import Consent, Submission, utc_now

DEPLOYMENT = "make-video/default"
PAGE = 200


def made_up(count: int, seed: str) -> list[Submission]:
    """`count` different submissions, their media in the configured store; the same `seed` gives the same fans."""
    store, dice = MediaStore.configured(), random.Random(seed)  # noqa: S311  # nobody's secrets
    consent = Consent(version="benchmark", given_at=utc_now())
    return [
        Submission(
            id=hashlib.sha256(f"{seed} {number}".encode()).hexdigest()[:16],
            template=LIGHT,
            selfie=store.put_bytes(dice.randbytes(2048), MediaKind.IMAGE, ".jpg"),
            voice=store.put_bytes(dice.randbytes(2048), MediaKind.AUDIO, ".flac"),
            name=f"Fan {number}",
            consent=consent,
        )
        for number in range(count)
    ]


def send(client: SyncPrefectClient, submission: Submission, patience_s: float = 120.0) -> UUID:
    """The flow run of `submission`, made now or before; a server that is away is asked again."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            deployment = client.read_deployment_by_name(DEPLOYMENT)
            parameters = {"submission": submission.model_dump(mode="json")}
            return client.create_flow_run_from_deployment(
                deployment.id, parameters=parameters, idempotency_key=submission.id
            ).id
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(1.0)


def read_runs(client: SyncPrefectClient, ids: Sequence[UUID]) -> list[FlowRun]:
    """The flow runs as the server knows them now."""
    pages = (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
    wanted = (FlowRunFilter(id=FlowRunFilterId(any_=list(page))) for page in pages)
    return [
        run
        for page in wanted
        for run in client.read_flow_runs(flow_run_filter=page, sort=FlowRunSort.ID_DESC, limit=PAGE)
    ]


def wait_until_ended(client: SyncPrefectClient, ids: Sequence[UUID], patience_s: float) -> list[FlowRun]:
    """The flow runs, as soon as all have ended or `patience_s` is over."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            runs = read_runs(client, ids)
        except httpx.HTTPError:
            runs = []
        if (len(runs) == len(set(ids)) and all_ended(runs)) or time.monotonic() > deadline:
            return runs
        time.sleep(0.5)


def all_ended(runs: Iterable[FlowRun]) -> bool:
    return all(run.state is not None and run.state.is_final() for run in runs)


def delivered(runs: Sequence[FlowRun]) -> Sequence[FlowRun]:
    """`runs`, all of which must have been completed; raises SystemExit where one was not."""
    states = Counter(run.state.name if run.state else "unknown" for run in runs)
    if set(states) != {"Completed"}:
        raise SystemExit(f"not every submission was delivered: {dict(states)}")
    return runs


def began_after_s(run: FlowRun) -> float:
    """Seconds from the acceptance of the submission until its flow ran."""
    assert run.created is not None  # noqa: S101  # both are set once a run ended
    assert run.start_time is not None  # noqa: S101
    return (run.start_time - run.created).total_seconds()


def took_s(run: FlowRun) -> float:
    """Seconds from the acceptance of the submission to the end of its flow."""
    assert run.created is not None  # noqa: S101
    assert run.end_time is not None  # noqa: S101
    return (run.end_time - run.created).total_seconds()
