"""Where this machine keeps what outlives a run: the media store, results, the local server's database."""

from __future__ import annotations

import os
from pathlib import Path


def fanchant_home() -> Path:
    """`$FANCHANT_HOME`, else `$XDG_DATA_HOME/fanchant`, else `~/.local/share/fanchant`."""
    if home := os.environ.get("FANCHANT_HOME"):
        return Path(home).expanduser().absolute()
    data_home = os.environ.get("XDG_DATA_HOME")
    return (Path(data_home) if data_home else Path.home() / ".local" / "share") / "fanchant"


def results_folder() -> Path:
    """Where cached stage results lie; media that they refer to lie in the media store."""
    return fanchant_home() / "results"


def copies_folder() -> Path:
    """Where copies of media lie that are kept in a bucket; they come and go by themselves."""
    return fanchant_home() / "copies"


def server_folder() -> Path:
    """The local Prefect server's own: database, log, state file. Also PREFECT_HOME of an embedded run."""
    return fanchant_home() / "prefect"


def cache_folder() -> Path:
    """What can be made again at any time and is shared by all homes: `$XDG_CACHE_HOME/fanchant`."""
    cache_home = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache_home) if cache_home else Path.home() / ".cache") / "fanchant"
