"""Six real submissions at once through `fanchant serve`: on SQLite, and on PostgreSQL.

Each case has a fresh home and a floor of its own, with the first hosts that `serve` begins with. Time runs from the
begin of the first submission. CPU and memory are those of the floor's processes, browsers included, and of the sender.
The last line is one JSON object: the case on SQLite, the other one under `postgres`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.demo.process_tree import TreeMeter
from benchmarks.floor.whole import frames_sheet, why_not_whole
from deployments.floor.private_postgres import create_cluster
from deployments.floor.start import start
from deployments.server_process import free_port

PROJECT = Path(__file__).resolve().parents[2]
IDLE_S = 20.0
SAMPLE_S = 3.0
"""A look at the memory of twenty processes takes a tenth of a second of one of the two cores."""


def run_case(folder: Path, *, postgres: bool) -> dict[str, Any]:
    """One floor, six submissions; the figures, and in `folder/out` the videos."""
    home = folder / "home"
    home.mkdir(parents=True)
    foreign = ("PREFECT_", "FANCHANT_DISPATCH", "FANCHANT_STORE", "FANCHANT_FLOOR")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    environment |= {"FANCHANT_HOME": str(home)}
    environment.setdefault("PYTHONPATH", str(PROJECT))
    with _database(postgres) as options, ExitStack() as floor:
        with TreeMeter(home, SAMPLE_S) as bringing:
            up = floor.enter_context(_floor(environment, options))
        with TreeMeter(home, SAMPLE_S) as idling:
            time.sleep(IDLE_S)
        with TreeMeter(home, SAMPLE_S) as working:
            sent = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "benchmarks.floor.sender", str(folder / "out")],
                env=environment,
                cwd=PROJECT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
    outcome = json.loads(sent.stdout.splitlines()[-1])
    for name, why in outcome["failed"].items():
        print(f"{name}: failed: {why}")  # noqa: T201
    flaws = {name: why_not_whole(folder / "out" / name / "video.mp4") for name in outcome["delivered_s"]}
    for name, took_s in sorted(outcome["delivered_s"].items(), key=lambda item: item[1]):
        print(f"{name}: {took_s:.1f} s{', ' + flaws[name] if flaws[name] else ', whole'}")  # noqa: T201
    ends_s = sorted(outcome["delivered_s"].values()) or [float("nan")]
    return {
        "submissions": outcome["submissions"],
        "delivered": len(outcome["delivered_s"]),
        "whole": sum(not flaw for flaw in flaws.values()),
        "total_s": ends_s[-1],
        "first_s": ends_s[0],
        "last_s": ends_s[-1],
        "cpu_s": round(working.cpu_s, 1),
        "peak_memory_mb": round(working.peak_bytes / 1e6),
        "up_s": up["up_s"],
        "up_cpu_s": round(bringing.cpu_s, 1),
        "idle_cpu_percent": round(100.0 * idling.cpu_s / IDLE_S, 1),
        "idle_memory_mb": round(idling.peak_bytes / 1e6),
    }


@contextmanager
def _floor(environment: dict[str, str], options: list[str]) -> Iterator[dict[str, Any]]:
    """A floor that is up; what its first line says."""
    code = "from cli.main import main; main()"
    serving = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, "serve", "--json", "--port", str(free_port(preferred=False)), *options],
        env=environment,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = serving.stdout.readline() if serving.stdout else ""
        if not line:
            raise SystemExit("the floor did not come up")
        yield json.loads(line)
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait()


@contextmanager
def _database(postgres: bool) -> Iterator[list[str]]:
    """Options of `serve` for a PostgreSQL of the benchmark's own, where one is wanted."""
    if not postgres:
        yield []
        return
    cluster = create_cluster(free_port(preferred=False))
    running = start(cluster.process, cluster.folder / "log")
    try:
        time.sleep(3.0)
        yield ["--postgres", cluster.url]
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()
        shutil.rmtree(cluster.folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Send six real submissions at once through a floor.")
    parser.add_argument("--only", choices=["sqlite", "postgres"], help="one case")
    parser.add_argument("--sheet", type=Path, help="where a picture with frames of each video goes")
    arguments = parser.parse_args()
    figures: dict[str, dict[str, Any]] = {}
    for case in ["sqlite", "postgres"] if arguments.only is None else [arguments.only]:
        with tempfile.TemporaryDirectory(prefix="fanchant-floor-") as folder:
            print(f"\n{case}")  # noqa: T201
            figures[case] = run_case(Path(folder), postgres=case == "postgres")
            print(json.dumps(figures[case]))  # noqa: T201
            videos = sorted(Path(folder, "out").glob("*/video.mp4"))
            if arguments.sheet and videos:
                frames_sheet(videos).save(arguments.sheet.with_stem(f"{arguments.sheet.stem}-{case}"))
    rest = {case: found for case, found in figures.items() if case == "postgres" and "sqlite" in figures}
    print(json.dumps(figures.get("sqlite", figures.get("postgres", {})) | rest))  # noqa: T201


if __name__ == "__main__":
    main()
