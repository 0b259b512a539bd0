"""A disk that is full when a flow run ends."""

from __future__ import annotations

from typing import Any

import pytest
from prefect import flow
from prefect._internal.result_records import ResultRecord
from prefect.filesystems import LocalFileSystem
from prefect.serializers import JSONSerializer

from blocks.home import results_folder
from deployments.attempt import keep_result


@pytest.mark.usefixtures("prefect_server")
def test_a_result_that_found_no_room_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    @flow(persist_result=True, result_serializer=JSONSerializer())
    def finished() -> str:
        return "delivery"

    def full(*_args: Any, **_kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(LocalFileSystem, "write_path", full)
        disk.setattr(LocalFileSystem, "awrite_path", full, raising=False)
        state = finished(return_state=True)
    assert state.is_completed()
    assert isinstance(state.data, ResultRecord)
    kept = results_folder() / str(state.data.metadata.storage_key)
    assert not kept.exists()
    keep_result(finished, state)
    assert "delivery" in kept.read_text()
