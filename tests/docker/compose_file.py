"""What of docker/compose.yaml matters to us, as models that refuse what they do not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

DOCKER = Path(__file__).resolve().parents[2] / "docker"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Build(Strict):
    context: Literal[".."]
    dockerfile: str
    args: dict[str, str] = Field(default_factory=dict)


class Dependency(Strict):
    condition: Literal["service_healthy", "service_completed_successfully"]


class HealthCheck(Strict):
    test: tuple[str, ...] = ()
    interval: str = ""
    timeout: str = ""
    retries: int = 3
    disable: bool = False


class Service(Strict):
    image: str = ""
    build: Build | None = None
    restart: Literal["unless-stopped", "on-failure"] = "unless-stopped"
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: dict[str, str] = Field(default_factory=dict)
    depends_on: dict[str, Dependency] = Field(default_factory=dict)
    healthcheck: HealthCheck | None = None
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    shm_size: str = ""
    stop_grace_period: str = ""
    deploy: dict[str, Any] = Field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether it runs an image of this folder, which brings a health check of its own."""
        return self.build is not None

    @property
    def has_health(self) -> bool:
        return not self.healthcheck.disable if self.healthcheck else self.ours


class ComposeFile(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    services: dict[str, Service]
    volumes: dict[str, None] = Field(default_factory=dict)


def read_compose(name: str = "compose.yaml") -> ComposeFile:
    return ComposeFile.model_validate(yaml.safe_load((DOCKER / name).read_text()))
