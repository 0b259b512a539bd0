"""Work pools, as prefect.yaml describes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.objects import WorkPool
from prefect.exceptions import ObjectNotFound

from contracts.errors import ConfigurationError
from deployments.changes import Settlement
from deployments.description import Description, Infrastructure, Place
from deployments.ecs_template import base_job_template, require_values

TUNABLE = frozenset({"concurrency_limit"})


def apply_work_pool(
    client: SyncPrefectClient,
    description: Description,
    name: str,
    settlement: Settlement,
    *,
    place: Place,
    values: Mapping[str, Any],
) -> None:
    """Creates or updates one work pool; `values` are defaults of its job variables on ECS.

    A pool without a template gets the one of its worker type when its first worker comes.

    Raises:
        ConfigurationError: the pool exists with another type, or a value is missing or not known.
    """
    pool = description.definitions.work_pools[name]
    infrastructure = pool.on(place)
    was = _find(client, name)
    if was is not None and was.type != infrastructure.type:
        raise ConfigurationError(
            f"work pool {name} is of type {was.type} and a pool's type cannot change; to have it on "
            f"{infrastructure.type}, end its runs, `prefect work-pool delete {name}`, then deploy again",
            code="work_pool_type",
        )
    wanted: dict[str, Any] = {
        "description": pool.description,
        "concurrency_limit": infrastructure.concurrency_limit,
        **_template(description, infrastructure, name, was, settlement, values),
    }
    settlement.settle(
        "work pool",
        name,
        was=None if was is None else {field: getattr(was, field) for field in wanted},
        wanted=wanted,
        create=lambda: client.create_work_pool(WorkPoolCreate(name=name, type=infrastructure.type, **wanted)),
        update=lambda changed: client.update_work_pool(name, WorkPoolUpdate(**changed)),
        tunable=TUNABLE,
    )


def _find(client: SyncPrefectClient, name: str) -> WorkPool | None:
    try:
        return client.read_work_pool(name)
    except ObjectNotFound:
        return None


def _template(
    description: Description,
    infrastructure: Infrastructure,
    name: str,
    was: WorkPool | None,
    settlement: Settlement,
    values: Mapping[str, Any],
) -> dict[str, Any]:
    if not infrastructure.template:
        return {}
    earlier = None if was is None or settlement.reset else was.base_job_template
    template = base_job_template(description.project / infrastructure.template, values, earlier=earlier)
    require_values(template, name)
    return {"base_job_template": template}
