"""Content-addressed media in a folder or in an S3 bucket."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from prefect.blocks.core import Block
from pydantic import Field, SecretStr

from blocks.home import fanchant_home
from blocks.media_folder import FolderShelf
from blocks.media_shelf import DAMAGED, MEDIA, Shelf, StoredObject, file_digest
from blocks.saved import PREFIX, load_saved
from contracts.errors import ConfigurationError
from contracts.media import MediaKind, MediaRef

SETTING = "FANCHANT_STORE"
S3, FILE = "s3://", "file://"
MEDIA_TYPES = {".webp": "image/webp", ".m4a": "audio/mp4", ".flac": "audio/flac"}
"""Those that Python knows only where the machine's own table has them."""

LONGEST_LINK_S = 7 * 24 * 3600
"""What S3 allows."""


class MediaStore(Block):
    """Keeps every selfie, voice, clip and video once, under the hash of its bytes.

    All methods may be called from any thread, and may raise:
        ConfigurationError: the store is not there or does not let this process in; the message says what to do.
        Transient: the store did not answer, though it was asked again.
    """

    _block_type_name = "Fanchant media store"
    _block_type_slug = "fanchant-media-store"
    _description = "Where selfies, voices, clips and videos are kept, each once, under the hash of its bytes."

    location: str = Field(
        default="", description="a folder, or s3://bucket/prefix; empty = the folder `store` below FANCHANT_HOME"
    )
    endpoint_url: str = Field(
        default="", description="URL of an S3 server other than Amazon's; empty = AWS_ENDPOINT_URL where it is set"
    )
    region: str = Field(default="", description="region of the bucket; empty = AWS_DEFAULT_REGION where it is set")
    access_key_id: str = Field(
        default="", description="access key; empty = what the machine has: environment variables, profile or role"
    )
    secret_access_key: SecretStr = Field(default=SecretStr(""), description="secret of the access key")

    @classmethod
    def configured(cls) -> MediaStore:
        """The store that this process uses, `$FANCHANT_STORE`: a folder, `s3://bucket/prefix` or `block:NAME`.

        Unset, it is `store` below FANCHANT_HOME. A saved block is read once per process.

        Raises:
            ConfigurationError: it names none of these, or the server has no such block.
        """
        setting = os.environ.get(SETTING, "")
        return _saved(setting) if setting.startswith(PREFIX) else cls(location=setting)

    @property
    def root(self) -> Path:
        """The folder of the store.

        Raises:
            ConfigurationError: the store is a bucket.
        """
        if self.in_bucket:
            raise ConfigurationError(
                f"the media store {self} is no folder; set {SETTING} to a folder for that", code="store_not_a_folder"
            )
        if "://" in self.location.removeprefix(FILE):
            raise ConfigurationError(
                f"{SETTING}={self.location} is not known; use a folder, s3://bucket/prefix or block:NAME",
                code="store_unknown",
            )
        return Path(self.location.removeprefix(FILE)) if self.location else fanchant_home() / "store"

    @property
    def in_bucket(self) -> bool:
        """Whether other machines can reach the store by its location."""
        return self.location.startswith(S3)

    def __str__(self) -> str:
        return self.location if self.in_bucket else str(self.root)

    def put_bytes(self, data: bytes, kind: MediaKind, suffix: str) -> MediaRef:
        """Stores `data`; storing the same bytes twice is one object and one upload.

        Raises:
            ResourceExhausted: the store cannot be written, e.g. because the disk is full; nothing half is left.
        """
        ref = _reference(hashlib.sha256(data).hexdigest(), len(data), kind, suffix)
        if not self.exists(ref):
            self._shelf.put_bytes(ref, data)
        return ref

    def put_file(self, path: Path, kind: MediaKind) -> MediaRef:
        """Stores a copy of the file at `path`; raises as `put_bytes` does."""
        ref = _reference(file_digest(path), path.stat().st_size, kind, path.suffix.lower())
        if not self.exists(ref):
            self._shelf.put_file(ref, path)
        return ref

    def exists(self, ref: MediaRef) -> bool:
        """True where the store has an object of that reference, of the right size."""
        return self._shelf.size_bytes(_inside(ref.uri)) == ref.size_bytes

    def local_path(self, ref: MediaRef) -> Path:
        """A local file with the object's verified bytes, good for ten minutes; do not write to it.

        Raises:
            Transient: the object is missing, or damaged; a damaged one is put aside, so that it can be stored again.
            ResourceExhausted: this machine has no room for a copy of it.
        """
        _inside(ref.uri)
        return self._shelf.local_path(ref)

    def read_bytes(self, ref: MediaRef) -> bytes:
        """The object's verified bytes; raises as `local_path` does."""
        return self.local_path(ref).read_bytes()

    def presigned_url(self, ref: MediaRef, expires_s: int, file_name: str | None = None) -> str:
        """A link under which anybody can read the object for `expires_s` (1 to 604,800).

        A browser shows it, or saves it as `file_name` where that is given. Making it asks nobody: whether the object
        is there shows when the link is used.

        Raises:
            ConfigurationError: the store is a folder, which has no links.
        """
        if not 1 <= expires_s <= LONGEST_LINK_S:
            raise ValueError(f"a link is good for 1 to {LONGEST_LINK_S} s, not {expires_s}")
        _inside(ref.uri)
        return self._shelf.link(ref, expires_s, file_name)

    def discard(self, media: MediaRef | StoredObject) -> None:
        """Removes the object for good, with its versions; what refers to it is computed again when it is next wanted.

        What was put aside of a reference's object goes too. Copies on other machines follow a day after their last use.
        """
        self._shelf.discard(_inside(media.uri))
        if isinstance(media, MediaRef):
            self._shelf.discard(media.uri + DAMAGED)

    def objects(self) -> Iterator[StoredObject]:
        """Everything that takes up room in the store, in no order, damaged objects that were put aside too."""
        return self._shelf.objects()

    def drop_partials(self, older_than_s: float = 24 * 3600.0) -> int:
        """Removes what writers that died began longer ago than `older_than_s`; returns how many pieces there were."""
        return self._shelf.drop_partials(older_than_s)

    @property
    def _shelf(self) -> Shelf:
        if not self.in_bucket:
            return FolderShelf(self.root)
        from blocks.media_bucket import BucketAccess, bucket_shelf  # takes a while to import

        access = BucketAccess(
            self.endpoint_url, self.region, self.access_key_id, self.secret_access_key.get_secret_value()
        )
        return bucket_shelf(self.location, access)


@lru_cache(maxsize=4)
def _saved(setting: str) -> MediaStore:
    instead = "use a folder or s3://bucket/prefix"
    return load_saved(MediaStore, SETTING, setting, instead=instead, code="store_missing")


def _inside(uri: str) -> str:
    if not uri.startswith(MEDIA) or ".." in PurePosixPath(uri).parts:
        raise ValueError("a media reference must not leave the store")
    return uri


def _reference(sha256: str, size_bytes: int, kind: MediaKind, suffix: str) -> MediaRef:
    return MediaRef(
        uri=f"{MEDIA}{sha256[:2]}/{sha256}{suffix}",
        sha256=sha256,
        kind=kind,
        size_bytes=size_bytes,
        media_type=MEDIA_TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream"),
    )
