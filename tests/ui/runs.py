"""Runs for the UI to show, all of them real: one delivered, one whose photo is no photo, one that waits."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.states import Scheduled

from blocks.censor_policy import CensorPolicy
from blocks.media_store import MediaStore
from blocks.render_farm import RenderFarm
from blocks.voice_chain import VoiceChain
from contracts.errors import InputRejected
from contracts.media import MediaKind
from contracts.submission import Submission
from contracts.voice_preset import PRESETS
from flows.run_record import wait_until_shown

BLOCKS = (MediaStore, RenderFarm, VoiceChain, CensorPolicy)
DEPLOYMENT = "make-video/default"


@dataclass(frozen=True)
class ShownRuns:
    """Ids of flow runs, and of the artifacts of the delivered one by their keys."""

    delivered: UUID
    rejected: UUID
    waiting: UUID
    artifacts: dict[str, UUID]


def make_runs(submission: Submission) -> ShownRuns:
    """Makes the video of `submission` and all else that the pages show, on the server of this process."""
    from deployments.apply import apply
    from flows.make_video import make_video

    apply()
    for block in BLOCKS:
        block.register_type_and_schema()
    VoiceChain(preset=PRESETS["natural"]).save("ballads", overwrite=True)
    make_video(submission)
    text = MediaStore.configured().put_bytes(b"this is a text and no photo", MediaKind.IMAGE, ".jpg")
    rejected = submission.model_copy(update={"id": f"{submission.id}-no-photo", "selfie": text})
    with suppress(InputRejected):
        make_video(rejected)
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
        waiting = client.create_flow_run_from_deployment(
            deployment.id,
            name=f"{submission.id}-later",
            parameters={"submission": submission.model_dump(mode="json")},
            state=Scheduled(scheduled_time=datetime.now(UTC) + timedelta(hours=1)),
        )
        delivered = _run(client, submission.id)
        return ShownRuns(
            delivered=delivered,
            rejected=_run(client, rejected.id),
            waiting=waiting.id,
            artifacts={artifact["key"]: UUID(artifact["id"]) for artifact in artifacts_of(client, delivered)},
        )


def artifacts_of(client: SyncPrefectClient, run: UUID) -> list[dict[str, Any]]:
    """The artifacts of a flow run that have a key; Prefect's own, of results, have none."""
    wait_until_shown()
    found: list[dict[str, Any]] = client.request(
        "POST", "/artifacts/filter", json={"artifacts": {"flow_run_id": {"any_": [str(run)]}}}
    ).json()
    return [artifact for artifact in found if artifact["key"]]


def _run(client: SyncPrefectClient, name: str) -> UUID:
    """The newest flow run of that name."""
    found = client.request(
        "POST",
        "/flow_runs/filter",
        json={"flow_runs": {"name": {"any_": [name]}}, "sort": "START_TIME_DESC", "limit": 1},
    ).json()
    return UUID(found[0]["id"])
