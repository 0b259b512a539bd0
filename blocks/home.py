"""Where this machine keeps what outlives a run: the media store, results, the local server's database."""

import os
from pathlib import Path


def fanchant_home() -> Path:
    """`$FANCHANT_HOME`, else `$XDG_DATA_HOME/fanchant`, else `~/.local/share/fanchant`."""
    if home := os.environ.get("FANCHANT_HOME"):
        return Path(home)
    data_home = os.environ.get("XDG_DATA_HOME")
    return (Path(data_home) if data_home else Path.home() / ".local" / "share") / "fanchant"
