"""The whole flow through pools: the same files, byte by byte, as embedded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blocks.home import results_folder
from contracts.delivery import Delivery
from tasks.dispatch.settings import URL_SETTING
from tasks.warm_up import stages_of
from tests.dispatch.conftest import host
from tests.flow.inputs import submission


def make(folder: Path) -> Delivery:
    from flows.make_video import make_video

    shutil.rmtree(results_folder(), ignore_errors=True)
    return make_video(submission(folder, name="Wilhelmina"))


def files_of(delivery: Delivery) -> list[str]:
    return [delivery.video.video.sha256, *(item.sha256 for item in delivery.fan_kit.items.values())]


@pytest.mark.usefixtures("prefect_server", "tiny")
def test_pools_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.delenv(URL_SETTING, raising=False)
    embedded = make(tmp_path)
    request.getfixturevalue("pools")
    with (
        host(stages_of("gpu"), pool="gpu", slots=2, name="gpu-host") as gpu,
        host(stages_of("cpu"), pool="cpu", slots=2, name="cpu-host") as cpu,
    ):
        on_pools = make(tmp_path)
    assert files_of(on_pools) == files_of(embedded)
    assert gpu.activity.served + cpu.activity.served == len(on_pools.stages) == 12
    assert on_pools.model_dump(exclude={"stages"}) == embedded.model_dump(exclude={"stages"})
