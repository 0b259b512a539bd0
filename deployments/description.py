"""What prefect.yaml describes, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.errors import ConfigurationError
from deployments.checkout import PROJECT

Place = Literal["local", "ecs"]
"""Where the hosts of the pools run: as processes beside their worker, or as tasks of Amazon ECS."""

WatchSeconds = Annotated[float, Field(ge=10)]
"""Prefect does not notice silence that is shorter than 10 s."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Infrastructure(_Part):
    """What a work pool starts its runs on; `template` is a file beside prefect.yaml (deployments/ecs_template.py)."""

    type: Literal["process", "warm", "ecs"]
    concurrency_limit: int | None = Field(default=None, ge=1)
    template: str = ""


class WorkPoolDescription(_Part):
    description: str
    local: Infrastructure
    ecs: Infrastructure | None = None

    def on(self, place: Place) -> Infrastructure:
        """The infrastructure at `place`; a pool that names none for ECS has the same everywhere."""
        return self.ecs if place == "ecs" and self.ecs else self.local


class WorkPoolName(_Part):
    name: str


class ConcurrencyDescription(_Part):
    limit: int = Field(ge=1)
    collision_strategy: Literal["ENQUEUE", "CANCEL_NEW"]


class ScheduleDescription(_Part):
    cron: str
    timezone: str
    slug: str


class DeploymentDescription(_Part):
    name: str
    description: str
    entrypoint: str = Field(pattern=r"^[a-z_/]+\.py:[a-z_]+$")
    work_pool: WorkPoolName
    tags: tuple[str, ...] = ()
    parameters: dict[str, Any] = {}
    concurrency_limit: ConcurrencyDescription | None = None
    schedules: tuple[ScheduleDescription, ...] = ()


class Watch(_Part):
    """After which silence the automations act, and how often a submission may be begun."""

    submission_silent_s: WatchSeconds
    submission_pending_s: WatchSeconds
    submission_deadline_s: WatchSeconds
    submission_attempts: int = Field(ge=1)
    host_silent_s: WatchSeconds


class Definitions(_Part):
    work_pools: dict[str, WorkPoolDescription]
    variables: dict[str, Any]
    blocks: tuple[Annotated[str, Field(pattern=r"^[a-z_.]+:[A-Za-z]+$")], ...]
    watch: Watch


class Description(BaseModel):
    """The parts of prefect.yaml that are ours, as Prefect ignores `definitions`; `project` is the file's folder."""

    model_config = ConfigDict(frozen=True)

    project: Path
    pull: list[dict[str, dict[str, Any]]]
    definitions: Definitions
    deployments: tuple[DeploymentDescription, ...]


def read_description(path: Path = PROJECT / "prefect.yaml") -> Description:
    """Everything that `path` describes.

    Raises:
        ConfigurationError: it cannot be read, or a deployment names a pool that it does not describe.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        description = Description(project=path.parent, **document)
    except (OSError, yaml.YAMLError, TypeError, ValidationError) as error:
        raise ConfigurationError(f"{path} is not usable: {error}", code="deployments_unreadable") from error
    for deployment in description.deployments:
        if deployment.work_pool.name not in description.definitions.work_pools:
            raise ConfigurationError(
                f"{path}: deployment {deployment.name} names the work pool {deployment.work_pool.name}, "
                "which is not described",
                code="work_pool_unknown",
            )
    return description
