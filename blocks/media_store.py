"""Content-addressed media over fsspec: local disk by default, S3 by one setting."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from pathlib import Path

from prefect.blocks.core import Block
from pydantic import Field

from blocks.home import fanchant_home
from contracts.errors import Transient
from contracts.media import MediaKind, MediaRef


class MediaStore(Block):
    """Keeps every selfie, voice, clip and video once, under the hash of its bytes."""

    _block_type_name = "Fanchant media store"
    _block_type_slug = "fanchant-media-store"

    folder: str = Field(default="", description="local folder; empty = `media` below FANCHANT_HOME")

    @classmethod
    def configured(cls) -> MediaStore:
        return cls(folder=os.environ.get("FANCHANT_STORE", ""))

    @property
    def root(self) -> Path:
        return Path(self.folder) if self.folder else fanchant_home() / "media"

    def put_bytes(self, data: bytes, kind: MediaKind, suffix: str) -> MediaRef:
        """Stores `data`; storing the same bytes twice is one object."""
        digest = hashlib.sha256(data).hexdigest()
        key = f"{digest[:2]}/{digest}{suffix}"
        path = self.root / key
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
            partial.write_bytes(data)
            partial.replace(path)
        return MediaRef(uri=key, sha256=digest, kind=kind, size_bytes=len(data), media_type=mimetypes.types_map.get(suffix, "application/octet-stream"))

    def put_file(self, path: Path, kind: MediaKind) -> MediaRef:
        return self.put_bytes(path.read_bytes(), kind, path.suffix.lower())

    def exists(self, ref: MediaRef) -> bool:
        return (self.root / ref.uri).exists()

    def local_path(self, ref: MediaRef) -> Path:
        """A local file with the object's verified bytes; do not write to it."""
        path = self.root / ref.uri
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise Transient(f"media {ref.sha256[:12]} cannot be read: {error}", code="media_missing") from error
        if digest != ref.sha256:
            raise Transient(f"media {ref.sha256[:12]} is damaged", code="media_damaged")
        return path

    def read_bytes(self, ref: MediaRef) -> bytes:
        return self.local_path(ref).read_bytes()
