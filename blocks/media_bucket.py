"""Media in an S3 bucket, through s3fs."""

from __future__ import annotations

import os
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from s3fs import S3FileSystem

from blocks.home import copies_folder
from blocks.media_copies import LocalCopies, limit_bytes
from blocks.media_s3_errors import is_missing, our_errors
from blocks.media_shelf import DAMAGED, MEDIA, StoredObject, media_missing
from contracts.errors import Transient
from contracts.media import MediaRef

PART_BYTES = 16 * 2**20
"""Files of two parts and more go up in parts; S3 wants at least 5 MiB and at most 10,000 of them."""

PARTS_AT_ONCE = 4
"""Parts of one file that are in memory and on their way."""

CLIENT_SETTINGS: dict[str, Any] = {
    # Calls that failed, timed out or were asked to slow down are made again, by botocore.
    "retries": {"mode": "standard", "total_max_attempts": 3},
    "connect_timeout": 5,
    "read_timeout": 10,
    "max_pool_connections": 32,
    "signature_version": "s3v4",
    # Every body is signed with its SHA-256, which every server checks, each part too. The checksums that botocore would
    # add by itself are trailers that older servers do not know.
    "s3": {"payload_signing_enabled": True},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
"""Of all clients of the bucket; times in seconds."""

BODY_TRIES = 2
"""By s3fs, on top: of answers that broke off."""


class BucketAccess(NamedTuple):
    """How a bucket is reached; what is empty comes from the machine's AWS settings."""

    endpoint_url: str = ""
    region: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""


class BucketShelf:
    """Objects below a prefix of a bucket, under their URIs."""

    def __init__(self, location: str, s3: S3FileSystem, copies: LocalCopies) -> None:
        self._location = location.rstrip("/")
        self._bucket, _, prefix = self._location.removeprefix("s3://").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._s3 = s3
        self._copies = copies

    def __str__(self) -> str:
        return self._location

    def size_bytes(self, uri: str) -> int | None:
        with our_errors(self._location):
            try:
                return int(self._s3.call_s3("head_object", **self._object(uri))["ContentLength"])
            except FileNotFoundError as error:
                if is_missing(error):
                    return None
                raise

    def put_bytes(self, ref: MediaRef, data: bytes) -> None:
        with our_errors(self._location):
            self._s3.pipe_file(self._path(ref.uri), data, chunksize=PART_BYTES, **_headers(ref))

    def put_file(self, ref: MediaRef, path: Path) -> None:
        with our_errors(self._location):
            self._s3.put_file(str(path), self._path(ref.uri), chunksize=PART_BYTES, **_headers(ref))

    def local_path(self, ref: MediaRef) -> Path:
        with our_errors(self._location):
            try:
                # One stream: s3fs goes on where a stream broke off, but not where one of several ranges did.
                return self._copies.get(ref, partial(self._s3.get_file, self._path(ref.uri), max_concurrency=1))
            except Transient as error:
                if error.code == "media_damaged":
                    self._put_aside(ref.uri)
                raise
            except FileNotFoundError as error:
                if is_missing(error):
                    raise media_missing(ref, "the bucket has no such object") from error
                raise

    def link(self, ref: MediaRef, expires_s: int, file_name: str | None) -> str:
        disposition = f"attachment; filename*=UTF-8''{quote(file_name, safe='')}" if file_name else "inline"
        with our_errors(self._location):
            url: str = self._s3.url(
                self._path(ref.uri),
                expires=expires_s,
                ResponseContentType=ref.media_type,
                ResponseContentDisposition=disposition,
            )
            return url

    def discard(self, uri: str) -> None:
        self._copies.drop(uri)
        with our_errors(self._location):
            self._delete(uri)

    def objects(self) -> Iterator[StoredObject]:
        for page in self._pages("list_objects_v2", "ContinuationToken", "NextContinuationToken"):
            for found in page.get("Contents", ()):
                yield StoredObject(
                    found["Key"].removeprefix(self._prefix), found["Size"], found["LastModified"].astimezone(UTC)
                )

    def drop_partials(self, older_than_s: float) -> int:
        before = datetime.now(UTC) - timedelta(seconds=older_than_s)
        old = [
            upload
            for page in self._pages("list_multipart_uploads", "KeyMarker", "NextKeyMarker")
            for upload in page.get("Uploads", ())
            if upload["Initiated"] <= before
        ]
        with our_errors(self._location):
            for upload in old:
                self._s3.call_s3(
                    "abort_multipart_upload", Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )
        return len(old)

    def _object(self, uri: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + uri}

    def _path(self, uri: str) -> str:
        return f"{self._bucket}/{self._prefix}{uri}"

    def _pages(self, call: str, asked: str, told: str) -> Iterator[dict[str, Any]]:
        """All pages of a listing of our objects; one call's word for where to go on is the next one's."""
        where: dict[str, str] = {}
        while True:
            with our_errors(self._location):
                page = self._s3.call_s3(call, Bucket=self._bucket, Prefix=self._prefix + MEDIA, **where)
            yield page
            if not page.get("IsTruncated"):
                return
            where = {asked: page[told]}

    def _put_aside(self, uri: str) -> None:
        with suppress(FileNotFoundError):  # another reader noticed too
            self._s3.call_s3("copy_object", **self._object(uri + DAMAGED), CopySource=self._object(uri))
            self._delete(uri)

    def _delete(self, uri: str) -> None:
        """Deletes the object; in a bucket that keeps versions, those too."""
        answer = self._s3.call_s3("delete_object", **self._object(uri))
        if not answer.get("DeleteMarker"):
            return
        found = self._s3.call_s3("list_object_versions", Bucket=self._bucket, Prefix=self._prefix + uri)
        for version in [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]:
            self._s3.call_s3("delete_object", Bucket=self._bucket, Key=version["Key"], VersionId=version["VersionId"])


def bucket_shelf(location: str, access: BucketAccess) -> BucketShelf:
    """The shelf of that bucket; all of a process share their connections and what they know of local copies."""
    with _making:
        # A fork must not share connections: the process is part of the key.
        return BucketShelf(location, _client(access, os.getpid()), _copies(copies_folder(), limit_bytes()))


_making = threading.Lock()
_copies = cache(LocalCopies)


@cache
def _client(access: BucketAccess, _process: int) -> S3FileSystem:
    """A client with a loop of its own thread; its methods may be called from any other."""
    client = S3FileSystem(
        key=access.access_key_id or None,
        secret=access.secret_access_key or None,
        endpoint_url=access.endpoint_url or None,
        client_kwargs={"region_name": access.region} if access.region else None,
        config_kwargs=CLIENT_SETTINGS,
        max_concurrency=PARTS_AT_ONCE,
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    client.retries = BODY_TRIES
    return client


def _headers(ref: MediaRef) -> dict[str, str]:
    """What is stored with an object. The checksum is for single uploads, s3fs leaves it out of those in parts."""
    return {"ContentType": ref.media_type, "ChecksumSHA256": b64encode(bytes.fromhex(ref.sha256)).decode()}
