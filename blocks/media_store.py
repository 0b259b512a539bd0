"""Content-addressed media on a local or mounted folder."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prefect.blocks.core import Block
from pydantic import Field

from blocks.home import fanchant_home
from contracts.errors import ConfigurationError, ResourceExhausted, Transient
from contracts.media import MediaKind, MediaRef

MEDIA_TYPES = {".webp": "image/webp", ".m4a": "audio/mp4", ".flac": "audio/flac"}
"""Those that Python knows only where the machine's own table has them."""


class MediaStore(Block):
    """Keeps every selfie, voice, clip and video once, under the hash of its bytes."""

    _block_type_name = "Fanchant media store"
    _block_type_slug = "fanchant-media-store"
    _description = "Where selfies, voices, clips and videos are kept, each once, under the hash of its bytes."

    folder: str = Field(default="", description="local folder; empty = `store` below FANCHANT_HOME")

    @classmethod
    def configured(cls) -> MediaStore:
        """The store that this process uses: `$FANCHANT_STORE`, else `store` below FANCHANT_HOME."""
        return cls(folder=os.environ.get("FANCHANT_STORE", ""))

    @property
    def root(self) -> Path:
        return Path(self.folder) if self.folder else fanchant_home() / "store"

    def put_bytes(self, data: bytes, kind: MediaKind, suffix: str) -> MediaRef:
        """Stores `data`; storing the same bytes twice is one object.

        Raises:
            ResourceExhausted: the store cannot be written, e.g. because the disk is full.
        """
        ref = _reference(hashlib.sha256(data).hexdigest(), len(data), kind, suffix)
        return self._keep(ref, lambda partial: partial.write_bytes(data))

    def put_file(self, path: Path, kind: MediaKind) -> MediaRef:
        """Stores a copy of the file at `path`, without reading it into memory as a whole."""
        ref = _reference(_digest(path), path.stat().st_size, kind, path.suffix.lower())
        return self._keep(ref, lambda partial: shutil.copyfile(path, partial))

    def exists(self, ref: MediaRef) -> bool:
        """True where the store has an object of that reference, of the right size."""
        try:
            return self._path(ref).stat().st_size == ref.size_bytes
        except OSError:
            return False

    def local_path(self, ref: MediaRef) -> Path:
        """A local file with the object's verified bytes; do not write to it.

        Raises:
            Transient: the object is missing, or damaged; a damaged one is put aside, so that it can be stored again.
        """
        path = self._path(ref)
        try:
            digest = _digest(path)
        except OSError as error:
            raise Transient(f"media {ref.sha256[:12]} cannot be read: {error}", code="media_missing") from error
        if digest != ref.sha256:
            path.replace(path.with_name(f"{path.name}.damaged"))
            raise Transient(f"media {ref.sha256[:12]} is damaged", code="media_damaged")
        return path

    def read_bytes(self, ref: MediaRef) -> bytes:
        """The object's verified bytes; raises as `local_path` does."""
        return self.local_path(ref).read_bytes()

    def presigned_url(self, ref: MediaRef, expires_s: int, file_name: str | None = None) -> str:
        """A link under which anybody can read the object for `expires_s`, saved as `file_name` where that is given.

        Raises:
            ConfigurationError: the store is a folder, which has no links.
        """
        raise ConfigurationError("the media store is a folder, which has no links", code="store_without_links")

    def discard(self, ref: MediaRef) -> None:
        """Removes the object; what refers to it is computed again when it is next wanted."""
        self._path(ref).unlink(missing_ok=True)

    def _path(self, ref: MediaRef) -> Path:
        path = (self.root / ref.uri).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise ValueError("a media reference must not leave the store")
        return path

    def _keep(self, ref: MediaRef, write: Callable[[Path], object]) -> MediaRef:
        path = self._path(ref)
        if self.exists(ref):
            return ref
        # A unique sibling, so that two writers of the same object never see each other's half.
        partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(partial)
            partial.replace(path)
        except OSError as error:
            with suppress(OSError):
                partial.unlink()
            raise ResourceExhausted(
                f"the media store at {self.root} cannot be written: {error.strerror}", code="store_not_writable"
            ) from error
        return ref


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reference(sha256: str, size_bytes: int, kind: MediaKind, suffix: str) -> MediaRef:
    return MediaRef(
        uri=f"media/{sha256[:2]}/{sha256}{suffix}",
        sha256=sha256,
        kind=kind,
        size_bytes=size_bytes,
        media_type=MEDIA_TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream"),
    )
