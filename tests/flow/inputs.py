"""Submissions to the tiny template: a real photo, a line sung off key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from blocks.media_store import MediaStore
from contracts.media import MediaKind
from contracts.submission import Consent, Submission
from media.audio_file import flac_bytes
from tests.flow.tiny_template import sung_line

SELFIE = Path(__file__).resolve().parents[2] / "templates" / "demo" / "inputs" / "selfie.jpg"


def write_voice(path: Path) -> Path:
    """Four notes, 60 cents flat and late, as FLAC."""
    path.write_bytes(flac_bytes(sung_line(2.6, off_key_cents=-60.0, late_s=0.2)[None]))
    return path


def submission(folder: Path, *, name: str = "Mina", submission_id: str = "first", approved: bool = True) -> Submission:
    store = MediaStore.configured()
    return Submission(
        id=submission_id,
        template="tiny",
        selfie=store.put_file(SELFIE, MediaKind.IMAGE),
        voice=store.put_file(write_voice(folder / "voice.flac"), MediaKind.AUDIO),
        name=name,
        consent=Consent(version="test", given_at=datetime(2026, 1, 1, tzinfo=UTC)),
        voice_approved=approved,
    )
