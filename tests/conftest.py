"""What all tests share: a home of their own, a tiny template, one real Prefect server for those that ask for it.

The environment is set before any test module is imported, because Prefect reads it at its import.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.home import server_folder
from blocks.prefect_settings import client_environment
from deployments import local_server
from deployments.server_process import free_port

# Where the set-up puts `redis-server` on a machine that has none.
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
SESSION = Path(tempfile.mkdtemp(prefix="fanchant-tests-"))
PORT = free_port(preferred=False)

for variable in [name for name in os.environ if name.startswith(("PREFECT_", "FANCHANT_"))]:
    # Where this machine's browser lies and what servers it has for tests are no settings of a run.
    if variable not in ("FANCHANT_CHROMIUM", "FANCHANT_TEST_S3_URL"):
        del os.environ[variable]
os.environ["FANCHANT_HOME"] = str(SESSION / "home")
os.environ["FANCHANT_TEMPLATES"] = str(SESSION / "templates")
os.environ |= client_environment(f"http://127.0.0.1:{PORT}/api")


server_folder().mkdir(parents=True)


@atexit.register
def _end_session() -> None:
    """Runs after Prefect's own exit handlers, which still want to deliver log lines: they were registered later."""
    local_server.stop()
    shutil.rmtree(SESSION, ignore_errors=True)


@pytest.fixture(scope="session")
def prefect_server() -> local_server.LocalServer:
    """A running Prefect server, the one that this process's PREFECT_API_URL names."""
    return local_server.wait_until_healthy(local_server.find_or_start(PORT))


@pytest.fixture(scope="session")
def tiny() -> str:
    """Id of a built template of three short shots, which every process of this session can open."""
    from tests.flow.tiny_template import build_tiny_template

    return build_tiny_template(SESSION / "templates")


@pytest.fixture(scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Environment of a command with a home and a local server of its own, which is ended afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment["FANCHANT_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield environment
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FANCHANT_HOME", environment["FANCHANT_HOME"])
        local_server.stop()
