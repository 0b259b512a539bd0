"""Stores and reads videos of 10 and 50 MB, and asks for one: `FANCHANT_STORE=… make bench-store`.

CPU is this process's alone, not the server's. Every file is new to the store; its first reading fetches it, where it
lies in a bucket, and verifies it; by the last one it is known.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from blocks.media_shelf import SETTLED_S
from blocks.media_store import MediaStore
from contracts.media import MediaKind

RUNS = 7
SIZES_MB = (10, 50)
Item = TypeVar("Item")
Answer = TypeVar("Answer")


def measure(work: Callable[[Item], Answer], items: Sequence[Item]) -> tuple[dict[str, float], list[Answer]]:
    """Medians of wall and CPU time of `work` on each of `items`, ms; and what it gave."""
    wall_ms, cpu_ms, answers = [], [], []
    for item in items:
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        answers.append(work(item))
        cpu_ms.append((time.process_time() - cpu_s) * 1e3)
        wall_ms.append((time.perf_counter() - wall_s) * 1e3)
    medians = {"wall_ms": round(statistics.median(wall_ms), 1), "cpu_ms": round(statistics.median(cpu_ms), 1)}
    return medians, answers


def main() -> None:
    store = MediaStore.configured()
    figures: dict[str, dict[str, float]] = {}
    # The first call makes the connection.
    store.discard(store.put_bytes(os.urandom(64), MediaKind.DOCUMENT, ".bin"))
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.mp4" for number in range(RUNS)]
        for size_mb in SIZES_MB:
            for file in files:
                file.write_bytes(os.urandom(size_mb * 1_000_000))
            figures[f"put_{size_mb}_mb"], refs = measure(lambda file: store.put_file(file, MediaKind.VIDEO), files)
            figures["exists"], _ = measure(store.exists, refs)
            figures[f"get_{size_mb}_mb"], _ = measure(store.local_path, refs)
            time.sleep(SETTLED_S)
            measure(store.local_path, refs)
            figures["get_known"], _ = measure(store.local_path, refs)
            for ref in refs:
                store.discard(ref)
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main()
