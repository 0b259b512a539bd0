"""Prefect's own command line in a process whose stages are light: `… light_worker worker start --pool submissions`."""

from __future__ import annotations

import runpy

from benchmarks.chaos.faulty_store import make_store_faulty
from benchmarks.dispatch.light_stages import use_light_stages

if __name__ == "__main__":
    make_store_faulty()
    use_light_stages()
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)
