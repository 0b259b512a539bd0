"""What a media store needs of the place where its objects lie, and what all such places share."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from contracts.errors import Transient
from contracts.media import MediaRef

MEDIA = "media/"
"""Every object's URI begins with it."""

PARTIAL, DAMAGED = ".partial", ".damaged"
"""Ends of the names of what is still being written, and of what was put aside."""

SETTLED_S = 2.0
"""A file that was changed less than so long ago may change again within one tick of its time stamp."""


@dataclass(frozen=True)
class StoredObject:
    """One object of a store, for those who clean up; `modified` is when it was stored, with its time zone."""

    uri: str
    size_bytes: int
    modified: datetime


class Shelf(Protocol):
    """Where objects lie; `str()` of it is for operators. What its methods raise, the store's methods raise."""

    def size_bytes(self, uri: str) -> int | None:
        """Size of the object, None where there is none."""

    def put_bytes(self, ref: MediaRef, data: bytes) -> None:
        """Writes the object; nobody ever sees a part of it."""

    def put_file(self, ref: MediaRef, path: Path) -> None:
        """Writes the object from a file; nobody ever sees a part of it."""

    def local_path(self, ref: MediaRef) -> Path:
        """A local file with the object's bytes, whose hash was compared with the reference."""

    def link(self, ref: MediaRef, expires_s: int, file_name: str | None) -> str:
        """A URL under which anybody can read the object for `expires_s`."""

    def discard(self, uri: str) -> None:
        """Removes the object and its copy on this machine."""

    def objects(self) -> Iterator[StoredObject]:
        """All objects, those put aside too, in no order."""

    def drop_partials(self, older_than_s: float) -> int:
        """Removes what writers that died left behind; returns how many such pieces."""


def file_digest(path: Path) -> str:
    """SHA-256 of the file's bytes; hashed once per process for as long as its size and its time of change stay.

    Raises:
        OSError: the file cannot be read.
    """
    seen = path.stat()
    if time.time() - seen.st_mtime < SETTLED_S:
        return _hashed(path)
    return _hashed_as_of(path, seen.st_ino, seen.st_size, seen.st_mtime_ns)


@lru_cache(maxsize=4096)
def _hashed_as_of(path: Path, _inode: int, _size_bytes: int, _mtime_ns: int) -> str:
    return _hashed(path)


def _hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def media_missing(ref: MediaRef, reason: object) -> Transient:
    return Transient(f"media {ref.sha256[:12]} cannot be read: {reason}", code="media_missing")


def media_damaged(ref: MediaRef) -> Transient:
    return Transient(f"media {ref.sha256[:12]} is damaged", code="media_damaged")
