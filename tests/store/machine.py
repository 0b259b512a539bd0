"""A machine that runs a flow of one stage: `python -m tests.store.machine LINE` prints what became of it."""

from __future__ import annotations

import json
import sys

from prefect import flow

from blocks.media_store import MediaStore
from contracts.media import MediaKind, MediaRef
from tasks.stage import stage


def write_down(line: str) -> MediaRef:
    return MediaStore.configured().put_bytes(line.encode(), MediaKind.DOCUMENT, ".txt")


write_down_task = stage("cast")(write_down)


@flow
def one_stage(line: str) -> dict[str, str]:
    state = write_down_task(line, return_state=True)
    return {"state": str(state.name), "line": MediaStore.configured().read_bytes(state.result()).decode()}


if __name__ == "__main__":
    print(json.dumps(one_stage(sys.argv[1])))  # noqa: T201
