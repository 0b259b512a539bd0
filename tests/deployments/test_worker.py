"""A worker process really runs a submission, with the code that it is installed from."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from contracts.delivery import Delivery
from deployments.changes import Settlement
from deployments.description import WorkPoolName, read_description
from deployments.flow_deployments import apply_deployment
from deployments.work_pools import apply_work_pool
from tests.flow.inputs import submission


@pytest.mark.usefixtures("prefect_server")
def test_a_worker_runs_a_submission(tiny: str, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    description = read_description()
    [ours] = [found for found in description.deployments if found.entrypoint == "flows/make_video.py:make_video"]
    elsewhere = ours.model_copy(update={"name": "by-process", "work_pool": WorkPoolName(name="cpu")})
    with get_client(sync_client=True) as client:
        apply_work_pool(client, description, "cpu", Settlement(), place="local", values={})
        apply_deployment(client, description, elsewhere, Settlement())
    sent = submission(tmp_path, submission_id="by-worker", name="Ada")
    run = run_deployment(
        "make-video/by-process", parameters={"submission": sent.model_dump(mode="json")}, timeout=0, as_subflow=False
    )
    fanchant = Path(sys.executable).with_name("fanchant")
    with (tmp_path / "worker.log").open("w") as log:
        worker = subprocess.Popen(
            [fanchant, "worker", "--pool", "cpu", "--once"],
            env=os.environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            worker.wait(200)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run.id).state
    assert state is not None
    assert state.is_completed(), (tmp_path / "worker.log").read_text()[-4000:]
    # Prefect reads a flow's result from another process as JSON data.
    delivery = Delivery.model_validate(state.result())
    assert delivery.submission == "by-worker"
    assert delivery.video.frames == 72
