"""The processes of a floor, each of which can be ended, killed and started again; and what CPU time they use."""

from __future__ import annotations

import signal
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deployments.floor.processes import FloorProcess
from deployments.floor.start import start

SAMPLE_S = 0.5


@dataclass
class Processes:
    """Started processes by name, each in a session of its own with a log in `folder`."""

    folder: Path
    _started: dict[str, tuple[FloorProcess, subprocess.Popen[bytes]]] = field(default_factory=dict)

    def start(self, process: FloorProcess) -> None:
        self._started[process.name] = (process, start(process, self.folder / f"{process.name}.log"))

    def start_again(self, name: str) -> None:
        """As it was started before."""
        self.start(self._started[name][0])

    def names(self, prefix: str = "") -> list[str]:
        return sorted(name for name in self._started if name.startswith(prefix))

    def pid(self, name: str) -> int:
        return self._started[name][1].pid

    def alive(self, name: str) -> bool:
        return self._started[name][1].poll() is None

    def kill(self, name: str) -> None:
        """kill -9 of the process with all its children."""
        family = _family(self.pid(name))
        for member in family:
            _signal(member, signal.SIGKILL)
        self._started[name][1].wait()
        psutil.wait_procs(family, timeout=10)

    def stop(self, name: str, number: signal.Signals = signal.SIGTERM) -> None:
        """Ends the process politely; what does not listen within its grace time is killed."""
        process, running = self._started[name]
        family = _family(running.pid)
        running.send_signal(number)
        try:
            running.wait(process.grace_s)
        except subprocess.TimeoutExpired:
            self.kill(name)
        for member in psutil.wait_procs(family, timeout=2)[1]:
            _signal(member, signal.SIGKILL)

    def kill_all(self) -> None:
        """Ends everything at once: what a benchmark leaves behind is thrown away."""
        for name in self._started:
            self.kill(name)


class CpuMeter:
    """CPU seconds of the processes with their children within the block, those that ended meanwhile too."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._used_s: dict[str, dict[int, float]] = {}
        self._before_s: dict[str, float] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample_until_end, daemon=True)

    def __enter__(self) -> CpuMeter:
        self._sample()
        self._before_s = {name: sum(used.values()) for name, used in self._used_s.items()}
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join()
        self._sample()

    def used_s(self) -> dict[str, float]:
        """By process name, up to the last sample of each."""
        return {name: sum(used.values()) - self._before_s.get(name, 0.0) for name, used in self._used_s.items()}

    def _sample_until_end(self) -> None:
        while not self._end.wait(SAMPLE_S):
            self._sample()

    def _sample(self) -> None:
        for name in self._processes.names():
            used = self._used_s.setdefault(name, {})
            for process in _family(self._processes.pid(name)):
                try:
                    times = process.cpu_times()
                except psutil.NoSuchProcess:
                    continue
                used[process.pid] = max(used.get(process.pid, 0.0), times.user + times.system)


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
