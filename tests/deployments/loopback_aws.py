"""An AWS of our own on the loopback interface, and a guard that nothing else is ever spoken to."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from moto.ec2.utils import generate_instance_identity_document
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

CLUSTER = "fanchant"
EVENTS_QUEUE = "prefect-ecs-tasks-events"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
}


@contextmanager
def loopback_aws() -> Iterator[str]:
    """Starts it and points every AWS client of this process at it; yields its URL.

    A connection to anything but the loopback interface fails.
    """
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setattr(socket, "getaddrinfo", _only_loopback(socket.getaddrinfo))
        try:
            yield f"http://{host}:{port}"
        finally:
            server.stop()


def prepare_cluster() -> None:
    """What docs/deployments.md asks of the account: a cluster, a capacity provider of GPU hosts, a queue for events."""
    ec2, ecs, sqs = (boto3.client(service) for service in ("ec2", "ecs", "sqs"))
    ecs.create_cluster(clusterName=CLUSTER)
    image = ec2.describe_images()["Images"][0]["ImageId"]
    instance = boto3.resource("ec2").create_instances(ImageId=image, InstanceType="g5.xlarge", MinCount=1, MaxCount=1)[
        0
    ]
    ecs.register_container_instance(
        cluster=CLUSTER, instanceIdentityDocument=json.dumps(generate_instance_identity_document(instance))
    )
    sqs.create_queue(QueueName=EVENTS_QUEUE)


def _only_loopback(real: Any) -> Any:
    def getaddrinfo(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "localhost", "127.0.0.1", "::1"):
            raise OSError(f"a test must not speak to {name}")
        return real(host, *arguments, **options)

    return getaddrinfo
