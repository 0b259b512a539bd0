"""Who wants to know how far a stage is: an in-process registry between the stages and whoever shows progress."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]
"""Called with the stage's label, the units done and the units in all; from any thread, so it must be quick."""

_lock = threading.Lock()
_listeners: list[Listener] = []


def report_progress(stage: str, done: int, total: int) -> None:
    """Tells every listener that `done` of `total` units (frames, pictures) of `stage` are finished.

    Args:
        stage: the stage's name, with the part after a colon where it runs several times, e.g. `render_shot:close`.
        done: 0 to `total`.
        total: greater than 0.
    """
    with _lock:
        listeners = tuple(_listeners)
    for listener in listeners:
        listener(stage, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within the block, `listener` hears every report of this process."""
    with _lock:
        _listeners.append(listener)
    try:
        yield
    finally:
        with _lock:
            _listeners.remove(listener)
