"""How long one stage takes that does nothing, alone and twelve at once, through its Prefect task: JSON of milliseconds.

Runs in a process of its own, in the environment of a floor whose hosts do not sleep.
"""

from __future__ import annotations

import json
import statistics
import time
from uuid import uuid4

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from benchmarks.dispatch.light_stages import use_light_stages
from tasks.censor.task import screen_name_task

ALONE, FAN_OUTS, WIDTH = 60, 15, 12


@flow(name="round-trips", task_runner=ThreadPoolTaskRunner(max_workers=WIDTH))  # type: ignore[arg-type]
def round_trips() -> dict[str, float]:
    run = uuid4().hex
    alone_ms = [_timed_ms([f"{run} {number}"]) for number in range(ALONE)]
    fan_out_ms = [_timed_ms([f"{run} {number} {part}" for part in range(WIDTH)]) for number in range(FAN_OUTS)]
    return {"noop_ms": statistics.median(alone_ms[5:]), "fanout12_ms": statistics.median(fan_out_ms[2:])}


def _timed_ms(names: list[str]) -> float:
    """Milliseconds until the stage has answered for every one of `names`, none of which it knows."""
    began = time.perf_counter()
    futures = [screen_name_task.submit(name, "en") for name in names]
    for future in futures:
        future.result()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    use_light_stages()
    print(json.dumps(round_trips()))  # noqa: T201
