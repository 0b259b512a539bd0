"""Deployments load, are applied idempotently, and a worker really runs one."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from contracts.delivery import Delivery
from contracts.errors import ConfigurationError
from deployments.description import PROJECT, read_description
from tests.flow.inputs import submission


def test_deployments_load() -> None:
    from prefect import Flow

    description = read_description()
    assert {"cpu", "gpu"} <= set(description.work_pools)
    assert description.deployments
    for deployment in description.deployments:
        path, name = deployment.entrypoint.split(":")
        assert (PROJECT / path).is_file()
        flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
        assert isinstance(flow, Flow)


def test_pools_of_the_policy_table_are_described() -> None:
    from tasks.policy import STAGES

    assert {policy.pool for policy in STAGES.values()} <= set(read_description().work_pools)


def test_prefect_itself_reads_the_same_file() -> None:
    from importlib.metadata import version

    import yaml

    document = yaml.safe_load((PROJECT / "prefect.yaml").read_text())
    assert document["prefect-version"] == version("prefect")
    assert [deployment["name"] for deployment in document["deployments"]]


@pytest.mark.parametrize(
    "text",
    [
        "deployments: []",
        "definitions: {work_pools: {cpu: {type: process}}}\n"
        "deployments: [{name: a, entrypoint: x, work_pool: {name: cpu}}]",
        "definitions: {work_pools: {cpu: {type: process}}}\n"
        "deployments: [{name: a, entrypoint: 'flows/x.py:y', work_pool: {name: gpu}}]",
        ": :",
    ],
)
def test_a_wrong_description_says_what_is_wrong(text: str, tmp_path: Path) -> None:
    path = tmp_path / "prefect.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=r"prefect\.yaml"):
        read_description(path)


@pytest.mark.usefixtures("prefect_server")
def test_applying_twice_changes_nothing() -> None:
    from prefect.client.orchestration import get_client

    from deployments.apply import apply

    first = apply()
    with get_client(sync_client=True) as client:
        before = client.read_deployment_by_name("make-video/default")
        assert apply() == first == {"pools": ["cpu", "gpu"], "deployments": ["make-video/default"]}
        after = client.read_deployment_by_name("make-video/default")
        assert client.read_work_pool("cpu").type == "process"
    assert before.id == after.id
    assert after.work_pool_name == "cpu"


@pytest.mark.usefixtures("prefect_server")
def test_a_worker_runs_a_submission(tiny: str, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    from deployments.apply import apply

    apply()
    sent = submission(tmp_path, submission_id="by-worker", name="Ada")
    run = run_deployment(
        "make-video/default", parameters={"submission": sent.model_dump(mode="json")}, timeout=0, as_subflow=False
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
    delivery = Delivery.model_validate(
        state.result()
    )  # Prefect reads a flow's result from another process as JSON data
    assert delivery.submission == "by-worker"
    assert delivery.video.frames == 72
