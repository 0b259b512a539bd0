"""What every media store does, in a folder, in moto's S3 and in a real S3 server."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks.media_bucket import PART_BYTES
from blocks.media_store import MediaStore
from contracts.errors import Transient
from contracts.media import MediaKind, MediaRef
from tests.store.places import Place

each_place = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def uris(store: MediaStore) -> list[str]:
    return sorted(found.uri for found in store.objects())


@given(data=st.binary(max_size=4096))
@each_place
def test_what_is_put_comes_back(store: MediaStore, data: bytes) -> None:
    ref = store.put_bytes(data, MediaKind.DOCUMENT, ".bin")
    assert ref.sha256 == hashlib.sha256(data).hexdigest()
    assert ref.uri == f"media/{ref.sha256[:2]}/{ref.sha256}.bin"
    assert ref.size_bytes == len(data)
    assert store.read_bytes(ref) == data
    assert store.put_bytes(data, MediaKind.DOCUMENT, ".bin") == ref


@given(blobs=st.lists(st.binary(max_size=64), max_size=6))
@each_place
def test_equal_bytes_are_one_object(store: MediaStore, blobs: list[bytes]) -> None:
    for left_over in list(store.objects()):
        store.discard(left_over)
    refs = {store.put_bytes(blob, MediaKind.DOCUMENT, ".bin") for blob in blobs}
    assert len(refs) == len(set(blobs))
    assert uris(store) == sorted(ref.uri for ref in refs)
    assert sum(found.size_bytes for found in store.objects()) == sum(len(blob) for blob in set(blobs))


def test_a_file_and_its_bytes_are_one_object(store: MediaStore, tmp_path: Path) -> None:
    path = tmp_path / "Clip.MP4"
    path.write_bytes(b"frames" * 1000)
    from_file = store.put_file(path, MediaKind.VIDEO)
    assert from_file == store.put_bytes(b"frames" * 1000, MediaKind.VIDEO, ".mp4")
    assert from_file.media_type == "video/mp4"
    assert uris(store) == [from_file.uri]


def test_a_video_of_several_parts_comes_back_whole(store: MediaStore, tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    path.write_bytes(os.urandom(2 * PART_BYTES + 1))
    ref = store.put_file(path, MediaKind.VIDEO)
    assert store.local_path(ref).read_bytes() == path.read_bytes()
    assert store.local_path(ref).suffix == ".mp4"
    assert store.drop_partials(0) == 0


def test_many_writers_of_one_object_leave_one_whole_object(store: MediaStore) -> None:
    data = bytes(range(256)) * 4096
    with ThreadPoolExecutor(8) as pool:
        refs = set(pool.map(lambda _: store.put_bytes(data, MediaKind.VIDEO, ".mp4"), range(24)))
        assert len(refs) == 1
        paths = set(pool.map(store.local_path, [*refs] * 24))
    assert [path.read_bytes() for path in paths] == [data]
    assert uris(store) == [ref.uri for ref in refs]
    assert store.drop_partials(0) == 0


def test_damage_is_noticed_put_aside_and_mended(place: Place) -> None:
    store = place.store
    ref = store.put_bytes(b"as sung", MediaKind.AUDIO, ".flac")
    assert store.read_bytes(ref) == b"as sung"
    place.meddle(ref.uri, b"as noise"[:7])
    with pytest.raises(Transient) as damaged:
        store.read_bytes(ref)
    assert damaged.value.code == "media_damaged"
    assert not store.exists(ref)
    assert uris(store) == [f"{ref.uri}.damaged"]
    store.put_bytes(b"as sung", MediaKind.AUDIO, ".flac")
    assert store.read_bytes(ref) == b"as sung"
    store.discard(ref)
    assert uris(store) == []


def test_missing_and_half_objects_do_not_exist(place: Place) -> None:
    store = place.store
    ref = store.put_bytes(b"a whole clip", MediaKind.VIDEO, ".mp4")
    assert store.exists(ref)
    place.meddle(ref.uri, b"half")
    assert not store.exists(ref)
    store.discard(ref)
    with pytest.raises(Transient) as missing:
        store.local_path(ref)
    assert missing.value.code == "media_missing"


def test_a_discarded_object_is_gone_with_its_copy(store: MediaStore) -> None:
    ref = store.put_bytes(b"to be forgotten", MediaKind.AUDIO, ".flac")
    path = store.local_path(ref)
    store.discard(ref)
    store.discard(ref)
    assert not path.exists()
    assert not store.exists(ref)


def test_operators_see_what_is_there_since_when(store: MediaStore) -> None:
    ref = store.put_bytes(b"a clip", MediaKind.VIDEO, ".mp4")
    (found,) = store.objects()
    assert (found.uri, found.size_bytes) == (ref.uri, 6)
    assert abs(found.modified - datetime.now(UTC)) < timedelta(minutes=5)
    store.discard(found)
    assert not store.exists(ref)


def test_what_killed_writers_leave_is_removed_once_it_is_old(place: Place) -> None:
    place.leave_half()
    assert uris(place.store) == []
    if place.knows_when_uploads_began:
        assert place.store.drop_partials(older_than_s=3600) == 0
    assert place.store.drop_partials(older_than_s=0) == 1
    assert place.store.drop_partials(older_than_s=0) == 0


@pytest.mark.parametrize("uri", ["../../etc/passwd", "media/../../x", "/etc/passwd", "results/x"])
def test_a_reference_cannot_leave_the_store(store: MediaStore, uri: str) -> None:
    ref = store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin").model_copy(update={"uri": uri})
    uses: list[Callable[[MediaRef], object]] = [store.local_path, store.exists, store.discard]
    for use in uses:
        with pytest.raises(ValueError, match="leave the store"):
            use(ref)


def test_a_file_is_hashed_again_when_it_changed(store: MediaStore) -> None:
    """Also where its size did not, and when its change can hardly be told from its writing."""
    ref = store.put_bytes(b"settled", MediaKind.DOCUMENT, ".bin")
    path = store.local_path(ref)
    long_ago_s = time.time() - 3600
    os.utime(path, (long_ago_s, long_ago_s))
    for _ in range(2):
        assert store.read_bytes(ref) == b"settled"
    with tempfile.NamedTemporaryFile(dir=path.parent) as other:
        other.write(b"changed")
        other.flush()
        path.write_bytes(Path(other.name).read_bytes())
    if path.is_relative_to(Path(os.environ["FANCHANT_HOME"])):
        assert store.read_bytes(ref) == b"settled"  # a damaged copy is fetched anew
    else:
        with pytest.raises(Transient, match="damaged"):
            store.read_bytes(ref)
