"""The compose files: services that wait for each other, secrets from outside, settings that exist."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest
import yaml

from deployments.description import PROJECT
from tests.docker.compose_file import DOCKER, Service, read_compose

COMPOSE = read_compose()
ALL = [pytest.param(service, id=name) for name, service in COMPOSE.services.items()]
SOURCES = ("blocks", "cli", "deployments", "flows", "media", "renderer", "tasks")
SECRETS = re.compile("PASSWORD|SECRET")
VARIABLE = re.compile(r"\$\{(\w+)(:[-?])?([^}]*)\}")


@pytest.mark.parametrize("service", ALL)
def test_a_service_waits_for_what_it_needs(service: Service) -> None:
    for name, dependency in service.depends_on.items():
        wanted = COMPOSE.services[name]
        once = wanted.restart == "on-failure"
        assert dependency.condition == ("service_completed_successfully" if once else "service_healthy")
        assert once or wanted.has_health


@pytest.mark.parametrize("service", ALL)
def test_what_is_published_is_published_on_loopback(service: Service) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.ports)


@pytest.mark.parametrize("service", ALL)
def test_secrets_come_from_outside_and_are_asked_for(service: Service) -> None:
    secrets = [value for name, value in service.environment.items() if SECRETS.search(name)]
    assert all(re.fullmatch(r"\$\{\w+:\?set it in [^}]+\}", value) for value in secrets)


@pytest.mark.parametrize("service", ALL)
def test_images_of_others_are_pinned(service: Service) -> None:
    assert service.ours or re.search(r":(\$\{\w+:-)?\d", service.image)


@pytest.mark.parametrize("service", ALL)
def test_volumes_are_declared(service: Service) -> None:
    named = {re.sub(r"\$\{\w+:-(\w+)\}", r"\1", volume).split(":")[0] for volume in service.volumes}
    assert named <= set(COMPOSE.volumes)


def test_calls_of_stages_outlive_a_restart_of_redis() -> None:
    command = COMPOSE.services["redis"].command
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_every_pool_has_a_worker() -> None:
    started = {
        service.command[service.command.index("--pool") + 1]
        for service in COMPOSE.services.values()
        if service.command[:2] == ("worker", "start")
    }
    assert started == {"submissions", "cpu", "gpu"}


def test_the_settings_exist() -> None:
    from prefect.settings import Settings
    from prefect.settings.legacy import _get_valid_setting_names
    from prefect_redis.client import RedisMessagingSettings

    known = _get_valid_setting_names(Settings)
    known |= {f"PREFECT_REDIS_MESSAGING_{field}".upper() for field in RedisMessagingSettings.model_fields}
    code = "".join(path.read_text() for folder in SOURCES for path in (PROJECT / folder).rglob("*.py"))
    image = (DOCKER / "Dockerfile").read_text()
    used = {name for service in COMPOSE.services.values() if service.ours for name in service.environment}
    assert not {name for name in used if name.startswith("PREFECT_")} - known
    assert not {name for name in used if name.startswith("FANCHANT_") and name not in code and name not in image}


def test_every_variable_is_explained_and_only_secrets_are_asked_for() -> None:
    text = (DOCKER / "compose.yaml").read_text() + (DOCKER / "compose.gpu.yaml").read_text()
    example = (DOCKER / "example.env").read_text()
    variables = {name: kind for name, kind, _ in VARIABLE.findall(text)}
    asked_for = {name for name, kind in variables.items() if kind == ":?"}
    assert asked_for == set(re.findall(r"^(\w+)=$", example, re.MULTILINE))
    assert not {name for name in variables if name not in example} - {
        *("FANCHANT_IMAGE", "FANCHANT_GPU_IMAGE", "FANCHANT_SEAWEEDFS_VERSION", "FANCHANT_STORE", "FANCHANT_STORE_KEY")
    }


def test_several_server_processes_share_everything() -> None:
    """Prefect refuses `--workers 2` where one of these is kept in the memory of a process."""
    settings = COMPOSE.services["server"].environment
    assert settings["PREFECT_SERVER_DATABASE_DRIVER"] == "postgresql+asyncpg"
    shared = (
        "MESSAGING_BROKER",
        "MESSAGING_CACHE",
        "SERVER_EVENTS_CAUSAL_ORDERING",
        "SERVER_CONCURRENCY_LEASE_STORAGE",
    )
    for name in (*shared, "SERVER_CONCURRENCY_LEASE_STORAGE"):
        assert settings[f"PREFECT_{name}"].startswith("prefect_redis.")
        assert find_spec(settings[f"PREFECT_{name}"])


def test_graphics_cards_are_an_addition() -> None:
    added = yaml.safe_load((DOCKER / "compose.gpu.yaml").read_text())
    (service,) = added["services"].values()
    assert set(added["services"]) <= set(COMPOSE.services)
    (device,) = service["deploy"]["resources"]["reservations"]["devices"]
    assert {"gpu", "graphics", "video"} <= set(device["capabilities"])
