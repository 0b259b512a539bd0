"""The policy table against what it speaks of: a misspelt path in it would quietly weaken a cache key."""

from __future__ import annotations

import importlib

import pytest

from flows import make_video as flow_module
from tasks.code_version import PROJECT, code_version
from tasks.policy import LANES, STAGES, StagePolicy


@pytest.mark.parametrize("name", STAGES)
def test_everything_a_policy_names_is_there(name: str) -> None:
    policy = STAGES[name]
    assert all((PROJECT / source).exists() for source in policy.code)
    for block in policy.blocks:
        module, class_name = block.split(":")
        assert callable(getattr(importlib.import_module(module), class_name).configured)
    assert policy.lane in ("", *LANES)
    assert policy.timeout_s > 0


def test_the_flow_runs_exactly_the_stages_of_the_table() -> None:
    tasks = {value.name: value for name, value in vars(flow_module).items() if name.endswith("_task")}
    assert set(tasks) == set(STAGES)
    for name, policy in STAGES.items():
        assert tasks[name].retries == policy.retries
        assert tasks[name].tags == {policy.pool}
        assert tasks[name].persist_result
        assert tasks[name].timeout_seconds is None  # ours holds in worker threads, see tasks/deadline.py


def test_code_versions_follow_the_source() -> None:
    drawing, listening = STAGES["render_shot"].code, STAGES["screen_voice"].code
    assert code_version(drawing) != code_version(listening)
    assert code_version(drawing) == code_version(tuple(reversed(drawing)))
    assert StagePolicy(pool="cpu", timeout_s=1, code=drawing).code == drawing
