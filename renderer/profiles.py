"""Throw-away browser profiles that do not pile up when a process is killed."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "fanchant-browser-"
LOCK_NAME = "owner.lock"


class Profile:
    """A folder that lives as long as its lock is held; profiles whose owner died are removed by the next one."""

    def __init__(self, parent: Path | None = None) -> None:
        parent = parent or Path(tempfile.gettempdir())
        remove_orphans(parent)
        # Locked before it gets its name: under it, a folder without a lock holder counts as an orphan.
        fresh = Path(tempfile.mkdtemp(prefix="fanchant-new-", dir=parent))
        self._lock = (fresh / LOCK_NAME).open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.path = fresh.rename(parent / f"{PREFIX}{fresh.name.removeprefix('fanchant-new-')}")

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()


def remove_orphans(parent: Path) -> None:
    """Removes the profiles below `parent` that no living process holds."""
    for folder in parent.glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / LOCK_NAME).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
