"""Results of stages beside the media in the bucket, so that every machine finds what one of them has done.

Without this they lie in a folder of each machine. Prefect keeps them; this only tells it where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from blocks.media_store import S3, MediaStore
from contracts.errors import ConfigurationError

if TYPE_CHECKING:
    from prefect_aws.s3 import S3Bucket

BLOCK = "fanchant-results"
FOLDER = "results"
SETTING = "PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK"


def result_environment(store: MediaStore) -> dict[str, str]:
    """What the environment of whatever runs flows must have, so that results are shared; empty for a folder."""
    return {SETTING: f"s3-bucket/{BLOCK}"} if store.in_bucket else {}


def share_results(store: MediaStore) -> None:
    """Saves the block that `result_environment` names, and makes it the server's default for all that name none.

    Idempotent. It holds the keys that the store's own block has; without them every machine uses its own.

    Raises:
        ConfigurationError: the store is a folder.
    """
    from prefect.client.orchestration import get_client

    block_id = results_bucket(store).save(BLOCK, overwrite=True)
    assert isinstance(block_id, UUID)  # noqa: S101  # save() is async-or-sync typed; this is the sync path
    get_client(sync_client=True).update_server_default_result_storage(block_id)


def results_bucket(store: MediaStore) -> S3Bucket:
    """Prefect's block for the folder `results` in the bucket of `store`.

    Raises:
        ConfigurationError: the store is a folder.
    """
    if not store.in_bucket:
        raise ConfigurationError(
            f"results cannot be shared through {store}; set FANCHANT_STORE to s3://bucket/prefix",
            code="store_not_shared",
        )
    from prefect_aws import AwsClientParameters, AwsCredentials  # takes a while to import
    from prefect_aws.s3 import S3Bucket

    from blocks.media_bucket import CLIENT_SETTINGS

    bucket, _, prefix = store.location.removeprefix(S3).rstrip("/").partition("/")
    return S3Bucket(
        bucket_name=bucket,
        bucket_folder="/".join(part for part in (prefix, FOLDER) if part),
        credentials=AwsCredentials(
            aws_access_key_id=store.access_key_id or None,
            aws_secret_access_key=store.secret_access_key if store.access_key_id else None,
            region_name=store.region or None,
            aws_client_parameters=AwsClientParameters(endpoint_url=store.endpoint_url or None, config=CLIENT_SETTINGS),
        ),
    )
