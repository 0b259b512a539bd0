"""Events by which the server's automations and the operators see that a host or a run is alive."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from prefect.events import emit_event

HOST_READY, HOST_BEAT, HOST_LEFT = "fanchant.host.ready", "fanchant.host.beat", "fanchant.host.left"
SUBMISSION_BEAT = "fanchant.submission.beat"

logger = logging.getLogger(__name__)


def show_life(event: str, flow_run: UUID | str, *, pool: str = "", payload: Mapping[str, Any] | None = None) -> None:
    """Emits `event` about `flow_run` on the process's one websocket; returns at once and never raises."""
    related = [{"prefect.resource.id": f"fanchant.pool.{pool}", "prefect.resource.role": "pool"}] if pool else []
    try:
        emit_event(
            event,
            resource={"prefect.resource.id": f"prefect.flow-run.{flow_run}"},
            related=related,
            payload=dict(payload or {}),
        )
    except Exception as error:  # a video must not fail because nobody hears that it is being made
        logger.warning("event %s was not sent: %s", event, type(error).__name__)
