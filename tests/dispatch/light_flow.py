"""A flow for the warm worker, as light as can be: its stages wait for files of the test."""

from __future__ import annotations

import time
from pathlib import Path

from prefect import flow

from tasks.stage import stage


def cast(folder: str, number: int) -> int:
    """Notes its start and ends when the file `open` is there."""
    (Path(folder) / f"started-{number}").touch()
    while not (Path(folder) / "open").exists():
        time.sleep(0.02)
    return number


cast_task = stage("cast")(cast)


@flow(name="light", flow_run_name="light-{stages}")
def light(folder: str, stages: int) -> int:
    """Stages one after the other."""
    return sum(cast_task(folder, number) for number in range(stages))
