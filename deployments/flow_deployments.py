"""Deployments of flows, as prefect.yaml describes them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentScheduleUpdate, DeploymentUpdate
from prefect.client.schemas.objects import ConcurrencyLimitStrategy, ConcurrencyOptions, DeploymentSchedule
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

from contracts.errors import ConfigurationError
from deployments.changes import Settlement
from deployments.description import DeploymentDescription, Description, ScheduleDescription

TUNABLE = frozenset({"concurrency_limit", "schedules_active"})
"""What operators may change in the UI and find unchanged after the next application."""


def apply_deployment(
    client: SyncPrefectClient, description: Description, deployment: DeploymentDescription, settlement: Settlement
) -> None:
    """Creates or updates one deployment.

    Raises:
        ConfigurationError: its flow cannot be loaded.
    """
    flow = _load(description, deployment)
    name = f"{flow.name}/{deployment.name}"
    was = find_deployment(client, name)
    settlement.settle(
        "deployment",
        name,
        was=None if was is None else _fields_of(was),
        wanted=_wanted(description, deployment, flow),
        create=lambda: _create(client, description, deployment, flow),
        update=lambda changed: _update(client, was, deployment, changed),
        tunable=TUNABLE,
    )


def find_deployment(client: SyncPrefectClient, name: str) -> DeploymentResponse | None:
    """The deployment of that name (`flow/deployment`), where there is one."""
    try:
        return client.read_deployment_by_name(name)
    except ObjectNotFound:
        return None


def _load(description: Description, deployment: DeploymentDescription) -> Flow[..., Any]:
    try:
        return load_flow_from_entrypoint(str(description.project / deployment.entrypoint))
    except Exception as error:  # whatever the file raises at its import
        raise ConfigurationError(
            f"the flow of deployment {deployment.name}, {deployment.entrypoint}, cannot be loaded: {error}; "
            "mend its entrypoint in prefect.yaml or the file",
            code="flow_unloadable",
        ) from error


def _wanted(description: Description, deployment: DeploymentDescription, flow: Flow[..., Any]) -> dict[str, Any]:
    limit = deployment.concurrency_limit
    return {
        "description": deployment.description,
        "entrypoint": deployment.entrypoint,
        "work_pool_name": deployment.work_pool.name,
        "tags": sorted(deployment.tags),
        "parameters": deployment.parameters,
        "pull_steps": description.pull,
        "parameter_openapi_schema": _parameters(flow),
        "enforce_parameter_schema": True,
        "concurrency_limit": limit.limit if limit else None,
        "concurrency_options": _options(deployment),
        "schedules": [_schedule(schedule) for schedule in deployment.schedules],
        "schedules_active": [True for _ in deployment.schedules],
    }


def _fields_of(deployment: DeploymentResponse) -> dict[str, Any]:
    """What the server has, in the words of `_wanted`."""
    limit = deployment.global_concurrency_limit
    return {
        "description": deployment.description,
        "entrypoint": deployment.entrypoint,
        "work_pool_name": deployment.work_pool_name,
        "tags": sorted(deployment.tags),
        "parameters": deployment.parameters,
        "pull_steps": deployment.pull_steps,
        "parameter_openapi_schema": deployment.parameter_openapi_schema,
        "enforce_parameter_schema": deployment.enforce_parameter_schema,
        "concurrency_limit": limit.limit if limit else None,
        "concurrency_options": deployment.concurrency_options,
        "schedules": [schedule.schedule for schedule in _by_slug(deployment.schedules)],
        "schedules_active": [schedule.active for schedule in _by_slug(deployment.schedules)],
    }


def _create(
    client: SyncPrefectClient, description: Description, deployment: DeploymentDescription, flow: Flow[..., Any]
) -> UUID:
    return client.create_deployment(
        flow_id=client.create_flow(flow),
        name=deployment.name,
        description=deployment.description,
        entrypoint=deployment.entrypoint,
        work_pool_name=deployment.work_pool.name,
        tags=list(deployment.tags),
        parameters=deployment.parameters,
        pull_steps=description.pull,
        parameter_openapi_schema=_parameters(flow),
        enforce_parameter_schema=True,
        concurrency_limit=deployment.concurrency_limit.limit if deployment.concurrency_limit else None,
        concurrency_options=_options(deployment),
        schedules=[
            DeploymentScheduleCreate(schedule=_schedule(schedule), slug=schedule.slug)
            for schedule in deployment.schedules
        ],
    )


def _update(
    client: SyncPrefectClient,
    was: DeploymentResponse | None,
    deployment: DeploymentDescription,
    changed: dict[str, Any],
) -> None:
    assert was is not None  # noqa: S101  # only what the server has is updated
    fields = {field: value for field, value in changed.items() if not field.startswith("schedules")}
    if len(fields) < len(changed):
        # Prefect replaces all schedules of a deployment; those of an unchanged plan stay as active as they were.
        active = {str(schedule.slug): schedule.active for schedule in was.schedules}
        reset = "schedules_active" in changed
        fields["schedules"] = [
            DeploymentScheduleUpdate(
                schedule=_schedule(schedule), slug=schedule.slug, active=reset or active.get(schedule.slug, True)
            )
            for schedule in deployment.schedules
        ]
    client.update_deployment(was.id, DeploymentUpdate(**fields))


def _parameters(flow: Flow[..., Any]) -> dict[str, Any]:
    return parameter_schema(flow).model_dump(exclude_unset=True)


def _options(deployment: DeploymentDescription) -> ConcurrencyOptions | None:
    if deployment.concurrency_limit is None:
        return None
    strategy = ConcurrencyLimitStrategy(deployment.concurrency_limit.collision_strategy)
    return ConcurrencyOptions(collision_strategy=strategy)


def _schedule(schedule: ScheduleDescription) -> CronSchedule:
    return CronSchedule(cron=schedule.cron, timezone=schedule.timezone)


def _by_slug(schedules: list[DeploymentSchedule]) -> list[DeploymentSchedule]:
    return sorted(schedules, key=lambda schedule: schedule.slug or "")
