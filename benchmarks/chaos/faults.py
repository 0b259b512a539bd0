"""What breaks, when: drawn from a seed, then done to a floor."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.dispatch.floor import LightFloor

DEFAULT_FAULTS: Mapping[str, int] = {
    "host killed": 6,
    "worker killed": 2,
    "server restarted": 1,
    "server killed": 1,
    "services killed": 1,
    "postgres restarted": 1,
    "postgres killed": 1,
    "redis restarted": 1,
    "redis killed": 1,
    "disk full": 2,
}
"""How often each happens to 200 submissions."""

AWAY_S = 2.0
"""How long a supervisor takes to start again what has ended."""
DISK_FULL_S = 8.0


@dataclass(frozen=True)
class Fault:
    """One thing that will break, `at_s` after the first submission was sent."""

    at_s: float
    kind: str
    target: str


@dataclass(frozen=True)
class Broken:
    """One thing that broke; times are seconds since 1970. `pid` of what was killed."""

    kind: str
    target: str
    began: float
    mended: float
    pid: int

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def drawn_faults(
    seed: str, within_s: float, counts: Mapping[str, int], hosts: Sequence[str], workers: int
) -> list[Fault]:
    """The faults of a run in the order of their times; equal seeds break equal things."""
    dice = random.Random(seed)  # noqa: S311  # nobody's secrets
    targets: Mapping[str, Callable[[], str]] = {
        "host": lambda: dice.choice(hosts),
        "worker": lambda: f"worker-{dice.randint(1, workers)}",
    }
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    # One per slice of the time, in random order and at a random moment of it: they may meet, but not all at once.
    dice.shuffle(kinds)
    slice_s = 0.9 * within_s / max(1, len(kinds))
    return [
        Fault(
            round(0.05 * within_s + (place + dice.random()) * slice_s, 1), kind, targets.get(thing, lambda t=thing: t)()
        )
        for place, kind in enumerate(kinds)
        for thing in [kind.split()[0]]
    ]


class Breaker:
    """Does the faults to the floor, each in a thread of its own, as one does not wait for the other."""

    def __init__(self, floor: LightFloor, disk: Path) -> None:
        self._floor, self._disk = floor, disk
        self._threads: list[threading.Thread] = []
        self._locks = {name: threading.Lock() for name in ("disk", *floor.processes.names())}
        self._over = threading.Event()
        self.ended_themselves: Counter[str] = Counter()
        """How often a process that nobody broke has ended, and was started again."""
        self.broken: list[Broken] = []
        self.errors: list[BaseException] = []

    def begin(self, faults: Sequence[Fault]) -> None:
        """Starts the clock."""
        threading.Thread(target=self._supervise, daemon=True).start()
        began = time.monotonic()
        for fault in faults:
            thread = threading.Thread(target=self._do, args=(fault, began), daemon=True)
            thread.start()
            self._threads.append(thread)

    def wait(self) -> None:
        """Until everything has broken and is mended; raises what went wrong with that."""
        for thread in self._threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def end(self) -> None:
        """From now on what ends is not started again."""
        self._over.set()

    def _supervise(self) -> None:
        """Starts again what ended by itself, as a supervisor would."""
        while not self._over.wait(AWAY_S):
            for name in self._floor.processes.names():
                if not self._locks[name].acquire(blocking=False):
                    continue  # it is being broken
                if not self._floor.processes.alive(name):
                    self.ended_themselves[name] += 1
                    self._floor.processes.start_again(name)
                self._locks[name].release()

    def _do(self, fault: Fault, clock_began: float) -> None:
        time.sleep(max(0.0, clock_began + fault.at_s - time.monotonic()))
        try:
            with self._locks[fault.target]:
                pid = 0 if fault.target == "disk" else self._floor.processes.pid(fault.target)
                began = time.time()
                self._break(fault)
                self.broken.append(Broken(fault.kind, fault.target, began, time.time(), pid))
        except BaseException as error:  # raised again by whoever waits
            self.errors.append(error)

    def _break(self, fault: Fault) -> None:
        floor, processes = self._floor, self._floor.processes
        if fault.target == "disk":
            with full_disk(self._disk):
                time.sleep(DISK_FULL_S)
            return
        if fault.kind.endswith("killed"):
            processes.kill(fault.target)
        elif fault.target == "postgres":
            floor.stop_postgres()
        else:
            processes.stop(fault.target)
        time.sleep(AWAY_S)
        again = {"server": floor.start_server, "postgres": floor.start_postgres, "redis": floor.start_redis}
        again.get(fault.target, lambda: processes.start_again(fault.target))()


class full_disk:  # noqa: N801  # used as a word
    """Within the block the file system of `folder` has no byte left."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def __enter__(self) -> None:
        with self._filler.open("wb") as file:
            size_bytes = 1 << 20
            while size_bytes:
                try:
                    os.write(file.fileno(), b"\0" * size_bytes)
                except OSError:
                    size_bytes //= 2

    def __exit__(self, *_error: object) -> None:
        self._filler.unlink()


def mount_disk(folder: Path, size_mib: int) -> bool:
    """Gives `folder` a small file system of its own; False where this user may not mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m", "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def unmount_disk(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)  # noqa: S603, S607
