"""One store per test, on every place that there is."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.media_store import S3, MediaStore
from tests.store.places import BUCKET, BucketPlace, FolderPlace, Place, client_of, moto_server

OPERATORS_BUCKET = os.environ.get("FANCHANT_TEST_S3_URL", "").removeprefix(S3)
"""Set by what tools/s3/ceph.sh prints."""

AWS = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}


@pytest.fixture(scope="session")
def moto_environment() -> Iterator[dict[str, str]]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with moto_server() as environment:
        yield environment


@pytest.fixture(scope="session")
def server_environment() -> dict[str, str]:
    """The environment of the S3 server that the operator of the tests named, with a bucket."""
    if not OPERATORS_BUCKET:
        pytest.skip('no S3 server is named; eval "$(tools/s3/ceph.sh start)" starts one')
    existing = [bucket["Name"] for bucket in client_of(AWS).list_buckets()["Buckets"]]
    if OPERATORS_BUCKET not in existing:
        client_of(AWS).create_bucket(Bucket=OPERATORS_BUCKET)
    return AWS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, without AWS settings of the machine."""
    for name in AWS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FANCHANT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def bucket_place(environment: dict[str, str], bucket: str, monkeypatch: pytest.MonkeyPatch) -> BucketPlace:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    prefix = uuid.uuid4().hex
    # By its fields, so that all tests of a server share one client; the environment says the same.
    store = MediaStore(
        location=f"{S3}{bucket}/{prefix}",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        access_key_id=environment["AWS_ACCESS_KEY_ID"],
        secret_access_key=SecretStr(environment["AWS_SECRET_ACCESS_KEY"]),
    )
    return BucketPlace(store, client_of(environment), bucket, prefix)


@pytest.fixture
def moto(home: Path, moto_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> BucketPlace:
    """A store in moto's S3."""
    place = bucket_place(moto_environment, BUCKET, monkeypatch)
    place.knows_when_uploads_began = False  # moto says 2010 of all
    return place


@pytest.fixture
def server(home: Path, server_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> BucketPlace:
    """A store in a real S3 server."""
    return bucket_place(server_environment, OPERATORS_BUCKET, monkeypatch)


SERVERS = ["moto", "server"] if OPERATORS_BUCKET else ["moto"]


@pytest.fixture(params=SERVERS)
def bucket(request: pytest.FixtureRequest) -> BucketPlace:
    """A store in every S3 that there is."""
    place: BucketPlace = request.getfixturevalue(request.param)
    return place


@pytest.fixture(params=["folder", *SERVERS])
def place(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Place:
    """A store on every place that there is: a folder, moto, and a real S3 server where one is named."""
    if request.param == "folder":
        return FolderPlace(MediaStore(location=str(tmp_path / "store")))
    bucket: BucketPlace = request.getfixturevalue(request.param)
    return bucket


@pytest.fixture
def store(place: Place) -> MediaStore:
    return place.store
