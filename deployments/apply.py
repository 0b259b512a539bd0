"""Brings everything on the server to what prefect.yaml says; running it twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events import AutomationCore

from blocks.media_store import MediaStore
from blocks.result_storage import share_results
from contracts.errors import ConfigurationError
from deployments.automations import automations
from deployments.changes import Settlement
from deployments.description import Description, Place, read_description
from deployments.flow_deployments import apply_deployment, find_deployment
from deployments.operator_settings import apply_block, apply_variable
from deployments.work_pools import apply_work_pool

ALL = "all"
WARM_UP = "warm-pool/every-minute"
NOTIFIER = "fanchant-operators"
"""A notification block of this name, of any type (Slack, e-mail, webhook), gets the warnings."""


def apply(
    description: Description | None = None,
    *,
    place: Place = "local",
    values: Mapping[str, Mapping[str, Any]] | None = None,
    settlement: Settlement | None = None,
) -> Settlement:
    """Creates or updates everything and says what was done; where media lie in a bucket, results do too.

    Args:
        description: by default that of prefect.yaml.
        place: where the hosts of the pools run.
        values: defaults of job variables per work pool and for `all` of them, for ECS.
        settlement: says whether this is a dry run and whether what operators tuned is taken back.

    Raises:
        ConfigurationError: a flow or a block cannot be loaded, a pool has another type, a value is missing.
    """
    description = description or read_description()
    settlement = settlement or Settlement()
    definitions = description.definitions
    values = values or {}
    unknown = sorted(set(values) - {ALL} - set(definitions.work_pools))
    if unknown:
        raise ConfigurationError(
            f"values for {', '.join(unknown)}: no such work pool; known are "
            f"{', '.join([*definitions.work_pools, ALL])}",
            code="work_pool_unknown",
        )
    store = MediaStore.configured()
    if store.in_bucket and not settlement.dry_run:
        share_results(store)
    with get_client(sync_client=True) as client:
        for name in definitions.work_pools:
            apply_work_pool(
                client,
                description,
                name,
                settlement,
                place=place,
                values={**values.get(ALL, {}), **values.get(name, {})},
            )
        for name, value in definitions.variables.items():
            apply_variable(client, name, value, settlement)
        for entrypoint in definitions.blocks:
            apply_block(client, entrypoint, settlement)
        for deployment in description.deployments:
            apply_deployment(client, description, deployment, settlement)
        for automation in automations(
            definitions.watch, replace_hosts=_warm_up(client), notifier=find_notifier(client)
        ):
            apply_automation(client, automation, settlement)
    return settlement


def apply_automation(client: SyncPrefectClient, wanted: AutomationCore, settlement: Settlement) -> None:
    """Creates or updates the automation of that name; one that operators switched off stays off."""
    found = client.read_automations_by_name(wanted.name)
    was = AutomationCore.model_validate(found[0].model_dump()) if found else None
    compared = ("description", "tags", "trigger", "actions", "enabled")

    def update(changed: dict[str, Any]) -> None:
        # Prefect's client sends the fields that were set, so all of them are; the server takes no owner here.
        fields = wanted.model_dump(exclude={"owner_resource"})
        enabled = changed.get("enabled", found[0].enabled)
        client.update_automation(found[0].id, AutomationCore.model_validate(fields | {"enabled": enabled}))

    settlement.settle(
        "automation",
        wanted.name,
        was=None if was is None else {field: getattr(was, field) for field in compared},
        wanted={field: getattr(wanted, field) for field in compared},
        create=lambda: client.create_automation(wanted),
        update=update,
        tunable=frozenset({"enabled"}),
    )


def find_notifier(client: SyncPrefectClient) -> UUID | None:
    """The block that gets the warnings, where operators have saved one."""
    for block in client.read_block_documents(limit=200, offset=0, include_secrets=False):
        if block.name == NOTIFIER and block.block_schema and "notify" in block.block_schema.capabilities:
            return block.id
    return None


def _warm_up(client: SyncPrefectClient) -> UUID:
    """Id of the warm-up flow's deployment; zero in a dry run on a server that does not have it yet."""
    found = find_deployment(client, WARM_UP)
    return found.id if found else UUID(int=0)
