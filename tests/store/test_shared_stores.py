"""A store and its results as several machines and the server share them: real Prefect server, moto's S3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK, temporary_settings
from pydantic import SecretStr

from blocks import media_store
from blocks.media_store import MediaStore
from blocks.result_storage import BLOCK, result_environment, results_bucket, share_results
from contracts.errors import ConfigurationError
from contracts.media import MediaKind
from deployments.local_server import LocalServer
from tests.store.machine import one_stage
from tests.store.places import BucketPlace


@pytest.fixture
def shared(moto: BucketPlace, prefect_server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[BucketPlace]:
    """A bucket whose results the server knows; afterwards it knows nothing of it."""
    monkeypatch.setenv("FANCHANT_STORE", str(moto.store))
    share_results(moto.store)
    yield moto
    client = get_client(sync_client=True)
    client.clear_server_default_result_storage()
    client.delete_block_document(results_block_id())


def results_block_id() -> uuid.UUID:
    document = get_client(sync_client=True).read_block_document_by_name(BLOCK, "s3-bucket")
    assert document.id
    return document.id


def run_elsewhere(line: str, environment: dict[str, str], home: Path) -> dict[str, str]:
    """What a machine with a home of its own makes of the flow."""
    own = {"FANCHANT_HOME": str(home), "PREFECT_LOCAL_STORAGE_PATH": str(home / "results")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.machine", line],
        env={**os.environ, **environment, **own},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_what_one_machine_did_another_finds_done(shared: BucketPlace, tmp_path: Path) -> None:
    line = uuid.uuid4().hex
    environment = result_environment(shared.store)
    with temporary_settings(
        {PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK: environment["PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK"]}
    ):
        assert one_stage(line) == {"state": "Completed", "line": line}
        assert one_stage(line)["state"] == "Cached"
    assert run_elsewhere(line, environment, tmp_path / "other") == {"state": "Cached", "line": line}
    assert shared.client.list_objects_v2(Bucket=shared.bucket, Prefix=f"{shared.prefix}/results/")["KeyCount"]
    assert not (tmp_path / "other" / "results").exists()
    assert [stored.uri.split("/")[0] for stored in shared.store.objects()] == ["media"]


def test_the_server_names_the_bucket_to_those_who_name_none(shared: BucketPlace) -> None:
    share_results(shared.store)
    chosen = get_client(sync_client=True).read_server_default_result_storage()
    assert chosen.default_result_storage_block_id == results_block_id()


def test_results_of_a_folder_are_not_shared(tmp_path: Path) -> None:
    store = MediaStore(location=str(tmp_path))
    assert result_environment(store) == {}
    with pytest.raises(ConfigurationError, match="set FANCHANT_STORE to s3://"):
        results_bucket(store)


def test_a_saved_store_is_used_and_its_secret_stays_on_the_server(
    moto: BucketPlace, prefect_server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = dict(os.environ)
    saved = MediaStore(
        location=str(moto.store),
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region="us-east-1",
        access_key_id="operator",
        secret_access_key=SecretStr("not to be seen"),
    )
    saved.save("tour", overwrite=True)
    for name in [name for name in environment if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FANCHANT_STORE", "block:tour")
    media_store._saved.cache_clear()

    store = MediaStore.configured()
    assert store == MediaStore.configured()
    assert store.secret_access_key.get_secret_value() == "not to be seen"
    ref = store.put_bytes(b"from a block", MediaKind.DOCUMENT, ".bin")
    assert store.read_bytes(ref) == b"from a block"

    results = results_bucket(store)
    assert (results.bucket_name, results.bucket_folder) == (moto.bucket, f"{moto.prefix}/results")
    results.write_path("one", content=b"result")
    assert results.read_path("one") == b"result"

    documents = httpx.post(f"{prefect_server.api_url}/block_documents/filter", json={}).text
    assert "tour" in documents
    assert "not to be seen" not in documents + repr(store) + str(store) + store.model_dump_json()
    media_store._saved.cache_clear()


def test_a_store_that_nobody_saved_says_so(
    home: Path, prefect_server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FANCHANT_STORE", "block:nobody")
    with pytest.raises(ConfigurationError, match="save it or use a folder or s3://bucket/prefix"):
        MediaStore.configured()
