"""A Redis of the tests' own, which keeps its data over a restart."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from deployments.server_process import free_port

START_PATIENCE_S = 20.0


class RedisServer:
    """`redis-server` on a free port of 127.0.0.1 with an append-only file."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed (Debian: apt-get install redis-server)")
        self._folder = folder
        self._port = free_port(preferred=False)
        self._command = [program, "--bind", "127.0.0.1", "--port", str(self._port), "--dir", str(folder)]
        self._command += ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        with (self._folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"redis-server did not start; see {self._folder}/redis.log")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
