"""CPU time and memory of a command with all that it starts, the server that outlives it included."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import psutil

SAMPLE_S = 0.25


class TreeMeter:
    """Samples every process whose environment has `FANCHANT_HOME=home`; the sum of PSS counts shared pages once."""

    def __init__(self, home: Path, sample_s: float = SAMPLE_S) -> None:
        self._mark = str(home)
        self._sample_s = sample_s
        self._cpu_s: dict[tuple[int, float], float] = {}
        self._cpu_before_s: dict[tuple[int, float], float] = {}
        self._ours: dict[tuple[int, float], bool] = {}
        self.peak_bytes = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample_until_end, daemon=True)

    def __enter__(self) -> TreeMeter:
        self._sample()
        self._cpu_before_s = dict(self._cpu_s)  # of a server that was up before
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join()

    @property
    def cpu_s(self) -> float:
        """CPU seconds that all processes seen used within the block, up to the last sample of each."""
        return sum(self._cpu_s.values()) - sum(self._cpu_before_s.values())

    def _sample_until_end(self) -> None:
        while not self._end.is_set():
            self._sample()
            time.sleep(self._sample_s)
        self._sample()

    def _sample(self) -> None:
        memory_bytes = 0
        for process in psutil.process_iter():
            try:
                key = (process.pid, process.create_time())
                if key not in self._ours:
                    self._ours[key] = process.environ().get("FANCHANT_HOME") == self._mark
                if self._ours[key]:
                    times = process.cpu_times()
                    self._cpu_s[key] = times.user + times.system
                    memory_bytes += process.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        self.peak_bytes = max(self.peak_bytes, memory_bytes)
