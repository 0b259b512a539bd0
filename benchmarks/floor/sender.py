"""`python -m benchmarks.floor.sender OUT` sends six submissions at once to the floor of this home and waits for all.

A process of its own, as Prefect reads the floor's address when it is imported. Prints one JSON object: seconds from the
first submission's begin to each one's end, by name, and what became of those that failed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.floor.inputs import six_inputs
from cli.connection import begin_floor_connection, quieten

POLL_S = 1.0
PATIENCE_S = 1800.0


def send_all(out: Path) -> dict[str, Any]:
    """Sends, waits, and writes each one's files into a folder of its name below `out`."""
    from prefect.client.orchestration import get_client

    from cli.job import Job, to_submission
    from cli.outputs import write_outputs
    from contracts.errors import FanchantError
    from deployments.outcome import delivery_of, is_over
    from deployments.submissions import send

    with tempfile.TemporaryDirectory() as folder, get_client(sync_client=True) as client:
        fans = six_inputs(Path(folder))
        began, began_s = time.time(), time.monotonic()
        runs = {}
        for fan in fans:
            job = Job(selfie=fan.selfie, voice=fan.voice, name=fan.name, template="demo", voice_approved=True)
            runs[fan.name] = send(client, to_submission(job)).run.id
        delivered_s: dict[str, float] = {}
        failed: dict[str, str] = {}
        while len(delivered_s) + len(failed) < len(runs) and time.monotonic() - began_s < PATIENCE_S:
            time.sleep(POLL_S)
            for name in runs.keys() - delivered_s.keys() - failed.keys():
                state = client.read_flow_run(runs[name]).state
                if state is None or not is_over(state):
                    continue
                try:
                    write_outputs(delivery_of(state), out / name)
                    delivered_s[name] = round(state.timestamp.timestamp() - began, 2)
                except FanchantError as error:
                    failed[name] = f"{error} ({state.name}: {state.message})"
    return {"submissions": len(runs), "delivered_s": delivered_s, "failed": failed}


def main() -> None:
    quieten(debug=False)
    begin_floor_connection().wait()
    print(json.dumps(send_all(Path(sys.argv[1]))))  # noqa: T201


if __name__ == "__main__":
    main()
