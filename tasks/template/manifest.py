"""`bundle/manifest.json`: what a bundle was built from, and what is in it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import Field

from contracts.base import Contract
from contracts.errors import TemplateError

MANIFEST = "manifest.json"
CONTENTS = "template.json"
IGNORED_PARTS = frozenset({"__pycache__", ".DS_Store"})


class FileEntry(Contract):
    sha256: str
    bytes: int


class Manifest(Contract):
    """`keys` says for every drawn file (and the song) what it was made from; equal key, no new drawing."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    sources: dict[str, str] = Field(default_factory=dict)
    files: dict[str, FileEntry] = Field(default_factory=dict)
    keys: dict[str, str] = Field(default_factory=dict)

    def to_json(self) -> str:
        return self.model_dump_json(indent=1, by_alias=True) + "\n"


def read_manifest(bundle: Path) -> Manifest:
    """The bundle's manifest, an empty one where there is none; raises TemplateError where it is damaged."""
    path = bundle / MANIFEST
    if not path.is_file():
        return Manifest()
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValueError as error:
        raise TemplateError(
            f"{path.name} is damaged ({error}); delete it and build the template again", code="manifest_damaged"
        ) from error


def file_sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_hashes(source: Path) -> dict[str, str]:
    """SHA-256 of every file of a template's source folder, by its path in there."""
    files = (path for path in sorted(source.rglob("*")) if path.is_file())
    return {
        path.relative_to(source).as_posix(): file_sha256(path)
        for path in files
        if not IGNORED_PARTS.intersection(path.parts)
    }


def file_entries(bundle: Path) -> dict[str, FileEntry]:
    """Every file of the bundle but the manifest."""
    files = (path for path in sorted(bundle.rglob("*")) if path.is_file() and path.name != MANIFEST)
    return {
        path.relative_to(bundle).as_posix(): FileEntry(sha256=file_sha256(path), bytes=path.stat().st_size)
        for path in files
    }


def content_revision(entries: dict[str, FileEntry], contents: str) -> str:
    """Hash of a bundle: all files and the table of contents, which holds this hash and is left out of it itself."""
    digest = hashlib.sha256(contents.encode())
    for path, entry in sorted(entries.items()):
        if path != CONTENTS:
            digest.update(f"{path}\0{entry.sha256}\0".encode())
    return digest.hexdigest()
