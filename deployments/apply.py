"""Brings work pools and deployments on the server to what prefect.yaml says; running it twice changes nothing."""

from __future__ import annotations

from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.exceptions import ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

from deployments.description import (
    PROJECT,
    DeploymentDescription,
    WorkPoolDescription,
    read_description,
)


def apply() -> dict[str, list[str]]:
    """Creates or updates everything; returns the names of the pools and of the deployments (`flow/deployment`)."""
    description = read_description()
    with get_client(sync_client=True) as client:
        for name, pool in description.work_pools.items():
            apply_work_pool(client, name, pool)
        deployments = [apply_deployment(client, deployment) for deployment in description.deployments]
    return {"pools": list(description.work_pools), "deployments": deployments}


def apply_work_pool(client: SyncPrefectClient, name: str, pool: WorkPoolDescription) -> None:
    """Creates the pool, or updates what an operator may not have tuned: only its description and its limit."""
    try:
        client.read_work_pool(name)
    except ObjectNotFound:
        client.create_work_pool(
            WorkPoolCreate(
                name=name, type=pool.type, description=pool.description, concurrency_limit=pool.concurrency_limit
            )
        )
        return
    client.update_work_pool(
        name, WorkPoolUpdate(description=pool.description, concurrency_limit=pool.concurrency_limit)
    )


def apply_deployment(client: SyncPrefectClient, deployment: DeploymentDescription) -> str:
    """Creates or updates the deployment; its code is this checkout, so workers run on hosts that have it."""
    flow: Flow[..., Any] = load_flow_from_entrypoint(str(PROJECT / deployment.entrypoint))
    pull_steps: list[dict[str, Any]] = [
        {"prefect.deployments.steps.set_working_directory": {"directory": str(PROJECT)}}
    ]
    client.create_deployment(
        flow_id=client.create_flow(flow),
        name=deployment.name,
        description=deployment.description,
        entrypoint=deployment.entrypoint,
        work_pool_name=deployment.work_pool.name,
        tags=list(deployment.tags),
        pull_steps=pull_steps,
        parameter_openapi_schema=parameter_schema(flow).model_dump_for_openapi(),
        enforce_parameter_schema=True,
    )
    return f"{flow.name}/{deployment.name}"
