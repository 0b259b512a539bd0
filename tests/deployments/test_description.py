"""prefect.yaml is complete, and a wrong one says what is wrong."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from contracts.errors import ConfigurationError
from deployments.checkout import use_checkout
from deployments.description import PROJECT, read_description


def test_deployments_load() -> None:
    from prefect import Flow

    description = read_description()
    assert description.deployments
    for deployment in description.deployments:
        path, name = deployment.entrypoint.split(":")
        assert (PROJECT / path).is_file(), f"{path} is missing"
        flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
        assert isinstance(flow, Flow)
        assert set(deployment.parameters) <= set(flow.parameters.properties)


def test_pools_of_the_policy_table_are_described() -> None:
    from tasks.policy import STAGES

    assert {policy.pool for policy in STAGES.values()} <= set(read_description().definitions.work_pools)


def test_prefect_itself_reads_the_same_file() -> None:
    document = yaml.safe_load((PROJECT / "prefect.yaml").read_text())
    assert document["prefect-version"] == version("prefect")
    assert [deployment["name"] for deployment in document["deployments"]]
    assert document["pull"] == [{f"{use_checkout.__module__}.{use_checkout.__name__}": {}}]


def test_flows_are_loaded_from_the_installation_of_the_worker() -> None:
    assert use_checkout() == {"directory": str(PROJECT)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"deployments": [{"name": "a"}]}, "entrypoint"),
        (
            {
                "deployments": [
                    {"name": "a", "description": "", "entrypoint": "flows/x.py:y", "work_pool": {"name": "tpu"}}
                ]
            },
            "work pool tpu",
        ),
        ({"definitions": {}}, "work_pools"),
        ({"pull": "here"}, "pull"),
    ],
)
def test_a_wrong_description_says_what_is_wrong(change: dict[str, object], said: str, tmp_path: Path) -> None:
    document = yaml.safe_load((PROJECT / "prefect.yaml").read_text()) | change
    path = tmp_path / "prefect.yaml"
    path.write_text(yaml.safe_dump(document))
    with pytest.raises(ConfigurationError, match=r"prefect\.yaml") as raised:
        read_description(path)
    assert said in str(raised.value)


def test_silence_that_prefect_cannot_notice_is_refused(tmp_path: Path) -> None:
    document = yaml.safe_load((PROJECT / "prefect.yaml").read_text())
    document["definitions"]["watch"]["submission_silent_s"] = 5
    path = tmp_path / "prefect.yaml"
    path.write_text(yaml.safe_dump(document))
    with pytest.raises(ConfigurationError, match="submission_silent_s"):
        read_description(path)


@pytest.mark.parametrize("text", [": :", "[]", "just words"])
def test_what_is_no_description_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "prefect.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=r"prefect\.yaml"):
        read_description(path)
