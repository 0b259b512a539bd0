"""Media in a local or mounted folder.

It is used through the operating system: fsspec's local file system neither syncs a file nor moves it into place.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from blocks.media_shelf import DAMAGED, MEDIA, PARTIAL, StoredObject, file_digest, media_damaged, media_missing
from contracts.errors import ConfigurationError, ResourceExhausted
from contracts.media import MediaRef


class FolderShelf:
    """Objects as files below `root`, under their URIs."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __str__(self) -> str:
        return str(self.root)

    def size_bytes(self, uri: str) -> int | None:
        try:
            return (self.root / uri).stat().st_size
        except OSError:
            return None

    def put_bytes(self, ref: MediaRef, data: bytes) -> None:
        self._write(ref, lambda partial: partial.write_bytes(data))

    def put_file(self, ref: MediaRef, path: Path) -> None:
        self._write(ref, lambda partial: shutil.copyfile(path, partial))

    def local_path(self, ref: MediaRef) -> Path:
        path = self.root / ref.uri
        try:
            digest = file_digest(path)
        except OSError as error:
            raise media_missing(ref, error) from error
        if digest != ref.sha256:
            with suppress(FileNotFoundError):  # another reader noticed too
                path.replace(path.with_name(path.name + DAMAGED))
            raise media_damaged(ref)
        return path

    def link(self, ref: MediaRef, expires_s: int, file_name: str | None) -> str:
        raise ConfigurationError(
            "a store in a folder has no links; set FANCHANT_STORE to s3://bucket/prefix", code="store_has_no_links"
        )

    def discard(self, uri: str) -> None:
        (self.root / uri).unlink(missing_ok=True)

    def objects(self) -> Iterator[StoredObject]:
        for path in self._files():
            if path.suffix == PARTIAL:
                continue
            with suppress(FileNotFoundError):  # gone since it was listed
                found = path.stat()
                modified = datetime.fromtimestamp(found.st_mtime, UTC)
                yield StoredObject(path.relative_to(self.root).as_posix(), found.st_size, modified)

    def drop_partials(self, older_than_s: float) -> int:
        dropped = 0
        for path in self._files():
            with suppress(FileNotFoundError):
                if path.suffix == PARTIAL and time.time() - path.stat().st_mtime >= older_than_s:
                    path.unlink()
                    dropped += 1
        return dropped

    def _files(self) -> Iterator[Path]:
        return (path for path in (self.root / MEDIA).rglob("*") if path.is_file())

    def _write(self, ref: MediaRef, write: Callable[[Path], object]) -> None:
        path = self.root / ref.uri
        # A unique sibling, so that two writers of the same object never see each other's half.
        partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PARTIAL}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(partial)
            _sync(partial)
            partial.replace(path)
        except OSError as error:
            raise ResourceExhausted(
                f"the media store at {self.root} cannot be written: {error.strerror}", code="store_not_writable"
            ) from error
        finally:
            with suppress(OSError):
                partial.unlink()


def _sync(path: Path) -> None:
    """Brings the bytes to the disk before the name is: after a power cut an object is whole or not there.

    The folder is not synced: what is not there is made again or sent again.
    """
    with path.open("rb") as file:
        os.fsync(file.fileno())
