"""A PostgreSQL of one's own on loopback, for benchmarks and tests; a floor uses the operator's."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from contracts.errors import ConfigurationError
from deployments.floor.processes import FloorProcess

DEBIAN_BINARIES = "/usr/lib/postgresql"
USER = "fanchant"


@dataclass(frozen=True)
class PrivatePostgres:
    """A cluster that lies in `folder`; `process` runs it. Remove `folder` when it has ended."""

    folder: Path
    port: int
    password: str
    account: str
    """The system's account that it runs as; empty where this process's own will do."""

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def process(self) -> FloorProcess:
        server = (
            *(str(postgres_binaries() / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300"),
        )
        return FloorProcess("postgres", as_account(self.account, server), {}, self.folder, grace_s=20)


def create_cluster(port: int) -> PrivatePostgres:
    """Makes an empty cluster in a new temporary folder; as root for another account, as PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="fanchant-postgres-"))
    account = unprivileged_account() if os.geteuid() == 0 else ""
    password = secrets.token_urlsafe(24)
    secret = folder / "password"
    secret.write_text(password)
    if account:
        for path in (folder, secret):
            shutil.chown(path, account)
    command = (
        *(str(postgres_binaries() / "initdb"), "-D", str(folder / "data"), "-U", USER, "--pwfile", str(secret)),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"),
    )
    done = subprocess.run(as_account(account, command), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    secret.unlink()
    if done.returncode != 0:
        shutil.rmtree(folder)
        raise ConfigurationError(f"initdb failed: {done.stderr.strip()[-300:]}", code="postgres_not_created")
    return PrivatePostgres(folder, port, password, account)


def postgres_binaries() -> Path:
    """Folder of the newest installed server's programs.

    Raises:
        ConfigurationError: there is none.
    """
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    versions = [path for path in Path(DEBIAN_BINARIES).glob("*/bin") if (path / "initdb").is_file()]
    if not versions:
        raise ConfigurationError(
            "no PostgreSQL server is installed; install the Debian package postgresql", code="postgres_missing"
        )
    return max(versions, key=lambda path: int(path.parent.name))


def unprivileged_account() -> str:
    """`postgres` where Debian's package made it, else `nobody`."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def as_account(account: str, command: tuple[str, ...]) -> tuple[str, ...]:
    """`command`, run by `account` where one is named."""
    if not account:
        return command
    entry = pwd.getpwnam(account)
    return ("setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", *command)
