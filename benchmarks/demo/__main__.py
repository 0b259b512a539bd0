"""Times `fanchant demo` from the command to the video: once with no server running, once with one, nothing cached.

Every run has a fresh home, so neither media nor results nor a database are there; what `make setup` prepares is. The
last line is one JSON object; CPU and memory are those of the run with the server up, over all processes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.demo.process_tree import TreeMeter
from contracts.delivery import StageTiming
from flows.waterfall import waterfall

FANCHANT = Path(sys.executable).with_name("fanchant")


@dataclass(frozen=True)
class Measured:
    wall_s: float
    cpu_s: float
    peak_rss_mb: float
    report: dict[str, Any]

    @property
    def stages(self) -> list[StageTiming]:
        return [StageTiming.model_validate(stage) for stage in self.report["stages"]]


def run_demo(home: Path, command: list[str], *, server_up: bool) -> Measured:
    """One demo in `home`, with its server started beforehand or not; the server is ended afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment["FANCHANT_HOME"] = str(home)
    if server_up:
        subprocess.run([FANCHANT, "server", "start"], env=environment, check=True, capture_output=True)  # noqa: S603
    try:
        with TreeMeter(home) as meter:
            began = time.perf_counter()
            done = subprocess.run(  # noqa: S603
                [FANCHANT, *command, "--out", home / "out", "--json"],
                env=environment,
                check=False,
                capture_output=True,
                text=True,
            )
            wall_s = time.perf_counter() - began
    finally:
        subprocess.run([FANCHANT, "server", "stop"], env=environment, check=False, capture_output=True)  # noqa: S603
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return Measured(wall_s, meter.cpu_s, meter.peak_bytes / 1e6, json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the demo.")
    parser.add_argument("command", nargs="*", default=["demo"], help="another command than demo, with its options")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fanchant-bench-") as folder:
        cold = run_demo(Path(folder) / "cold", arguments.command, server_up=False)
        warm = run_demo(Path(folder) / "warm", arguments.command, server_up=True)
    for title, measured in (("no server running", cold), ("server up", warm)):
        print(f"\n{title}: {measured.wall_s:.1f} s from command to video")  # noqa: T201
        print(waterfall(measured.stages))  # noqa: T201
    figures = {
        "wall_s": round(warm.wall_s, 2),
        "cold_wall_s": round(cold.wall_s, 2),
        "cpu_s": round(warm.cpu_s, 2),
        "peak_rss_mb": round(warm.peak_rss_mb, 1),
        "frames_rendered": warm.report["frames"]["rendered"],
        "frames_copied": warm.report["frames"]["copied"],
        "stages": {stage.name: round(stage.end_s - stage.start_s, 3) for stage in warm.stages},
    }
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main()
