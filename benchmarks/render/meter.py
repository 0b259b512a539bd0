"""CPU and wall time of this process and of everything that it started."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

import psutil


def tree_cpu_s(roots: list[int]) -> float:
    """CPU seconds so far of the processes `roots` and all below them; children that ended count with their parent."""
    total = 0.0
    for root in roots:
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(root)
            for process in (parent, *parent.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    times = process.cpu_times()
                    total += times.user + times.system + times.children_user + times.children_system
    return total


@dataclass
class Meter:
    """Measures what happens inside `with`; `roots` are the processes whose trees count."""

    roots: list[int]
    cpu_s: float = 0.0
    wall_s: float = 0.0

    def __enter__(self) -> Meter:
        self._cpu_s, self._began_s = tree_cpu_s(self.roots), time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wall_s = time.perf_counter() - self._began_s
        self.cpu_s = tree_cpu_s(self.roots) - self._cpu_s
