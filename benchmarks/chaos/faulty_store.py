"""A media store that fails and dawdles, for the processes of a chaos run."""

from __future__ import annotations

import functools
import json
import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any

from blocks.media_store import MediaStore
from contracts.errors import Transient

SETTING = "FANCHANT_CHAOS_STORE"
"""JSON `{"failing": 0.1, "slow": 0.05, "slow_s": 1.5, "seed": "..."}`; empty: the store is as it is."""

CALLS = ("put_bytes", "put_file", "local_path", "read_bytes", "exists")
_within = threading.local()


def make_store_faulty() -> None:
    """Wraps the store's public calls as the setting says: what a stage sees of a store that does not answer."""
    setting = os.environ.get(SETTING)
    if not setting:
        return
    faults = json.loads(setting)
    dice = random.Random(f"{faults['seed']} {os.getpid()}")  # noqa: S311  # a benchmark's dice
    for name in CALLS:
        setattr(MediaStore, name, _faulty(getattr(MediaStore, name), faults, dice))


def _faulty(call: Callable[..., Any], faults: dict[str, Any], dice: random.Random) -> Callable[..., Any]:
    @functools.wraps(call)
    def faulty(*args: Any, **kwargs: Any) -> Any:
        if getattr(_within, "store", False):  # a call that another call makes fails with it
            return call(*args, **kwargs)
        _within.store = True
        try:
            thrown = dice.random()
            if thrown < faults["failing"]:
                raise Transient("the store did not answer (injected)", code="store_unreachable")
            if thrown < faults["failing"] + faults["slow"]:
                time.sleep(faults["slow_s"] * (0.5 + dice.random()))
            return call(*args, **kwargs)
        finally:
            _within.store = False

    return faulty
