"""Applying prefect.yaml: everything is there, a second time changes nothing, what operators tuned stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentUpdate, WorkPoolUpdate

from contracts.errors import ConfigurationError
from deployments.apply import apply
from deployments.changes import Change, Settlement
from deployments.description import Description
from tests.deployments.checkout import make_checkout
from tests.deployments.server_objects import forget_everything, server_objects


def fastapi_version() -> tuple[int, ...]:
    return tuple(int(part) for part in version("fastapi").split(".")[:2])


pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> Description:
    return make_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def client() -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as client:
        forget_everything(client)
        yield client
        forget_everything(client)


def test_everything_is_created_and_a_second_time_changes_nothing(
    client: SyncPrefectClient, description: Description
) -> None:
    first = apply(description)
    assert {change.action for change in first.changes if change.kind != "block type"} == {"created"}
    assert {change.name for change in first.changes if change.kind == "work pool"} == {"submissions", "gpu", "cpu"}
    assert {change.name for change in first.changes if change.kind == "deployment"} == {
        "make-video/default",
        "warm-host/gpu",
        "warm-host/cpu",
        "warm-pool/every-minute",
    }
    before = server_objects(client)
    second = apply(description)
    assert {change.action for change in second.changes} == {"unchanged"}
    assert not any(change.kept for change in second.changes)
    assert server_objects(client) == before

    warm_up = client.read_deployment_by_name("warm-pool/every-minute")
    assert [schedule.active for schedule in warm_up.schedules] == [True]
    assert client.read_work_pool("submissions").type == "warm"
    assert client.read_deployment_by_name("warm-host/gpu").parameters == {"pool": "gpu"}


def test_a_dry_run_writes_nothing_and_says_the_same(client: SyncPrefectClient, description: Description) -> None:
    before = server_objects(client)
    dry = apply(description, settlement=Settlement(dry_run=True))
    assert server_objects(client) == before
    assert dry.changes == apply(description).changes
    assert "+ work pool gpu" in dry.as_text()
    assert dry.summary().startswith("Dry run: ")


def test_what_operators_tuned_is_kept_and_said(client: SyncPrefectClient, description: Description) -> None:
    apply(description)
    warm_up = client.read_deployment_by_name("warm-pool/every-minute")
    [schedule] = warm_up.schedules
    [late] = client.read_automations_by_name("fanchant: a submission is late")
    client.update_work_pool("gpu", WorkPoolUpdate(concurrency_limit=7, description="somebody's"))
    client.update_deployment(warm_up.id, DeploymentUpdate(concurrency_limit=2, description="somebody's"))
    client.update_deployment_schedule(warm_up.id, schedule.id, active=False)
    client.pause_automation(late.id)
    client.request("PATCH", "/variables/name/{name}", path_params={"name": "fanchant_drops"}, json={"value": [1]})

    kept = {change.name: change for change in apply(description).changes if change.kept}
    assert kept["gpu"].kept == ("concurrency_limit: 7, prefect.yaml says 1",)
    assert kept["gpu"].changed == (
        "description: somebody's -> Warm hosts for stages that draw, recognise or listen. The...",
    )
    assert set(kept) == {"gpu", "warm-pool/every-minute", "fanchant: a submission is late"}
    assert client.read_work_pool("gpu").concurrency_limit == 7
    warm_up = client.read_deployment_by_name("warm-pool/every-minute")
    assert warm_up.global_concurrency_limit is not None
    assert warm_up.global_concurrency_limit.limit == 2
    assert [schedule.active for schedule in warm_up.schedules] == [False]

    apply(description, settlement=Settlement(reset=True))
    assert {change.action for change in apply(description).changes} == {"unchanged"}
    assert client.read_work_pool("gpu").concurrency_limit == 1
    warm_up = client.read_deployment_by_name("warm-pool/every-minute")
    assert [schedule.active for schedule in warm_up.schedules] == [True]
    [late] = client.read_automations_by_name("fanchant: a submission is late")
    assert late.enabled
    variable = client.read_variable_by_name("fanchant_drops")
    assert variable is not None
    assert variable.value == [1], "a calendar is never overwritten"


@pytest.mark.skipif(
    fastapi_version() >= (0, 151),
    reason="Prefect 3.8.8 sends `null` for limits left out, which a server on FastAPI 0.151 or newer refuses",
)
def test_prefect_deploy_leaves_the_same(client: SyncPrefectClient, description: Description) -> None:
    apply(description)
    ours = server_objects(client)
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    done = subprocess.run(command, cwd=description.project, env=os.environ, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    changes = apply(description).changes
    assert {change.action for change in changes} == {"unchanged"}, [change for change in changes if change.changed]
    theirs = server_objects(client)
    assert theirs.keys() == ours.keys()
    assert all(theirs[name]["id"] == ours[name]["id"] for name in ours)


def test_a_pool_of_another_type_is_refused(client: SyncPrefectClient, description: Description) -> None:
    apply(description)
    with pytest.raises(ConfigurationError, match="prefect work-pool delete gpu"):
        apply(description, place="ecs", values={"all": ECS_VALUES})


def test_a_flow_that_does_not_load_is_named(client: SyncPrefectClient, tmp_path: Path) -> None:
    broken = make_checkout(tmp_path)
    (tmp_path / "flows" / "warm_host.py").write_text("raise RuntimeError('gone')")
    with pytest.raises(ConfigurationError, match=r"flows/warm_host\.py:warm_host"):
        apply(broken)


def test_changes_read_well() -> None:
    settlement = Settlement(
        changes=[
            Change(
                "work pool", "gpu", "updated", ("description: a -> b",), ("concurrency_limit: 7, prefect.yaml says 1",)
            ),
            Change("variable", "fanchant_drops", "unchanged"),
        ]
    )
    assert settlement.as_text().splitlines() == [
        "~ work pool gpu",
        "    description: a -> b",
        "    kept concurrency_limit: 7, prefect.yaml says 1",
        "= variable fanchant_drops",
    ]
    assert settlement.summary() == "Done: 0 created, 1 updated, 1 unchanged; 1 settings of operators kept."


ECS_VALUES: dict[str, Any] = {
    "image": "registry.example/fanchant:1",
    "cluster": "fanchant",
    "execution_role_arn": "arn:aws:iam::123456789012:role/fanchant-execution",
    "task_role_arn": "arn:aws:iam::123456789012:role/fanchant-host",
    "dispatch_secret_arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fanchant-dispatch",
}
