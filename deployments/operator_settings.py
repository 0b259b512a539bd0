"""What operators set: variables and blocks. They are created where they are missing and never overwritten."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from prefect.blocks.core import Block
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import VariableCreate
from prefect.exceptions import ObjectNotFound

from contracts.errors import ConfigurationError
from deployments.changes import Settlement

DOCUMENT = "default"
"""The document of each of our block types that is there from the start."""


def apply_variable(client: SyncPrefectClient, name: str, value: Any, settlement: Settlement) -> None:
    """Creates the variable where there is none of that name."""
    settlement.create_once(
        "variable",
        name,
        exists=client.read_variable_by_name(name) is not None,
        create=lambda: client.create_variable(VariableCreate(name=name, value=value, tags=["fanchant"])),
    )


def apply_block(client: SyncPrefectClient, entrypoint: str, settlement: Settlement) -> None:
    """Registers the block class `module:Class`, and a document with its defaults where there is none.

    Raises:
        ConfigurationError: there is no such class.
    """
    module, _, name = entrypoint.partition(":")
    try:
        kind: type[Block] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(
            f"prefect.yaml: block {entrypoint} cannot be loaded: {error}", code="block_unloadable"
        ) from error
    slug = kind.get_block_type_slug()
    settlement.settle(
        "block type",
        slug,
        was=_type_on_server(client, kind),
        wanted={"schema": kind._calculate_schema_checksum()},
        create=kind.register_type_and_schema,
        update=lambda _: kind.register_type_and_schema(),
    )
    settlement.create_once(
        "block",
        f"{slug}/{DOCUMENT}",
        exists=_has_document(client, slug),
        create=lambda: kind().save(DOCUMENT),
    )


def _type_on_server(client: SyncPrefectClient, kind: type[Block]) -> dict[str, Any] | None:
    """None where the type is not known; its schema is empty where the server only has others."""
    try:
        client.read_block_type_by_slug(kind.get_block_type_slug())
    except ObjectNotFound:
        return None
    checksum = kind._calculate_schema_checksum()
    try:
        client.read_block_schema_by_checksum(checksum, version=kind.get_block_schema_version())
    except ObjectNotFound:
        return {"schema": "another"}
    return {"schema": checksum}


def _has_document(client: SyncPrefectClient, slug: str) -> bool:
    try:
        client.read_block_document_by_name(DOCUMENT, block_type_slug=slug)
    except ObjectNotFound:
        return False
    return True
