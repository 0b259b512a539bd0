"""The flow on the tiny template: a real server, a real browser, real stages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.sorting import FlowRunSort

from blocks.home import results_folder
from blocks.media_store import MediaStore
from contracts.delivery import Delivery
from contracts.errors import InputRejected
from contracts.screening import Screening
from flows.run_record import wait_until_shown
from tests.flow.inputs import submission
from tests.flow.tiny_template import FRAMES, SHOT_FRAMES

pytestmark = pytest.mark.usefixtures("prefect_server", "tiny")

NAME = "Wilhelmina"


def make(folder: Path, **wanted: Any) -> Delivery:
    from flows.make_video import make_video

    return make_video(submission(folder, **wanted))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inputs")


@pytest.fixture(scope="module")
def first(prefect_server: object, tiny: str, folder: Path) -> Delivery:
    shutil.rmtree(results_folder(), ignore_errors=True)  # other tests of the session made the same video
    return make(folder, name=NAME, submission_id="shown-once")


def test_everything_personal_is_rendered_once(first: Delivery) -> None:
    assert first.frames.model_dump() == {"rendered": 2 * SHOT_FRAMES, "copied": SHOT_FRAMES, "cached": 0}
    assert first.video.frames == FRAMES
    assert MediaStore.configured().exists(first.video.video)
    assert list(first.fan_kit.items) == ["card.png", "ringtone.m4a"]
    assert [shot.id for shot in first.shots] == ["opening", "face", "sign"]


def test_stages_are_timed_in_the_order_of_work(first: Delivery) -> None:
    began = {stage.name: stage.start_s for stage in first.stages}
    ended = {stage.name: stage.end_s for stage in first.stages}
    assert len(began) == 12
    assert all(0 <= began[name] <= ended[name] for name in began)
    assert ended["intake"] <= min(began["recognise"], began["screen_name"], began["screen_voice"], began["tune_voice"])
    assert ended["recognise"] <= began["cast"] <= ended["cast"] <= began["render_shot:face"]
    assert max(ended["render_shot:face"], ended["render_shot:sign"], ended["mix_song"]) <= began["assemble"]
    assert ended["mix_song"] <= began["make_ringtone"]
    assert {stage.attempts for stage in first.stages} == {1}


def test_same_submission_again_renders_nothing(first: Delivery, folder: Path) -> None:
    again = make(folder, name=NAME, submission_id="again")
    assert again.frames.model_dump() == {"rendered": 0, "copied": SHOT_FRAMES, "cached": 2 * SHOT_FRAMES}
    assert all(stage.cached for stage in again.stages)
    assert again.video == first.video


def test_another_name_renders_only_the_shots_that_show_it(first: Delivery, folder: Path) -> None:
    renamed = make(folder, name="Zoë", submission_id="renamed")
    assert {shot.id for shot in renamed.shots if shot.kind == "personal" and not shot.cached} == {"sign"}
    assert renamed.frames.rendered == SHOT_FRAMES
    assert renamed.video.video.sha256 != first.video.video.sha256


def test_lost_media_are_made_again(first: Delivery, folder: Path) -> None:
    store = MediaStore.configured()
    store.discard(first.video.video)
    clips = [path for path in store.root.rglob("*.mp4") if path.stat().st_size]
    for path in clips:
        path.unlink()
    mended = make(folder, name=NAME, submission_id="mended")
    assert mended.frames.rendered == 2 * SHOT_FRAMES
    assert mended.video.video.sha256 == first.video.video.sha256
    assert store.exists(mended.video.video)
    assert {stage.name for stage in mended.stages if stage.cached} >= {"intake", "recognise", "cast", "tune_voice"}


def test_unsure_voice_needs_an_approval(first: Delivery, folder: Path) -> None:
    assert first.voice_screening.verdict == "review"  # there is no speech model here
    assert first.mix.voice_used == "fan"
    assert first.vocal is not None
    assert first.vocal.pitch_error_cents < first.vocal.pitch_error_before_cents
    unapproved = make(folder, name=NAME, submission_id="unapproved", approved=False)
    assert unapproved.mix.voice_used == "guide"
    assert unapproved.vocal is None
    assert any("--approve-voice" in warning for warning in unapproved.warnings)


def test_rejected_voice_is_replaced_even_where_approved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.make_video.screen_voice_task", FixedTask(verdict("reject")))
    rejected = make(folder, name=NAME, submission_id="rejected-voice")
    assert rejected.mix.voice_used == "guide"
    assert any("rejected" in warning for warning in rejected.warnings)


def test_rejected_name_stops_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.make_video.screen_name_task", FixedTask(verdict("reject")))
    with pytest.raises(InputRejected, match="another name") as rejection:
        make(folder, name=NAME, submission_id="rejected-name")
    assert rejection.value.code == "name_rejected"


def test_unsure_name_is_shown_with_a_warning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.make_video.screen_name_task", FixedTask(verdict("review")))
    reviewed = make(folder, name=NAME, submission_id="unsure-name")
    assert any("name" in warning for warning in reviewed.warnings)


def test_the_server_shows_the_run_and_nothing_personal(first: Delivery) -> None:
    with get_client(sync_client=True) as client:
        named = FlowRunFilter(name=FlowRunFilterName(any_=["shown-once"]))
        (run,) = client.read_flow_runs(flow_run_filter=named, limit=2, sort=FlowRunSort.START_TIME_DESC)
        artifacts = found_by_run(client, "artifacts", run.id)
        log_lines = found_by_run(client, "logs", run.id)
    data = {artifact["key"]: str(artifact["data"]) for artifact in artifacts if artifact["key"]}
    assert set(data) == {"waterfall", "progress", "contact-sheet", "results"}
    assert "render_shot:face" in data["waterfall"]
    assert data["contact-sheet"].startswith("data:image/webp;base64,")
    assert first.video.video.uri[:20] in data["results"]
    assert "template:tiny" in run.tags
    assert float(data["progress"]) == 100.0
    public = [run.name, *run.tags, *map(str, artifacts), *(line["message"] for line in log_lines)]
    assert not any(NAME in text for text in public)


def found_by_run(client: SyncPrefectClient, what: str, run: UUID) -> list[dict[str, Any]]:
    """Artifacts or log lines of a flow run, as the server has them."""
    wait_until_shown()
    found: list[dict[str, Any]] = client.request(
        "POST", f"/{what}/filter", json={what: {"flow_run_id": {"any_": [str(run)]}}}
    ).json()
    return found


def verdict(word: str) -> Screening:
    return Screening.model_validate({"verdict": word, "evidence": (), "versions": {}})


class FixedTask:
    """Stands for a task whose answer is known: censor verdicts that no ordinary input provokes."""

    def __init__(self, answer: Screening) -> None:
        self._answer = answer

    def submit(self, *_arguments: object) -> FixedTask:
        return self

    def result(self) -> Screening:
        return self._answer
