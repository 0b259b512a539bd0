"""A warm host serves several fans at once, in threads of one process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blocks.media_store import MediaStore
from contracts.media import MediaKind
from tasks.recognition.task import recognise, recognise_task
from tasks.stage import served

SELFIE = Path(__file__).resolve().parents[2] / "templates" / "demo" / "inputs" / "selfie.jpg"


def test_fans_that_are_recognised_at_once_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path))
    selfie = MediaStore.configured().put_file(SELFIE, MediaKind.IMAGE)
    alone = recognise(selfie)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(served(recognise_task), [selfie] * 4))
    assert together == [alone] * 4
