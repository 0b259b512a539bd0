"""What a stage's result depends on besides its inputs: the source of its code, its settings and model files."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from tasks.policy import StagePolicy

PROJECT = Path(__file__).resolve().parent.parent
SOURCE_SUFFIXES = frozenset({".py", ".ts", ".glsl", ".frag", ".vert", ".json", ".txt", ".html"})
EVERY_STAGE = ("contracts",)


@lru_cache(maxsize=64)
def code_version(sources: tuple[str, ...]) -> str:
    """Hash of the files and folders `sources` (relative to the project) and of contracts/; read once per process."""
    digest = hashlib.sha256()
    for source in sorted({*EVERY_STAGE, *sources}):
        root = PROJECT / source
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.suffix in SOURCE_SUFFIXES and path.is_file():
                digest.update(f"{path.relative_to(PROJECT)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def setting_version(setting: str) -> str:
    """Value of an environment variable; where it names a file or folder, the names, sizes and times of its files.

    Models are too large to be hashed for every run; a changed file has another size or time.
    """
    value = os.environ.get(setting, "")
    root = Path(value)
    if not value or not root.exists():
        return value
    files = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
    listing = [f"{p.relative_to(root)}|{p.stat().st_size}|{p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("\n".join(listing).encode()).hexdigest()


def stage_version(policy: StagePolicy) -> list[str]:
    """All that `policy` says a stage's result depends on, as strings for its cache key."""
    return [code_version(policy.code), *(f"{name}={setting_version(name)}" for name in policy.settings)]
