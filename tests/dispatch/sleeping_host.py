"""A host to be killed: `sleeping_host.py FOLDER NAME WORK_S`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tasks.dispatch.host import Serving


def main(folder: Path, name: str, work_s: float) -> None:
    def echo(ticket: str) -> str:
        with (folder / name).open("a") as starts:
            starts.write(f"{ticket}\n")
        time.sleep(work_s)
        return ticket

    serving = Serving({"echo": echo}, pool="cpu", slots=1, host=name)
    while not serving.ended(within_s=60):
        pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
