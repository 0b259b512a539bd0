"""A floor for tests: `fanchant serve` as a process, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FANCHANT = (sys.executable, "-c", "from cli.main import main; main()")
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The JSON object on the last line of standard output."""
        facts: dict[str, Any] = json.loads(self.out.strip().splitlines()[-1])
        return facts


@dataclass(frozen=True)
class Floor:
    """A home in which a floor runs or may run."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """That of every command of this home: none of another Prefect server, none of another floor."""
        foreign = ("PREFECT_", "FANCHANT_DISPATCH", "FANCHANT_STORE", "FANCHANT_FLOOR")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return inherited | {"FANCHANT_HOME": str(self.home), "PYTHONPATH": str(PROJECT)}

    def run(self, *words: str, **changes: str) -> Answer:
        """Runs `fanchant WORDS` to its end."""
        done = subprocess.run(
            [*FANCHANT, *words],
            env=self.environment | changes,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Starts `fanchant WORDS`; its standard output can be read."""
        return subprocess.Popen(
            [*FANCHANT, *words],
            env=self.environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=(self.home / "command.err").open("w"),
            text=True,
        )
