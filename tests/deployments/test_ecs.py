"""Hosts on Amazon ECS: the pool's template, a host that is really submitted, one that stops, the results in S3."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client

from contracts.errors import ConfigurationError
from deployments.apply import apply
from deployments.description import PROJECT
from deployments.ecs_template import base_job_template, read_values
from tests.deployments.checkout import make_checkout
from tests.deployments.loopback_aws import CLUSTER, EVENTS_QUEUE, loopback_aws, prepare_cluster
from tests.deployments.server_objects import forget_everything

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PATIENCE_S = 60.0
VALUES: dict[str, dict[str, Any]] = {
    "all": {
        "image": "registry.example/fanchant:1",
        "cluster": CLUSTER,
        "execution_role_arn": "arn:aws:iam::123456789012:role/fanchant-execution",
        "task_role_arn": "arn:aws:iam::123456789012:role/fanchant-host",
        "dispatch_secret_arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:fanchant-dispatch",
        "env": {"FANCHANT_STORE": "s3://fanchant-media"},
    },
    "gpu": {"memory": 6144},  # what an instance of moto has room for
}


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    with loopback_aws() as url:
        prepare_cluster()
        yield url


@pytest.fixture
def client(prefect_server: object) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as client:
        forget_everything(client)
        yield client
        forget_everything(client)


def test_no_request_leaves_this_machine(aws: str) -> None:
    for service in ("ecs", "ec2", "sqs", "s3", "logs"):
        assert boto3.client(service).meta.endpoint_url == aws
    assert aws.startswith("http://127.0.0.1:")
    with pytest.raises(OSError, match="must not speak to"):
        socket.create_connection(("ecs.eu-central-1.amazonaws.com", 443))


def test_a_gpu_host_is_submitted_and_its_death_is_noticed(aws: str, client: SyncPrefectClient, tmp_path: Path) -> None:
    description = make_checkout(tmp_path)
    apply(description, place="ecs", values=VALUES)
    assert {change.action for change in apply(description, place="ecs").changes} == {"unchanged"}
    assert client.read_work_pool("gpu").type == client.read_work_pool("cpu").type == "ecs"
    assert client.read_work_pool("submissions").type == "warm"
    assert client.read_work_pool("gpu").concurrency_limit == 20

    gpu, cpu = (_create_host(client, pool) for pool in ("gpu", "cpu"))
    asyncio.run(_submit_and_stop(client, "gpu", gpu))
    [task] = _tasks(client, gpu)
    assert task["capacityProviderName"] == "fanchant-gpu"
    definition = boto3.client("ecs").describe_task_definition(taskDefinition=task["taskDefinitionArn"])
    [container] = definition["taskDefinition"]["containerDefinitions"]
    assert definition["taskDefinition"]["requiresCompatibilities"] == ["EC2"]
    assert container["resourceRequirements"] == [{"type": "GPU", "value": "1"}]
    assert (container["cpu"], container["memory"]) == (4096, 6144)
    assert container["stopTimeout"] == 120
    assert container["entryPoint"] == ["tini", "--"], "the image's own one would run the fanchant command"
    assert container["secrets"] == [
        {"name": "FANCHANT_DISPATCH_URL", "valueFrom": VALUES["all"]["dispatch_secret_arn"]}
    ]
    [override] = task["overrides"]["containerOverrides"]
    environment = {entry["name"]: entry["value"] for entry in override["environment"]}
    assert environment["PREFECT__FLOW_RUN_ID"] == str(gpu)
    assert environment["FANCHANT_STORE"] == "s3://fanchant-media"
    assert "FANCHANT_DISPATCH_URL" not in environment, "a password belongs into the secret"

    asyncio.run(_submit_and_stop(client, "cpu", cpu))
    [task] = _tasks(client, cpu)
    definition = boto3.client("ecs").describe_task_definition(taskDefinition=task["taskDefinitionArn"])
    assert definition["taskDefinition"]["requiresCompatibilities"] == ["FARGATE"]
    assert "resourceRequirements" not in definition["taskDefinition"]["containerDefinitions"][0]


def test_results_lie_in_s3(aws: str) -> None:
    from prefect_aws import AwsClientParameters, AwsCredentials, S3Bucket

    boto3.client("s3").create_bucket(
        Bucket="fanchant-media", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    credentials = AwsCredentials(aws_client_parameters=AwsClientParameters(endpoint_url=aws))
    storage = S3Bucket(bucket_name="fanchant-media", bucket_folder="results", credentials=credentials)
    storage.write_path("a", content=b"result", _sync=True)
    assert storage.read_path("a", _sync=True) == b"result"
    [found] = boto3.client("s3").list_objects_v2(Bucket="fanchant-media")["Contents"]
    assert found["Key"] == "results/a"


def test_operators_defaults_stay_and_wrong_values_are_named(tmp_path: Path) -> None:
    path = PROJECT / "deployments" / "aws" / "gpu.json"
    first = base_job_template(path, VALUES["all"])
    first["variables"]["properties"]["cpu"]["default"] = 8192  # somebody's hand in the UI
    again = base_job_template(path, {"image": "registry.example/fanchant:2"}, earlier=first)
    properties = again["variables"]["properties"]
    assert properties["cpu"]["default"] == 8192
    assert properties["image"]["default"] == "registry.example/fanchant:2"
    assert properties["cluster"]["default"] == CLUSTER
    with pytest.raises(ConfigurationError, match="colour: no such job variable"):
        base_job_template(path, {"colour": "red"})


@pytest.mark.usefixtures("prefect_server")
def test_what_is_missing_is_named(client: SyncPrefectClient, tmp_path: Path) -> None:
    description = make_checkout(tmp_path)
    with pytest.raises(ConfigurationError, match="gpu on ECS needs image, cluster"):
        apply(description, place="ecs")
    with pytest.raises(ConfigurationError, match="tpu: no such work pool"):
        apply(description, place="ecs", values={"tpu": {}})


def test_values_are_read(tmp_path: Path) -> None:
    path = tmp_path / "values.yaml"
    path.write_text(yaml.safe_dump(VALUES))
    assert read_values(path) == VALUES
    path.write_text("just words")
    with pytest.raises(ConfigurationError, match=r"values\.yaml"):
        read_values(path)


@pytest.mark.parametrize("name", ["submissions-service.json", "hosts-service.json"])
def test_services_are_task_definitions(aws: str, name: str) -> None:
    document = json.loads((PROJECT / "deployments" / "aws" / name).read_text())
    registered = boto3.client("ecs").register_task_definition(**document)["taskDefinition"]
    assert registered["family"] == document["family"]
    for container in document["containerDefinitions"]:
        assert not {"FANCHANT_DISPATCH_URL", "PREFECT_API_AUTH_STRING"} & {
            entry["name"] for entry in container["environment"]
        }, "secrets belong into `secrets`"


def test_policies_name_their_actions() -> None:
    for path in sorted((PROJECT / "deployments" / "aws").glob("*-policy.json")):
        document = json.loads(path.read_text())
        assert document["Version"] == "2012-10-17"
        for statement in document["Statement"]:
            assert all(":" in action and not action.endswith(":*") for action in statement["Action"]), path.name


def _create_host(client: SyncPrefectClient, pool: str) -> UUID:
    deployment = client.read_deployment_by_name(f"warm-host/{pool}")
    return client.create_flow_run_from_deployment(deployment.id).id


def _tasks(client: SyncPrefectClient, run: UUID) -> list[dict[str, Any]]:
    identifier = client.read_flow_run(run).infrastructure_pid
    assert identifier is not None
    cluster, _, task = identifier.partition("::")
    assert cluster == CLUSTER
    found: list[dict[str, Any]] = boto3.client("ecs").describe_tasks(cluster=CLUSTER, tasks=[task])["tasks"]
    return found


async def _submit_and_stop(client: SyncPrefectClient, pool: str, run: UUID) -> None:
    """A real ECS worker submits the run; then ECS says that the task has ended, as it does when a host dies."""
    from prefect_aws.workers import ECSWorker

    async with ECSWorker(work_pool_name=pool, name="test", prefetch_seconds=0) as worker:
        await worker.sync_with_backend()
        await worker.get_and_submit_flow_runs()
        async with asyncio.timeout(PATIENCE_S):
            while (found := client.read_flow_run(run)).infrastructure_pid is None:
                assert found.state and not found.state.is_crashed(), found.state
                await asyncio.sleep(0.2)
            [task] = _tasks(client, run)
            _announce_end(task)
            while not (state := client.read_flow_run(run).state) or not state.is_crashed():
                await asyncio.sleep(0.2)
    assert "non-zero exit code" in (state.message or "")


def _announce_end(task: dict[str, Any]) -> None:
    sqs = boto3.client("sqs")
    event = {
        "id": str(uuid4()),
        "detail-type": "ECS Task State Change",
        "time": datetime.now(UTC).isoformat(),
        "detail": {
            "taskArn": task["taskArn"],
            "clusterArn": task["clusterArn"],
            "taskDefinitionArn": task["taskDefinitionArn"],
            "lastStatus": "STOPPED",
            "containers": [{"name": "prefect", "exitCode": 137}],
        },
    }
    queue = sqs.get_queue_url(QueueName=EVENTS_QUEUE)["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event))
