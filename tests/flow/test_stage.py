"""Policy of stages as Prefect really runs them: retries, timeouts, keys, timings."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from prefect import flow
from prefect.context import FlowRunContext

from contracts.character import Character
from contracts.errors import ConfigurationError, FanchantError, InputRejected, TemplateError, Transient
from contracts.media import MediaKind, MediaRef
from contracts.submission import Consent, Submission
from tasks.cache import content_of, media_in, stage_key
from tasks.code_version import code_version, setting_version
from tasks.deadline import within
from tasks.policy import STAGES
from tasks.progress import listening, report_progress
from tasks.stage import stage
from tasks.timings import stage_log
from tests.conftest import SESSION
from tests.flow.tiny_template import build_tiny_template


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from dataclasses import replace

    monkeypatch.setitem(STAGES, "cast", replace(STAGES["cast"], retry_delay_s=0.01))
    yield


def count_attempts(error: FanchantError, failures: int) -> tuple[int, object]:
    """Runs a stage that raises `error` in its first `failures` attempts; returns attempts and outcome."""
    attempts = 0

    def flaky(ticket: str) -> str:
        nonlocal attempts
        attempts += 1
        if attempts <= failures:
            raise error
        return ticket

    flaky_task = stage("cast")(flaky)

    @flow
    def one_stage() -> object:
        return flaky_task(str(uuid4()))

    outcome: object
    try:
        outcome = one_stage()
    except FanchantError as raised:
        outcome = raised
    return attempts, outcome


@pytest.mark.usefixtures("prefect_server", "quick_retries")
def test_transient_errors_are_tried_again() -> None:
    attempts, outcome = count_attempts(Transient("a hiccup", code="test"), failures=2)
    assert attempts == 3
    assert isinstance(outcome, str)


@pytest.mark.usefixtures("prefect_server", "quick_retries")
def test_retries_end() -> None:
    attempts, outcome = count_attempts(Transient("always", code="test"), failures=99)
    assert attempts == 1 + STAGES["cast"].retries
    assert isinstance(outcome, Transient)


@pytest.mark.usefixtures("prefect_server", "quick_retries")
@pytest.mark.parametrize("kind", [InputRejected, TemplateError, ConfigurationError])
def test_what_cannot_get_better_is_not_tried_again(kind: type[FanchantError]) -> None:
    attempts, outcome = count_attempts(kind("as it is", code="test"), failures=99)
    assert attempts == 1
    assert isinstance(outcome, kind)


@pytest.mark.usefixtures("prefect_server")
def test_timings_count_attempts_and_caches(quick_retries: None) -> None:
    failed = False

    def hiccup(ticket: str) -> str:
        nonlocal failed
        if not failed:
            failed = True
            raise Transient("once", code="test")
        return ticket

    hiccup_task, ticket = stage("cast")(hiccup), str(uuid4())

    @flow
    def twice() -> list[tuple[int, bool]]:
        context = FlowRunContext.get()
        assert context is not None
        assert context.flow_run is not None
        with stage_log(context.flow_run.id, context.start_time) as log:
            hiccup_task(ticket)
            hiccup_task(ticket)
            return [(timing.attempts, timing.cached) for timing in log.timings()]

    assert twice() == [(2, False), (0, True)]


def test_a_stage_that_hangs_is_left() -> None:
    release = threading.Event()
    try:
        with pytest.raises(Transient, match="took longer") as late:
            within(0.05, release.wait, "hanging")()
    finally:
        release.set()
    assert late.value.code == "stage_timeout"


def test_a_stage_in_time_returns_or_raises_as_ever() -> None:
    assert within(5, lambda: "done", "quick")() == "done"
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0, "wrong")()


def media(sha256: str, kind: MediaKind = MediaKind.IMAGE) -> MediaRef:
    return MediaRef(uri=f"media/{sha256}", sha256=sha256 * 64, kind=kind, size_bytes=1, media_type="image/png")


def test_media_count_by_their_bytes_not_by_their_place() -> None:
    moved = media("a").model_copy(update={"uri": "elsewhere/a.jpg"})
    assert stage_key("recognise", {"selfie": media("a")}) == stage_key("recognise", {"selfie": moved})
    assert stage_key("recognise", {"selfie": media("a")}) != stage_key("recognise", {"selfie": media("b")})


def test_a_submission_counts_by_what_its_media_depend_on() -> None:
    def sent(**changes: object) -> object:
        consent = Consent(version="1", given_at=datetime.now(UTC))
        fields = {
            "id": "a",
            "template": "t",
            "selfie": media("a"),
            "voice": media("b"),
            "name": "N",
            "consent": consent,
        }
        return content_of(Submission.model_validate(fields | changes))

    assert sent() == sent(id="b", callback_url="https://example.org", voice_approved=True)
    assert sent() != sent(name="M")
    assert sent() != sent(selfie=media("c"))


def test_equal_characters_share_a_key() -> None:
    fan = {"skin_tone": 5, "hair_style": "bob", "hair_colour": "ink"}
    keys = [stage_key("cast", {"fan": Character.model_validate(fan | more)}) for more in ({}, {}, {"outfit": "ruby"})]
    assert keys[0] == keys[1] != keys[2]


def test_stages_and_revisions_do_not_share_keys(tiny: str) -> None:
    assert stage_key("cast", {"x": 1}) != stage_key("screen_name", {"x": 1})
    before = stage_key("mix_song", {"vocal": None, "template_id": tiny})
    build_tiny_template(SESSION / "templates", revision_of="changed")
    after = stage_key("mix_song", {"vocal": None, "template_id": tiny})
    build_tiny_template(SESSION / "templates")
    assert before != after
    assert before == stage_key("mix_song", {"vocal": None, "template_id": tiny})


def test_code_and_settings_are_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({code_version(policy.code) for policy in STAGES.values()}) > 4
    before = stage_key("recognise", {"selfie": media("a")})
    (tmp_path / "model.onnx").write_bytes(b"weights")
    monkeypatch.setenv("FANCHANT_MODELS", str(tmp_path))
    with_model = stage_key("recognise", {"selfie": media("a")})
    (tmp_path / "model.onnx").write_bytes(b"other weights")
    assert len({before, with_model, stage_key("recognise", {"selfie": media("a")})}) == 3
    assert setting_version("FANCHANT_NOT_SET") == ""


def test_configured_blocks_are_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stage_key("tune_voice", {"voice": media("b")})
    monkeypatch.setenv("FANCHANT_VOICE_CHAIN", "robot")
    assert stage_key("tune_voice", {"voice": media("b")}) != before
    assert stage_key("cast", {"x": 1}) == stage_key("cast", {"x": 1})


def test_an_approval_recorded_later_counts(tiny: str) -> None:
    inputs = {"voice": media("b"), "template_id": tiny}
    before = stage_key("screen_voice", inputs)
    approvals = SESSION / "templates" / tiny / "inputs" / "approvals.json"
    approvals.parent.mkdir(exist_ok=True)
    approvals.write_text("[]")
    after = stage_key("screen_voice", inputs)
    approvals.unlink()
    assert before != after
    assert before == stage_key("screen_voice", inputs)


def test_media_are_found_wherever_they_lie_in_a_result() -> None:
    result = {"card.png": media("a"), "more": [media("b"), (media("c"),)], "text": "none"}
    assert [found.sha256[0] for found in media_in(result)] == ["a", "b", "c"]


def test_progress_reaches_listeners_while_they_listen() -> None:
    heard: list[tuple[str, int, int]] = []
    with listening(lambda *report: heard.append(report)):
        report_progress("render_shot:close", 3, 12)
    report_progress("render_shot:close", 4, 12)
    assert heard == [("render_shot:close", 3, 12)]
