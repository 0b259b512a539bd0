"""What a run leaves in the UI: enough, cheap, nothing personal, and never at the cost of the video."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from pydantic import BaseModel

from contracts.delivery import Delivery, StageTiming
from contracts.media import MediaKind, MediaRef
from flows import results, run_record
from flows.waterfall import DEADLINE_S, is_late, waterfall_markdown
from tests.flow.inputs import submission
from tests.ui.runs import BLOCKS, artifacts_of

CALLS_PER_SUBMISSION = 8
NAME = "Wilhelmina"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the calls that show something, as they really go to the server."""
    counted: Counter[str] = Counter()
    request = SyncPrefectClient.request

    def counting(self: SyncPrefectClient, method: Any, path: Any, **kwargs: Any) -> Any:
        if path.startswith("/artifacts") or (method == "PATCH" and path.startswith("/flow_runs")):
            counted[f"{method} {path}"] += 1
        return request(self, method, path, **kwargs)

    monkeypatch.setattr(SyncPrefectClient, "request", counting)
    return counted


def make(folder: Path, submission_id: str) -> Delivery:
    from flows.make_video import make_video

    return make_video(submission(folder, submission_id=submission_id, name=NAME))


@pytest.mark.usefixtures("prefect_server", "tiny")
def test_a_run_shows_itself_in_few_calls(tmp_path: Path, calls: Counter[str]) -> None:
    delivery = make(tmp_path, "record")
    run_record.wait_until_shown()
    shown = dict(calls)
    assert shown["POST /artifacts/"] == 4
    assert sum(shown.values()) <= CALLS_PER_SUBMISSION, shown
    with get_client(sync_client=True) as client:
        runs = client.request("POST", "/flow_runs/filter", json={"flow_runs": {"name": {"any_": ["record"]}}}).json()
        artifacts = {artifact["key"]: artifact for artifact in artifacts_of(client, runs[0]["id"])}
    assert set(artifacts) == {"progress", "waterfall", "contact-sheet", "results"}
    assert artifacts["contact-sheet"]["type"] == "image"
    assert runs[0]["tags"] == ["template:tiny"]
    assert {stage.pool for stage in delivery.stages} == {"cpu", "gpu"}
    assert NAME not in str(artifacts) + str(runs[0]["tags"])


@pytest.mark.usefixtures("prefect_server", "tiny")
def test_a_video_is_delivered_where_nothing_can_be_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("the server is away")

    monkeypatch.setattr(run_record, "_client", refuse)
    assert make(tmp_path, "unseen").video.frames == 72
    run_record.wait_until_shown()


def media(suffix: str) -> MediaRef:
    return MediaRef(uri=f"media/ab/{'ab' * 32}{suffix}", sha256="ab" * 32, kind=MediaKind.VIDEO, size_bytes=2_500_000,
                    media_type="video/mp4")  # fmt: skip


def test_results_are_links_where_the_store_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "link_to", lambda media, file_name=None: f"https://store/{media.sha256}?{file_name}")
    delivery = Delivery.model_construct(
        video=BaseModelStub(video=media(".mp4")),
        fan_kit=BaseModelStub(items={"card.png": media(".png")}),
        frames=BaseModelStub(rendered=1, cached=2, copied=3),
        warnings=("A person should listen.",),
    )
    shown = results.results_markdown(delivery)
    assert f"[video.mp4](https://store/{'ab' * 32}?video.mp4)" in shown
    assert "[card.png](" in shown
    assert "2.5 MB" in shown
    assert "good for 7 days" in shown
    assert "- A person should listen." in shown
    assert results.picture_address(media(".webp")).startswith("https://store/")


class BaseModelStub:
    """A part of a delivery that is not looked at further."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


def timing(**changes: Any) -> StageTiming:
    given = {"name": "cast", "start_s": 2.0, "end_s": 4.0, "attempts": 1, "cached": False, "pool": "cpu"}
    return StageTiming.model_validate(given | changes)


def test_a_late_run_says_so() -> None:
    late = [timing(end_s=DEADLINE_S + 1)]
    assert is_late(late)
    assert ": late" in waterfall_markdown(late)
    assert not is_late([timing()])
    assert not is_late([])


def test_waits_hosts_and_attempts_are_shown() -> None:
    shown = waterfall_markdown([timing(waited_s=2.0, attempts=3, host="gpu-7"), timing(cached=True, attempts=0)])
    assert "| cast | cpu | 2.00 | 2.00 |" in shown
    assert "3 attempts gpu-7" in shown
    assert "1 of them cached, 1 tried again. Longest wait: 2.00 s" in shown
    bar = shown.split("`")[1]
    assert (bar.count("▄"), bar.count("█")) == (12, 12)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_every_setting_of_a_block_is_explained(block: type[Any]) -> None:
    assert block._description
    for path, field in described_fields(block):
        assert field.description, f"{block.__name__}.{path} has no description"


def described_fields(model: type[BaseModel], above: str = "") -> list[tuple[str, Any]]:
    """Our fields of `model` and of the models in it; those of Prefect's Block itself are not ours."""
    found: list[tuple[str, Any]] = []
    for name, field in model.model_fields.items():
        if name.startswith(("_", "block_")):
            continue
        found.append((above + name, field))
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found += described_fields(field.annotation, f"{above}{name}.")
    return found
