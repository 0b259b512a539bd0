"""A whole small chaos run. It takes minutes on a small machine, so it is asked for: FANCHANT_CHAOS=1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not os.environ.get("FANCHANT_CHAOS"), reason="takes minutes; set FANCHANT_CHAOS=1, or `make chaos`")
@pytest.mark.timeout(900)
def test_six_submissions_survive_a_dead_host_and_a_dead_redis(tmp_path: Path) -> None:
    options = ["--submissions", "6", "--within-s", "12", "--faults", "host killed=1,redis killed=1"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.chaos", *options, "--out", tmp_path],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["submitted"] == figures["delivered"] == figures["deliveries"] == 6
    assert figures["duplicates"] == figures["orphans"] == 0
    assert (tmp_path / "timeline.png").stat().st_size > 10_000
