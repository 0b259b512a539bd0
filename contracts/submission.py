"""What a fan sends, and what intake makes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from contracts.base import Contract
from contracts.media import MediaRef

NAME_MAX_GRAPHEMES = 40


class Consent(Contract):
    """Which consent text the fan agreed to, and when."""

    version: str
    given_at: AwareDatetime


class Submission(Contract):
    """One fan's request for one video. The `id` is chosen by the caller and makes the request idempotent."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_-]{1,64}$")]
    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    selfie: MediaRef
    voice: MediaRef
    name: str = Field(description="as typed; normalised by intake")
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    consent: Consent
    voice_approved: bool = Field(
        default=False, description="an operator listened to this voice and lets it pass where screening says `review`"
    )
    callback_url: str | None = None
    client_metadata: dict[str, str] = Field(default_factory=dict)


class Intake(Contract):
    """The submission's media decoded, checked and normalised; what every later stage reads.

    `selfie` is an upright RGB image of at most 1280 px on its longer side; `voice` is mono 48 kHz FLAC, at most
    as long as intake allows; `name` is NFC, trimmed, with single spaces.
    """

    selfie: MediaRef
    voice: MediaRef
    voice_sha256_original: str = Field(description="of the file as sent: recorded approvals refer to it")
    name: str
    locale: str
    warnings: tuple[str, ...] = ()


def utc_now() -> datetime:
    """Current time with its zone."""
    from datetime import UTC

    return datetime.now(UTC)
