"""The places that the store's tests run on, and ways to meddle with what lies there."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import boto3  # type: ignore[import-untyped]

from blocks.media_store import MediaStore

BUCKET = "fanchant-tests"


class Place(Protocol):
    """A store for one test, empty at its begin."""

    store: MediaStore
    knows_when_uploads_began: bool

    def meddle(self, uri: str, data: bytes) -> None:
        """Replaces the bytes of an object behind the store's back."""

    def leave_half(self) -> None:
        """What a writer leaves that was killed."""


@dataclass
class FolderPlace:
    store: MediaStore
    knows_when_uploads_began: bool = True

    def meddle(self, uri: str, data: bytes) -> None:
        (self.store.root / uri).write_bytes(data)

    def leave_half(self) -> None:
        half = self.store.root / "media" / "ab" / "ab.mp4.0.partial"
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(b"half")


@dataclass
class BucketPlace:
    store: MediaStore
    client: Any
    bucket: str
    prefix: str
    knows_when_uploads_began: bool = True

    def meddle(self, uri: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"{self.prefix}/{uri}", Body=data)
        # Copies are verified too, but they would hide what lies in the bucket.
        copy = Path(os.environ["FANCHANT_HOME"]) / "copies" / Path(uri).name[:2] / Path(uri).name
        copy.unlink(missing_ok=True)

    def leave_half(self) -> None:
        self.client.create_multipart_upload(Bucket=self.bucket, Key=f"{self.prefix}/media/ab/ab.mp4")


def client_of(environment: dict[str, str]) -> Any:
    """A client of the S3 server of that environment, which must be on this machine."""
    url = environment["AWS_ENDPOINT_URL"]
    assert ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback, f"{url} is not this machine"
    return _client(url, *(environment[f"AWS_{name}"] for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")))


@cache
def _client(url: str, key_id: str, secret: str) -> Any:
    return boto3.client(
        "s3", endpoint_url=url, aws_access_key_id=key_id, aws_secret_access_key=secret, region_name="us-east-1"
    )


@contextmanager
def moto_server() -> Iterator[dict[str, str]]:
    """The environment of an S3 server of our own on this machine, with a bucket."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        environment = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        client_of(environment).create_bucket(Bucket=BUCKET)
        yield environment
    finally:
        server.stop()
