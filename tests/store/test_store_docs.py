"""docs/store.md: its policy is enough and valid, its settings and errors are those of the code."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import httpx
import pytest
from pydantic import SecretStr

from blocks.media_bucket import PART_BYTES
from blocks.media_store import MediaStore
from blocks.result_storage import results_bucket
from contracts.errors import ConfigurationError
from contracts.media import MediaKind
from tests.store.places import BucketPlace

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")


def documents() -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)]


def policy(place: BucketPlace, without: str = "") -> str:
    """The documented policy for the bucket and prefix of `place`, without one of its actions."""
    (document,) = (document for document in documents() if "Statement" in document)
    for statement in document["Statement"]:
        statement["Action"] = [action for action in statement["Action"] if action != without]
    return json.dumps(document).replace("BUCKET", place.bucket).replace("PREFIX", place.prefix)


ACTIONS = [action for document in documents() for rule in document.get("Statement", ()) for action in rule["Action"]]


@contextmanager
def policies_count() -> Iterator[None]:
    """Within, moto lets in only whom a policy lets in."""
    switch = f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset-auth"
    before = httpx.post(switch, content="0").json()["PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT"]
    try:
        yield
    finally:
        httpx.post(switch, content=before)


def store_of_user(place: BucketPlace, document: str) -> MediaStore:
    """The store as a new user sees it who has that policy and no other."""
    iam = boto3.client("iam")
    user = uuid.uuid4().hex
    iam.create_user(UserName=user)
    iam.put_user_policy(UserName=user, PolicyName="fanchant", PolicyDocument=document)
    key = iam.create_access_key(UserName=user)["AccessKey"]
    return place.store.model_copy(
        update={"access_key_id": key["AccessKeyId"], "secret_access_key": SecretStr(key["SecretAccessKey"])}
    )


def use_all(store: MediaStore) -> None:
    """Does all that hosts, workers and operators do."""
    ref = store.put_bytes(b"as sung", MediaKind.AUDIO, ".flac")
    assert store.read_bytes(ref) == b"as sung"
    assert len(list(store.objects())) == 1
    store.discard(ref)
    assert not store.exists(ref)
    store.drop_partials(0)
    results = results_bucket(store)
    results.write_path("key", content=b"result")
    assert results.read_path("key") == b"result"


def test_every_setting_and_error_is_described() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "blocks").glob("*.py") if "media" in path.name)
    named = re.findall(r'"(FANCHANT_[A-Z_]+)"|code="((?:store|media|copies)_[a-z_]+)"', sources)
    for name in {setting or code for setting, code in named}:
        assert name in DOCS, f"{name} is missing in docs/store.md"
    assert f"parts of {PART_BYTES // 2**20} MiB" in DOCS
    assert all(field in DOCS for field in MediaStore.model_fields)


def test_the_lifecycle_is_one(moto: BucketPlace) -> None:
    (lifecycle,) = (document for document in documents() if "Rules" in document)
    moto.client.put_bucket_lifecycle_configuration(Bucket=moto.bucket, LifecycleConfiguration=lifecycle)
    rules = moto.client.get_bucket_lifecycle_configuration(Bucket=moto.bucket)["Rules"]
    assert rules[0]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    moto.client.delete_bucket_lifecycle(Bucket=moto.bucket)


def test_the_policy_is_enough(moto: BucketPlace) -> None:
    store = store_of_user(moto, policy(moto))
    elsewhere = store.model_copy(update={"location": f"s3://{moto.bucket}/elsewhere"})
    moto.leave_half()
    with policies_count():
        use_all(store)
        with pytest.raises(ConfigurationError, match="mend its credentials or their policy"):
            elsewhere.put_bytes(b"x", MediaKind.DOCUMENT, ".bin")


@pytest.mark.parametrize("action", ACTIONS)
def test_the_policy_has_nothing_that_is_not_needed(moto: BucketPlace, action: str) -> None:
    store = store_of_user(moto, policy(moto, without=action))
    moto.leave_half()
    with policies_count(), pytest.raises(ConfigurationError) as refused:
        use_all(store)
    assert refused.value.code == "store_refused"
