"""A voice passes only where everything speaks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from blocks.media_store import MediaStore
from contracts.media import MediaKind, MediaRef
from contracts.screening import SpeechRules
from tasks.censor import speech
from tasks.censor.approvals import find_approval, load_approvals, record_take
from tasks.censor.lexicon import load_lexicon
from tasks.censor.names import worst
from tasks.censor.speech import Segment, Transcript
from tasks.censor.task import screen_voice
from tasks.censor.voices import judge_voice
from tests.censor.untrained_whisper import write_untrained_whisper
from tests.intake.templates import write_template
from tests.intake.test_voice import flac, silence, sung

DEMO_INPUTS = Path(__file__).parents[2] / "templates" / "demo" / "inputs"
LYRIC = "sing it out loud"
SURE = Segment(average_log_probability=-0.3, no_speech_probability=0.05, compression_ratio=1.1)
GOOD = Transcript("Sing it out loud!", "en", 0.9, 3.5, (SURE,))


def verdict(*transcripts: Transcript, voiced_s: float = 4.0) -> str:
    return worst(judge_voice(transcripts, voiced_s, LYRIC, "en", SpeechRules(), load_lexicon()))


def test_the_lines_own_words_pass() -> None:
    assert verdict(GOOD) == "pass"


@pytest.mark.parametrize(
    "transcript",
    [
        replace(GOOD, segments=()),
        replace(GOOD, text=""),
        replace(GOOD, text="buy cheap watches at my shop now"),
        replace(GOOD, speech_s=1.0),
        replace(GOOD, segments=(SURE, replace(SURE, average_log_probability=-1.5))),
        replace(GOOD, segments=(replace(SURE, no_speech_probability=0.7),)),
        replace(GOOD, segments=(replace(SURE, compression_ratio=3.0),)),
        replace(GOOD, text="sing it out load dick", language_probability=0.9),
        replace(GOOD, text="sing it so very proud", language_probability=0.2),
    ],
)
def test_any_doubt_is_left_to_a_person(transcript: Transcript) -> None:
    assert verdict(transcript) == "review"


def test_nothing_heard_is_no_pass() -> None:
    assert verdict() == "review"
    assert verdict(GOOD, voiced_s=0.0) == "review"


def test_a_term_in_any_language_rejects() -> None:
    assert verdict(replace(GOOD, text="sing it out fuck loud")) == "reject"
    assert verdict(GOOD, replace(GOOD, language="de", text="sing du arschloch")) == "reject"


def test_the_line_itself_makes_up_for_an_unsure_language() -> None:
    assert verdict(replace(GOOD, language_probability=0.2)) == "pass"


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MediaRef:
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "media"))
    monkeypatch.setenv("FANCHANT_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.delenv("FANCHANT_WHISPER", raising=False)
    write_template(tmp_path / "templates" / "tiny", cue_s=2, lyric=LYRIC)
    return MediaStore.configured().put_file(flac(tmp_path / "voice.flac", sung(3)), MediaKind.AUDIO)


def test_without_a_model_no_voice_passes(voice: MediaRef) -> None:
    screening = screen_voice(voice, voice.sha256, "tiny", "en")
    assert screening.verdict == "review"
    assert [(piece.check, piece.detail) for piece in screening.evidence] == [
        ("speech_model", "no speech model is configured")
    ]


def test_a_recorded_approval_opens_review(voice: MediaRef, tmp_path: Path) -> None:
    inputs = tmp_path / "templates" / "tiny" / "inputs"
    inputs.mkdir()
    (inputs / "take.flac").write_bytes(MediaStore.configured().read_bytes(voice))
    approval = record_take(inputs, "editor", date(2026, 1, 2))
    assert approval.voice_sha256 == voice.sha256
    screening = screen_voice(voice, voice.sha256, "tiny", "en")
    assert screening.verdict == "pass"
    assert screening.evidence[-1].check == "recorded_approval"
    assert screen_voice(voice, "0" * 64, "tiny", "en").verdict == "review"
    (inputs / "take.flac").write_bytes(b"a later version of the take")
    record_take(inputs, "editor", date(2026, 1, 3))
    assert [known.voice_sha256 for known in load_approvals(inputs / "approvals.json")] == [
        sha256(b"a later version of the take").hexdigest()
    ]


@pytest.mark.parametrize("broken", ["nothing", "no-tokenizer"])
def test_a_model_that_does_not_load_is_no_pass(
    voice: MediaRef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    folder = tmp_path / broken
    folder.mkdir()
    if broken == "nothing":
        (folder / "tokenizer.json").write_text("{}")
    monkeypatch.setenv("FANCHANT_WHISPER", str(folder))
    screening = screen_voice(voice, voice.sha256, "tiny", "en")
    assert screening.verdict == "review"
    assert screening.evidence[0].detail.startswith("the configured speech model cannot be used")


def test_a_real_model_is_loaded_heard_and_not_believed(
    voice: MediaRef, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weights are random, so the words are senseless: loading, decoding and the rules are real."""
    write_untrained_whisper(tmp_path / "whisper", ("en", "de"))
    monkeypatch.setenv("FANCHANT_WHISPER", str(tmp_path / "whisper"))
    monkeypatch.setattr(speech, "CANDIDATE_LANGUAGES", 1)
    monkeypatch.setattr(speech, "BEAM_SIZE", 1)
    screening = screen_voice(voice, voice.sha256, "tiny", "en")
    assert screening.verdict == "review"
    checks = {piece.check: piece.verdict for piece in screening.evidence}
    assert checks["speech_model"] == "pass"
    assert "review" in (checks["speech_heard"], checks["speech_quality"])
    assert len(screening.versions["speech_model"]) == 16
    silent = MediaStore.configured().put_file(flac(tmp_path / "silent.flac", silence(3)), MediaKind.AUDIO)
    assert screen_voice(silent, silent.sha256, "tiny", "en").verdict == "review"


def test_the_demo_take_is_approved() -> None:
    take = sha256((DEMO_INPUTS / "take.flac").read_bytes()).hexdigest()
    assert find_approval("demo", take) is not None, "run: python -m tasks.censor.approvals demo"
