"""What operators plan per pool: hosts, their price and limits, and what a submission asks of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from contracts.errors import ConfigurationError
from deployments import order_of_work

POOLS_VARIABLE = "fanchant_pools"


class PoolPlan(BaseModel):
    """One pool, as its operators want it. Money is in any one currency.

    `work_s` are slot-seconds of one submission, `calls` its calls, and `burst` the slots that it holds at once.
    `cold_start_s` is from ordering a host to its first call; 60 s is between the 24 s that were measured for a process
    on one machine and the minutes of a cloud machine that has yet to boot. The policy looks every `look_every_s`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pool: str
    slots: int = Field(default=2, ge=1)
    work_s: float = Field(gt=0)
    calls: int = Field(ge=1)
    burst: float = Field(ge=1)
    cold_start_s: float = Field(default=60.0, gt=0)
    look_every_s: float = Field(default=10.0, gt=0)
    target_wait_s: float = Field(default=10.0, gt=0)
    min_hosts: int = Field(default=1, ge=0)
    max_hosts: int = Field(default=200, ge=1)
    price_per_host_hour: float = Field(default=1.0, ge=0)
    budget_per_hour: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _minimum_within_the_cap(self) -> PoolPlan:
        if self.min_hosts > self.cap:
            raise ValueError(f"min_hosts {self.min_hosts} is more than the cap of {self.cap} hosts")
        return self

    @property
    def cap(self) -> int:
        """Hosts that are never exceeded: the hard cap, or what the budget pays for, whichever is less."""
        if self.budget_per_hour is None or self.price_per_host_hour == 0:
            return self.max_hosts
        return min(self.max_hosts, math.floor(self.budget_per_hour / self.price_per_host_hour))


def default_plan(pool: str, **settings: object) -> PoolPlan:
    """The plan of `pool`, with what a submission was measured to ask of it, where `settings` say nothing else."""
    measured = {
        "work_s": order_of_work.work_s(pool),
        "calls": order_of_work.calls(pool),
        "burst": order_of_work.burst(pool),
    }
    return PoolPlan.model_validate({"pool": pool, **measured, **settings})


def read_plans(value: object) -> dict[str, PoolPlan]:
    """The plans of the pools gpu and cpu from their Prefect variable: settings by pool as JSON values, or None.

    Raises:
        ConfigurationError: a pool or a setting is not known, or a value is out of its range; the message names it.
    """
    if not isinstance(value, Mapping | None) or set(value or ()) - {"gpu", "cpu"}:
        raise _unreadable("it must be an object with the pools gpu and cpu")
    plans = {}
    for pool in ("gpu", "cpu"):
        settings = (value or {}).get(pool, {})
        if not isinstance(settings, Mapping) or "pool" in settings:
            raise _unreadable(f"{pool} must be an object of settings")
        try:
            plans[pool] = default_plan(pool, **settings)
        except ValidationError as error:
            first = error.errors()[0]
            raise _unreadable(f"{'.'.join([pool, *map(str, first['loc'])])}: {first['msg']}") from error
    return plans


def _unreadable(why: str) -> ConfigurationError:
    return ConfigurationError(f"the variable {POOLS_VARIABLE} is not usable: {why}; mend it", code="pools_unreadable")
