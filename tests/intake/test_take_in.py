"""The stage on contracts, with a real store and a real template folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blocks.media_store import MediaStore
from contracts.errors import InputRejected
from contracts.media import MediaKind
from contracts.submission import Consent, Submission
from tasks.intake.task import take_in
from tests.intake.templates import write_template
from tests.intake.test_voice import flac, silence, sung

PORTRAIT = Path(__file__).parents[2] / "templates" / "demo" / "inputs" / "selfie.jpg"


@pytest.fixture
def submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Submission:
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "media"))
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    write_template(tmp_path / "templates" / "tiny", cue_s=2)
    store = MediaStore.configured()
    return Submission(
        id="one",
        template="tiny",
        selfie=store.put_file(PORTRAIT, MediaKind.IMAGE),
        voice=store.put_file(flac(tmp_path / "voice.flac", sung(30)), MediaKind.AUDIO),
        name="  Zoë\u202e ",
        consent=Consent(version="1", given_at=datetime(2026, 1, 1, tzinfo=UTC)),
    )


def test_media_are_normalised_and_keep_their_origin(submission: Submission) -> None:
    intake = take_in(submission)
    assert (intake.name, intake.locale) == ("Zoë", "en")
    assert intake.voice_sha256_original == submission.voice.sha256
    assert (intake.selfie.media_type, intake.voice.kind) == ("image/png", MediaKind.AUDIO)
    assert [warning.split(":")[0] for warning in intake.warnings] == ["voice_cut"]
    assert take_in(submission) == intake


def test_an_unknown_template_and_a_bad_voice_are_refused(submission: Submission, tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        take_in(submission.model_copy(update={"template": "nowhere"}))
    assert rejected.value.code == "template_missing"
    silent = MediaStore.configured().put_file(flac(tmp_path / "silent.flac", silence(3)), MediaKind.AUDIO)
    with pytest.raises(InputRejected) as rejected:
        take_in(submission.model_copy(update={"voice": silent}))
    assert rejected.value.code == "voice_silent"
