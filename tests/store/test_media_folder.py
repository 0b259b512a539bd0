"""What only a store in a folder does."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.media_shelf import file_digest
from blocks.media_store import MediaStore
from contracts.errors import ConfigurationError, ResourceExhausted
from contracts.media import MediaKind


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ResourceExhausted) as full:
        MediaStore(location=str(tmp_path / "file")).put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    assert full.value.code == "store_not_writable"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def into_full(_: Path, data: bytes) -> int:
        with Path("/dev/full").open("wb") as full:
            return full.write(data)

    store = MediaStore(location=str(tmp_path))
    monkeypatch.setattr(Path, "write_bytes", into_full)
    with pytest.raises(ResourceExhausted, match="No space left on device"):
        store.put_bytes(b"x" * 100_000, MediaKind.DOCUMENT, ".bin")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_configured_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_HOME", str(tmp_path))
    assert MediaStore.configured().root == tmp_path / "store"
    monkeypatch.setenv("FANCHANT_STORE", str(tmp_path / "elsewhere"))
    assert MediaStore.configured().root == tmp_path / "elsewhere"
    monkeypatch.setenv("FANCHANT_STORE", f"file://{tmp_path}/url")
    assert MediaStore.configured().root == tmp_path / "url"


def test_unknown_places_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANCHANT_STORE", "gs://bucket")
    with pytest.raises(ConfigurationError, match="use a folder, s3://bucket/prefix or block:NAME"):
        MediaStore.configured().put_bytes(b"x", MediaKind.DOCUMENT, ".bin")


def test_a_folder_has_no_links(tmp_path: Path) -> None:
    store = MediaStore(location=str(tmp_path))
    ref = store.put_bytes(b"x", MediaKind.DOCUMENT, ".bin")
    with pytest.raises(ConfigurationError, match="set FANCHANT_STORE to s3://"):
        store.presigned_url(ref, 60)


def test_a_settled_file_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import time

    path = tmp_path / "clip.mp4"
    path.write_bytes(b"frames")
    os.utime(path, (time.time() - 60, time.time() - 60))
    digest = file_digest(path)
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("hashed again"))
    assert file_digest(path) == digest
