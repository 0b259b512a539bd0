"""What prefect.yaml describes, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.errors import ConfigurationError

PROJECT = Path(__file__).resolve().parent.parent


class WorkPoolDescription(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["process"]
    description: str = ""
    concurrency_limit: int | None = Field(default=None, ge=1)


class WorkPoolName(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str


class DeploymentDescription(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    description: str = ""
    entrypoint: str = Field(pattern=r"^[a-z_/]+\.py:[a-z_]+$")
    work_pool: WorkPoolName
    tags: tuple[str, ...] = ()


class Description(BaseModel):
    """The parts of prefect.yaml that are ours; Prefect reads the rest."""

    work_pools: dict[str, WorkPoolDescription]
    deployments: tuple[DeploymentDescription, ...]


def read_description(path: Path = PROJECT / "prefect.yaml") -> Description:
    """The work pools and deployments in `path`.

    Raises:
        ConfigurationError: it cannot be read, or a deployment names a pool that it does not describe.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        description = Description(
            work_pools=document["definitions"]["work_pools"], deployments=tuple(document["deployments"])
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValidationError) as error:
        raise ConfigurationError(f"{path} is not usable: {error}", code="deployments_unreadable") from error
    for deployment in description.deployments:
        if deployment.work_pool.name not in description.work_pools:
            raise ConfigurationError(
                f"{path}: deployment {deployment.name} names the work pool {deployment.work_pool.name}, "
                "which is not described",
                code="work_pool_unknown",
            )
    return description
