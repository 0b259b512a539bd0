"""What S3 and the libraries below it raise, as errors of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import ClientError as ConnectionFailure
from botocore.exceptions import (  # type: ignore[import-untyped]
    BotoCoreError,
    InvalidRegionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
)
from botocore.parsers import ResponseParserError  # type: ignore[import-untyped]

from contracts.errors import ConfigurationError, FanchantError, ResourceExhausted, Transient

NO_BUCKET = {"NoSuchBucket", "InvalidBucketName"}
FULL = {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "EntityTooLarge"}
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
NO_CREDENTIALS = (NoCredentialsError, PartialCredentialsError)
NO_SETTING = (ParamValidationError, InvalidRegionError, NoRegionError, ProfileNotFound, ValueError)


def s3_code(error: BaseException) -> str:
    """Code of the server's answer that s3fs made `error` of, e.g. `NoSuchKey`; empty where there was no answer."""
    answer = getattr(error, "response", None) or getattr(error.__cause__, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def is_missing(error: BaseException) -> bool:
    """Whether the object, and not the bucket, is what there is not."""
    return isinstance(error, FileNotFoundError) and bool(code := s3_code(error)) and code not in NO_BUCKET


@contextmanager
def our_errors(place: str) -> Iterator[None]:
    """Raises what fails inside as ConfigurationError, ResourceExhausted or Transient; `place` is the bucket's URL."""
    try:
        yield
    except FanchantError:
        raise
    except (OSError, ValueError, BotoCoreError, ConnectionFailure, ResponseParserError) as error:
        raise _as_ours(error, place) from error


def _as_ours(error: Exception, place: str) -> FanchantError:
    code = s3_code(error)
    if code in FULL:
        return ResourceExhausted(f"the media store {place} is full ({code})", code="store_not_writable")
    if code in NO_BUCKET:
        return ConfigurationError(
            f"the media store {place} has no bucket of that name; create it or mend FANCHANT_STORE",
            code="store_missing",
        )
    if isinstance(error, NO_SETTING):
        return ConfigurationError(
            f"the media store {place} cannot be used with its settings: {str(error).splitlines()[0]}; mend "
            "FANCHANT_STORE, the saved store or the AWS settings, see docs/store.md",
            code="store_unknown",
        )
    if isinstance(error, NO_CREDENTIALS):
        return ConfigurationError(
            f"there are no credentials for the media store {place}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
            "give this machine a role, or name a saved store in FANCHANT_STORE",
            code="store_refused",
        )
    if isinstance(error, PermissionError) and code:
        return ConfigurationError(
            f"the media store {place} does not let this process in ({code}); mend its credentials or their policy, "
            "see docs/store.md",
            code="store_refused",
        )
    if not code and isinstance(error, OSError) and (error.errno in DISK_FULL or error.filename):
        return ResourceExhausted(
            f"this machine cannot keep a copy of media: {error.strerror}", code="copies_not_writable"
        )
    return Transient(
        f"the media store {place} does not answer as it should ({code or type(error).__name__})",
        code="store_unreachable",
    )
