"""Verified local copies of objects that lie elsewhere: bounded, least recently used first out."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from blocks.media_shelf import PARTIAL, file_digest, media_damaged
from contracts.errors import ConfigurationError
from contracts.media import MediaRef

SETTING = "FANCHANT_COPIES_GB"
DEFAULT_GB = 8.0
IN_USE_S = 600.0
"""A copy that was handed out less than so long ago is never removed; no stage may take as long."""

KEPT_S = 24 * 3600.0
"""A copy that nobody wanted for so long is removed even where there is room: it may be of somebody who asked us to
forget them."""

TRIM_EVERY_S = 60.0
LOCKS = 64


class LocalCopies:
    """A folder of copies, shared by all processes of a home.

    A copy's time of access is when it was last handed out, set by hand: file systems may be mounted without it.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._locks = tuple(threading.Lock() for _ in range(LOCKS))
        self._trimmed_s = 0.0

    def get(self, ref: MediaRef, fetch: Callable[[Path], None]) -> Path:
        """The copy of the object of `ref`; `fetch` writes it to a path where there is none.

        Threads that want the same object wait for one fetch.

        Raises:
            Transient: code `media_damaged`; what was fetched is not what the reference says.
            OSError: the copy cannot be written.
        """
        path = self._path(ref.uri)
        with self._locks[int(ref.sha256[:8], 16) % LOCKS]:
            if not (_use(path) and _holds(path, ref)):
                self._trim_now_and_then()
                _fetch(ref, path, fetch)
        return path

    def drop(self, uri: str) -> None:
        """Removes the copy of the object of that URI."""
        self._path(uri).unlink(missing_ok=True)

    def trim(self) -> None:
        """Removes copies, the longest unused first, until the rest fits, and those that nobody wanted for a day."""
        now_s = time.time()
        copies = sorted(_copies(self._folder))
        size_bytes = sum(size for _, size, _ in copies)
        for used_s, copy_bytes, path in copies:
            unused_s = now_s - used_s
            if unused_s < IN_USE_S or (size_bytes <= self._limit_bytes and unused_s < KEPT_S):
                return
            _remove_unused(path)
            size_bytes -= copy_bytes

    def _trim_now_and_then(self) -> None:
        if time.monotonic() - self._trimmed_s >= TRIM_EVERY_S or not self._trimmed_s:
            self._trimmed_s = time.monotonic()
            self.trim()

    def _path(self, uri: str) -> Path:
        name = PurePosixPath(uri).name
        return self._folder / name[:2] / name


def limit_bytes() -> int:
    """What `$FANCHANT_COPIES_GB` says (GB of 10^9 bytes, above 0).

    Raises:
        ConfigurationError: it says something else.
    """
    text = os.environ.get(SETTING) or str(DEFAULT_GB)
    try:
        limit = int(float(text) * 1e9)
    except (ValueError, OverflowError):
        limit = 0
    if limit <= 0:
        raise ConfigurationError(f"{SETTING}={text} is not a size; use a number of GB above 0", code="copies_limit")
    return limit


def _use(path: Path) -> bool:
    """Notes that the copy is used from now on; false where there is none."""
    try:
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))
    except FileNotFoundError:
        return False
    return True


def _remove_unused(path: Path) -> None:
    with suppress(FileNotFoundError):  # removed by another process
        if time.time() - path.stat().st_atime >= IN_USE_S:  # another process may use it since it was listed
            path.unlink()


def _holds(path: Path, ref: MediaRef) -> bool:
    try:
        return file_digest(path) == ref.sha256
    except OSError:
        return False


def _fetch(ref: MediaRef, path: Path, fetch: Callable[[Path], None]) -> None:
    partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PARTIAL}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        fetch(partial)
        if not _holds(partial, ref):
            raise media_damaged(ref)
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink()


def _copies(folder: Path) -> list[tuple[float, int, Path]]:
    """Seconds since the epoch of last use, size in bytes and path of every copy."""
    found = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # removed by another process since it was listed
            if path.is_file():
                status = path.stat()
                found.append((status.st_atime, status.st_size, path))
    return found
