"""Base job templates of ECS pools: those of prefect-aws, with what our hosts need laid over them.

A template file has up to three parts: `task_definition` replaces the one of prefect-aws, `variables` adds job variables
(JSON Schema properties), `defaults` sets the defaults of job variables. What has no default must be given once, as a
value of `fanchant deploy --values` or in the pool's form in the UI; both stay where they are at the next application.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from contracts.errors import ConfigurationError

REQUIRED = ("image", "cluster", "execution_role_arn", "task_role_arn", "dispatch_secret_arn")
"""What nobody can guess: whose account, which image, where Redis is."""

_VALUES = TypeAdapter(dict[str, dict[str, Any]])


def base_job_template(
    path: Path, values: Mapping[str, Any], *, earlier: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The template of the file at `path` with `values` as defaults of its job variables.

    Args:
        earlier: the pool's present template; defaults that are set there stand where `values` says nothing.

    Raises:
        ConfigurationError: the file cannot be read, or a value is of no job variable.
    """
    from prefect_aws.workers import ECSWorker

    try:
        ours = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} is not usable: {error}", code="template_unreadable") from error
    template: dict[str, Any] = ECSWorker.get_default_base_job_template()
    template["job_configuration"]["task_definition"] = ours["task_definition"]
    properties = template["variables"]["properties"]
    properties |= ours.get("variables", {})
    unknown = sorted(set(values) - set(properties))
    if unknown:
        raise ConfigurationError(
            f"{', '.join(unknown)}: no such job variable; known are {', '.join(sorted(properties))}",
            code="job_variable_unknown",
        )
    for name, default in (ours.get("defaults", {}) | _defaults(earlier, properties) | dict(values)).items():
        properties[name]["default"] = default
    return template


def read_values(path: Path) -> dict[str, dict[str, Any]]:
    """Defaults of job variables per work pool: a YAML file with a mapping per pool, and one for `all`.

    Raises:
        ConfigurationError: it cannot be read or has another form.
    """
    try:
        return _VALUES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ConfigurationError(
            f"{path} is not usable: {error}; it needs a mapping per work pool (docs/deployments.md has one)",
            code="values_unreadable",
        ) from error


def require_values(template: Mapping[str, Any], pool: str) -> None:
    """Raises ConfigurationError where a job variable that must be known has no default."""
    missing = [name for name in REQUIRED if not template["variables"]["properties"][name].get("default")]
    if missing:
        raise ConfigurationError(
            f"work pool {pool} on ECS needs {', '.join(missing)}; put them into a file and name it with --values "
            "(docs/deployments.md has one)",
            code="job_variable_missing",
        )


def _defaults(template: Mapping[str, Any] | None, known: Mapping[str, Any]) -> dict[str, Any]:
    properties = (template or {}).get("variables", {}).get("properties", {})
    return {
        name: entry["default"]
        for name, entry in properties.items()
        if name in known and entry.get("default") not in (None, "")
    }
