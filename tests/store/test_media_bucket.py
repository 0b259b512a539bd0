"""What only a store in a bucket does: links, versions, faults of the network, copies on this machine."""

from __future__ import annotations

import hashlib
import os
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from blocks import media_bucket
from blocks.media_copies import IN_USE_S, KEPT_S, LocalCopies, limit_bytes
from blocks.media_store import MediaStore
from contracts.errors import ConfigurationError, ResourceExhausted, Transient
from contracts.media import MediaKind, MediaRef
from tests.store.faulty_server import Faults, faulty_server
from tests.store.places import BucketPlace

DATA = b"sung" * 50_000


@pytest.fixture
def faults(moto: BucketPlace, moto_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Makes the store of `moto` go through a server that fails."""
    impatient = {**media_bucket.CLIENT_SETTINGS, "read_timeout": 0.3}
    monkeypatch.setattr(media_bucket, "CLIENT_SETTINGS", impatient)
    with faulty_server(moto_environment["AWS_ENDPOINT_URL"]) as faults:
        moto.store = moto.store.model_copy(update={"endpoint_url": faults.url})
        yield faults


def test_a_link_is_read_by_anybody_and_named_as_wanted(bucket: BucketPlace) -> None:
    ref = bucket.store.put_bytes(b"the video", MediaKind.VIDEO, ".mp4")
    answer = httpx.get(bucket.store.presigned_url(ref, 60, "Zoë's “video”.mp4"))
    assert answer.content == b"the video"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''Zo%C3%AB%27s%20%E2%80%9Cvideo%E2%80%9D.mp4"
    )
    assert httpx.get(bucket.store.presigned_url(ref, 60)).headers["Content-Disposition"] == "inline"
    for expires_s in (0, 7 * 24 * 3600 + 1):
        with pytest.raises(ValueError, match="good for 1 to 604800 s"):
            bucket.store.presigned_url(ref, expires_s)


def test_a_link_expires_and_cannot_be_changed(server: BucketPlace) -> None:
    """On a real server only: moto looks at no signature."""
    refs = [server.store.put_bytes(data, MediaKind.DOCUMENT, ".bin") for data in (b"mine", b"yours")]
    link = server.store.presigned_url(refs[0], 1)
    for changed in (link.replace(refs[0].uri, refs[1].uri), link.replace("X-Amz-Expires=1", "X-Amz-Expires=9")):
        assert httpx.get(changed).status_code == 403
    time.sleep(2.1)
    assert httpx.get(link).status_code == 403


def test_discarding_takes_all_versions(bucket: BucketPlace) -> None:
    versioned = f"v{bucket.prefix}"
    bucket.client.create_bucket(Bucket=versioned)
    bucket.client.put_bucket_versioning(Bucket=versioned, VersioningConfiguration={"Status": "Enabled"})
    store = bucket.store.model_copy(update={"location": f"s3://{versioned}"})
    kept = store.put_bytes(b"kept", MediaKind.DOCUMENT, ".bin")
    ref = store.put_bytes(b"to be forgotten", MediaKind.DOCUMENT, ".bin")
    bucket.client.put_object(Bucket=versioned, Key=ref.uri, Body=b"again")
    store.discard(ref)
    left = bucket.client.list_object_versions(Bucket=versioned)
    assert [version["Key"] for version in left["Versions"]] == [kept.uri]
    assert "DeleteMarkers" not in left
    store.discard(kept)
    bucket.client.delete_bucket(Bucket=versioned)


def test_objects_are_stored_with_their_type(bucket: BucketPlace) -> None:
    ref = bucket.store.put_bytes(b"RIFF", MediaKind.IMAGE, ".webp")
    stored = bucket.client.head_object(Bucket=bucket.bucket, Key=f"{bucket.prefix}/{ref.uri}")
    assert stored["ContentType"] == "image/webp"


def test_listings_of_several_pages_are_whole(moto: BucketPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    client = moto.store._shelf._s3  # type: ignore[attr-defined]
    whole = client.call_s3
    monkeypatch.setattr(client, "call_s3", lambda name, **kwargs: whole(name, **kwargs, MaxKeys=2))
    refs = [moto.store.put_bytes(bytes([n]), MediaKind.DOCUMENT, ".bin") for n in range(5)]
    assert sorted(found.uri for found in moto.store.objects()) == sorted(ref.uri for ref in refs)


def test_nothing_is_uploaded_twice_and_every_upload_can_be_checked(moto: BucketPlace, faults: Faults) -> None:
    for _ in range(2):
        moto.store.put_bytes(DATA, MediaKind.AUDIO, ".flac")
    ((_, headers),) = [request for request in faults.requests if request[0] == "PUT"]
    digest = hashlib.sha256(DATA)
    assert headers["X-Amz-Content-SHA256"] == digest.hexdigest()
    assert headers["x-amz-checksum-sha256"] == b64encode(digest.digest()).decode()


def test_failing_slow_and_broken_calls_are_made_again(moto: BucketPlace, faults: Faults) -> None:
    faults.coming = ["fail", "", "hang", "fail"]
    ref = moto.store.put_bytes(DATA, MediaKind.AUDIO, ".flac")
    faults.coming = ["fail", "cut", "fail"]
    assert moto.store.read_bytes(ref) == DATA
    assert not faults.coming


@pytest.mark.parametrize("fault", ["fail", "hang"])
def test_a_store_that_stays_away_is_transient(moto: BucketPlace, faults: Faults, fault: str) -> None:
    faults.coming = [fault] * 20  # type: ignore[list-item]
    with pytest.raises(Transient) as away:
        moto.store.put_bytes(DATA, MediaKind.AUDIO, ".flac")
    assert away.value.code == "store_unreachable"
    assert len(faults.requests) <= 3 * media_bucket.BODY_TRIES


@pytest.mark.parametrize("location", ["s3://not-there/media", "s3://N0"])
def test_a_wrong_bucket_says_what_to_do(bucket: BucketPlace, location: str) -> None:
    store = bucket.store.model_copy(update={"location": location})
    with pytest.raises(ConfigurationError, match="create it or mend FANCHANT_STORE") as wrong:
        store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    assert wrong.value.code == "store_missing"


@pytest.mark.parametrize(
    "changes", [{"location": "s3://no name"}, {"location": "s3://"}, {"endpoint_url": "ftp//x"}, {"region": "the moon"}]
)
def test_settings_that_are_none_say_what_to_do(moto: BucketPlace, changes: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"with its settings: .*; mend FANCHANT_STORE") as wrong:
        moto.store.model_copy(update=changes).put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    assert wrong.value.code == "store_unknown"


def test_wrong_keys_say_what_to_do(server: BucketPlace) -> None:
    """On a real server only: moto lets everybody in."""
    for wrong in ({"access_key_id": "nobody"}, {"secret_access_key": SecretStr("a guess")}):
        with pytest.raises(ConfigurationError, match="mend its credentials") as refused:
            server.store.model_copy(update=wrong).put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
        assert refused.value.code == "store_refused"


def test_no_keys_say_what_to_do(moto: BucketPlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    store = MediaStore(location=str(moto.store), region="eu-west-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="set AWS_ACCESS_KEY_ID"):
        store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin")


def test_a_bucket_is_no_folder(moto: BucketPlace) -> None:
    assert str(moto.store) == f"s3://{moto.bucket}/{moto.prefix}"
    with pytest.raises(ConfigurationError, match="is no folder"):
        _ = moto.store.root


def test_a_machine_without_room_for_copies_is_exhausted(moto: BucketPlace, home: Path) -> None:
    ref = moto.store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    home.mkdir()
    (home / "copies").write_text("in the way")
    with pytest.raises(ResourceExhausted) as full:
        moto.store.local_path(ref)
    assert full.value.code == "copies_not_writable"


def copied(copies: LocalCopies, data: bytes) -> Path:
    """The copy of an object with those bytes."""

    def fetch(path: Path) -> None:
        path.write_bytes(data)

    return copies.get(reference(data), fetch)


def reference(data: bytes) -> MediaRef:
    sha256 = hashlib.sha256(data).hexdigest()
    return MediaRef(
        uri=f"media/{sha256[:2]}/{sha256}.bin", sha256=sha256, kind="document", size_bytes=len(data), media_type="a/b"
    )


def test_copies_are_removed_longest_unused_first_and_never_in_use(tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, limit_bytes=250)
    unused_s = [KEPT_S + 1, 5 * IN_USE_S, 4 * IN_USE_S, 3 * IN_USE_S, 0, 0]
    paths = []
    for number, age_s in enumerate(unused_s):
        paths.append(copied(copies, bytes([number]) * 100))
        os.utime(paths[-1], (time.time() - age_s, time.time()))
    copies.trim()
    assert [path.exists() for path in paths] == [False, False, False, False, True, True]

    roomy = LocalCopies(tmp_path, limit_bytes=10_000)
    os.utime(paths[4], (time.time() - KEPT_S - 1, time.time()))
    os.utime(paths[5], (time.time() - 2 * IN_USE_S, time.time()))
    roomy.trim()
    assert [path.exists() for path in paths[4:]] == [False, True]


def test_a_copy_that_was_just_used_is_kept(tmp_path: Path) -> None:
    copies = LocalCopies(tmp_path, limit_bytes=1)
    path = copied(copies, b"abc")
    os.utime(path, (time.time() - KEPT_S, time.time() - KEPT_S))
    assert copies.get(reference(b"abc"), lambda _: pytest.fail("fetched again")) == path
    copies.trim()
    assert path.exists()


@pytest.mark.parametrize("setting", ["much", "0", "-1", "nan", "inf"])
def test_the_room_for_copies_must_be_a_size(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_COPIES_GB", setting)
    with pytest.raises(ConfigurationError, match="use a number of GB above 0"):
        limit_bytes()
    monkeypatch.setenv("FANCHANT_COPIES_GB", "0.5")
    assert limit_bytes() == 500_000_000
