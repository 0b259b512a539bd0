"""What our deployments leave on a server, to compare and to take away again."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.sorting import AutomationSort, DeploymentSort
from prefect.exceptions import ObjectNotFound

from deployments.operator_settings import DOCUMENT

POOLS = ("submissions", "gpu", "cpu")
VARIABLES = ("fanchant_drops", "fanchant_pools")
MOVING = {"last_polled", "status", "active_slots", "estimated_run_time"}
"""Fields that change by themselves."""


def server_objects(client: SyncPrefectClient) -> dict[str, dict[str, Any]]:
    """Every pool, deployment, automation, variable, block and limit with all of its fields, by kind and name."""
    found: dict[str, dict[str, Any]] = {}
    found |= {f"pool {pool.name}": pool.model_dump(mode="json") for pool in client.read_work_pools(limit=200, offset=0)}
    found |= {
        f"deployment {deployment.name} {deployment.entrypoint}": deployment.model_dump(mode="json")
        for deployment in client.read_deployments(limit=200, sort=DeploymentSort.NAME_ASC)
    }
    found |= {f"automation {automation.name}": automation.model_dump(mode="json") for automation in automations(client)}
    found |= {
        f"variable {variable.name}": variable.model_dump(mode="json") for variable in client.read_variables(limit=200)
    }
    found |= {
        f"block {block.block_type_name} {block.name}": block.model_dump(mode="json")
        for block in client.read_block_documents(limit=200, offset=0)
    }
    return {name: {key: value for key, value in fields.items() if key not in MOVING} for name, fields in found.items()}


def automations(client: SyncPrefectClient) -> list[Any]:
    """Ours, by name."""
    return [
        automation
        for automation in client.read_automations(limit=200, sort=AutomationSort.NAME_ASC)
        if automation.name.startswith("fanchant: ")
    ]


def forget_everything(client: SyncPrefectClient) -> None:
    """Takes away all that an application creates, but the block types."""
    for automation in automations(client):
        client.delete_automation(automation.id)
    for deployment in client.read_deployments(limit=200, sort=DeploymentSort.NAME_ASC):
        if "fanchant" in deployment.tags:
            client.delete_deployment(deployment.id)
    for pool in POOLS:
        with suppress(ObjectNotFound):
            client.delete_work_pool(pool)
    for name in VARIABLES:
        with suppress(ObjectNotFound):
            client.delete_variable_by_name(name)
    for block in client.read_block_documents(limit=200, offset=0):
        if block.name == DOCUMENT and str(block.block_type_name).startswith("Fanchant "):
            client.delete_block_document(block.id)
