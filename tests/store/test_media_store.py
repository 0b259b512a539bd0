"""The media store: content addressed, verified, never half an object."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.media_store import MediaStore
from contracts.errors import ResourceExhausted, Transient
from contracts.media import MediaKind


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(folder=str(tmp_path / "store"))


@given(data=st.binary(max_size=4096))
@settings(max_examples=30)
def test_what_is_put_comes_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    store = MediaStore(folder=str(tmp_path_factory.getbasetemp() / "law"))
    ref = store.put_bytes(data, MediaKind.DOCUMENT, ".bin")
    assert ref.sha256 == hashlib.sha256(data).hexdigest()
    assert ref.uri == f"media/{ref.sha256[:2]}/{ref.sha256}.bin"
    assert ref.size_bytes == len(data)
    assert store.read_bytes(ref) == data
    assert store.put_bytes(data, MediaKind.DOCUMENT, ".bin") == ref


def test_a_file_and_its_bytes_are_one_object(store: MediaStore, tmp_path: Path) -> None:
    path = tmp_path / "Clip.MP4"
    path.write_bytes(b"frames" * 1000)
    from_file = store.put_file(path, MediaKind.VIDEO)
    assert from_file == store.put_bytes(b"frames" * 1000, MediaKind.VIDEO, ".mp4")
    assert from_file.media_type == "video/mp4"
    assert sum(found.is_file() for found in store.root.rglob("*")) == 1


def test_many_writers_of_one_object_leave_one_whole_object(store: MediaStore) -> None:
    data = bytes(range(256)) * 4096
    with ThreadPoolExecutor(8) as pool:
        refs = set(pool.map(lambda _: store.put_bytes(data, MediaKind.VIDEO, ".mp4"), range(32)))
    assert len(refs) == 1
    assert store.read_bytes(refs.pop()) == data
    assert not list(store.root.rglob("*.partial"))


def test_damage_is_noticed_put_aside_and_mended(store: MediaStore) -> None:
    ref = store.put_bytes(b"as sung", MediaKind.AUDIO, ".flac")
    store.local_path(ref).write_bytes(b"as noise"[:7])
    with pytest.raises(Transient) as damaged:
        store.read_bytes(ref)
    assert damaged.value.code == "media_damaged"
    assert not store.exists(ref)
    store.put_bytes(b"as sung", MediaKind.AUDIO, ".flac")
    assert store.read_bytes(ref) == b"as sung"


def test_missing_and_half_objects_do_not_exist(store: MediaStore) -> None:
    ref = store.put_bytes(b"a whole clip", MediaKind.VIDEO, ".mp4")
    assert store.exists(ref)
    store.local_path(ref).write_bytes(b"half")
    assert not store.exists(ref)
    store.discard(ref)
    with pytest.raises(Transient) as missing:
        store.local_path(ref)
    assert missing.value.code == "media_missing"


def test_a_reference_cannot_leave_the_store(store: MediaStore) -> None:
    ref = store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin").model_copy(update={"uri": "../../etc/passwd"})
    with pytest.raises(ValueError, match="leave the store"):
        store.local_path(ref)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ResourceExhausted) as full:
        MediaStore(folder=str(tmp_path / "file")).put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    assert full.value.code == "store_not_writable"


def test_configured_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_HOME", str(tmp_path))
    assert MediaStore.configured().root == tmp_path / "store"
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "elsewhere"))
    assert MediaStore.configured().root == tmp_path / "elsewhere"
