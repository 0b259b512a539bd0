"""An empty, migrated database, made once per Prefect version and copied into every new home.

Migrating an empty SQLite file takes Prefect several seconds; copying one takes milliseconds.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from blocks.home import cache_folder
from blocks.prefect_settings import prefect_version

DATABASE = "prefect.db"
MARKER = "prepared-for"
KEPT_TABLES = frozenset({"alembic_version", "block_type", "block_schema", "block_schema_reference"})
"""What a migrated database holds before its first use; every other row belongs to one installation."""


def snapshot_file() -> Path:
    return cache_folder() / f"prefect-{prefect_version()}.db"


def is_prepared(folder: Path) -> bool:
    """True where the database in `folder` is known to be migrated for the installed Prefect."""
    marker = folder / MARKER
    return (folder / DATABASE).exists() and marker.exists() and marker.read_text() == prefect_version()


def mark_prepared(folder: Path) -> None:
    """Notes that a server of the installed version has migrated the database in `folder`."""
    (folder / MARKER).write_text(prefect_version())


def place_snapshot(folder: Path) -> None:
    """Gives a `folder` without a database the prepared one, if there is one."""
    database = folder / DATABASE
    if database.exists() or not snapshot_file().exists():
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    partial = database.with_suffix(".partial")
    shutil.copyfile(snapshot_file(), partial)
    partial.replace(database)
    mark_prepared(folder)


def take_snapshot(folder: Path) -> Path:
    """Keeps an empty copy of the migrated database in `folder` for other homes; its server must not run."""
    snapshot = snapshot_file()
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    partial = snapshot.with_name(f"{snapshot.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    source = sqlite3.connect(folder / DATABASE)
    target = sqlite3.connect(partial)
    try:
        source.backup(target)
        tables = [row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table not in KEPT_TABLES and not table.startswith("sqlite_"):
                target.execute(f'DELETE FROM "{table}"')  # noqa: S608  # the name comes from the database itself
        target.commit()
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("VACUUM")
    finally:
        source.close()
        target.close()
    partial.replace(snapshot)
    return snapshot
