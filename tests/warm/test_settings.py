"""The two variables: what operators may write, and what they are told when it is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from contracts.errors import ConfigurationError
from deployments.drops import planned_per_s, read_drops
from deployments.pool_plans import read_plans

SINGLE = {
    "name": "single",
    "start": "2026-12-01T18:00:00+01:00",
    "peak_per_min": 120,
    "ramp_s": 300,
    "duration_s": 1500,
}


def test_a_drop_rises_in_a_line_and_falls_in_a_line() -> None:
    start_s = datetime(2026, 12, 1, 17, tzinfo=UTC).timestamp()
    at_s = start_s + np.array([-1.0, 0.0, 150.0, 300.0, 900.0, 1500.0, 2000.0])
    assert planned_per_s(read_drops([SINGLE]), at_s) == pytest.approx([0, 0, 1, 2, 1, 0, 0])


def test_drops_add_up_and_none_is_no_drop() -> None:
    at_s = np.array([datetime(2026, 12, 1, 17, 5, tzinfo=UTC).timestamp()])
    assert planned_per_s(read_drops([SINGLE, SINGLE]), at_s) == pytest.approx([4.0])
    assert planned_per_s(read_drops(None), at_s) == pytest.approx([0.0])


@pytest.mark.parametrize(
    "change",
    [{"start": "2026-12-01T18:00:00"}, {"ramp_s": 0}, {"duration_s": 300}, {"peak_per_min": -1}, {"peak": 3}],
)
def test_a_wrong_drop_is_named(change: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match=r"fanchant_drops.*a drop needs name, start"):
        read_drops([SINGLE | change])


def test_plans_have_defaults_and_take_settings() -> None:
    plans = read_plans({"gpu": {"max_hosts": 7, "work_s": 3.5}})
    assert (plans["gpu"].max_hosts, plans["gpu"].work_s) == (7, 3.5)
    assert plans["cpu"] == read_plans(None)["cpu"]


@pytest.mark.parametrize(
    "value",
    [
        {"tpu": {}},
        [],
        {"gpu": 3},
        {"gpu": {"slots": 0}},
        {"gpu": {"pool": "cpu"}},
        {"gpu": {"hosts": 3}},
        {"gpu": {"min_hosts": 9, "max_hosts": 8}},
    ],
)
def test_wrong_plans_are_named(value: object) -> None:
    with pytest.raises(ConfigurationError, match="fanchant_pools"):
        read_plans(value)
